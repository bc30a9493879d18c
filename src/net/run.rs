//! Runs a whole check: sends requests when the schedule allows, hands answers to their jobs, collects the facts. Must
//! not judge.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};
use url::Url;

use super::answer::Answer;
use super::error::NetError;
use super::failure::Failure;
use super::gateway::Gateway;
use super::job::{Ended, Job, Next};
use super::memory::Memory;
use super::options::Options;
use super::plan::{Plan, PlannedLink};
use super::progress::Progress;
use super::registry::{Batch, Follow, Registries};
use super::request::Request;
use super::schedule::{Order, Permit, Schedule};
use super::settings::Limits;
use super::signal::Signal;
use super::sites;
use super::trail::Trail;
use crate::cache::{Cache, Validators};
use crate::facts::{LinkFact, LinkFacts, Question, Verdict};

/// The time after which a run checks whether it has to stop, and reports the hosts that it waits for. A tenth of a
/// second feels immediate.
const TICK: Duration = Duration::from_millis(100);

/// Checks links as [`Hosts::check`] does, with no hosts known from before.
///
/// # Errors
/// As for [`Hosts::check`].
pub fn check_links(
    questions: impl IntoIterator<Item: Into<Question>>,
    options: &Options,
    cache: &mut Cache,
    progress: &dyn Progress,
) -> Result<LinkFacts, NetError> {
    Hosts::default().check(questions, options, cache, progress)
}

/// The hosts of earlier checks, with their rate limits and the times of their last requests.
#[derive(Default)]
pub struct Hosts(Option<Schedule<Task>>);

impl Hosts {
    /// Checks whether links are alive, and looks up their targets in registries.
    ///
    /// URLs are taken as they are written in a file; URLs that do not lead to the web are skipped. Every URL is checked
    /// once, however often it occurs, and not at all if the cache knows it. The facts do not depend on the order of the
    /// answers.
    ///
    /// # Errors
    /// If the runtime or the client cannot be set up. A failure of one link is evidence, not an error; so are a time
    /// limit and an interruption.
    pub fn check(
        &mut self,
        questions: impl IntoIterator<Item: Into<Question>>,
        options: &Options,
        cache: &mut Cache,
        progress: &dyn Progress,
    ) -> Result<LinkFacts, NetError> {
        let plan = Plan::new(questions, options);
        let mut facts = LinkFacts::default();
        for key in &plan.excluded {
            let excluded = LinkFact::new(Verdict::Unchecked, "excluded by paperlint.toml");
            facts.insert(key.clone(), excluded);
        }
        let memory = Memory::new(cache, options);
        let unknown = memory.recall(plan.links, &mut facts);
        progress.planned(unknown.len());
        // A run without requests needs neither a runtime nor a connection.
        if !unknown.is_empty() {
            let run = LinkCheck::new(options, self.0.take(), memory, progress, &mut facts)?;
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.map_err(NetError::Runtime)?;
            self.0 = Some(runtime.block_on(run.check(unknown, options)));
            // Dropping the runtime would wait for names that the system is still resolving.
            runtime.shutdown_background();
        }
        Ok(facts)
    }
}

/// The result of a request, with the task that sent it.
type Returned = (Task, Permit, Result<Answer, Failure>);

/// A task that waits to send a request.
#[derive(Debug)]
enum Task {
    /// A request to the page of one link.
    Page(Box<Job>),
    /// A request to a registry, for many links.
    Batch(Batch),
}

/// A running check.
struct LinkCheck<'a> {
    limits: Limits,
    gateway: Arc<Gateway>,
    registries: Registries,
    schedule: Schedule<Task>,
    under_way: JoinSet<Returned>,
    /// Pages that certainly do not exist, by their URLs.
    missing: BTreeMap<String, Missing>,
    memory: Memory<'a>,
    progress: &'a dyn Progress,
    facts: &'a mut LinkFacts,
}

/// The state of the request for a page that certainly does not exist.
enum Missing {
    /// The page was requested, and these links wait to be compared with it.
    Asked(Vec<Ended>),
    /// The trail of the page; `None` if there was no answer, or the host says correctly that the page is missing.
    Known(Option<Trail>),
}

impl<'a> LinkCheck<'a> {
    fn new(
        options: &Options,
        schedule: Option<Schedule<Task>>,
        memory: Memory<'a>,
        progress: &'a dyn Progress,
        facts: &'a mut LinkFacts,
    ) -> Result<Self, NetError> {
        let limits = Limits::new(&options.limits, &options.seams);
        Ok(Self {
            limits,
            registries: Registries::new(options, limits),
            gateway: Arc::new(Gateway::new(limits, options)?),
            schedule: schedule.unwrap_or_else(|| Schedule::new(limits)),
            under_way: JoinSet::new(),
            missing: BTreeMap::new(),
            memory,
            progress,
            facts,
        })
    }

    /// Checks links until all have a verdict, the time is up or the run is interrupted.
    async fn check(mut self, links: Vec<PlannedLink>, options: &Options) -> Schedule<Task> {
        let keys: Vec<_> = links.iter().map(|link| link.key.clone()).collect();
        let follow = self.registries.place(links);
        self.follow(follow);
        if let Some(reason) = self.work(options).await {
            for key in keys {
                if !self.facts.has(&key) {
                    self.facts.insert(key, LinkFact::new(Verdict::Unchecked, reason));
                }
            }
        }
        self.schedule.forget_jobs();
        self.schedule
    }

    /// Sends and receives until no task is left; returns the reason if it stopped early.
    async fn work(&mut self, options: &Options) -> Option<&'static str> {
        // A budget that the clock cannot represent means no limit.
        let end = options
            .budget
            .and_then(|budget| Instant::now().checked_add(budget));
        loop {
            self.send_all();
            if self.schedule.is_done() {
                return None;
            }
            self.wait().await;
            self.progress
                .waiting(&mut || self.schedule.waiting(Instant::now()));
            self.memory.save_now_and_then();
            if options.stop.load(Ordering::Relaxed) {
                return Some("the run was interrupted");
            }
            if end.is_some_and(|end| Instant::now() >= end) {
                return Some("the time was up");
            }
        }
    }

    /// Waits for an answer, or until the next request may be due.
    async fn wait(&mut self) {
        let tick = Instant::now() + TICK;
        let moment = self.schedule.wakes_at(Instant::now()).unwrap_or(tick);
        tokio::select! {
            Some(returned) = self.under_way.join_next() => {
                self.receive(returned.expect("sending neither panics nor is cancelled during a run"));
            }
            () = sleep_until(moment.min(tick)) => {}
        }
    }

    fn send_all(&mut self) {
        while let Some(order) = self.schedule.next(Instant::now()) {
            match order {
                Order::Send(task, permit) => self.send(task, permit),
                Order::GiveUp(task, failure) => self.give_up(task, failure),
            }
        }
    }

    fn send(&mut self, task: Task, permit: Permit) {
        let request = self.request(&task);
        let gateway = Arc::clone(&self.gateway);
        self.under_way.spawn(async move {
            let result = gateway.send(request).await;
            (task, permit, result)
        });
    }

    fn request(&self, task: &Task) -> Request {
        match task {
            Task::Page(job) => job.request(),
            Task::Batch(batch) => self.registries.request(batch),
        }
    }

    fn receive(&mut self, (task, permit, result): Returned) {
        let signal = Signal::of(&result, SystemTime::now());
        self.schedule.settle(&permit, signal, Instant::now());
        match task {
            Task::Page(job) => {
                let next = job.after(result, &self.limits);
                self.go_on(next);
            }
            Task::Batch(batch) => {
                let follow = self.registries.after(batch, result);
                self.follow(follow);
            }
        }
    }

    /// Ends a task whose host gets no more requests, or must not get any.
    fn give_up(&mut self, task: Task, failure: Failure) {
        match task {
            Task::Page(job) => self.end(job.give_up(failure)),
            Task::Batch(batch) => {
                let follow = self.registries.give_up(batch);
                self.follow(follow);
            }
        }
    }

    fn follow(&mut self, follow: Follow) {
        for (link, fact) in follow.known {
            self.note(&link, fact, Validators::default());
        }
        for (batch, pause) in follow.again {
            self.queue(Task::Batch(batch), Some(pause));
        }
        for link in follow.pages {
            self.go_on(Next::Ask(Job::new(link)));
        }
    }

    fn go_on(&mut self, next: Next) {
        match next {
            Next::Ask(job) => self.queue(Task::Page(Box::new(job)), None),
            Next::AskAgain(job, pause) => self.queue(Task::Page(Box::new(job)), Some(pause)),
            // The invented page is not compared with itself.
            Next::Compare(ended, sibling) if ended.link.url == sibling => self.end(ended),
            Next::Compare(ended, sibling) => self.compare(ended, sibling),
            Next::Judge(ended) => self.end(ended),
        }
    }

    /// Adds a task to the queue of its host: at the end, or after a pause before all others.
    fn queue(&mut self, task: Task, pause: Option<Duration>) {
        let url = self.request(&task).url;
        // Before it waits its turn: a refused request would delay others although its outcome is known.
        if let Err(failure) = self.gateway.admits(&url) {
            return self.give_up(task, failure);
        }
        let lane = sites::lane(&url);
        match pause {
            None => self.schedule.push(lane, task),
            Some(pause) => self.schedule.push_at(lane, task, Instant::now() + pause),
        }
    }

    /// Compares a link with a page that certainly does not exist, once its trail is known. All links of a folder share
    /// one such page.
    fn compare(&mut self, ended: Ended, sibling: Url) {
        match self.missing.get_mut(sibling.as_str()) {
            Some(Missing::Asked(waiting)) => waiting.push(ended),
            Some(Missing::Known(trail)) => {
                let trail = trail.clone();
                self.judge(&ended, trail.as_ref());
            }
            None => {
                self.missing
                    .insert(sibling.to_string(), Missing::Asked(vec![ended]));
                self.go_on(Next::Ask(Job::new(PlannedLink::new(sibling))));
            }
        }
    }

    /// Judges a link, or all links that were waiting for it.
    fn end(&mut self, ended: Ended) {
        let Some(missing) = self.missing.get_mut(&ended.link.key) else {
            return self.judge(&ended, None);
        };
        let trail = ended.is_there().then_some(ended.trail);
        let known = Missing::Known(trail.clone());
        if let Missing::Asked(waiting) = std::mem::replace(missing, known) {
            for ended in waiting {
                self.judge(&ended, trail.as_ref());
            }
        }
    }

    fn judge(&mut self, ended: &Ended, missing: Option<&Trail>) {
        self.note(&ended.link, ended.fact(missing), ended.validators());
    }

    fn note(&mut self, link: &PlannedLink, fact: LinkFact, validators: Validators) {
        let fact = self.memory.learn(link, fact, validators);
        self.progress.done(&link.key, fact.verdict);
        self.facts.insert(link.key.clone(), fact);
    }
}
