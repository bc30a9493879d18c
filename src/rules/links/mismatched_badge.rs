//! `mismatched-badge`: a badge that shows the stars of a different repository than the linked one.

use super::shared::link_around;
use crate::{
    document::Link,
    identity::{Identity, Repository},
    list::Entry,
    rules::base::{Context, Meta, Rule, View, meta},
    source::Span,
};

pub(super) struct MismatchedBadge;

static META: Meta = meta!("mismatched-badge", Links, Warning, List).with_help("show and link one repository");

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
            // A badge belongs to the repository of the link around it, or else to any repository beside it.
            if let Some(linked) = link_around(links, at).and_then(Named::of) {
                check_badge(cx, badge, &[linked]);
                continue;
            }
            // The badges of a block are consecutive.
            let block = block(cx, badge);
            if last.replace(block) != Some(block) {
                check_block(cx, block);
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

/// True for a line of text outside papers, rows and list items. Above a list, badges show the stars of the list itself,
/// and the links beside them lead elsewhere.
fn is_head(cx: &View<'_>, block: Span) -> bool {
    let line = cx.document.slice(block).trim_start();
    let is_marked = line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '|'));
    let is_paper = cx.list.entry_at(block.start).is_some_and(Entry::is_paper);
    !is_paper && !is_marked
}

fn check_block(cx: &mut Context<'_>, block: Span) {
    /// More links to repositories are a list with badges of its own.
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
    if is_head(cx, block) {
        linked.clear();
    }
    match linked.len() {
        0 => check_group(cx, &loose),
        MAX_LINKED => {}
        _ => {
            for badge in loose {
                check_badge(cx, badge, &linked);
            }
        }
    }
}

/// Reports a badge whose repository is not among the linked ones.
fn check_badge(cx: &mut Context<'_>, badge: &Link, linked: &[Named<'_>]) {
    if let Some(badge) = Named::of(badge)
        && let Some(first) = linked.first()
        && !linked.iter().any(|linked| linked.is_like(&badge))
    {
        report(cx, &badge, first);
    }
}

/// Reports the odd one of several badges side by side.
fn check_group(cx: &mut Context<'_>, badges: &[&Link]) {
    let named: Vec<_> = badges.iter().filter_map(|badge| Named::of(badge)).collect();
    let Some(first) = named.first() else { return };
    let (same, other): (Vec<_>, Vec<_>) = named.iter().partition(|shown| shown.is_like(first));
    // Stars, forks and watchers of one repository are three badges, and one of them was not changed after copying.
    // Two badges may belong to two repositories.
    let (([odd], [usual, _, ..]) | ([usual, _, ..], [odd])) = (&same[..], &other[..]) else {
        return;
    };
    report(cx, odd, usual);
}

/// Reports a badge, with the link or the badge beside it that names a different repository.
fn report(cx: &mut Context<'_>, badge: &Named<'_>, other: &Named<'_>) {
    let (shown, expected) = (badge.name(), other.name());
    let (message, remark) = if other.link.is_image {
        let message = format!("this badge shows `{shown}`, but the badges beside it show `{expected}`");
        (message, "a badge beside it")
    } else {
        let message = format!("this badge shows `{shown}`, but the link leads to `{expected}`");
        (message, "the link")
    };
    // No fix: the row may have been copied with the badge or with the link, so either may be outdated.
    cx.report(badge.link.destination, message)
        .related(other.link.destination, remark);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_badge_shows_the_repository_of_its_link() {
        check(
            &MismatchedBadge,
            "
- [![Star](https://img.shields.io/github/stars/a/ships)](https://github.com/a/ships)
- [![Star](https://img.shields.io/github/stars/a/ships.svg?style=social)](https://github.com/b/boats)
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this badge shows `a/ships`, but the link leads to `b/boats`
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
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this badge shows `rosoft/Ships`, but the link leads to `microsoft/Ships`
| ![Star](https://img.shields.io/github/stars/a/b) <br> Two Repositories | [c](https://github.com/c/d) [c](https://github.com/a/b) |
| ![Star](https://img.shields.io/github/stars/a/b) <br> No Repository | [c](https://example.org/) |
",
        );
    }

    #[test]
    fn the_odd_one_of_several_badges_is_reported() {
        check(
            &MismatchedBadge,
            "
![w](https://img.shields.io/github/watchers/x/y) ![s](https://img.shields.io/github/stars/a/b) ![f](https://img.shields.io/github/forks/a/b)
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this badge shows `x/y`, but the badges beside it show `a/b`

![s](https://img.shields.io/github/stars/c/d) ![f](https://img.shields.io/github/forks/a/b)
",
        );
    }

    #[test]
    fn badges_above_a_list_show_its_own_stars() {
        let badges = "![Stars](https://img.shields.io/github/stars/a/ships) ![Forks](https://img.shields.io/github/forks/a/ships)";
        check(
            &MismatchedBadge,
            &format!(
                "\n# Awesome Ships\n\n[Other lists](https://github.com/b/lists) {badges}\n\n## Papers\n"
            ),
        );
    }

    #[test]
    fn badges_of_every_kind_name_their_repository() {
        for kind in [
            "languages/top",
            "commit-activity/m",
            "v/release",
            "license",
            "actions/workflow/status",
        ] {
            let list = format!(
                "\n- [![x](https://img.shields.io/github/{kind}/a/ships)](https://github.com/a/ships)\n"
            );
            check(&MismatchedBadge, &list);
        }
        check(
            &MismatchedBadge,
            "
- [![x](https://img.shields.io/github/languages/top/b/boats)](https://github.com/a/ships)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this badge shows `b/boats`, but the link leads to `a/ships`
",
        );
    }
}
