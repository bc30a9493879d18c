//! Links by verdict, and their names in messages. Must not interpret a verdict.

use indexmap::IndexMap;

use crate::{
    config::Role,
    document::Link,
    facts::{LinkFact, LinkFacts, Verdict},
    rules::{base::View, support::quote},
};

/// The links to one page, and the fact about it.
pub(in crate::rules::links) struct Page<'a> {
    pub(in crate::rules::links) fact: &'a LinkFact,
    pub(in crate::rules::links) links: Vec<&'a Link>,
}

/// The linked pages with a verdict, in the order of their first links.
pub(in crate::rules::links) fn pages<'a>(cx: &View<'a>, verdict: Verdict) -> Vec<Page<'a>> {
    let mut pages = IndexMap::new();
    for link in cx.document.links() {
        // Links to one page share its fate, whichever section they name, so they are one finding.
        if link.is_checked()
            && let Some(facts) = &cx.facts.links
            && let Some(fact) = facts.get(&link.url)
            && fact.verdict == verdict
            && let Some(key) = LinkFacts::key(&link.url)
        {
            pages
                .entry(key)
                .or_insert(Page {
                    fact,
                    links: Vec::new(),
                })
                .links
                .push(link);
        }
    }
    pages.into_values().collect()
}

/// The name of a link in messages: the code link of its paper, or just this link.
pub(in crate::rules::links) fn subject(cx: &View<'_>, link: &Link) -> String {
    of_paper(cx, link).unwrap_or_else(|| "this link".to_owned())
}

fn of_paper(cx: &View<'_>, link: &Link) -> Option<String> {
    let entry = cx.list.entry_at(link.span.start)?;
    // A link to a section of the page may be inside an entry, but is not one of its links.
    let mut links = entry.links.iter();
    let own = links.find(|own| cx.link(own.link).span == link.span)?;
    let kind = match own.role {
        Role::Paper => "paper link",
        Role::Code => "code link",
        Role::Project => "project link",
        Role::Dataset => "data link",
        _ => "link",
    };
    Some(format!("the {kind} of {}", quote(&entry.label()?.text)))
}
