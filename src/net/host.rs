//! The rate limiting of one host: the pace, the requests at once, and the end. Pure: is given the time, must not wait.

use std::time::Duration;

use tokio::time::Instant;

use super::failure::Failure;
use super::settings::Pace;
use super::signal::Signal;
use super::sites::Terms;

/// The number of refused probes in a row after which a host is closed. A probe is the one request that tests whether a
/// host has recovered. Checkers that continue were seen to spend minutes on a host that refuses every request.
const MAX_PROBES: u32 = 2;

/// The number of requests in a row without an answer after which a host is closed: more than the four requests that a
/// single link takes.
const MAX_SILENCES: u32 = 8;

/// The factor by which the first requests to a host are slower: nothing is known about it yet, and it may tolerate far
/// less than the limit.
const FIRST: u32 = 4;

/// The number of answers in a row after which requests to a host that once pushed back become a little faster again;
/// it doubles each time.
const PATIENCE: u32 = 300;

/// The longest interval that pushing back can cause.
const SLOWEST: Duration = Duration::from_mins(1);

/// The time of a host's next request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Turn {
    /// Now.
    Now,
    /// At this time, if nothing happens before.
    At(Instant),
    /// After the answer to one of the pending requests.
    AfterAnAnswer,
}

/// The permission for one request, returned with the signal of its result.
#[derive(Debug)]
pub(super) struct Ticket {
    /// The number of times the host had pushed back when the request was sent.
    push_backs: u32,
}

/// The interval between the first requests.
fn first_interval(interval: Duration) -> Duration {
    // A long interval is cautious enough.
    if interval < Duration::from_secs(1) {
        interval * FIRST
    } else {
        interval
    }
}

/// One host, with its rate limiting.
#[derive(Debug)]
pub(super) struct Host {
    terms: Terms,
    pace: Pace,
    /// The current time between two requests.
    interval: Duration,
    /// The shortest time between two requests that the host is known to tolerate.
    limit: Duration,
    /// A longer time that the host has tolerated, as a fallback.
    proven: Option<Duration>,
    /// The number of good answers in a row after which a shorter time is tried.
    patience: u32,
    under_way: usize,
    not_before: Option<Instant>,
    /// The end of the pause that the host has requested.
    held_until: Option<Instant>,
    push_backs: u32,
    /// True until an answer shows that the host has recovered; until then it gets one request at a time.
    is_on_probation: bool,
    failed_probes: u32,
    silences: u32,
    /// Good answers in a row since the pace last changed.
    streak: u32,
    closed: Option<Failure>,
}

impl Host {
    /// A host before its first request.
    pub(super) fn new(terms: Terms, pace: Pace) -> Self {
        Self {
            terms,
            pace,
            interval: first_interval(terms.interval),
            limit: terms.interval,
            proven: None,
            patience: PATIENCE,
            under_way: 0,
            not_before: None,
            held_until: None,
            push_backs: 0,
            is_on_probation: false,
            failed_probes: 0,
            silences: 0,
            streak: 0,
            closed: None,
        }
    }

    /// The reason why the host gets no more requests.
    pub(super) fn closed(&self) -> Option<&Failure> {
        self.closed.as_ref()
    }

    /// The current time between two requests.
    pub(super) fn interval(&self) -> Duration {
        self.interval
    }

    /// The end of the pause that the host has requested, unless it is over.
    pub(super) fn held_until(&self, now: Instant) -> Option<Instant> {
        self.held_until.filter(|&until| until > now)
    }

    /// Decides when the next request may be sent.
    pub(super) fn turn(&self, now: Instant) -> Turn {
        let at_once = if self.is_on_probation {
            1
        } else {
            self.terms.at_once
        };
        match self.not_before.max(self.held_until) {
            _ if self.under_way >= at_once => Turn::AfterAnAnswer,
            Some(moment) if moment > now => Turn::At(moment),
            _ => Turn::Now,
        }
    }

    /// Records that a request is sent.
    pub(super) fn send(&mut self, now: Instant) -> Ticket {
        self.under_way += 1;
        self.not_before = Some(now + self.interval);
        Ticket {
            push_backs: self.push_backs,
        }
    }

    /// Forgets the pending requests, whose answers will not be read.
    pub(super) fn forget_requests(&mut self) {
        self.under_way = 0;
    }

    /// Adapts to the signal of a request's result.
    pub(super) fn settle(&mut self, ticket: &Ticket, signal: Signal, now: Instant) {
        self.under_way -= 1;
        // Answers to requests that were sent before the host pushed back say nothing new.
        let is_news = ticket.push_backs == self.push_backs;
        match signal {
            Signal::Fine => self.welcome(is_news),
            Signal::Spent(wait) => {
                self.welcome(is_news);
                self.hold(wait, now);
            }
            Signal::TooMany(wait) => self.push_back(wait, is_news, now),
            Signal::Silent(failure) => self.miss(failure),
        }
    }

    fn welcome(&mut self, is_news: bool) {
        self.silences = 0;
        if is_news {
            self.is_on_probation = false;
            self.failed_probes = 0;
            self.streak += 1;
            self.speed_up();
        }
    }

    fn push_back(&mut self, wait: Option<Duration>, is_news: bool, now: Instant) {
        self.silences = 0;
        // If the host does not say how long, the pause is as long as before a repetition.
        let wait = wait.unwrap_or_else(|| self.pace.pause(self.failed_probes));
        if is_news {
            self.failed_probes += u32::from(self.is_on_probation);
            self.is_on_probation = true;
            self.push_backs += 1;
            self.slow_down();
        }
        self.hold(wait, now);
        if self.failed_probes >= MAX_PROBES {
            self.close(Failure::RateLimited);
        }
    }

    fn hold(&mut self, wait: Duration, now: Instant) {
        // An hour for one link is too long in a run that takes minutes; the next run may succeed.
        if wait > self.pace.longest_wait {
            self.close(Failure::AsksToWait(wait));
        } else {
            self.held_until = self.held_until.max(Some(now + wait));
        }
    }

    fn miss(&mut self, failure: Failure) {
        self.silences += 1;
        // If the host is down, every one of its links would cost the time of a connection.
        if self.silences >= MAX_SILENCES || failure.is_final_for_host() {
            self.close(failure);
        }
    }

    fn close(&mut self, failure: Failure) {
        // The first reason is the cause; later ones are consequences.
        self.closed.get_or_insert(failure);
    }

    /// Shortens the interval of a host that answers well, down to its limit.
    fn speed_up(&mut self) {
        // The limit falls slowly, because each attempt below the host's real limit costs a pause.
        if self.streak >= self.patience && self.limit > self.terms.interval {
            self.streak = 0;
            self.patience = self.patience.saturating_mul(2);
            self.proven = Some(self.limit);
            self.limit = (self.limit * 9 / 10).max(self.terms.interval);
        }
        // Seven answers lead from four times the limit to the limit.
        self.interval = (self.interval * 4 / 5).max(self.limit);
    }

    /// Lengthens the interval of a host that pushes back: to one that it has tolerated, or to twice the current one.
    fn slow_down(&mut self) {
        self.streak = 0;
        // Without an interval there is nothing to double, so it starts at fifty milliseconds.
        let now = self.interval.max(self.pace.backoff / 20);
        // A little more than double: exactly at a limit, the clocks of two machines would sometimes disagree.
        let doubled = (now * 21 / 10).min(SLOWEST.max(self.terms.interval));
        self.limit = self.proven.take().unwrap_or(doubled);
        self.interval = self.limit;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        backoff: Duration::from_secs(1),
        longest_backoff: Duration::from_secs(30),
        longest_wait: Duration::from_mins(1),
    };

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    fn host(interval: u64, at_once: usize) -> Host {
        let interval = ms(interval);
        Host::new(Terms { interval, at_once }, PACE)
    }

    /// Sends one request and settles it at once.
    fn ask(host: &mut Host, signal: Signal, now: Instant) {
        let ticket = host.send(now);
        host.settle(&ticket, signal, now);
    }

    #[test]
    fn pending_requests_never_exceed_the_limit() {
        let (mut host, now) = (host(0, 2), Instant::now());
        let first = host.send(now);
        assert_eq!(host.turn(now), Turn::Now);
        host.send(now);
        assert_eq!(host.turn(now), Turn::AfterAnAnswer);
        host.settle(&first, Signal::Fine, now);
        assert_eq!(host.turn(now), Turn::Now);
    }

    #[test]
    fn requests_to_a_host_that_answers_well_become_faster_up_to_its_limit() {
        let (mut host, now) = (host(50, 2), Instant::now());
        let mut intervals = Vec::new();
        for _ in 0..8 {
            intervals.push(host.interval().as_millis());
            ask(&mut host, Signal::Fine, now);
        }
        assert_eq!(intervals, [200, 160, 128, 102, 81, 65, 52, 50]);
    }

    #[test]
    fn requests_keep_their_distance() {
        let (mut host, now) = (host(50, 9), Instant::now());
        host.send(now);
        assert_eq!(host.turn(now), Turn::At(now + ms(200)));
        assert_eq!(host.turn(now + ms(200)), Turn::Now);
        host.send(now + ms(210));
        assert_eq!(
            host.turn(now + ms(210)),
            Turn::At(now + ms(410)),
            "later requests do not make up for a delay"
        );
    }

    #[test]
    fn a_host_that_pushes_back_gets_a_pause_then_one_probe_then_slower_requests() {
        let (mut host, now) = (host(50, 4), Instant::now());
        (0..8).for_each(|_| ask(&mut host, Signal::Fine, now));
        ask(&mut host, Signal::TooMany(Some(ms(2000))), now);
        assert_eq!(host.held_until(now), Some(now + ms(2000)));
        let later = now + ms(2000);
        assert_eq!((host.turn(later), host.held_until(later)), (Turn::Now, None));
        let probe = host.send(later);
        assert_eq!(host.turn(later + ms(500)), Turn::AfterAnAnswer, "one probe");
        host.settle(&probe, Signal::Fine, later);
        assert_eq!(host.turn(later + ms(500)), Turn::Now);
        assert_eq!(host.interval(), ms(105));
    }

    #[test]
    fn two_failed_probes_close_a_host() {
        let (mut host, now) = (host(0, 4), Instant::now());
        for expected in [None, None, Some(&Failure::RateLimited)] {
            ask(&mut host, Signal::TooMany(Some(Duration::ZERO)), now);
            assert_eq!(host.closed(), expected);
        }
    }

    #[test]
    fn refusals_of_simultaneous_requests_count_once() {
        let (mut host, now) = (host(0, 8), Instant::now());
        let tickets: Vec<_> = (0..8).map(|_| host.send(now)).collect();
        for ticket in &tickets {
            host.settle(ticket, Signal::TooMany(Some(Duration::ZERO)), now);
        }
        assert_eq!(host.closed(), None);
        assert_eq!(host.interval(), ms(105));
    }

    #[test]
    fn a_good_answer_forgives_a_failed_probe() {
        let (mut host, now) = (host(0, 4), Instant::now());
        for _ in 0..5 {
            ask(&mut host, Signal::TooMany(Some(Duration::ZERO)), now);
            ask(&mut host, Signal::TooMany(Some(Duration::ZERO)), now);
            ask(&mut host, Signal::Fine, now);
        }
        assert_eq!(host.closed(), None);
    }

    #[test]
    fn the_limit_of_a_host_falls_slowly() {
        let (mut host, now) = (host(50, 4), Instant::now());
        (0..8).for_each(|_| ask(&mut host, Signal::Fine, now));
        ask(&mut host, Signal::TooMany(None), now);
        (1..PATIENCE).for_each(|_| ask(&mut host, Signal::Fine, now));
        assert_eq!(host.interval(), ms(105));
        ask(&mut host, Signal::Fine, now);
        assert_eq!(host.interval(), Duration::from_micros(94_500));
        ask(&mut host, Signal::TooMany(None), now);
        assert_eq!(host.interval(), ms(105), "back to the proven interval");
        (0..PATIENCE).for_each(|_| ask(&mut host, Signal::Fine, now));
        assert_eq!(host.interval(), ms(105), "it takes twice as many answers now");
        ask(&mut host, Signal::TooMany(None), now);
        assert_eq!(host.interval(), Duration::from_micros(220_500));
    }

    #[test]
    fn a_pause_that_is_too_long_closes_a_host_at_once() {
        for signal in [Signal::TooMany(Some(ms(3_600_000))), Signal::Spent(ms(3_600_000))] {
            let mut host = host(0, 4);
            ask(&mut host, signal, Instant::now());
            assert_eq!(host.closed(), Some(&Failure::AsksToWait(ms(3_600_000))));
        }
    }

    #[test]
    fn a_host_with_no_requests_left_gets_a_pause_before_it_refuses() {
        let (mut host, now) = (host(0, 4), Instant::now());
        ask(&mut host, Signal::Spent(ms(3000)), now);
        assert_eq!(host.turn(now), Turn::At(now + ms(3000)));
        assert_eq!((host.interval(), host.closed()), (Duration::ZERO, None));
    }

    #[test]
    fn a_host_that_never_answers_is_closed() {
        let (mut host, now) = (host(0, 4), Instant::now());
        let silent = || Signal::Silent(Failure::ConnectionRefused);
        (1..MAX_SILENCES).for_each(|_| ask(&mut host, silent(), now));
        ask(&mut host, Signal::Fine, now);
        (1..MAX_SILENCES).for_each(|_| ask(&mut host, silent(), now));
        assert_eq!(host.closed(), None);
        ask(&mut host, silent(), now);
        assert_eq!(host.closed(), Some(&Failure::ConnectionRefused));
    }
}
