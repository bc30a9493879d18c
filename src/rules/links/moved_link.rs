//! `moved-link`: a link to a page that has moved permanently.

use indexmap::IndexMap;

use super::shared::pages;
use crate::{
    document::Link,
    facts::{LinkFacts, Verdict},
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{breaks_markdown, quote, report_links},
    },
};

pub(super) struct MovedLink;

static META: Meta = meta!("moved-link", Links, Warning, Links)
    .with_help("link to the new URL")
    .with_safe_fix();

impl Rule for MovedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for moves in moves(cx) {
            report(cx, &moves);
        }
    }
}

/// A page that has moved, and the links to it.
struct Move<'a> {
    links: Vec<&'a Link>,
    to: &'a str,
}

impl Move<'_> {
    /// The old and the new site, if the page has the same path on both.
    fn sites(&self) -> Option<(String, String)> {
        let from = LinkFacts::key(&self.links[0].url)?;
        let (from_site, from_path) = site_and_path(&from)?;
        let (to_site, to_path) = site_and_path(self.to)?;
        (from_path == to_path && from_site != to_site).then(|| (from_site.to_owned(), to_site.to_owned()))
    }
}

/// The host of a URL, and the rest after it.
fn site_and_path(url: &str) -> Option<(&str, &str)> {
    let (_, rest) = url.split_once("://")?;
    Some(rest.split_at(rest.find('/').unwrap_or(rest.len())))
}

/// The pages that have moved. The pages of a site that has moved as a whole are one group: they have one cause.
fn moves<'a>(cx: &View<'a>) -> Vec<Vec<Move<'a>>> {
    let mut groups: IndexMap<_, Vec<Move<'_>>> = IndexMap::new();
    for page in pages(cx, Verdict::Moved) {
        if let Some(to) = &page.fact.evidence.leads_to {
            let moved = Move {
                links: page.links,
                to,
            };
            // A page that has moved alone gets a unique number instead of sites.
            let site = moved.sites().ok_or(groups.len());
            groups.entry(site).or_default().push(moved);
        }
    }
    groups.into_values().collect()
}

fn report(cx: &mut Context<'_>, moves: &[Move<'_>]) {
    let (message, title) = if let ([_, _, ..], Some((from, to))) = (moves, moves[0].sites()) {
        let (from, to) = (quote(&from), quote(&to));
        let message = format!("{} pages have moved from {from} to {to}", moves.len());
        (message, "write the new URLs")
    } else {
        let message = format!("this page has moved to {}", quote(moves[0].to));
        (message, "write the new URL")
    };
    let links: Vec<_> = moves.iter().flat_map(|moved| &moved.links).copied().collect();
    report_links(cx, &links, message).fix(edits(moves).map(|edits| Fix::safe(title, edits)));
}

/// Replaces the old URLs with the new ones; `None` if one of them cannot be replaced.
fn edits(moves: &[Move<'_>]) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for Move { links, to } in moves {
        for link in links {
            edits.push(edit(link, to)?);
        }
    }
    // Links to one page may be between links to another, and the edits of a fix are in order.
    edits.sort_by_key(|edit| edit.span.start);
    Some(edits)
}

/// Replaces the URL of one link; `None` if its destination is elsewhere, or the new URL would break the Markdown.
fn edit(link: &Link, to: &str) -> Option<Edit> {
    if !link.has_own_destination() || to.contains(breaks_markdown) {
        return None;
    }
    // Hosts never see the fragment, so the new URL has none. The section probably still exists.
    let fragment = link.url.find('#').map_or("", |at| &link.url[at..]);
    Some(Edit::replace(link.destination, format!("{to}{fragment}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::LinkSyntax,
        facts::LinkFact,
        rules::support::testing::{check_with, learnt},
    };

    fn moved(leads_to: &str) -> LinkFact {
        let mut fact = LinkFact::new(Verdict::Moved, "");
        fact.evidence.leads_to = Some(leads_to.into());
        fact
    }

    #[test]
    fn the_new_url_is_named() {
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
    fn a_url_that_would_break_the_markdown_is_not_written() {
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
