//! Decides which links are checked and in which order. Pure: must not send.

use std::collections::BTreeMap;

use url::Url;

use super::options::Options;
use crate::cache::Validators;
use crate::facts::{LinkFact, LinkFacts, Question, Record, Verdict, Wants};
use crate::identity::Identity;

/// The URLs that would be checked, each once and in the order of the file.
#[must_use]
pub fn planned(questions: impl IntoIterator<Item = Question>, options: &Options) -> Vec<String> {
    let plan = Plan::new(questions, options);
    plan.links.into_iter().map(|link| link.key).collect()
}

/// One URL to check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct PlannedLink {
    /// The key of its fact.
    pub(super) key: String,
    /// The URL, without a fragment.
    pub(super) url: Url,
    /// The fragments of its links, if fragments are looked up.
    pub(super) fragments: Vec<String>,
    /// The validators from the last check, for a conditional request.
    pub(super) validators: Validators,
    /// The identity that the URL names.
    pub(super) identity: Option<Identity>,
    /// The facts to find out: fewest from registries alone, most from reading the page.
    pub(super) wants: Wants,
    /// The title under which a registry may find it.
    pub(super) title: Option<String>,
    /// The record from a registry that could not say whether the page exists.
    pub(super) record: Option<Record>,
    /// The number of registries that were skipped or did not know it.
    pub(super) asked: usize,
    /// True if one of the registries gave no answer.
    pub(super) missed: bool,
}

/// The links that are checked, and the excluded ones.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The links, in the order of the file.
    pub(super) links: Vec<PlannedLink>,
    /// The keys of links that the configuration excludes.
    pub(super) excluded: Vec<String>,
}

impl Plan {
    /// Plans to check every URL once, however often it occurs in the file.
    pub(super) fn new<Q>(questions: impl IntoIterator<Item = Q>, options: &Options) -> Self
    where
        Q: Into<Question>,
    {
        let mut plan = Self::default();
        // The place of each URL among the links; none for an excluded one.
        let mut seen: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for question in questions.into_iter().map(Into::into) {
            let Some(key) = LinkFacts::key(&question.url) else {
                continue;
            };
            let place = match seen.get(&key) {
                Some(&place) => place,
                None => *seen.entry(key.clone()).or_insert(plan.add(key, options)),
            };
            if let Some(place) = place {
                plan.links[place].want(question, options);
            }
        }
        plan
    }

    /// Adds a URL; returns its place among the links unless it is excluded.
    fn add(&mut self, key: String, options: &Options) -> Option<usize> {
        let is_excluded = options.limits.exclude.iter().any(|start| key.starts_with(start));
        if is_excluded {
            self.excluded.push(key);
            return None;
        }
        self.links.push(PlannedLink::new(Url::parse(&key).ok()?));
        Some(self.links.len() - 1)
    }
}

impl PlannedLink {
    /// A link to a whole page about which nothing is known.
    pub(super) fn new(url: Url) -> Self {
        Self {
            key: url.to_string(),
            identity: Identity::parse(url.as_str()),
            wants: Wants::Record,
            title: None,
            record: None,
            asked: 0,
            missed: false,
            url,
            fragments: Vec::new(),
            validators: Validators::default(),
        }
    }

    /// Adds the needs of one place where the link occurs.
    fn want(&mut self, question: Question, options: &Options) {
        self.wants = self.wants.max(question.wants);
        if let Some(fragment) = fragment(&question.url, options)
            && !self.fragments.iter().any(|known| known == fragment)
        {
            self.fragments.push(fragment.to_owned());
        }
        // The first title, if a paper is listed more than once: one title is enough for a search.
        self.title = self.title.take().or(question.title);
    }

    /// True if it leads to the main page of its target, and not to a file in it or a different view of it.
    pub(super) fn is_whole(&self) -> bool {
        let Some(identity) = &self.identity else {
            return false;
        };
        // The URL of an identity is its main page; deeper URLs are parts of it.
        Url::parse(&identity.url()).is_ok_and(|whole| depth(&whole) == depth(&self.url))
    }

    /// The link with the record of its container, which is all that is known about it.
    pub(super) fn around(mut self, record: Record) -> Self {
        self.record = Some(record);
        self
    }

    /// The fact about a link that no registry knows and whose page is not requested.
    pub(super) fn unasked(&self) -> LinkFact {
        match &self.record {
            Some(record) => LinkFact::confirmed(
                record.source(),
                "only its container is known",
                Some(record.clone()),
            ),
            None => LinkFact::new(Verdict::Unchecked, "no registry knows it"),
        }
    }

    /// True if only registries are asked, and not the page.
    pub(super) fn is_aside(&self) -> bool {
        self.wants == Wants::Record
    }
}

/// The number of parts of a path.
fn depth(url: &Url) -> usize {
    url.path().split('/').filter(|part| !part.is_empty()).count()
}

/// The fragment of a URL, if fragments are looked up.
fn fragment<'d>(destination: &'d str, options: &Options) -> Option<&'d str> {
    let (_, fragment) = destination.trim().split_once('#')?;
    // An empty fragment leads to the start of the page.
    (options.fragments && !fragment.is_empty()).then_some(fragment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(exclude: &[&str], fragments: bool) -> Options {
        let mut options = Options::default();
        options.limits.exclude = exclude.iter().map(ToString::to_string).collect();
        options.fragments = fragments;
        options
    }

    fn plan(destinations: &[&str], options: &Options) -> Plan {
        Plan::new(destinations.iter().map(ToString::to_string), options)
    }

    #[test]
    fn every_url_is_planned_once_in_the_order_of_the_file() {
        let destinations = [
            "https://b.org/2",
            "https://a.org/1",
            "https://B.org/2#part",
            "#anchor",
            "mailto:a@a.org",
            "docs/README.md",
            "https://a.org/1#other",
        ];
        let plan = plan(&destinations, &options(&[], false));
        let planned: Vec<_> = plan
            .links
            .iter()
            .map(|link| (&*link.key, link.fragments.len()))
            .collect();
        assert_eq!(planned, [("https://b.org/2", 0), ("https://a.org/1", 0)]);
    }

    #[test]
    fn fragments_are_looked_up_on_request() {
        let destinations = [
            "https://a.org/",
            "https://a.org/#x",
            "https://a.org/#y",
            "https://a.org/#x",
            "https://a.org/#",
        ];
        let plan = plan(&destinations, &options(&[], true));
        assert_eq!(plan.links[0].fragments, ["x", "y"]);
    }

    #[test]
    fn excluded_links_are_not_checked() {
        let destinations = ["https://a.org/x/1", "https://a.org/y", "https://a.org/x/1#part"];
        let plan = plan(&destinations, &options(&["https://a.org/x/"], true));
        assert_eq!(plan.links.len(), 1);
        assert_eq!(plan.excluded, ["https://a.org/x/1"]);
    }
}
