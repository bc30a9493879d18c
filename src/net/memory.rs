//! The layer between a run and its cache: skips links with cached facts, and reports a dead link only after some time.
//! Must not send.

use std::time::{Duration, Instant, SystemTime};

use super::options::Options;
use super::plan::PlannedLink;
use crate::cache::{Cache, Validators, day};
use crate::facts::{LinkFact, LinkFacts, Record, Verdict};

/// The time between two writes of the cache: a killed run loses this much.
const SAVE_EVERY: Duration = Duration::from_secs(5);

/// The cache of a run, with its patience.
pub(super) struct Memory<'a> {
    cache: &'a mut Cache,
    /// The time for which a link has to be dead before it is reported as dead.
    dead_after: Option<Duration>,
    /// True if there is a token, with which GitHub says more about a repository.
    has_token: bool,
    /// The time of the last write of the cache.
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

    /// Adds the cached facts of links to `facts`; returns the other links, with validators for conditional requests.
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

    /// The cached fact about a link, if it answers everything that this run needs.
    fn known(&self, link: &PlannedLink, now: SystemTime) -> Option<LinkFact> {
        let fact = self.cache.recall(&link.key, now)?;
        let entry = self.cache.get(&link.key)?;
        let has_fragments = link.fragments.iter().all(|name| fact.anchors.contains_key(name));
        (has_fragments && entry.suffices(link.wants) && !self.could_say_more(&fact))
            .then(|| self.patiently(&link.key, fact, now))
    }

    /// True for a repository that was looked up without a token if there is a token now: only with a token GitHub says
    /// whether a repository is empty.
    fn could_say_more(&self, fact: &LinkFact) -> bool {
        self.has_token
            && matches!(&fact.record, Some(Record::Repository(repository))
                if repository.source == "GitHub" && repository.empty.is_none())
    }

    /// The validators of an existing page. With the validators of an error, a host would say whether the error has
    /// changed.
    fn validators(&self, key: &str) -> Validators {
        match self.cache.get(key) {
            Some(entry) if entry.verdict == Verdict::Alive => entry.validators.clone(),
            _ => Validators::default(),
        }
    }

    /// Caches a fact; returns it as it is to be reported.
    pub(super) fn learn(&mut self, link: &PlannedLink, fact: LinkFact, validators: Validators) -> LinkFact {
        let now = SystemTime::now();
        self.cache.learn(&link.key, &fact, validators, now);
        if fact.verdict.is_verified() {
            self.cache.qualify(&link.key, link.wants, link.missed);
        }
        self.patiently(&link.key, fact, now)
    }

    /// Writes the cache if the last write was some time ago.
    pub(super) fn save_now_and_then(&mut self) {
        if self.saved.elapsed() >= SAVE_EVERY {
            // An error occurs again when the cache is written at the end, and is reported once there.
            let _ = self.cache.save();
            self.saved = Instant::now();
        }
    }

    /// Reports a dead link as unchecked unless it was dead at least twice and for long enough.
    fn patiently(&self, key: &str, mut fact: LinkFact, now: SystemTime) -> LinkFact {
        let (Verdict::Dead, Some(patience)) = (fact.verdict, self.dead_after) else {
            return fact;
        };
        let streak = self.cache.get(key).and_then(|entry| entry.failing);
        let since = streak.map_or(now, |streak| streak.since);
        let times = streak.map_or(1, |streak| streak.times);
        // One failure is not enough, however long ago: nothing was checked since.
        if times > 1 && now.duration_since(since).unwrap_or_default() >= patience {
            return fact;
        }
        fact.verdict = Verdict::Unchecked;
        fact.evidence.detail = format!("{} since {}", fact.evidence.detail, day(since));
        fact
    }
}
