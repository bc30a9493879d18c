//! The treatment of one host: its pace, its requests at once, and its end. Pure: is given the time, must not wait.

use std::time::Duration;

use tokio::time::Instant;

use super::failure::Failure;
use super::settings::Pace;
use super::signal::Signal;
use super::sites::Terms;

/// The number of refusals in a row of the one request that is to find out whether a host has recovered. Checkers that
/// go on were seen to spend minutes on a host that refuses everything.
const MAX_PROBES: u32 = 2;

/// The number of requests in a row without an answer until a host is left alone: more often than for any single link,
/// which takes four requests.
const MAX_SILENCES: u32 = 8;

/// The factor by which a host is asked more slowly at first: nothing is known about it yet, and what it bears may be
/// far less than the limit.
const FIRST: u32 = 4;

/// The number of answers in a row that show that a host which once pushed back may be asked a little faster again;
/// twice as many the next time.
const PATIENCE: u32 = 300;

/// The longest interval that pushing back leads to.
const SLOWEST: Duration = Duration::from_mins(1);

/// The turn of a host.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Turn {
    /// At once.
    Now,
    /// At this moment, if nothing happens before.
    At(Instant),
    /// When one of the requests that are under way has come back.
    AfterAnAnswer,
}

/// The permission for one request, to be given back with the signal of its result.
#[derive(Debug)]
pub(super) struct Ticket {
    /// The number of times the host had pushed back when the request was sent.
    push_backs: u32,
}

/// The interval at first.
fn first_interval(interval: Duration) -> Duration {
    // A long one is cautious enough.
    if interval < Duration::from_secs(1) {
        interval * FIRST
    } else {
        interval
    }
}

/// One host, and its treatment.
#[derive(Debug)]
pub(super) struct Host {
    terms: Terms,
    pace: Pace,
    /// The time between two requests, as it is now.
    interval: Duration,
    /// The shortest time between two requests, as far as is known.
    limit: Duration,
    /// A longer time that the host has borne, to go back to.
    proven: Option<Duration>,
    /// The number of good answers in a row after which a shorter time is tried.
    patience: u32,
    under_way: usize,
    not_before: Option<Instant>,
    /// The end of the pause that the host has asked for.
    held_until: Option<Instant>,
    push_backs: u32,
    /// True until an answer shows that the host has recovered; it gets one request at a time.
    is_on_probation: bool,
    failed_probes: u32,
    silences: u32,
    /// Good answers in a row since the pace last changed.
    streak: u32,
    closed: Option<Failure>,
}

impl Host {
    /// A host that was not asked yet.
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

    /// The reason why the host is asked no more.
    pub(super) fn closed(&self) -> Option<&Failure> {
        self.closed.as_ref()
    }

    /// The time between two requests, as it is now.
    pub(super) fn interval(&self) -> Duration {
        self.interval
    }

    /// The end of the pause that the host has asked for, if it lasts.
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

    /// Takes note that a request is sent.
    pub(super) fn send(&mut self, now: Instant) -> Ticket {
        self.under_way += 1;
        self.not_before = Some(now + self.interval);
        Ticket {
            push_backs: self.push_backs,
        }
    }

    /// Takes note that nothing waits for answers any more.
    pub(super) fn forget_requests(&mut self) {
        self.under_way = 0;
    }

    /// Takes note of the signal of a request's result.
    pub(super) fn settle(&mut self, ticket: &Ticket, signal: Signal, now: Instant) {
        self.under_way -= 1;
        // Answers to requests that were sent before the host pushed back repeat what is known.
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
        // A host that does not say how long gets the pause of a repetition.
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
        // An hour for one link is of no use in a run that takes minutes; the next run may have more luck.
        if wait > self.pace.longest_wait {
            self.close(Failure::AsksToWait(wait));
        } else {
            self.held_until = self.held_until.max(Some(now + wait));
        }
    }

    fn miss(&mut self, failure: Failure) {
        self.silences += 1;
        // A host that is down would cost every one of its links the time of a connection.
        if self.silences >= MAX_SILENCES || failure.is_final_for_host() {
            self.close(failure);
        }
    }

    fn close(&mut self, failure: Failure) {
        // The first reason is the cause, and later ones its consequences.
        self.closed.get_or_insert(failure);
    }

    /// Asks a host that answers well faster, up to its limit.
    fn speed_up(&mut self) {
        // The limit that a host has shown falls slowly: each time that it is too low costs a pause.
        if self.streak >= self.patience && self.limit > self.terms.interval {
            self.streak = 0;
            self.patience = self.patience.saturating_mul(2);
            self.proven = Some(self.limit);
            self.limit = (self.limit * 9 / 10).max(self.terms.interval);
        }
        // From four times the limit to the limit in seven answers.
        self.interval = (self.interval * 4 / 5).max(self.limit);
    }

    /// Asks a host that pushes back as fast as it is known to bear, or half as fast as now where nothing is known.
    fn slow_down(&mut self) {
        self.streak = 0;
        // Without an interval there is nothing to double, so it starts at fifty milliseconds.
        let now = self.interval.max(self.pace.backoff / 20);
        // A little slower than half: right at a limit, the clocks of two machines would disagree now and then.
        let half = (now * 21 / 10).min(SLOWEST.max(self.terms.interval));
        self.limit = self.proven.take().unwrap_or(half);
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
    fn no_more_requests_are_under_way_than_the_terms_allow() {
        let (mut host, now) = (host(0, 2), Instant::now());
        let first = host.send(now);
        assert_eq!(host.turn(now), Turn::Now);
        host.send(now);
        assert_eq!(host.turn(now), Turn::AfterAnAnswer);
        host.settle(&first, Signal::Fine, now);
        assert_eq!(host.turn(now), Turn::Now);
    }

    #[test]
    fn a_host_that_answers_well_is_asked_faster_up_to_its_limit() {
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
            "no haste makes up for a delay"
        );
    }

    #[test]
    fn a_host_that_pushes_back_is_left_alone_and_then_asked_once_and_more_slowly() {
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
    fn refusals_of_requests_that_crossed_count_once() {
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
    fn the_limit_that_a_host_has_shown_falls_slowly() {
        let (mut host, now) = (host(50, 4), Instant::now());
        (0..8).for_each(|_| ask(&mut host, Signal::Fine, now));
        ask(&mut host, Signal::TooMany(None), now);
        (1..PATIENCE).for_each(|_| ask(&mut host, Signal::Fine, now));
        assert_eq!(host.interval(), ms(105));
        ask(&mut host, Signal::Fine, now);
        assert_eq!(host.interval(), Duration::from_micros(94_500));
        ask(&mut host, Signal::TooMany(None), now);
        assert_eq!(host.interval(), ms(105), "what it has borne for long");
        (0..PATIENCE).for_each(|_| ask(&mut host, Signal::Fine, now));
        assert_eq!(host.interval(), ms(105), "twice as many answers are wanted now");
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
    fn a_host_that_says_how_much_is_left_is_left_alone_before_it_refuses() {
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
