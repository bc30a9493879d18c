//! The numbers of a run: some come from `paperlint.toml` and are kept in range, others only from code. Must not read
//! files.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use super::sites::Terms;
use crate::config;

/// The longest time that a connection may take: hosts that are up answer within seconds, and a lost packet is sent
/// again after one, two and four seconds.
const LONGEST_CONNECT: Duration = Duration::from_secs(10);

/// Numbers and names that only tests change; no key of `paperlint.toml` sets them.
#[derive(Clone, Debug)]
pub struct Seams {
    /// The time after which a request is given up, instead of the configured seconds.
    pub timeout: Option<Duration>,
    /// The pause before the first repetition of a request; every further one is twice as long.
    pub backoff: Duration,
    /// The longest pause between repetitions that paperlint chooses by itself.
    pub longest_backoff: Duration,
    /// The longest pause that a host may request; a host that requests a longer one gets no more requests.
    pub longest_wait: Duration,
    /// True if published rate limits are ignored.
    pub unpaced: bool,
    /// Private addresses that the guard admits.
    pub reachable: Vec<SocketAddr>,
    /// Host names that resolve to these addresses instead of the system's.
    pub names: BTreeMap<String, Vec<IpAddr>>,
}

impl Default for Seams {
    fn default() -> Self {
        Self {
            timeout: None,
            backoff: Duration::from_secs(1),
            longest_backoff: Duration::from_secs(30),
            longest_wait: Duration::from_mins(1),
            unpaced: false,
            reachable: Vec::new(),
            names: BTreeMap::new(),
        }
    }
}

/// The pauses between requests.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// The first pause.
    pub(super) backoff: Duration,
    /// The longest pause that paperlint chooses by itself.
    pub(super) longest_backoff: Duration,
    /// The longest pause that a host may request.
    pub(super) longest_wait: Duration,
}

impl Pace {
    /// The pause before the repetition with this number, counted from zero.
    pub(super) fn pause(&self, repetition: u32) -> Duration {
        let doubled = self.backoff.saturating_mul(2_u32.saturating_pow(repetition));
        doubled.min(self.longest_backoff)
    }
}

/// The limits of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The number of requests at once.
    pub(super) concurrency: usize,
    /// The rate limits of hosts that have published none.
    pub(super) terms: Terms,
    /// True if published rate limits are ignored.
    pub(super) unpaced: bool,
    /// The time after which a request is given up, including the answer's body.
    pub(super) timeout: Duration,
    /// The time after which a connection is given up.
    pub(super) connect: Duration,
    /// The number of times that a request is repeated after a temporary failure.
    pub(super) retries: u32,
    /// The pauses between requests.
    pub(super) pace: Pace,
}

impl Limits {
    /// The configured limits, clamped to the documented ranges.
    pub(super) fn new(links: &config::Links, seams: &Seams) -> Self {
        let configured = Duration::from_secs(u64::from(links.timeout.clamp(1, 120)));
        let timeout = seams.timeout.unwrap_or(configured);
        Self {
            concurrency: usize::from(links.concurrency.clamp(1, 128)),
            terms: Terms {
                interval: Duration::from_millis(u64::from(links.interval.min(60_000))),
                at_once: usize::from(links.per_host.clamp(1, 16)),
            },
            unpaced: seams.unpaced,
            timeout,
            connect: timeout.min(LONGEST_CONNECT),
            retries: u32::from(links.retries.min(5)),
            pace: Pace {
                backoff: seams.backoff,
                longest_backoff: seams.longest_backoff,
                longest_wait: seams.longest_wait,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_out_of_range_are_clamped() {
        let links = config::Links {
            exclude: Vec::new(),
            concurrency: 0,
            per_host: 500,
            interval: u16::MAX,
            timeout: 0,
            retries: 200,
        };
        let limits = Limits::new(&links, &Seams::default());
        assert_eq!((limits.concurrency, limits.retries), (1, 5));
        assert_eq!(
            (limits.terms.at_once, limits.terms.interval),
            (16, Duration::from_mins(1))
        );
        assert_eq!(limits.timeout, Duration::from_secs(1));
    }

    #[test]
    fn connecting_takes_ten_seconds_at_most() {
        let limits = Limits::new(&config::Links::default(), &Seams::default());
        assert_eq!((limits.timeout.as_secs(), limits.connect.as_secs()), (20, 10));
    }

    #[test]
    fn pauses_double_up_to_the_longest() {
        let pace = Limits::new(&config::Links::default(), &Seams::default()).pace;
        let pauses: Vec<_> = (0..7)
            .map(|repetition| pace.pause(repetition).as_secs())
            .collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(pace.pause(u32::MAX).as_secs(), 30);
    }
}
