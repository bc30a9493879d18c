//! Decides what is asked and in which order. Pure: must not send.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use url::Url;

use crate::facts::LinkFacts;

/// One URL to ask.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Link {
    /// The key of its fact.
    pub(super) key: String,
    /// What is asked.
    pub(super) url: Url,
}

/// What is asked and what is not.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The links of each host in the order of the file; the host with most links first, because it takes longest.
    pub(super) queues: Vec<VecDeque<Link>>,
    /// The keys of links that the configuration excludes.
    pub(super) excluded: Vec<String>,
}

impl Plan {
    /// Plans to ask every URL once, however often it stands in the file.
    pub(super) fn new(destinations: impl IntoIterator<Item = String>, exclude: &[String]) -> Self {
        let mut plan = Self::default();
        let mut seen = BTreeSet::new();
        let mut hosts: BTreeMap<String, VecDeque<Link>> = BTreeMap::new();
        let keys = destinations
            .into_iter()
            .filter_map(|destination| LinkFacts::key(&destination));
        for key in keys.filter(|key| seen.insert(key.clone())) {
            if exclude.iter().any(|prefix| key.starts_with(prefix)) {
                plan.excluded.push(key);
            } else if let Ok(url) = Url::parse(&key) {
                let host = url.host_str().unwrap_or_default().to_owned();
                hosts.entry(host).or_default().push_back(Link { key, url });
            }
        }
        plan.queues = hosts.into_values().collect();
        plan.queues.sort_by_key(|queue| std::cmp::Reverse(queue.len()));
        plan
    }

    /// How many links are asked.
    pub(super) fn len(&self) -> usize {
        self.queues.iter().map(VecDeque::len).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(destinations: &[&str], exclude: &[&str]) -> (Vec<Vec<String>>, Vec<String>) {
        let exclude: Vec<_> = exclude.iter().map(ToString::to_string).collect();
        let plan = Plan::new(destinations.iter().map(ToString::to_string), &exclude);
        let keys = |queue: VecDeque<Link>| queue.into_iter().map(|link| link.key).collect();
        (plan.queues.into_iter().map(keys).collect(), plan.excluded)
    }

    #[test]
    fn every_url_is_asked_once_and_the_longest_queue_comes_first() {
        let (queues, _) = plan(
            &[
                "https://a.org/1",
                "https://b.org/2",
                "https://B.org/1#part",
                "https://b.org/1",
                "#anchor",
                "mailto:a@a.org",
                "docs/README.md",
                "https://b.org/2#other",
            ],
            &[],
        );
        assert_eq!(
            queues,
            [
                vec!["https://b.org/2", "https://b.org/1"],
                vec!["https://a.org/1"]
            ]
        );
    }

    #[test]
    fn excluded_links_are_not_asked() {
        let (queues, excluded) = plan(&["https://a.org/x/1", "https://a.org/y"], &["https://a.org/x/"]);
        assert_eq!(queues, [vec!["https://a.org/y"]]);
        assert_eq!(excluded, ["https://a.org/x/1"]);
    }
}
