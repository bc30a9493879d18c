//! Stands between a run and its cache: spares links that are known, and believes a death only after some time. Must
//! not ask.

use std::time::{Duration, Instant, SystemTime};

use super::options::Options;
use super::plan::PlannedLink;
use crate::cache::{Cache, Validators, day};
use crate::facts::{LinkFact, LinkFacts, Record, Verdict};

/// The time between two writes of the cache: a run that is killed loses this much.
const SAVE_EVERY: Duration = Duration::from_secs(5);

/// The memory of a run, and its patience.
pub(super) struct Memory<'a> {
    cache: &'a mut Cache,
    /// The time for which a link has to be dead before it is called so.
    dead_after: Option<Duration>,
    /// True if GitHub says more about a repository than it does to everybody.
    has_token: bool,
    /// When the cache was last written.
    saved: Instant,
}

impl<'a> Memory<'a> {
    pub(super) fn new(cache: &'a mut Cache, options: &Options) -> Self {
        Self {
            cache,
            dead_after: options.dead_after,
            has_token: options.github_token.is_some(),
            saved: Instant::now(),
        }
    }

    /// Takes out the links that are known and notes their facts; returns the others, with what helps to ask for them
    /// again.
    pub(super) fn recall(&self, links: Vec<PlannedLink>, facts: &mut LinkFacts) -> Vec<PlannedLink> {
        let now = SystemTime::now();
        let mut unknown = Vec::new();
        for mut link in links {
            if let Some(fact) = self.known(&link, now) {
                facts.insert(link.key, fact);
            } else {
                link.validators = self.validators(&link.key);
                unknown.push(link);
            }
        }
        unknown
    }

    /// The fact about a link, if it says all that is to be found out now.
    fn known(&self, link: &PlannedLink, now: SystemTime) -> Option<LinkFact> {
        let fact = self.cache.recall(&link.key, now)?;
        let entry = self.cache.get(&link.key)?;
        let has_fragments = link.fragments.iter().all(|name| fact.anchors.contains_key(name));
        (has_fragments && entry.suffices(link.wants) && !self.could_say_more(&fact))
            .then(|| self.patiently(&link.key, fact, now))
    }

    /// True for a repository that was asked about without a token and could be asked about with one: only with a token
    /// GitHub says whether it is empty.
    fn could_say_more(&self, fact: &LinkFact) -> bool {
        self.has_token
            && matches!(&fact.record, Some(Record::Repository(repository))
                if repository.source == "GitHub" && repository.empty.is_none())
    }

    /// The validators of a page that was there; those of any other answer would ask whether that has changed.
    fn validators(&self, key: &str) -> Validators {
        match self.cache.get(key) {
            Some(entry) if entry.verdict == Verdict::Alive => entry.validators.clone(),
            _ => Validators::default(),
        }
    }

    /// Notes a fact; returns it as it is to be reported.
    pub(super) fn learn(&mut self, link: &PlannedLink, fact: LinkFact, validators: Validators) -> LinkFact {
        let now = SystemTime::now();
        self.cache.learn(&link.key, &fact, validators, now);
        if fact.verdict.is_verified() {
            self.cache.qualify(&link.key, link.wants, link.missed);
        }
        self.patiently(&link.key, fact, now)
    }

    /// Writes the cache if that was not done for some time.
    pub(super) fn save_now_and_then(&mut self) {
        if self.saved.elapsed() >= SAVE_EVERY {
            // An error will come again when the cache is written at the end, and is reported there once.
            let _ = self.cache.save();
            self.saved = Instant::now();
        }
    }

    /// Takes a death back that was not seen twice, or not for long enough.
    fn patiently(&self, key: &str, mut fact: LinkFact, now: SystemTime) -> LinkFact {
        let (Verdict::Dead, Some(patience)) = (fact.verdict, self.dead_after) else {
            return fact;
        };
        let streak = self.cache.get(key).and_then(|entry| entry.failing);
        let since = streak.map_or(now, |streak| streak.since);
        let times = streak.map_or(1, |streak| streak.times);
        // One failure is not enough however long ago: nothing was checked in between.
        if times > 1 && now.duration_since(since).unwrap_or_default() >= patience {
            return fact;
        }
        fact.verdict = Verdict::Unchecked;
        fact.evidence.detail = format!("{} since {}", fact.evidence.detail, day(since));
        fact
    }
}
