//! Links that one registry looks up together, and the steps that follow. Must not know the registries.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::facts::LinkFact;
use crate::net::plan::PlannedLink;

/// Links that one registry looks up together.
#[derive(Debug)]
pub(in crate::net) struct Batch {
    pub(super) registry: usize,
    /// The links by the name under which the registry knows them.
    pub(super) links: BTreeMap<String, Vec<PlannedLink>>,
    /// True if this is the second lookup, because the registry did not know the names the first time.
    pub(super) is_second: bool,
    pub(super) repetitions: u32,
}

/// The steps after an answer.
#[derive(Debug, Default)]
pub(in crate::net) struct Follow {
    /// Links that are done, with their facts.
    pub(in crate::net) known: Vec<(PlannedLink, LinkFact)>,
    /// Batches to send after a pause.
    pub(in crate::net) again: Vec<(Batch, Duration)>,
    /// Links whose own pages have to be requested.
    pub(in crate::net) pages: Vec<PlannedLink>,
}

impl Batch {
    /// A batch before its first request.
    pub(super) fn new(registry: usize, links: BTreeMap<String, Vec<PlannedLink>>) -> Self {
        Self {
            registry,
            links,
            is_second: false,
            repetitions: 0,
        }
    }

    /// The batch as a second lookup, of names that the registry did not know the first time.
    pub(super) fn second(mut self) -> Self {
        self.is_second = true;
        self
    }

    /// The batch with its links marked as missed, because the registry gave no answer.
    pub(super) fn missed(mut self) -> Self {
        for link in self.links.values_mut().flatten() {
            link.missed = true;
        }
        self
    }

    pub(super) fn len(&self) -> usize {
        self.links.len()
    }

    pub(super) fn names(&self) -> Vec<&str> {
        self.links.keys().map(String::as_str).collect()
    }

    /// Its links, for the registries after its own.
    pub(super) fn passed_on(self) -> Vec<PlannedLink> {
        let mut links: Vec<_> = self.links.into_values().flatten().collect();
        for link in &mut links {
            link.asked = self.registry + 1;
        }
        links
    }

    /// Batches of at most `most` names.
    pub(super) fn split(self, most: usize) -> impl Iterator<Item = Self> {
        let (registry, is_second) = (self.registry, self.is_second);
        let mut links = self.links.into_iter().peekable();
        std::iter::from_fn(move || {
            links.peek()?;
            let mut batch = Self::new(registry, links.by_ref().take(most).collect());
            batch.is_second = is_second;
            Some(batch)
        })
    }

    /// The two halves; the batch itself if it has only one name.
    pub(super) fn halves(self) -> Result<Vec<Self>, Self> {
        if self.len() < 2 {
            return Err(self);
        }
        let half = self.len().div_ceil(2);
        Ok(self.split(half).collect())
    }
}

impl Follow {
    /// Sends batches without a pause.
    pub(super) fn soon(batches: impl IntoIterator<Item = Batch>) -> Self {
        Self {
            again: batches.into_iter().map(|batch| (batch, Duration::ZERO)).collect(),
            ..Self::default()
        }
    }

    /// Notes the facts about links.
    pub(super) fn know(&mut self, links: Vec<PlannedLink>, fact: impl Fn(&PlannedLink) -> LinkFact) {
        for mut link in links {
            let fact = fact(&link);
            // With a record it does not matter that another registry gave no answer: the next run need not retry.
            link.missed &= fact.record.is_none();
            self.known.push((link, fact));
        }
    }

    /// Leaves a link to its page, if the page may be requested.
    pub(super) fn leave(&mut self, link: PlannedLink) {
        if link.is_aside() {
            let fact = link.unasked();
            self.known.push((link, fact));
        } else {
            self.pages.push(link);
        }
    }

    /// Adds other steps.
    pub(super) fn add(&mut self, other: Self) {
        self.known.extend(other.known);
        self.again.extend(other.again);
        self.pages.extend(other.pages);
    }
}
