//! `nested-link`: a link that was pasted over a part of another one. Must not judge where either leads.

use std::collections::HashMap;

use crate::{
    document::{Document, Link, LinkSyntax},
    finding::{Edit, Fix},
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
        let mut elsewhere = None;
        for link in document.links().iter().filter(|link| !link.is_image) {
            if let Some(nest) = nest(document, link) {
                let elsewhere = elsewhere.get_or_insert_with(|| first_places(document));
                report(cx, link, &nest, elsewhere);
            }
        }
    }
}

/// A link in another one.
struct Nest<'d> {
    /// What is wrong, from the outer link's first bracket on where GitHub shows brackets.
    span: Span,
    /// The label of the outer link.
    label: Span,
    part: Part,
    /// The address that was there first, as far as can be told.
    old: &'d str,
    /// The address that was pasted, and the bytes to write it over.
    new: Option<(&'d str, Span)>,
}

/// The part of a link that another link stands in.
enum Part {
    Address,
    Label,
}

fn nest<'d>(document: &'d Document<'_>, link: &'d Link) -> Option<Nest<'d>> {
    let Some((old, new)) = pasted(&link.url) else {
        return shown(document, link);
    };
    let is_address = new.starts_with("http") && link.syntax == LinkSyntax::Inline;
    Some(Nest {
        span: link.destination,
        label: link.label,
        part: Part::Address,
        old,
        new: is_address.then_some((new, link.destination)),
    })
}

/// The two addresses in `[old](new)`, which an editor pastes or escapes as `%5Bold%5D(new)`.
fn pasted(url: &str) -> Option<(&str, &str)> {
    if !url.contains('(') {
        return None;
    }
    let lower = url.to_ascii_lowercase();
    let opens = ["[http", "%5bhttp"];
    let start = opens.iter().filter_map(|open| lower.find(open)).min();
    let start = start.or_else(|| (lower.starts_with('[') || lower.starts_with("%5b")).then_some(0))?;
    let open = if lower[start..].starts_with('[') { 1 } else { 3 };
    let (at, join) = ["](", "%5d("]
        .iter()
        .filter_map(|join| Some((start + lower[start..].find(join)?, join)))
        .min()?;
    let old = url.get(start + open..at)?;
    let new = &url[at + join.len()..];
    let new = new.strip_suffix(')').unwrap_or(new);
    (old.contains("://") || new.contains("://")).then_some((old, new))
}

/// `[a]([b c](d))` and `[[a](b)](c)`, where no address is one: GitHub shows the outer brackets.
fn shown<'d>(document: &'d Document<'_>, link: &'d Link) -> Option<Nest<'d>> {
    let text = document.source().text();
    let (before, after) = (&text[..link.span.start], &text[link.span.end..]);
    if link.syntax != LinkSyntax::Inline {
        return None;
    }
    if before.ends_with("](") && !before.ends_with("\\](") {
        let close = link.span.start - 2;
        let open = opening_bracket(text, close)?;
        let end = link.span.end + usize::from(after.starts_with(')'));
        return Some(Nest {
            span: Span::new(open, end),
            label: Span::new(open + 1, close),
            part: Part::Address,
            old: text[link.label.range()].trim(),
            new: Some((&link.url, Span::new(link.span.start, link.span.end))),
        });
    }
    let is_label = before.ends_with('[') && !before.ends_with("\\[") && after.starts_with("](");
    is_label.then(|| Nest {
        span: Span::new(link.span.start - 1, link.span.end + 2),
        label: link.label,
        part: Part::Label,
        old: &link.url,
        new: None,
    })
}

/// Where the bracket opens that closes at `close`, in the same line and not far away.
pub(super) fn opening_bracket(text: &str, close: usize) -> Option<usize> {
    const FARTHEST: usize = 400;
    let bytes = text.as_bytes();
    let mut depth = 0;
    for at in (close.saturating_sub(FARTHEST)..close).rev() {
        let is_escaped = at > 0 && bytes[at - 1] == b'\\';
        match bytes[at] {
            b'\n' => return None,
            b']' if !is_escaped => depth += 1,
            b'[' if !is_escaped && depth == 0 => return Some(at),
            b'[' if !is_escaped => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Where each address is linked first.
fn first_places<'d>(document: &'d Document<'_>) -> HashMap<&'d str, Span> {
    let mut places = HashMap::new();
    for link in document.links() {
        places.entry(&*link.url).or_insert(link.destination);
    }
    places
}

fn report(cx: &mut Context<'_>, link: &Link, nest: &Nest<'_>, elsewhere: &HashMap<&str, Span>) {
    let label = quote(&label(cx.document, nest.label));
    let message = match nest.part {
        Part::Address => format!("a whole link stands where the address of {label} belongs"),
        Part::Label => {
            format!("the label of a link holds another link, {label}: GitHub shows the outer brackets")
        }
    };
    let finding = cx.report(nest.span, message);
    let place = elsewhere
        .get(nest.old)
        .filter(|place| place.start < link.span.start);
    if let Some(place) = place {
        let remark = format!(
            "{} belongs to this link, and was probably left over",
            quote(nest.old)
        );
        finding.related(*place, remark);
    }
    let Some((new, span)) = nest.new else {
        finding.help("keep one label and one address");
        return;
    };
    finding.help(format!("keep one address: {} or {}", quote(nest.old), quote(new)));
    let (title, edits) = (format!("keep {}", quote(new)), vec![Edit::replace(span, new)]);
    finding.fix(if core(nest.old) == core(new) {
        Fix::safe(title, edits)
    } else {
        Fix::unsafe_(title, edits)
    });
}

/// A label as people read it; of a badge, what it says.
fn label(document: &Document<'_>, span: Span) -> String {
    let written = document.slice(span);
    let shown = written.strip_prefix("![").and_then(|rest| rest.split(']').next());
    let shown = shown.unwrap_or(written);
    shown.trim_matches(['*', '_', '`', '[', ']', ' ']).to_owned()
}

/// An address without what two spellings of one address differ in.
fn core(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_link_in_an_address_is_found_in_every_spelling() {
        check(
            &NestedLink,
            "
[a]([https://x.org](https://y.org))
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a whole link stands where the address of “a” belongs
[a]([x.org/b](https://x.org/b))
    ^^^^^^^^^^^^^^^^^^^^^^^^^^ a whole link stands where the address of “a” belongs
[a](%5Bhttps://x.org%5D(https://y.org))
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a whole link stands where the address of “a” belongs
[a]([A long title](https://y.org))
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a whole link stands where the address of “a” belongs
",
        );
    }

    #[test]
    fn a_badge_is_named_by_what_it_says() {
        check(
            &NestedLink,
            "
[![arXiv](https://x.org/a.svg)]([https://x.org](https://y.org))
                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a whole link stands where the address of “arXiv” belongs
",
        );
    }

    #[test]
    fn a_link_in_a_label_is_found() {
        check(
            &NestedLink,
            "
[[a](https://x.org)](https://y.org)
^^^^^^^^^^^^^^^^^^^^^ the label of a link holds another link, “a”: GitHub shows the outer brackets
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
    fn two_spellings_of_one_address_are_told_from_two_addresses() {
        assert_eq!(core("https://www.x.org/a/"), core("x.org/a"));
        assert_ne!(core("https://x.org/a"), core("https://x.org/b"));
        assert_eq!(
            pasted("https://x.org/%5Bhttps://a.org%5D(https://b.org)"),
            Some(("https://a.org", "https://b.org"))
        );
        assert_eq!(pasted("https://x.org/a(b)"), None);
    }
}
