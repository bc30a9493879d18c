//! Links by verdict, and the words for them. Must not report.

use indexmap::IndexMap;

use crate::{
    config::Role,
    document::Link,
    facts::{LinkFact, LinkFacts, Verdict},
    rules::{base::View, support::quote},
};

/// The links with this verdict; those with the same address stand together, since they have one cause.
pub(super) fn links_with<'a>(cx: &View<'a>, verdict: Verdict) -> Vec<(&'a LinkFact, Vec<&'a Link>)> {
    let Some(facts) = &cx.facts.links else {
        return Vec::new();
    };
    let mut groups: IndexMap<_, (&LinkFact, Vec<&Link>)> = IndexMap::new();
    for link in cx.document.links().iter().filter(|link| link.is_checked()) {
        let Some(key) = LinkFacts::key(&link.url) else {
            continue;
        };
        let Some(fact) = facts.get(&link.url).filter(|fact| fact.verdict == verdict) else {
            continue;
        };
        let (_, links) = groups.entry(key).or_insert((fact, Vec::new()));
        links.push(link);
    }
    groups.into_values().collect()
}

/// What a link is in its list: the code link of this paper, or just this link.
pub(super) fn subject(cx: &View<'_>, link: &Link) -> String {
    let describe = || {
        let entry = cx.list.entry_at(link.span.start)?;
        let is_here = |index: usize| cx.document.links()[index].span == link.span;
        let role = entry.links.iter().find(|link| is_here(link.link))?.role;
        let kind = match role {
            Role::Paper => "paper link",
            Role::Code => "code link",
            Role::Project => "project link",
            Role::Dataset => "data link",
            _ => "link",
        };
        Some(format!("the {kind} of {}", quote(&entry.label()?.text)))
    };
    describe().unwrap_or_else(|| "this link".to_owned())
}
