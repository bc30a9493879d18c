//! Keeps requests polite: a gate for each host and a number of slots for all. Must not know what is asked or why.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};
use url::Url;

use super::answer::Answer;
use super::retry::Pace;
use super::settings::Limits;

/// How often in a row a host says 429 until it is left alone.
const MOST_STRIKES: u32 = 2;

/// How often in a row a host lets time run out until it is left alone: more often than for any single link.
const MOST_MISSES: u32 = 8;

/// Why a host is asked no more in this run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub(super) enum Closed {
    /// It keeps saying that there are too many requests.
    #[error("rate limited")]
    RateLimited,
    /// It asks for a pause that is too long.
    #[error("asks to wait {} s", .0.as_secs())]
    AsksToWait(Duration),
    /// It answers nothing.
    #[error("the host has stopped answering")]
    Silent,
}

/// The gates of all hosts.
#[derive(Debug)]
pub(super) struct Hosts {
    slots: Arc<Semaphore>,
    per_host: usize,
    pace: Pace,
    gates: Mutex<BTreeMap<String, Arc<Gate>>>,
}

impl Hosts {
    /// Gates that are all open.
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            slots: Arc::new(Semaphore::new(limits.concurrency)),
            per_host: limits.per_host,
            pace: limits.pace,
            gates: Mutex::default(),
        }
    }

    /// Waits until this URL's host may be asked.
    ///
    /// A slot is taken last, when the host is ready, so that a host that makes its links wait holds up no other.
    pub(super) async fn enter(&self, url: &Url) -> Result<Pass, Closed> {
        let gate = self.gate(url);
        let permit = acquire(&gate.permits).await;
        loop {
            gate.wait().await?;
            let slot = acquire(&self.slots).await;
            if gate.opens_at()?.is_none() {
                let pauses = lock(&gate.state).pauses;
                let (pace, held) = (self.pace, [permit, slot]);
                return Ok(Pass {
                    gate,
                    pace,
                    pauses,
                    _held: held,
                });
            }
        }
    }

    /// The gate of a URL's host; both schemes and all ports share it.
    fn gate(&self, url: &Url) -> Arc<Gate> {
        let host = url.host_str().unwrap_or_default().trim_end_matches('.');
        let mut gates = lock(&self.gates);
        let gate = gates
            .entry(host.to_owned())
            .or_insert_with(|| Arc::new(Gate::new(self.per_host)));
        Arc::clone(gate)
    }
}

async fn acquire(semaphore: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    let permit = Arc::clone(semaphore).acquire_owned().await;
    permit.expect("no semaphore is ever closed")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The gate of one host.
#[derive(Debug)]
struct Gate {
    permits: Arc<Semaphore>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// When the host may be asked again.
    not_before: Option<Instant>,
    /// How often it has asked for a pause.
    pauses: u32,
    /// How often in a row it has said 429.
    strikes: u32,
    /// How often in a row it has not answered in time.
    misses: u32,
    /// Why it is asked no more.
    closed: Option<Closed>,
}

impl Gate {
    fn new(permits: usize) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(permits)),
            state: Mutex::default(),
        }
    }

    async fn wait(&self) -> Result<(), Closed> {
        while let Some(moment) = self.opens_at()? {
            sleep_until(moment).await;
        }
        Ok(())
    }

    /// When the gate opens; `None` when it is open.
    fn opens_at(&self) -> Result<Option<Instant>, Closed> {
        let state = lock(&self.state);
        match state.closed {
            Some(closed) => Err(closed),
            None => Ok(state.not_before.filter(|&moment| moment > Instant::now())),
        }
    }
}

/// The permission for one request; the next one may enter when it is dropped.
#[derive(Debug)]
pub(super) struct Pass {
    gate: Arc<Gate>,
    pace: Pace,
    /// How often the host had asked for a pause when the request was sent.
    pauses: u32,
    _held: [OwnedSemaphorePermit; 2],
}

impl Pass {
    /// Takes from an answer how the host wants to be treated.
    pub(super) fn heed(&self, answer: &Answer) {
        let wait = answer.retry_after(SystemTime::now());
        let mut state = lock(&self.gate.state);
        state.misses = 0;
        match (answer.status.as_u16(), wait) {
            (429, wait) => self.strike(&mut state, wait),
            (503, Some(wait)) => self.hold(&mut state, wait),
            _ if answer.is_out_of_quota() => state.closed = Some(Closed::RateLimited),
            _ if self.is_news(&state) => state.strikes = 0,
            _ => {}
        }
    }

    /// Takes note that no answer came in time: a host that is down would cost every one of its links that time.
    pub(super) fn miss(&self) {
        let mut state = lock(&self.gate.state);
        state.misses += 1;
        if state.misses >= MOST_MISSES {
            state.closed.get_or_insert(Closed::Silent);
        }
    }

    /// Whether the request was sent after the last pause began: answers to earlier ones repeat what is known.
    fn is_news(&self, state: &State) -> bool {
        self.pauses == state.pauses
    }

    fn strike(&self, state: &mut State, wait: Option<Duration>) {
        let wait = wait.unwrap_or_else(|| self.pace.pause(state.strikes));
        if self.is_news(state) {
            state.strikes += 1;
        }
        self.hold(state, wait);
        if state.strikes >= MOST_STRIKES {
            state.closed.get_or_insert(Closed::RateLimited);
        }
    }

    fn hold(&self, state: &mut State, wait: Duration) {
        if wait > self.pace.longest_wait {
            state.closed.get_or_insert(Closed::AsksToWait(wait));
            return;
        }
        state.pauses += 1;
        state.not_before = state.not_before.max(Some(Instant::now() + wait));
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;

    use reqwest::StatusCode;
    use reqwest::header::RETRY_AFTER;
    use tokio::time::timeout;

    use super::*;
    use crate::config::Links;
    use crate::net::Seams;

    fn hosts(concurrency: u16, per_host: u16) -> Hosts {
        let links = Links {
            concurrency,
            per_host,
            ..Links::default()
        };
        Hosts::new(&Limits::new(&links, &Seams::default()))
    }

    fn url(text: &str) -> Url {
        Url::parse(text).expect("the test's URL is well formed")
    }

    fn answer(status: u16, retry_after: Option<u32>) -> Answer {
        let mut answer = Answer::of(StatusCode::from_u16(status).expect("a status"));
        if let Some(seconds) = retry_after {
            answer.headers.insert(RETRY_AFTER, seconds.into());
        }
        answer
    }

    async fn is_held_up<T>(future: impl Future<Output = T>) -> bool {
        timeout(Duration::from_millis(20), future).await.is_err()
    }

    #[tokio::test]
    async fn a_host_admits_so_many_at_once_over_all_schemes_and_ports() {
        let hosts = hosts(8, 2);
        let first = hosts.enter(&url("http://a.org/")).await.expect("open");
        let _second = hosts.enter(&url("https://a.org.:8080/")).await.expect("open");
        assert!(is_held_up(hosts.enter(&url("https://a.org/"))).await);
        drop(first);
        assert!(!is_held_up(hosts.enter(&url("https://a.org/"))).await);
    }

    #[tokio::test]
    async fn links_that_wait_for_their_host_take_no_slot() {
        let hosts = hosts(1, 1);
        let pass = hosts.enter(&url("http://a.org/")).await.expect("open");
        pass.heed(&answer(503, Some(30)));
        drop(pass);
        let busy = url("http://a.org/");
        let (waiting, other) = tokio::join!(is_held_up(hosts.enter(&busy)), async {
            is_held_up(hosts.enter(&url("http://b.org/"))).await
        });
        assert!(waiting, "the host asked for a pause");
        assert!(!other, "the other host has the only slot");
    }

    #[tokio::test]
    async fn two_refusals_in_a_row_close_a_host() {
        let hosts = hosts(8, 2);
        let home = url("http://a.org/");
        for _ in 0..MOST_STRIKES {
            let pass = hosts.enter(&home).await.expect("open");
            pass.heed(&answer(429, Some(0)));
        }
        assert_eq!(hosts.enter(&home).await.err(), Some(Closed::RateLimited));
        assert!(hosts.enter(&url("http://b.org/")).await.is_ok());
    }

    #[tokio::test]
    async fn refusals_of_requests_that_crossed_count_once() {
        let hosts = hosts(8, 2);
        let home = url("http://a.org/");
        let first = hosts.enter(&home).await.expect("open");
        let second = hosts.enter(&home).await.expect("open");
        first.heed(&answer(429, Some(0)));
        second.heed(&answer(429, Some(0)));
        drop((first, second));
        assert!(hosts.enter(&home).await.is_ok());
    }

    #[tokio::test]
    async fn a_good_answer_forgives_a_refusal() {
        let hosts = hosts(8, 2);
        let home = url("http://a.org/");
        for status in [429, 200, 429, 404, 429] {
            let pass = hosts.enter(&home).await.expect("open");
            pass.heed(&answer(status, Some(0)));
        }
        assert!(hosts.enter(&home).await.is_ok());
    }

    #[tokio::test]
    async fn a_host_that_never_answers_in_time_is_closed() {
        let hosts = hosts(8, 2);
        let home = url("http://a.org/");
        let pass = hosts.enter(&home).await.expect("open");
        (1..MOST_MISSES).for_each(|_| pass.miss());
        pass.heed(&answer(200, None));
        (1..MOST_MISSES).for_each(|_| pass.miss());
        assert!(hosts.enter(&home).await.is_ok());
        pass.miss();
        assert_eq!(hosts.enter(&home).await.err(), Some(Closed::Silent));
    }

    #[tokio::test]
    async fn a_pause_that_is_too_long_closes_a_host_at_once() {
        let hosts = hosts(8, 2);
        let home = url("http://a.org/");
        let pass = hosts.enter(&home).await.expect("open");
        pass.heed(&answer(503, Some(3600)));
        let closed = hosts.enter(&home).await.err();
        assert_eq!(
            closed.map(|closed| closed.to_string()).as_deref(),
            Some("asks to wait 3600 s")
        );
    }
}
