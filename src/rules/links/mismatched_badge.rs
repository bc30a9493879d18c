//! `mismatched-badge`: a badge that shows the stars of another repository than the one that is linked.

use super::shared::link_around;
use crate::{
    document::Link,
    identity::{Identity, Repository},
    rules::base::{Context, Meta, Rule, View, meta},
    source::Span,
};

pub(super) struct MismatchedBadge;

static META: Meta = meta!("mismatched-badge", Links, Warning, List);

impl Rule for MismatchedBadge {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let links = cx.document.links();
        let mut last = None;
        for (at, badge) in links.iter().enumerate() {
            if !is_badge(badge) {
                continue;
            }
            // A link around the badge says what it is of; a loose badge is of any repository beside it.
            if let Some(linked) = link_around(links, at).and_then(Named::of) {
                report(cx, badge, &[linked]);
                continue;
            }
            // The badges of a block come one after the other.
            let block = block(cx, badge);
            if last.replace(block) != Some(block) {
                report_block(cx, block);
            }
        }
    }
}

fn is_badge(link: &Link) -> bool {
    link.is_image && link.url.contains("img.shields.io/github/")
}

/// A link or a badge, and the repository that it names.
struct Named<'d> {
    link: &'d Link,
    repository: Repository,
}

impl<'d> Named<'d> {
    fn of(link: &'d Link) -> Option<Self> {
        match Identity::parse(&link.url)? {
            Identity::GitHub(repository) => Some(Self { link, repository }),
            _ => None,
        }
    }

    /// True if both name one repository; GitHub ignores case.
    fn is_like(&self, other: &Self) -> bool {
        self.repository
            .owner
            .eq_ignore_ascii_case(&other.repository.owner)
            && self.repository.name.eq_ignore_ascii_case(&other.repository.name)
    }

    fn name(&self) -> String {
        format!("{}/{}", self.repository.owner, self.repository.name)
    }
}

/// The entry that holds a badge, or its line.
fn block(cx: &View<'_>, badge: &Link) -> Span {
    let source = cx.document.source();
    cx.list
        .entry_at(badge.span.start)
        .map_or_else(|| source.line_at(badge.span.start).span, |entry| entry.span)
}

fn report_block(cx: &mut Context<'_>, block: Span) {
    /// More links to repositories are a list of them, with badges of its own.
    const MAX_LINKED: usize = 24;
    let links = cx.document.links_in(block);
    let (mut linked, mut loose) = (Vec::new(), Vec::new());
    for (at, link) in links.iter().enumerate() {
        if !link.is_image && linked.len() < MAX_LINKED {
            linked.extend(Named::of(link));
        } else if is_badge(link) && link_around(links, at).and_then(Named::of).is_none() {
            loose.push(link);
        }
    }
    match linked.len() {
        0 => report_odd_one(cx, &loose),
        MAX_LINKED => {}
        _ => {
            for badge in loose {
                report(cx, badge, &linked);
            }
        }
    }
}

/// Reports a badge whose repository is not among the linked ones.
fn report(cx: &mut Context<'_>, badge: &Link, linked: &[Named<'_>]) {
    let (Some(shown), Some(first)) = (Named::of(badge), linked.first()) else {
        return;
    };
    if linked.iter().any(|linked| linked.is_like(&shown)) {
        return;
    }
    let message = format!(
        "the badge shows {}, the link leads to {}",
        shown.name(),
        first.name()
    );
    // No fix: the row may have been copied with the badge or with the link, and either may be the old one.
    cx.report(badge.destination, message)
        .related(first.link.destination, "the link");
}

/// Reports the odd one of several badges side by side.
fn report_odd_one(cx: &mut Context<'_>, badges: &[&Link]) {
    let named: Vec<_> = badges.iter().filter_map(|badge| Named::of(badge)).collect();
    let Some(first) = named.first() else { return };
    let (same, other): (Vec<_>, Vec<_>) = named.iter().partition(|shown| shown.is_like(first));
    // Stars, forks and watchers of one repository are three badges, of which one was not changed after copying. Two
    // badges may be of two repositories.
    let (([odd], [usual, _, ..]) | ([usual, _, ..], [odd])) = (&same[..], &other[..]) else {
        return;
    };
    let message = format!("the badge shows {}, those beside it {}", odd.name(), usual.name());
    cx.report(odd.link.destination, message)
        .related(usual.link.destination, "beside it");
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
