//! `nested-link`: a link that was pasted into another link. Must not judge where either leads.

use std::{cell::LazyCell, collections::HashMap};

use super::shared::{first_of, opening_bracket, without_www};
use crate::{
    document::{Document, Link, LinkSyntax},
    finding::{Applicability, Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
    source::Span,
};

pub(super) struct NestedLink;

static META: Meta = meta!("nested-link", Links, Error, Page).with_safe_fix();

impl Rule for NestedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        // Most lists have no nested link, and need no map of all their links.
        let first_places = LazyCell::new(|| first_places(document));
        for link in document.links() {
            if let Some(nest) = nest(document, link) {
                report(cx, link, &nest, first_places.get(nest.old));
            }
        }
    }
}

/// A link in another link.
struct Nest<'d> {
    /// The wrong part; where GitHub shows brackets, from the outer link's first bracket on.
    span: Span,
    /// The label of the outer link.
    label: Span,
    part: Part,
    /// The old URL, as far as the link shows it.
    old: &'d str,
    /// The pasted URL, and the bytes that it replaces.
    new: Option<(&'d str, Span)>,
    /// True if the outer link has lost its last parenthesis to the inner one.
    lacks_parenthesis: bool,
}

/// The part of a link that contains another link.
enum Part {
    Url,
    Label,
}

fn nest<'d>(document: &'d Document<'_>, link: &'d Link) -> Option<Nest<'d>> {
    // An image in a link is a badge.
    if link.is_image {
        return None;
    }
    let is_inline = link.syntax == LinkSyntax::Inline;
    // Maintainers of 46 in 151 lists repaired such a link. The old URL usually belongs to the paper of the row above.
    if let Some((old, new)) = pasted(&link.url) {
        return Some(Nest {
            span: link.destination,
            label: link.label,
            part: Part::Url,
            old,
            new: (is_inline && new.starts_with("http")).then_some((new, link.destination)),
            lacks_parenthesis: false,
        });
    }
    if !is_inline {
        return None;
    }
    in_place_of_url(document, link).or_else(|| in_label(document, link))
}

/// The two URLs in `[old](new)`, also if an editor has escaped it as `%5Bold%5D(new)`.
fn pasted(url: &str) -> Option<(&str, &str)> {
    if !url.contains('(') {
        return None;
    }
    let lower = url.to_ascii_lowercase();
    let start = match first_of(&lower, ["[http", "%5bhttp"]) {
        Some((start, _)) => start,
        // The old URL may have lost its scheme: `[x.org/b](https://x.org/b)`.
        None if lower.starts_with('[') || lower.starts_with("%5b") => 0,
        None => return None,
    };
    let open = if lower[start..].starts_with('[') { 1 } else { 3 };
    let (close, join) = first_of(&lower[start..], ["](", "%5d("])?;
    let old = url.get(start + open..start + close)?;
    let new = &url[start + close + join.len()..];
    // The new URL ends at the parenthesis of the inner link, or has lost it to the outer one.
    (old.contains("://") || new.contains("://")).then_some((old, new.strip_suffix(')').unwrap_or(new)))
}

/// `[a]([b c](d))`, where the inner label is not a URL: GitHub shows the outer brackets.
fn in_place_of_url<'d>(document: &'d Document<'_>, link: &'d Link) -> Option<Nest<'d>> {
    let text = document.source().text();
    let before = &text[..link.span.start];
    if !before.ends_with("](") || before.ends_with("\\](") {
        return None;
    }
    let close = link.span.start - "](".len();
    let open = opening_bracket(text, close)?;
    // The outer parenthesis belongs to the link, unless it was lost when pasting.
    let closing = usize::from(text[link.span.end..].starts_with(')'));
    Some(Nest {
        span: Span::new(open, link.span.end + closing),
        label: Span::new(open + 1, close),
        part: Part::Url,
        old: text[link.label.range()].trim(),
        new: Some((&link.url, link.span)),
        lacks_parenthesis: closing == 0,
    })
}

/// `[[a](b)](c)`: GitHub renders the inner link and shows the outer brackets.
fn in_label<'d>(document: &Document<'_>, link: &'d Link) -> Option<Nest<'d>> {
    let text = document.source().text();
    let before = &text[..link.span.start];
    // Many lists write their links as `[[a](b)]`, without a second URL.
    if !before.ends_with('[') || before.ends_with("\\[") {
        return None;
    }
    let length = destination_behind(&text[link.span.end..])?;
    Some(Nest {
        span: Span::new(link.span.start - 1, link.span.end + length),
        label: link.label,
        part: Part::Label,
        old: &link.url,
        new: None,
        lacks_parenthesis: false,
    })
}

/// The length of the end of a label with a URL in parentheses: `](extends [JETTY](#jetty))` is text.
fn destination_behind(text: &str) -> Option<usize> {
    let destination = text.strip_prefix("](")?;
    let end = destination.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '['))?;
    destination[end..]
        .starts_with(')')
        .then_some("](".len() + end + 1)
}

/// The first link to each URL, by place.
fn first_places<'d>(document: &'d Document<'_>) -> HashMap<&'d str, Span> {
    let mut places = HashMap::new();
    for link in document.links() {
        places.entry(&*link.url).or_insert(link.destination);
    }
    places
}

fn report(cx: &mut Context<'_>, link: &Link, nest: &Nest<'_>, first: Option<&Span>) {
    let label = quote(&label(cx.document, nest.label));
    let old = quote(nest.old);
    let message = match nest.part {
        Part::Url => {
            format!("the URL of the link {label} is itself a link: GitHub shows the outer part as text")
        }
        Part::Label => format!("the link {label} is in the label of a link: GitHub shows the outer brackets"),
    };
    let finding = cx.report(nest.span, message);
    // A link further down was copied from this one, not vice versa.
    if let Some(place) = first.filter(|place| place.start < link.span.start) {
        finding.related(*place, format!("{old} was probably copied from this link"));
    }
    let Some((new, span)) = nest.new else {
        finding.help("keep one label and one URL");
        return;
    };
    let (certainty, new_url) = (certainty(nest.old, new), quote(new));
    let written = format!("{new}{}", if nest.lacks_parenthesis { ")" } else { "" });
    finding
        .help(format!("keep one URL: {old} or {new_url}"))
        .fix(Fix::new(
            certainty,
            format!("keep {new_url}"),
            vec![Edit::replace(span, written)],
        ));
}

/// The certainty that the pasted URL is the right one.
fn certainty(old: &str, new: &str) -> Applicability {
    // The old URL is left over from another row, unless the editor made a link of the very URL that was there.
    if core(old) == core(new) {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    }
}

/// The visible text of a label; for a badge, the label of its image.
fn label(document: &Document<'_>, span: Span) -> String {
    let written = document.slice(span);
    let shown = match written.strip_prefix("![") {
        Some(badge) => badge.split(']').next().unwrap_or(badge),
        None => written,
    };
    shown.trim_matches(['*', '_', '`', '[', ']', ' ']).to_owned()
}

/// A URL without its scheme, `www.` and final slashes, in which two spellings of one URL may differ.
fn core(url: &str) -> &str {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    without_www(rest).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_link_in_a_url_is_found_in_every_spelling() {
        check(
            &NestedLink,
            "
[a]([https://x.org](https://y.org))
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the URL of the link “a” is itself a link: GitHub shows the outer part as text
[a]([x.org/b](https://x.org/b))
    ^^^^^^^^^^^^^^^^^^^^^^^^^^ the URL of the link “a” is itself a link: GitHub shows the outer part as text
[a](%5Bhttps://x.org%5D(https://y.org))
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the URL of the link “a” is itself a link: GitHub shows the outer part as text
[a]([A long title](https://y.org))
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the URL of the link “a” is itself a link: GitHub shows the outer part as text
",
        );
    }

    #[test]
    fn a_badge_is_named_by_its_label() {
        check(
            &NestedLink,
            "
[![arXiv](https://x.org/a.svg)]([https://x.org](https://y.org))
                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the URL of the link “arXiv” is itself a link: GitHub shows the outer part as text
",
        );
    }

    #[test]
    fn a_link_in_a_label_is_found() {
        check(
            &NestedLink,
            "
[[a](https://x.org)](https://y.org)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the link “a” is in the label of a link: GitHub shows the outer brackets
",
        );
    }

    #[test]
    fn brackets_around_a_link_and_badges_are_left_alone() {
        check(
            &NestedLink,
            "
[[a](https://x.org)] [![b](https://x.org/b.svg)](https://y.org)
[a](https://x.org/%5Bb%5D) ([c](https://x.org)) \\[x\\]([c](d))
",
        );
    }

    #[test]
    fn two_spellings_of_one_url_are_not_two_urls() {
        assert_eq!(core("https://www.x.org/a/"), core("x.org/a"));
        assert_ne!(core("https://x.org/a"), core("https://x.org/b"));
        assert_eq!(
            pasted("https://x.org/%5Bhttps://a.org%5D(https://b.org)"),
            Some(("https://a.org", "https://b.org"))
        );
        assert_eq!(pasted("https://x.org/a(b)"), None);
    }

    #[test]
    fn parentheses_with_words_are_no_second_url() {
        check(
            &NestedLink,
            "
[[paper](https://x.org)](extends [Ships](#ships))
[[paper](https://x.org)](see also [Ships](#ships), [Boats](#boats))
[[paper](https://x.org)](https://y.org)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the link “paper” is in the label of a link: GitHub shows the outer brackets
",
        );
    }
}
