//! What was verified of each entry, and by whom. Must not report: it says what is known, also where nothing is wrong.

use crate::{
    config::Role,
    facts::{Record, Verdict},
    identity::{Likeness, likeness},
    list::Entry,
    rules::base::View,
    source::Span,
};

/// What was verified of an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfirmedEntry {
    /// Where it stands.
    pub span: Span,
    /// Its title, or its name.
    pub label: String,
    /// Its links, in the order of the text.
    pub links: Vec<ConfirmedLink>,
}

/// What was verified of a link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfirmedLink {
    /// What it is to the entry.
    pub role: Role,
    /// Its address.
    pub url: String,
    /// What was learnt.
    pub verdict: Verdict,
    /// Who has said so: a registry; `None` for the page itself.
    pub by: Option<String>,
    /// How the title behind a link to the paper compares with that of the entry; `None` where it is not known.
    pub title: Option<Likeness>,
}

/// What was verified of the entries that have links, in the order of the text.
#[must_use]
pub fn confirmed(cx: &View<'_>) -> Vec<ConfirmedEntry> {
    let entries = cx.list.entries().iter().filter_map(|entry| {
        let links: Vec<_> = entry
            .links
            .iter()
            .filter_map(|at| link(cx, entry, at.link, at.role))
            .collect();
        (!links.is_empty()).then(|| ConfirmedEntry {
            span: entry.span,
            label: entry.label().map_or(String::new(), |label| label.text.clone()),
            links,
        })
    });
    entries.collect()
}

fn link(cx: &View<'_>, entry: &Entry<'_>, link: usize, role: Role) -> Option<ConfirmedLink> {
    let url = &cx.document.links()[link].url;
    let fact = cx.facts.links.as_ref()?.get(url)?;
    let title = match &fact.record {
        Some(Record::Paper(paper)) if role == Role::Paper && !paper.vague => entry
            .title
            .as_ref()
            .map(|title| likeness(&title.text, &paper.title)),
        _ => None,
    };
    Some(ConfirmedLink {
        role,
        url: url.to_string(),
        verdict: fact.verdict,
        by: fact.evidence.by.clone(),
        title,
    })
}
