//! `unrendered-link`: brackets that were meant as a link and are shown as they stand.

use std::{cell::LazyCell, collections::HashMap};

use super::nested_link;
use crate::{
    document::{Document, Link, LinkSyntax, Style, TextRun},
    finding::{Edit, Fix},
    list::letters,
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct UnrenderedLink;

static META: Meta = meta!("unrendered-link", Links, Error, Page)
    .with_safe_fix()
    .yields_to(&["nested-link", "broken-row"]);

impl Rule for UnrenderedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let headings = LazyCell::new(|| headings(document));
        let runs = document.texts().iter();
        for run in runs.filter(|run| !run.style.has(Style::CODE) && run.decoded.is_none()) {
            let traces = traces(document, run);
            for trace in traces {
                report(cx, &trace, &headings);
            }
        }
        for link in document.links().iter().filter(|link| link.is_image) {
            if let Some(span) = unclosed_badge(document, link) {
                cx.report(span, message("the bracket around the image is not closed"));
            }
        }
    }
}

fn message(cause: &str) -> String {
    format!("this is shown as text, not as a link: {cause}")
}

/// What is left on the page of a link that is no link.
struct Trace {
    /// Where label and address meet.
    at: usize,
    span: Span,
    cause: &'static str,
    fix: Option<Fix>,
}

fn report(cx: &mut Context<'_>, trace: &Trace, headings: &Headings<'_>) {
    let fix = trace
        .fix
        .clone()
        .or_else(|| anchored(cx.document, trace, headings));
    cx.report(trace.span, message(trace.cause)).fix = fix;
}

/// The anchors of headings, by their letters.
type Headings<'d> = HashMap<String, Vec<&'d str>>;

fn headings<'d>(document: &'d Document<'_>) -> Headings<'d> {
    let mut headings: Headings<'_> = HashMap::new();
    for heading in document.headings() {
        headings
            .entry(letters(&heading.slug))
            .or_default()
            .push(&heading.slug);
    }
    headings
}

/// Writes the anchor of the one heading that is meant by `[Maps](#Old Maps)`.
fn anchored(document: &Document<'_>, trace: &Trace, headings: &Headings<'_>) -> Option<Fix> {
    const LONGEST: usize = 200;
    let rest = document.source().text()[trace.at..].strip_prefix("](#")?;
    let mut seen = rest.char_indices().take_while(|(at, _)| *at < LONGEST);
    let end = seen.find(|(_, c)| matches!(c, ')' | '(' | '[' | '|' | '\n'));
    let fragment = end.filter(|(_, c)| *c == ')').map(|(at, _)| &rest[..at])?;
    let [slug] = headings.get(&letters(fragment))?[..] else {
        return None;
    };
    let start = trace.at + "](#".len();
    let edit = Edit::replace(Span::new(start, start + fragment.len()), slug);
    Some(Fix::safe(format!("link to `#{slug}`"), vec![edit]))
}

fn traces(document: &Document<'_>, run: &TextRun) -> impl Iterator<Item = Trace> {
    let text = document.source().text();
    let mut passed = run.span.start;
    memchr::memchr3_iter(b']', b')', b'(', text[run.span.range()].as_bytes()).filter_map(move |at| {
        let at = run.span.start + at;
        let (joint, cause, between) = joint(document, run, at)?;
        let before = &text[passed..at];
        let start = before.rfind(['[', '(']).map_or(at, |open| passed + open);
        let end = at + joint + rest_of_address(&text[at + joint..run.span.end]);
        passed = at;
        let span = Span::new(start, end);
        let fix = between.and_then(|between| fix(text, span, at, joint, between));
        Some(Trace { at, span, cause, fix })
    })
}

/// How many bytes from `at` on stand between a label and its address, and what is wrong with them. For what can be
/// repaired at once, the bytes of them that belong neither to the label nor to the address.
fn joint(
    document: &Document<'_>,
    run: &TextRun,
    at: usize,
) -> Option<(usize, &'static str, Option<&'static str>)> {
    /// What stands between the label and `http`, and what is wrong with it.
    const JOINTS: [(&str, &str); 5] = [
        ("] (", "a blank stands between label and address"),
        ("]（", "the parentheses are full-width"),
        ("][", "the address stands in brackets, not in parentheses"),
        (")[", "label and address are swapped"),
        ("]", "the parenthesis before the address is missing"),
    ];
    let text = document.source().text();
    let rest = &text[at..run.span.end];
    if rest.starts_with("](") {
        return Some((2, cause(text, at), None));
    }
    let joint = JOINTS
        .iter()
        .find(|(joint, _)| rest.strip_prefix(joint).is_some_and(is_address));
    if let Some(&(joint, cause)) = joint {
        return Some((joint.len(), cause, Some(joint)));
    }
    let cause = rest
        .strip_prefix('(')
        .filter(|rest| is_address(rest))
        .and_then(|_| {
            if follows_link(document, at) {
                return Some("a second address follows the link");
            }
            let is_glued = !text[..at].ends_with([' ', '\t', '\n', '(', ']', '，', '、']);
            let is_plain = !run.style.has(Style::LINK) && !run.style.has(Style::IMAGE);
            let is_open = is_plain && is_glued && nested_link::opening_bracket(text, at).is_some();
            is_open.then_some("the bracket behind the label is missing")
        })?;
    Some((1, cause, None))
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// Whether a link, and not a mere parenthesis, ends at `at`.
fn follows_link(document: &Document<'_>, at: usize) -> bool {
    let links = document.links();
    let next = links.partition_point(|link| link.span.start < at);
    // The image in a link ends before it, so the link may stand one further back.
    let mut before = links[..next].iter().rev().take(2);
    before.any(|link| link.syntax == LinkSyntax::Inline && link.span.end == at)
}

/// Why `](` at `at` makes no link.
fn cause(text: &str, at: usize) -> &'static str {
    /// Nobody writes longer addresses by hand.
    const LONGEST: usize = 400;
    let rest = &text[at + 2..];
    let mut seen = rest
        .char_indices()
        .take_while(|(at, c)| *at < LONGEST && *c != '\n');
    match seen.find(|(_, c)| c.is_whitespace() || matches!(c, ')' | ']' | '|')) {
        Some((_, ')')) if nested_link::opening_bracket(text, at).is_none() => {
            "the bracket before the label is missing"
        }
        Some((_, ')')) => "its brackets do not match",
        Some((_, ']')) => "the address ends with a bracket, not with a parenthesis",
        Some((_, c)) if c.is_whitespace() => match seen.find(|(_, c)| matches!(c, ')' | '[' | '|')) {
            Some((_, ')')) => "a blank stands in the address",
            _ => "the parenthesis behind the address is not closed",
        },
        _ => "the parenthesis behind the address is not closed",
    }
}

/// `[![label](image) …` without the bracket that would make the image a link.
fn unclosed_badge(document: &Document<'_>, image: &Link) -> Option<Span> {
    const FARTHEST: usize = 200;
    let text = document.source().text();
    let before = &text[..image.span.start];
    let is_open = image.syntax == LinkSyntax::Inline && before.ends_with('[') && !before.ends_with("\\[");
    if !is_open || is_in_link(document, image) {
        return None;
    }
    let behind = text[image.span.end..].char_indices();
    let mut behind = behind.take_while(|(at, c)| *at < FARTHEST && !matches!(c, '\n' | '|'));
    let is_closed = behind.any(|(_, c)| c == ']');
    (!is_closed).then(|| Span::new(image.span.start - 1, image.span.end))
}

/// A link stands right before the image that it holds.
fn is_in_link(document: &Document<'_>, image: &Link) -> bool {
    let links = document.links();
    let index = links.partition_point(|link| link.span.start < image.span.start);
    let before = index.checked_sub(1).map(|before| &links[before]);
    before.is_some_and(|link| !link.is_image && link.span.contains(image.span))
}

/// The edit that makes a link, where label and address are complete and only what stands between them is wrong.
fn fix(text: &str, span: Span, at: usize, joint: usize, between: &str) -> Option<Fix> {
    let shown = &text[span.range()];
    let close = shown
        .chars()
        .next_back()
        .filter(|c| matches!(c, ')' | ']' | '）'))?;
    let is_label = span.start < at && shown.starts_with(['[', '(']);
    let address = text.get(at + joint..span.end - close.len_utf8())?;
    if !is_label || address.contains(['(', '[', ')', ']']) {
        return None;
    }
    let behind = Span::new(span.end - close.len_utf8(), span.end);
    let joint = Span::new(at, at + joint);
    let mut edits = vec![Edit::replace(joint, "](")];
    if between == ")[" {
        edits.insert(0, Edit::replace(Span::new(span.start, span.start + 1), "["));
    }
    if close != ')' {
        edits.push(Edit::replace(behind, ")"));
    }
    Some(Fix::safe("write label and address as a link", edits))
}

/// How far the address at the start of `text` gets, with the bracket that ends it. Nobody reads more than a line of it.
fn rest_of_address(text: &str) -> usize {
    const LONGEST: usize = 200;
    let is_bracket = |c: char| matches!(c, ')' | ']' | '）');
    for (at, c) in text.char_indices() {
        if is_bracket(c) {
            return at + c.len_utf8();
        }
        if c.is_whitespace() || c == '|' || at > LONGEST {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_blank_in_the_address_of_a_section_is_repaired() {
        let source =
            crate::source::SourceFile::new("x.md", "# Old Maps\n\n[Maps](#Old Maps) [x](#No Maps)\n");
        let document = Document::parse(&source);
        let run = &document
            .texts()
            .iter()
            .find(|run| run.span.start > 10)
            .expect("there is text");
        let fixes = traces(&document, run).map(|trace| anchored(&document, &trace, &headings(&document)));
        let titles: Vec<_> = fixes.map(|fix| fix.map(|fix| fix.title)).collect();
        assert_eq!(titles, [Some("link to `#old-maps`".to_owned()), None]);
    }

    #[test]
    fn each_way_to_break_a_link_is_named() {
        check(
            &UnrenderedLink,
            "
[Paper](https://x.org/a b)
^^^^^^^^^^^^^^^^^^^^^^^ this is shown as text, not as a link: a blank stands in the address

[Code] (https://x.org)
^^^^^^^^^^^^^^^^^^^^^^ this is shown as text, not as a link: a blank stands between label and address

[Code][https://x.org]
^^^^^^^^^^^^^^^^^^^^^ this is shown as text, not as a link: the address stands in brackets, not in parentheses

(Code)[https://x.org]
^^^^^^^^^^^^^^^^^^^^^ this is shown as text, not as a link: label and address are swapped

[Code]https://x.org)
^^^^^^^^^^^^^^^^^^^^ this is shown as text, not as a link: the parenthesis before the address is missing

[Code](https://x.org
^^^^^^^^^^^^^^^^^^^^ this is shown as text, not as a link: the parenthesis behind the address is not closed

[Code](https://x.org]
^^^^^^^^^^^^^^^^^^^^^ this is shown as text, not as a link: the address ends with a bracket, not with a parenthesis

Code](https://x.org)
    ^^^^^^^^^^^^^^^^ this is shown as text, not as a link: the bracket before the label is missing

[**Code**(https://x.org)
         ^^^^^^^^^^^^^^^ this is shown as text, not as a link: the bracket behind the label is missing

[Code](https://x.org)(https://y.org)
                     ^^^^^^^^^^^^^^^ this is shown as text, not as a link: a second address follows the link

[![Code](https://x.org/a.svg) more
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is shown as text, not as a link: the bracket around the image is not closed
",
        );
    }

    #[test]
    fn links_code_and_brackets_in_prose_are_left_alone() {
        check(
            &UnrenderedLink,
            "
[a](b) `[a](b c)` x[1] (see [2]) \\[a\\]\\(b c)
[see this (https://x.org)] page(https://x.org) [![a](b)] [![a](b)](c) [a](b) (https://x.org) [a(https://x.org)](b)
",
        );
    }
}
