//! Facts about URLs: a verdict and its evidence for each. Must not draw conclusions about a list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Record;

/// The result of checking one URL.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The page exists.
    Alive,
    /// The page has moved permanently to a different URL.
    Moved,
    /// The page is gone, as its host says.
    Dead,
    /// The page is gone: its site redirects it like every page that does not exist.
    #[serde(rename = "soft-404")]
    Soft404,
    /// The host answers, but not to programs.
    Blocked,
    /// The host allows fewer requests than needed.
    RateLimited,
    /// The host did not answer in time.
    TimedOut,
    /// There was no connection: the name, the network or TLS failed.
    Unreachable,
    /// The link was not checked, or the check had no result.
    Unchecked,
}

impl Verdict {
    /// Every verdict, in the order of reports.
    pub const ALL: [Self; 9] = [
        Self::Alive,
        Self::Moved,
        Self::Dead,
        Self::Soft404,
        Self::Blocked,
        Self::RateLimited,
        Self::TimedOut,
        Self::Unreachable,
        Self::Unchecked,
    ];

    /// The words for reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Alive => "alive",
            Self::Moved => "moved",
            Self::Dead => "dead",
            Self::Soft404 => "soft 404",
            Self::Blocked => "blocked",
            Self::RateLimited => "rate limited",
            Self::TimedOut => "timed out",
            Self::Unreachable => "unreachable",
            Self::Unchecked => "not checked",
        }
    }

    /// True if the link was verified to work or to be gone.
    #[must_use]
    pub const fn is_verified(self) -> bool {
        matches!(self, Self::Alive | Self::Moved | Self::Dead | Self::Soft404)
    }
}

/// The reason for a verdict.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Evidence {
    /// The status of the last answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The end of redirects; with [`Verdict::Moved`] the new URL of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<String>,
    /// The reason in words: "404 Not Found", "no answer within 20 s".
    pub detail: String,
    /// The number of requests for this URL, redirects and retries included.
    pub requests: u32,
    /// True if the fact comes from the cache of an earlier run.
    pub is_remembered: bool,
    /// The registry that gave the verdict; `None` if the page itself did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// The verdict on one URL, with its evidence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LinkFact {
    /// The verdict.
    pub verdict: Verdict,
    /// The reason for the verdict.
    pub evidence: Evidence,
    /// The fragments of links to this page, each true if the page has it; fragments that cannot be verified are absent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub anchors: BTreeMap<String, bool>,
    /// The record of the target in a registry, if one has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
}

impl LinkFact {
    /// A verdict with no evidence but words.
    #[must_use]
    pub fn new(verdict: Verdict, detail: impl Into<String>) -> Self {
        let evidence = Evidence {
            detail: detail.into(),
            ..Evidence::default()
        };
        Self {
            verdict,
            evidence,
            anchors: BTreeMap::new(),
            record: None,
        }
    }

    /// The confirmation by a registry that a target exists.
    #[must_use]
    pub fn confirmed(by: &str, detail: impl Into<String>, record: Option<Record>) -> Self {
        let mut fact = Self::new(Verdict::Alive, detail);
        fact.evidence.by = Some(by.to_owned());
        fact.record = record;
        fact
    }
}

/// Facts by URL.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LinkFacts {
    facts: BTreeMap<String, LinkFact>,
}

impl LinkFacts {
    /// The key of a link's destination: the URL as a client would send it, without its fragment.
    ///
    /// `None` for a destination that is not an `http` or `https` URL.
    #[must_use]
    pub fn key(destination: &str) -> Option<String> {
        let mut url = url::Url::parse(destination.trim()).ok()?;
        let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
        // A fragment is never sent, so it does not distinguish pages.
        is_web.then(|| {
            url.set_fragment(None);
            url.to_string()
        })
    }

    /// Adds the fact about the URL with this key.
    pub fn insert(&mut self, key: String, fact: LinkFact) {
        self.facts.insert(key, fact);
    }

    /// The fact about a link's destination, as written in the file.
    #[must_use]
    pub fn get(&self, destination: &str) -> Option<&LinkFact> {
        // A key is a normalised URL. Most destinations are normalised already and are found without parsing.
        self.facts
            .get(destination)
            .or_else(|| self.facts.get(&Self::key(destination)?))
    }

    /// True if there is a fact about the URL with this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.facts.contains_key(key)
    }

    /// Every URL with its fact, in the order of the URLs.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &LinkFact)> {
        self.facts.iter().map(|(url, fact)| (url.as_str(), fact))
    }

    /// The number of URLs with a fact.
    #[must_use]
    pub fn total(&self) -> usize {
        self.facts.len()
    }

    /// The number of URLs that were verified to work or to be gone.
    #[must_use]
    pub fn verified(&self) -> usize {
        let facts = self.facts.values();
        facts.filter(|fact| fact.verdict.is_verified()).count()
    }

    /// Counts the verdicts.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let mut coverage = Coverage::default();
        let mut hosts: BTreeMap<String, BTreeMap<Verdict, usize>> = BTreeMap::new();
        for (url, fact) in &self.facts {
            *coverage.verdicts.entry(fact.verdict).or_default() += 1;
            if fact.verdict.is_verified() {
                let by = fact.evidence.by.as_deref().unwrap_or(PAGES);
                *coverage.sources.entry(by.to_owned()).or_default() += 1;
            } else {
                let verdicts = hosts.entry(host(url)).or_default();
                *verdicts.entry(fact.verdict).or_default() += 1;
            }
        }
        coverage.unknown_hosts = hosts
            .into_iter()
            .map(|(host, verdicts)| HostCoverage {
                host,
                links: verdicts.values().sum(),
                verdicts,
            })
            .collect();
        // The sort is stable: hosts with the same number of links stay sorted by name.
        coverage
            .unknown_hosts
            .sort_by_key(|host| std::cmp::Reverse(host.links));
        coverage
    }
}

/// The source, among the sources of a coverage, of links that were verified by requesting their pages.
pub(crate) const PAGES: &str = "their pages";

fn host(url: &str) -> String {
    let parsed = url::Url::parse(url).ok();
    let host = parsed.as_ref().and_then(url::Url::host_str);
    host.unwrap_or(url).to_owned()
}

/// The numbers of verified links, and the hosts of the others.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, schemars::JsonSchema)]
pub struct Coverage {
    /// The number of links by verdict; verdicts without links are absent.
    pub verdicts: BTreeMap<Verdict, usize>,
    /// The number of verified links by source: the names of registries, or `their pages`.
    pub sources: BTreeMap<String, usize>,
    /// The hosts of links that were not verified, most links first.
    pub unknown_hosts: Vec<HostCoverage>,
}

impl Coverage {
    /// The number of links.
    #[must_use]
    pub fn total(&self) -> usize {
        self.verdicts.values().sum()
    }

    /// The number of links that were verified to work or to be gone.
    #[must_use]
    pub fn verified(&self) -> usize {
        let verified = self.verdicts.iter().filter(|(verdict, _)| verdict.is_verified());
        verified.map(|(_, links)| links).sum()
    }
}

/// A host with links that were not verified.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, schemars::JsonSchema)]
pub struct HostCoverage {
    /// The host's name.
    pub host: String,
    /// The number of these links.
    pub links: usize,
    /// The number of these links by verdict.
    pub verdicts: BTreeMap<Verdict, usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_url_without_its_fragment() {
        let key = |text| LinkFacts::key(text);
        assert_eq!(
            key(" HTTPS://Arxiv.org/abs/1#x ").as_deref(),
            Some("https://arxiv.org/abs/1")
        );
        assert_eq!(key("#anchor"), None);
        assert_eq!(key("mailto:a@b.org"), None);
    }

    #[test]
    fn coverage_names_the_hosts_of_unverified_links() {
        let mut facts = LinkFacts::default();
        for (url, verdict) in [
            ("https://a.org/1", Verdict::Alive),
            ("https://b.org/1", Verdict::Blocked),
            ("https://c.org/1", Verdict::TimedOut),
            ("https://c.org/2", Verdict::Unchecked),
        ] {
            facts.insert(url.to_owned(), LinkFact::new(verdict, ""));
        }
        let coverage = facts.coverage();
        assert_eq!((coverage.verified(), coverage.total()), (1, 4));
        let hosts: Vec<_> = coverage
            .unknown_hosts
            .iter()
            .map(|host| (&*host.host, host.links))
            .collect();
        assert_eq!(hosts, [("c.org", 2), ("b.org", 1)]);
    }
}
