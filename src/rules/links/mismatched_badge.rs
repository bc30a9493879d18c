//! `mismatched-badge`: a badge that shows the stars of another repository than the one that is linked.

use crate::{
    document::Link,
    identity::{Identity, Repository},
    rules::base::{Context, Meta, Rule, View, meta},
    source::Span,
};

pub(super) struct MismatchedBadge;

static META: Meta = meta!("mismatched-badge", Links, Warning, List);

/// A link or a badge, and the repository that it names.
type Named<'d> = (&'d Link, Repository);

impl Rule for MismatchedBadge {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let links = document.links();
        let mut last = None;
        for (at, badge) in links.iter().enumerate().filter(|(_, link)| is_badge(link)) {
            let wrapper = at.checked_sub(1).map(|before| &links[before]);
            let wrapper = wrapper.filter(|link| !link.is_image && link.span.contains(badge.span));
            if let Some(linked) = wrapper.and_then(named) {
                report(cx, badge, &[linked]);
                continue;
            }
            let block = block(cx, badge);
            if last != Some(block) {
                report_block(cx, block);
            }
            last = Some(block);
        }
    }
}

fn is_badge(link: &Link) -> bool {
    link.is_image && link.url.contains("img.shields.io/github/")
}

fn named(link: &Link) -> Option<Named<'_>> {
    match Identity::parse(&link.url)? {
        Identity::GitHub(repository) => Some((link, repository)),
        _ => None,
    }
}

/// More links to repositories are a list of them, with badges of its own.
const MOST_LINKED: usize = 24;

fn is_same(a: &Repository, b: &Repository) -> bool {
    a.owner.eq_ignore_ascii_case(&b.owner) && a.name.eq_ignore_ascii_case(&b.name)
}

/// The entry that holds a badge, or its line.
fn block(cx: &View<'_>, badge: &Link) -> Span {
    let entry = cx.list.entry_at(badge.span.start).map(|entry| entry.span);
    let source = cx.document.source();
    entry.unwrap_or_else(|| source.line_span(source.line_index(badge.span.start)))
}

fn report_block(cx: &mut Context<'_>, block: Span) {
    let document = cx.document;
    let links = document.links_in(block);
    let linked: Vec<_> = links
        .iter()
        .filter(|link| !link.is_image)
        .filter_map(named)
        .take(MOST_LINKED)
        .collect();
    let loose = links.iter().enumerate().filter(|(at, link)| {
        let is_wrapped = at.checked_sub(1).is_some_and(|before| {
            !links[before].is_image
                && links[before].span.contains(link.span)
                && named(&links[before]).is_some()
        });
        is_badge(link) && !is_wrapped
    });
    let loose: Vec<&Link> = loose.map(|(_, link)| link).collect();
    if linked.is_empty() {
        report_odd_one(cx, &loose);
    } else if linked.len() < MOST_LINKED {
        for badge in loose {
            report(cx, badge, &linked);
        }
    }
}

/// Reports a badge whose repository is none of those that are linked.
fn report(cx: &mut Context<'_>, badge: &Link, linked: &[Named<'_>]) {
    let Some((_, shown)) = named(badge) else { return };
    let [(first, repository), ..] = linked else { return };
    if linked.iter().any(|(_, linked)| is_same(linked, &shown)) {
        return;
    }
    let message = format!(
        "the badge shows {}/{}, the link leads to {}/{}",
        shown.owner, shown.name, repository.owner, repository.name
    );
    cx.report(badge.destination, message)
        .related(first.destination, "the link");
}

/// Of several badges side by side, all of one repository but one.
fn report_odd_one(cx: &mut Context<'_>, badges: &[&Link]) {
    let named: Vec<_> = badges.iter().filter_map(|badge| named(badge)).collect();
    let Some((_, first)) = named.first() else { return };
    let (same, other): (Vec<_>, Vec<_>) = named.iter().partition(|(_, shown)| is_same(shown, first));
    let (([odd], [usual, _, ..]) | ([usual, _, ..], [odd])) = (same.as_slice(), other.as_slice()) else {
        return;
    };
    let message = format!(
        "the badge shows {}/{}, those beside it {}/{}",
        odd.1.owner, odd.1.name, usual.1.owner, usual.1.name
    );
    cx.report(odd.0.destination, message)
        .related(usual.0.destination, "beside it");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_badge_shows_the_repository_that_it_leads_to() {
        check(
            &MismatchedBadge,
            "
- [![Star](https://img.shields.io/github/stars/a/ships)](https://github.com/a/ships)
- [![Star](https://img.shields.io/github/stars/a/ships.svg?style=social)](https://github.com/b/boats)
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the badge shows a/ships, the link leads to b/boats
- [![Star](https://img.shields.io/github/stars/A/Ships)](https://github.com/a/ships.git)
",
        );
    }

    #[test]
    fn a_badge_shows_the_repository_of_its_entry() {
        check(
            &MismatchedBadge,
            "
| Title | Code |
|---|---|
| ![Star](https://img.shields.io/github/stars/rosoft/Ships) <br> Finding Ships | [c](https://github.com/microsoft/Ships) |
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the badge shows rosoft/Ships, the link leads to microsoft/Ships
| ![Star](https://img.shields.io/github/stars/a/b) <br> Two Repositories | [c](https://github.com/c/d) [c](https://github.com/a/b) |
| ![Star](https://img.shields.io/github/stars/a/b) <br> No Repository | [c](https://example.org/) |
",
        );
    }

    #[test]
    fn of_several_badges_side_by_side_the_odd_one_is_reported() {
        check(
            &MismatchedBadge,
            "
![w](https://img.shields.io/github/watchers/x/y) ![s](https://img.shields.io/github/stars/a/b) ![f](https://img.shields.io/github/forks/a/b)
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the badge shows x/y, those beside it a/b

![s](https://img.shields.io/github/stars/c/d) ![f](https://img.shields.io/github/forks/a/b)
",
        );
    }
}
