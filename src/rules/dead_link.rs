//! `dead-link`: a link to a page that its host says is gone. Groups links by verdict for its sisters as well.

use std::collections::HashMap;

use super::{Context, Meta, Rule, quote, report_links};
use crate::{
    config::Role,
    document::Link,
    facts::{LinkFact, LinkFacts, Record, Verdict},
    finding::Severity,
};

pub(super) struct DeadLink;

static META: Meta = Meta {
    id: "dead-link",
    severity: Severity::Error,
    online: true,
    page: include_str!("../../rules/dead-link.md"),
};

impl Rule for DeadLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (fact, links) in links_with(cx, Verdict::Dead) {
            let subject = subject(cx, links[0]);
            let detail = match &fact.record {
                Some(Record::Repository(repository)) => {
                    format!(
                        "the repository {} is there, and what the link names in it is not",
                        quote(&repository.name)
                    )
                }
                _ => fact.evidence.detail.clone(),
            };
            report_links(cx, &links, format!("{subject} is dead: {detail}"));
        }
    }
}

/// The links with this verdict; those with the same address stand together, since they have one cause.
pub(super) fn links_with<'a>(cx: &Context<'a>, verdict: Verdict) -> Vec<(&'a LinkFact, Vec<&'a Link>)> {
    let Some(facts) = &cx.facts.links else {
        return Vec::new();
    };
    let mut groups: Vec<(&LinkFact, Vec<&Link>)> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    for link in cx.document.links().iter().filter(|link| link.is_checked()) {
        let Some(key) = LinkFacts::key(&link.url) else {
            continue;
        };
        let Some(fact) = facts.get(&link.url).filter(|fact| fact.verdict == verdict) else {
            continue;
        };
        let group = *index.entry(key).or_insert(groups.len());
        if group == groups.len() {
            groups.push((fact, Vec::new()));
        }
        groups[group].1.push(link);
    }
    groups
}

/// What a link is in its list: the code link of this paper, or just this link.
pub(super) fn subject(cx: &Context<'_>, link: &Link) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::Facts,
        rules::testing::{check_with, learnt},
    };

    fn facts(url: &str, verdict: Verdict) -> Facts {
        learnt([(url, LinkFact::new(verdict, "404 Not Found"))])
    }

    #[test]
    fn one_address_is_one_finding() {
        check_with(
            &DeadLink,
            "
[a](https://x.org/gone) [b](https://x.org/gone#part) [c](https://x.org/)
    ^^^^^^^^^^^^^^^^^^ this link is dead: 404 Not Found (2 links)
",
            &facts("https://x.org/gone", Verdict::Dead),
        );
    }

    #[test]
    fn the_paper_is_named_where_the_link_stands_in_a_row() {
        check_with(
            &DeadLink,
            "
| Title | Venue | Code |
|---|---|---|
| Looking Twice | CVPR 2024 | [code](https://x.org/gone) |
                                     ^^^^^^^^^^^^^^^^^^ the code link of “Looking Twice” is dead: 404 Not Found
",
            &facts("https://x.org/gone", Verdict::Dead),
        );
    }

    #[test]
    fn what_could_not_be_told_is_not_dead() {
        for verdict in Verdict::ALL
            .into_iter()
            .filter(|verdict| *verdict != Verdict::Dead)
        {
            check_with(
                &DeadLink,
                "[a](https://x.org/a)\n",
                &facts("https://x.org/a", verdict),
            );
        }
        check_with(&DeadLink, "[a](https://x.org/a)\n", &Facts::default());
    }
}
