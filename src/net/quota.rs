//! Reads from headers how much a client may still ask. Pure: must not wait, nor know which host it is.
//!
//! Three forms are in use: `X-RateLimit-Remaining` and `-Reset`, whose reset is a moment at some hosts and a number of
//! seconds at others; the same without `X-`; and `RateLimit` with parameters, of the drafts for RFC 9110's headers.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A reset that is larger is a moment, in seconds since 1970: no host asks to wait for thirty years.
const LONGEST_WAIT: u64 = 1_000_000_000;

/// How long the host will refuse everything; `None` when something may still be asked or nothing is said.
pub(super) fn spent<'a>(header: impl Fn(&str) -> Option<&'a str>, now: SystemTime) -> Option<Duration> {
    let pair = |remaining, reset| Some((number(header(remaining)?)?, number(header(reset)?)?));
    let (remaining, reset) = pair("x-ratelimit-remaining", "x-ratelimit-reset")
        .or_else(|| pair("ratelimit-remaining", "ratelimit-reset"))
        .or_else(|| header("ratelimit").and_then(parameters))?;
    (remaining == 0).then(|| wait(reset, now))
}

/// The remaining requests and the seconds until there are more, from `"api";r=0;t=12` or `limit=9, remaining=0, reset=12`.
fn parameters(value: &str) -> Option<(u64, u64)> {
    let named = |names: [&str; 2]| {
        let mut parts = value
            .split([';', ','])
            .filter_map(|part| part.trim().split_once('='));
        parts
            .find(|(name, _)| names.contains(name))
            .and_then(|(_, value)| number(value))
    };
    Some((named(["r", "remaining"])?, named(["t", "reset"])?))
}

fn number(value: &str) -> Option<u64> {
    let whole = value.trim().split('.').next()?;
    whole.parse().ok()
}

fn wait(reset: u64, now: SystemTime) -> Duration {
    if reset < LONGEST_WAIT {
        return Duration::from_secs(reset);
    }
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    Duration::from_secs(reset).saturating_sub(since)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spent_of(headers: &[(&str, &'static str)]) -> Option<u64> {
        let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let value = |name: &str| {
            headers
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| *value)
        };
        spent(value, now).map(|wait| wait.as_secs())
    }

    #[test]
    fn every_form_is_read() {
        for headers in [
            &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "12")][..],
            &[
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-reset", "1700000012"),
            ],
            &[("ratelimit-remaining", "0"), ("ratelimit-reset", "12.5")],
            &[("ratelimit", "\"api\";r=0;t=12")],
            &[("ratelimit", "limit=100, remaining=0, reset=12")],
        ] {
            assert_eq!(spent_of(headers), Some(12), "{headers:?}");
        }
    }

    #[test]
    fn what_is_left_or_makes_no_sense_asks_for_no_pause() {
        for headers in [
            &[][..],
            &[("x-ratelimit-remaining", "3"), ("x-ratelimit-reset", "12")],
            &[("x-ratelimit-remaining", "0")],
            &[("x-ratelimit-remaining", "none"), ("x-ratelimit-reset", "soon")],
            &[("ratelimit", "\"api\";r=489;t=120")],
            &[("ratelimit", "r")],
        ] {
            assert_eq!(spent_of(headers), None, "{headers:?}");
        }
    }

    #[test]
    fn a_moment_that_has_passed_asks_for_no_time() {
        let past = [
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "1600000000"),
        ];
        assert_eq!(spent_of(&past), Some(0));
    }
}
