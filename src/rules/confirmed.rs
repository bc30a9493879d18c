//! Confirmed entries: the verified links of each, and who verified them. Must not report.

use crate::{
    config::Role,
    facts::{LinkFact, Record, Verdict},
    identity::{Likeness, likeness},
    list::Entry,
    rules::base::View,
    source::Span,
};

/// An entry with the results of its links.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfirmedEntry {
    /// Its place.
    pub span: Span,
    /// Its title, or its name.
    pub label: String,
    /// Its links, in the order of the text.
    pub links: Vec<ConfirmedLink>,
}

/// A link of an entry with its result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfirmedLink {
    /// Its role in the entry.
    pub role: Role,
    /// Its URL.
    pub url: String,
    /// The result.
    pub verdict: Verdict,
    /// The registry that gave the result; `None` for the page itself.
    pub by: Option<String>,
    /// The likeness of the title behind a link to the paper and that of the entry; `None` where it is not known.
    pub title: Option<Likeness>,
}

/// The entries whose links have results, in the order of the text.
#[must_use]
pub fn confirmed(cx: &View<'_>) -> Vec<ConfirmedEntry> {
    let mut confirmed = Vec::new();
    for entry in cx.list.entries() {
        let links = links(cx, entry);
        // Without results there is nothing to show for an entry: its links are excluded, or there was no network.
        if !links.is_empty() {
            confirmed.push(ConfirmedEntry {
                span: entry.span,
                label: entry.label().map_or(String::new(), |label| label.text.clone()),
                links,
            });
        }
    }
    confirmed
}

fn links(cx: &View<'_>, entry: &Entry<'_>) -> Vec<ConfirmedLink> {
    let mut links = Vec::new();
    let Some(facts) = &cx.facts.links else {
        return links;
    };
    for at in &entry.links {
        let url = &cx.link(at.link).url;
        if let Some(fact) = facts.get(url) {
            links.push(ConfirmedLink {
                role: at.role,
                url: url.to_string(),
                verdict: fact.verdict,
                by: fact.evidence.by.clone(),
                title: title(entry, at.role, fact),
            });
        }
    }
    links
}

/// The likeness of an entry's title and that of a record.
fn title(entry: &Entry<'_>, role: Role, fact: &LinkFact) -> Option<Likeness> {
    let title = entry.title.as_ref()?;
    match &fact.record {
        // A vague title may be that of the site, and a link to code or data leads to something else than the paper.
        Some(Record::Paper(paper)) if role == Role::Paper && !paper.vague => {
            Some(likeness(&title.text, &paper.title))
        }
        _ => None,
    }
}
