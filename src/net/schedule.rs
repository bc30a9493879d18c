//! Decides which request is sent next. Pure: is given the time, must not send, wait or know the requests.
//!
//! Every host has a queue. A request takes a slot only when its host is ready for it, so a slow host does not delay the
//! others. Of the ready hosts, the one with most links left comes first, because it takes longest.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use super::failure::Failure;
use super::host::{Host, Ticket, Turn};
use super::settings::Limits;
use super::signal::Signal;
use super::sites;

/// The next step for a job.
#[derive(Debug)]
pub(super) enum Order<J> {
    /// Send the request, and return the permit with the signal of its result.
    Send(J, Permit),
    /// Give the job up: its host gets no more requests, for this reason.
    GiveUp(J, Failure),
}

/// The permission for one request.
#[derive(Debug)]
pub(super) struct Permit {
    lane: usize,
    ticket: Ticket,
}

/// A host whose links wait, and the reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// The host's name.
    pub host: String,
    /// The number of links that wait.
    pub links: usize,
    /// The reason for waiting.
    pub reason: Reason,
}

/// The reason for the links of a host to wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The host has requested a pause; this much of it is left.
    Pause(Duration),
    /// The host gets one request in this interval.
    Interval(Duration),
    /// The host has as many pending requests as it allows.
    Answers,
}

/// The queues of all hosts.
#[derive(Debug)]
pub(super) struct Schedule<J> {
    limits: Limits,
    lanes: Vec<Lane<J>>,
    names: BTreeMap<String, usize>,
    under_way: usize,
}

/// One host and its queue.
#[derive(Debug)]
struct Lane<J> {
    name: String,
    host: Host,
    ready: VecDeque<J>,
    later: Vec<(Instant, J)>,
}

impl<J> Schedule<J> {
    /// A schedule without hosts.
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            lanes: Vec::new(),
            names: BTreeMap::new(),
            under_way: 0,
        }
    }

    /// Puts a job at the end of a host's queue.
    pub(super) fn push(&mut self, host: &str, job: J) {
        self.lane(host).ready.push_back(job);
    }

    /// Keeps a job back until `moment`; then it is the first in its host's queue.
    pub(super) fn push_at(&mut self, host: &str, job: J, moment: Instant) {
        self.lane(host).later.push((moment, job));
    }

    /// The lane of this name.
    fn lane(&mut self, name: &str) -> &mut Lane<J> {
        let index = match self.names.get(name) {
            Some(&index) => index,
            None => self.add(name),
        };
        &mut self.lanes[index]
    }

    fn add(&mut self, name: &str) -> usize {
        let terms = if self.limits.unpaced {
            self.limits.terms
        } else {
            sites::terms(name, self.limits.terms)
        };
        self.lanes
            .push(Lane::new(name, Host::new(terms, self.limits.pace)));
        self.names.insert(name.to_owned(), self.lanes.len() - 1);
        self.lanes.len() - 1
    }

    /// Forgets all jobs, including pending ones, but not the pace of hosts.
    pub(super) fn forget_jobs(&mut self) {
        self.under_way = 0;
        for lane in &mut self.lanes {
            lane.ready.clear();
            lane.later.clear();
            lane.host.forget_requests();
        }
    }

    /// True if no job is left or pending.
    pub(super) fn is_done(&self) -> bool {
        self.under_way == 0 && self.lanes.iter().all(|lane| lane.len() == 0)
    }

    /// The next step, if there is one now.
    pub(super) fn next(&mut self, now: Instant) -> Option<Order<J>> {
        self.lanes.iter_mut().for_each(|lane| lane.wake(now));
        if let Some(order) = self.lanes.iter_mut().find_map(Lane::give_up) {
            return Some(order);
        }
        if self.under_way >= self.limits.concurrency {
            return None;
        }
        let (index, _) = self
            .lanes
            .iter()
            .enumerate()
            .filter(|(_, lane)| lane.turn(now) == Some(Turn::Now))
            // The first of several equal hosts wins, so that every run is the same.
            .min_by_key(|(_, lane)| Reverse(lane.len()))?;
        self.send(index, now)
    }

    fn send(&mut self, index: usize, now: Instant) -> Option<Order<J>> {
        let lane = &mut self.lanes[index];
        let job = lane.ready.pop_front()?;
        let ticket = lane.host.send(now);
        self.under_way += 1;
        Some(Order::Send(job, Permit { lane: index, ticket }))
    }

    /// The time at which a step may be due even without an answer; `None` if there is none before the next answer.
    pub(super) fn wakes_at(&self, now: Instant) -> Option<Instant> {
        let has_slot = self.under_way < self.limits.concurrency;
        self.lanes
            .iter()
            .filter_map(|lane| lane.wakes_at(now, has_slot))
            .min()
    }

    /// Takes a permit back, with the signal of the request's result.
    pub(super) fn settle(&mut self, permit: &Permit, signal: Signal, now: Instant) {
        self.under_way -= 1;
        self.lanes[permit.lane].host.settle(&permit.ticket, signal, now);
    }

    /// The hosts whose links wait, most links first.
    pub(super) fn waiting(&self, now: Instant) -> Vec<Waiting> {
        let lanes = self.lanes.iter();
        let mut waiting: Vec<_> = lanes.filter_map(|lane| lane.waiting(now)).collect();
        waiting.sort_by_key(|host| Reverse(host.links));
        waiting
    }
}

impl<J> Lane<J> {
    fn new(name: &str, host: Host) -> Self {
        Self {
            name: name.to_owned(),
            host,
            ready: VecDeque::new(),
            later: Vec::new(),
        }
    }

    /// The number of jobs that are left.
    fn len(&self) -> usize {
        self.ready.len() + self.later.len()
    }

    /// Makes jobs ready whose time has come.
    fn wake(&mut self, now: Instant) {
        for (_, job) in self.later.extract_if(.., |(moment, _)| *moment <= now) {
            // At the front, because the job has waited already.
            self.ready.push_front(job);
        }
    }

    /// A job that will never be sent, because the host is closed.
    fn give_up(&mut self) -> Option<Order<J>> {
        let failure = self.host.closed()?.clone();
        let job = match self.ready.pop_front() {
            Some(job) => job,
            None => self.later.pop()?.1,
        };
        Some(Order::GiveUp(job, failure))
    }

    /// The turn of the host; `None` if no job is ready.
    fn turn(&self, now: Instant) -> Option<Turn> {
        (!self.ready.is_empty()).then(|| self.host.turn(now))
    }

    /// The earliest time at which a step may be due in this lane.
    fn wakes_at(&self, now: Instant, has_slot: bool) -> Option<Instant> {
        let later = self.later.iter().map(|&(moment, _)| moment).min();
        match self.turn(now) {
            // Without a slot nothing can be sent, and a run that woke up anyway would wake again at once.
            Some(Turn::At(moment)) if has_slot => Some(later.map_or(moment, |later| later.min(moment))),
            _ => later,
        }
    }

    fn waiting(&self, now: Instant) -> Option<Waiting> {
        // A pause is named first: it lasts longest and needs an explanation.
        let reason = match (self.host.held_until(now), self.host.turn(now)) {
            (Some(until), _) => Reason::Pause(until - now),
            (None, Turn::AfterAnAnswer) => Reason::Answers,
            (None, _) => Reason::Interval(self.host.interval()),
        };
        (self.len() > 0).then(|| Waiting {
            host: self.name.clone(),
            links: self.len(),
            reason,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Links;
    use crate::net::Seams;

    fn schedule(concurrency: u16, per_host: u16) -> Schedule<u32> {
        let links = Links {
            concurrency,
            per_host,
            interval: 0,
            ..Links::default()
        };
        Schedule::new(Limits::new(&links, &Seams::default()))
    }

    fn send(schedule: &mut Schedule<u32>, now: Instant) -> Option<(u32, Permit)> {
        match schedule.next(now)? {
            Order::Send(job, permit) => Some((job, permit)),
            Order::GiveUp(job, failure) => panic!("{job} is given up: {failure}"),
        }
    }

    /// Sends all that may be sent now.
    fn sent(schedule: &mut Schedule<u32>, now: Instant) -> Vec<(u32, Permit)> {
        std::iter::from_fn(|| send(schedule, now)).collect()
    }

    fn jobs(sent: &[(u32, Permit)]) -> Vec<u32> {
        sent.iter().map(|(job, _)| *job).collect()
    }

    #[test]
    fn the_host_with_most_links_left_comes_first() {
        let (mut schedule, now) = (schedule(4, 9), Instant::now());
        schedule.push("a.org", 1);
        for job in [11, 12, 13] {
            schedule.push("b.org", job);
        }
        assert_eq!(jobs(&sent(&mut schedule, now)), [11, 12, 1, 13]);
    }

    #[test]
    fn a_waiting_host_takes_no_slot() {
        let (mut schedule, now) = (schedule(1, 1), Instant::now());
        for job in [11, 12, 13] {
            schedule.push("a.org", job);
        }
        schedule.push("b.org", 2);
        let (_, permit) = send(&mut schedule, now).expect("a slot is free");
        let wait = Duration::from_secs(30);
        schedule.settle(&permit, Signal::TooMany(Some(wait)), now);
        assert_eq!(jobs(&sent(&mut schedule, now)), [2]);
        assert_eq!(schedule.wakes_at(now), None, "no slot is free");
    }

    #[test]
    fn a_delayed_job_is_the_next_of_its_host() {
        let (mut schedule, now) = (schedule(8, 1), Instant::now());
        let later = now + Duration::from_secs(1);
        schedule.push_at("a.org", 1, later);
        assert!(sent(&mut schedule, now).is_empty() && !schedule.is_done());
        assert_eq!(schedule.wakes_at(now), Some(later));
        schedule.push("a.org", 2);
        assert_eq!(jobs(&sent(&mut schedule, later)), [1]);
    }

    #[test]
    fn the_links_of_a_closed_host_are_given_up() {
        let (mut schedule, now) = (schedule(8, 1), Instant::now());
        let wait = Duration::from_hours(1);
        schedule.push("a.org", 1);
        schedule.push("a.org", 2);
        schedule.push_at("a.org", 3, now + wait);
        let (_, permit) = send(&mut schedule, now).expect("a slot is free");
        schedule.settle(&permit, Signal::TooMany(Some(wait)), now);
        for expected in [2, 3] {
            match schedule.next(now) {
                Some(Order::GiveUp(job, failure)) => {
                    assert_eq!((job, failure), (expected, Failure::AsksToWait(wait)));
                }
                other => panic!("{other:?}"),
            }
        }
        assert!(schedule.is_done());
    }

    #[test]
    fn hosts_give_the_reason_for_waiting() {
        let (mut schedule, now) = (schedule(8, 1), Instant::now());
        for (host, job) in [("a.org", 1), ("b.org", 2), ("b.org", 3), ("b.org", 4)] {
            schedule.push(host, job);
        }
        let permits = sent(&mut schedule, now);
        schedule.push("a.org", 5);
        schedule.settle(&permits[0].1, Signal::TooMany(Some(Duration::from_secs(9))), now);
        let waiting = schedule.waiting(now);
        let reasons: Vec<_> = waiting
            .iter()
            .map(|host| (&*host.host, host.links, host.reason))
            .collect();
        assert_eq!(
            reasons,
            [
                ("b.org", 2, Reason::Pause(Duration::from_secs(9))),
                ("a.org", 1, Reason::Answers)
            ]
        );
    }
}
