//! Stands between a run and its cache: spares links that are known, and believes a death only after some time. Must not ask.

use std::time::{Duration, Instant, SystemTime};

use super::options::Options;
use super::plan::Link;
use crate::cache::{Cache, Validators, day};
use crate::facts::{LinkFact, LinkFacts, Record, Verdict};

/// How often what was learnt is written to the cache.
const SAVE_EVERY: Duration = Duration::from_secs(5);

/// What a run remembers, and how patient it is.
pub(super) struct Memory<'a> {
    cache: &'a mut Cache,
    /// How long a link has to be dead before it is called so.
    dead_after: Option<Duration>,
    /// Whether GitHub says more about a repository than it does to everybody.
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

    /// Takes out the links that are known and notes their facts; the others, with what helps to ask for them again.
    pub(super) fn recall(&self, links: Vec<Link>, facts: &mut LinkFacts) -> Vec<Link> {
        let now = SystemTime::now();
        let mut unknown = Vec::new();
        for mut link in links {
            let known = self.cache.recall(&link.key, now);
            if let Some(fact) = known.filter(|fact| self.has_all(&link, fact)) {
                let fact = self.patiently(&link.key, fact, now);
                facts.insert(link.key, fact);
            } else {
                link.validators = self.validators(&link.key);
                unknown.push(link);
            }
        }
        unknown
    }

    /// Whether what was learnt is all that is to be learnt now.
    fn has_all(&self, link: &Link, fact: &LinkFact) -> bool {
        let has_fragments = link.fragments.iter().all(|name| fact.anchors.contains_key(name));
        let says_less = matches!(&fact.record, Some(Record::Repository(repository))
            if repository.source == "GitHub" && repository.empty.is_none());
        let suffices = self
            .cache
            .get(&link.key)
            .is_some_and(|entry| entry.suffices(link.wants));
        has_fragments && suffices && !(says_less && self.has_token)
    }

    /// The validators of a page that was there; those of any other answer would ask whether that has changed.
    fn validators(&self, key: &str) -> Validators {
        let there = self
            .cache
            .get(key)
            .filter(|entry| entry.verdict == Verdict::Alive);
        there.map(|entry| entry.validators.clone()).unwrap_or_default()
    }

    /// Notes what was learnt; the fact as it is to be told.
    pub(super) fn learn(&mut self, link: &Link, fact: LinkFact, validators: Validators) -> LinkFact {
        let now = SystemTime::now();
        self.cache.learn(&link.key, &fact, validators, now);
        if fact.verdict.is_verified() {
            self.cache.qualify(&link.key, link.wants, link.missed);
        }
        self.patiently(&link.key, fact, now)
    }

    /// Writes the cache if that was not done for some time. What goes wrong is told when it is written at the end.
    pub(super) fn save_now_and_then(&mut self) {
        if self.saved.elapsed() >= SAVE_EVERY {
            let _ = self.cache.save();
            self.saved = Instant::now();
        }
    }

    /// Takes a death back that was not seen twice, or not for long enough.
    fn patiently(&self, key: &str, fact: LinkFact, now: SystemTime) -> LinkFact {
        let (Verdict::Dead, Some(patience)) = (fact.verdict, self.dead_after) else {
            return fact;
        };
        let streak = self.cache.get(key).and_then(|entry| entry.failing);
        let age = |since| now.duration_since(since).unwrap_or_default();
        if streak.is_some_and(|streak| streak.times > 1 && age(streak.since) >= patience) {
            return fact;
        }
        let since = streak.map_or(now, |streak| streak.since);
        let mut doubted = fact;
        doubted.verdict = Verdict::Unchecked;
        doubted.evidence.detail = format!("{} since {}", doubted.evidence.detail, day(since));
        doubted
    }
}
