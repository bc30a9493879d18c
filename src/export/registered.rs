//! The records of registries about the papers of entries. Must not change the content of the list.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    config::Role,
    facts::{Facts, PaperRecord, Record},
    identity::{Likeness, likeness},
    list::{Entry, Reading},
};

/// The record of a registry about a paper; only on request, and only if it has the title of the entry.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, JsonSchema)]
pub struct Registered {
    /// The name of the registry.
    pub source: String,
    /// The authors, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// The journal or the proceedings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<String>,
    /// The year of publication; for a preprint, the year of the first version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The month, from 1 to 12.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<u8>,
    /// The pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    /// The DOI of the published version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
}

/// The record about the paper of an entry that says most; a mixture of records could describe two papers.
pub(super) fn registered(reading: &Reading<'_>, entry: &Entry<'_>, facts: &Facts) -> Option<Registered> {
    let title = &entry.title.as_ref()?.text;
    let facts = facts.links.as_ref()?;
    let mut best: Option<&PaperRecord> = None;
    for link in entry.links_of(Role::Paper) {
        let fact = facts.get(&reading.document.link(link).url);
        if let Some(Record::Paper(paper)) = fact.and_then(|fact| fact.record.as_ref())
            && !paper.vague
            && likeness(title, &paper.title) <= Likeness::Alike
            && best.is_none_or(|best| rank(paper) > rank(best))
        {
            best = Some(paper);
        }
    }
    let paper = best?;
    Some(Registered {
        source: paper.source.clone(),
        authors: paper.authors.clone(),
        journal: paper.journal.clone(),
        year: paper.year,
        month: paper.month,
        pages: paper.pages.clone(),
        // With this prefix it is the DOI that arXiv gives to each preprint.
        doi: paper.doi.clone().filter(|doi| !doi.starts_with("10.48550/")),
    })
}

/// A record of the publication with its authors says most.
fn rank(paper: &PaperRecord) -> (bool, bool, bool) {
    let is_published = paper.journal.is_some();
    (!paper.authors.is_empty(), is_published, paper.doi.is_some())
}
