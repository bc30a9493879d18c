//! `moved-link`: a link to a page that has moved for good.

use indexmap::IndexMap;

use super::shared::links_with;
use crate::{
    document::{Link, LinkSyntax},
    facts::{LinkFact, LinkFacts, Verdict},
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{quote, report_links},
    },
};

pub(super) struct MovedLink;

static META: Meta = meta!("moved-link", Links, Warning, Links).with_safe_fix();

impl Rule for MovedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for moves in grouped(links_with(cx, Verdict::Moved)) {
            let links: Vec<_> = moves
                .iter()
                .flat_map(|moved| moved.links.iter().copied())
                .collect();
            let message = match (&*moves, moves[0].sites()) {
                ([_, _, ..], Some((from, to))) => {
                    let pages = moves.len();
                    format!("{pages} pages have moved from {} to {}", quote(&from), quote(&to))
                }
                _ => format!("this page has moved to {}", quote(moves[0].to)),
            };
            let finding = report_links(cx, &links, message);
            finding.fix = fix(&moves);
        }
    }
}

/// A page that has moved, and the links to it.
struct Move<'a> {
    links: Vec<&'a Link>,
    to: &'a str,
}

impl Move<'_> {
    /// The old and the new site, where the page has the same path on both.
    fn sites(&self) -> Option<(String, String)> {
        let key = LinkFacts::key(&self.links[0].url)?;
        let (from, to) = (site_and_path(&key)?, site_and_path(self.to)?);
        (from.1 == to.1 && from.0 != to.0).then(|| (from.0.to_owned(), to.0.to_owned()))
    }
}

/// The host of an address and what follows it.
fn site_and_path(address: &str) -> Option<(&str, &str)> {
    let (_, rest) = address.split_once("://")?;
    let at = rest.find('/').unwrap_or(rest.len());
    Some(rest.split_at(at))
}

/// Pages that have moved together, because their site has: they have one cause.
fn grouped<'a>(moved: Vec<(&'a LinkFact, Vec<&'a Link>)>) -> Vec<Vec<Move<'a>>> {
    let mut groups: IndexMap<_, Vec<Move<'_>>> = IndexMap::new();
    for (fact, links) in moved {
        let Some(to) = &fact.evidence.leads_to else {
            continue;
        };
        let moved = Move { links, to };
        // A page that has moved alone gets a number that no other has.
        let site = moved.sites().ok_or(groups.len());
        groups.entry(site).or_default().push(moved);
    }
    groups.into_values().collect()
}

/// Writes the new addresses in place of the old; a fragment stays.
fn fix(moves: &[Move<'_>]) -> Option<Fix> {
    let mut edits = Vec::new();
    for Move { links, to } in moves {
        for link in links {
            edits.push(edit(link, to)?);
        }
    }
    edits.sort_by_key(|edit| edit.span.start);
    let title = if moves.len() == 1 {
        "write the new address"
    } else {
        "write the new addresses"
    };
    Some(Fix::safe(title, edits))
}

/// Writes the new address of one link; `None` where it stands elsewhere or would break the Markdown.
fn edit(link: &Link, to: &str) -> Option<Edit> {
    let is_written_here = matches!(link.syntax, LinkSyntax::Inline | LinkSyntax::Html);
    let is_plain = !to.contains(|c: char| c.is_whitespace() || c.is_control() || "()<>[]|\"'".contains(c));
    let fragment = link.url.split_once('#');
    let fragment = fragment.map_or(String::new(), |(_, fragment)| format!("#{fragment}"));
    (is_written_here && is_plain).then(|| Edit::replace(link.destination, format!("{to}{fragment}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::{check_with, learnt};

    fn moved(leads_to: &str) -> LinkFact {
        let mut fact = LinkFact::new(Verdict::Moved, "");
        fact.evidence.leads_to = Some(leads_to.into());
        fact
    }

    #[test]
    fn the_new_address_is_named() {
        check_with(
            &MovedLink,
            "
[code](https://github.com/a/b#readme)
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this page has moved to “https://github.com/c/d”
",
            &learnt([("https://github.com/a/b", moved("https://github.com/c/d"))]),
        );
    }

    #[test]
    fn a_site_that_has_moved_is_one_cause() {
        let facts = learnt([
            ("http://old.org/a?x=1", moved("https://new.org/a?x=1")),
            ("https://old.org/b", moved("https://new.org/b")),
            ("https://old.org/c", moved("https://new.org/d")),
        ]);
        check_with(
            &MovedLink,
            "
[a](http://old.org/a?x=1) [b](https://old.org/b) [c](https://old.org/c)
    ^^^^^^^^^^^^^^^^^^^^ 2 pages have moved from “old.org” to “new.org” (2 links)
                                                     ^^^^^^^^^^^^^^^^^ this page has moved to “https://new.org/d”
",
            &facts,
        );
    }

    #[test]
    fn an_address_that_would_break_the_markdown_is_not_written() {
        let link = Link {
            syntax: LinkSyntax::Inline,
            is_image: false,
            span: crate::source::Span::default(),
            label: crate::source::Span::default(),
            destination: crate::source::Span::default(),
            url: "https://x.org".into(),
            is_dropped: false,
        };
        assert!(edit(&link, "https://x.org/a|b").is_none());
        assert!(edit(&link, "https://x.org/a").is_some());
    }
}
