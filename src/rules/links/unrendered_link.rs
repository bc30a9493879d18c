//! `unrendered-link`: brackets that were meant as a link, but are not rendered as one.

use std::{cell::LazyCell, collections::HashMap};

use super::shared::{after_scheme, link_around, opening_bracket};
use crate::{
    document::{Document, Link, LinkSyntax, Style, TextRun},
    finding::{Edit, Fix},
    list::letters,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::anchors_by_letters,
    },
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
        // Most pages have no such link, and need no map of their headings.
        let headings = LazyCell::new(|| anchors_by_letters(document));
        for run in document.texts() {
            // Brackets in code are intended, and entities shift the brackets of a text.
            if !run.is_verbatim() {
                continue;
            }
            for trace in traces(document, run) {
                let repair = match spaced_fragment(document, &trace) {
                    Some(fragment) => anchored(document, fragment, &headings),
                    None => joined(document, &trace),
                };
                report(cx, trace.span, trace.joint.fault, repair);
            }
        }
        for (at, image) in document.links().iter().enumerate() {
            if image.is_image
                && is_unclosed_badge(document, image)
                && link_around(document.links(), at).is_none()
            {
                let span = Span::new(image.span.start - 1, image.span.end);
                report(cx, span, Fault::OpenImage, None);
            }
        }
    }
}

/// The reason why brackets are not rendered as a link.
#[derive(Clone, Copy)]
enum Fault {
    /// `[a] (url)`.
    Space,
    /// `[a]（url）`.
    FullWidth,
    /// `[a][url]`.
    Brackets,
    /// `(a)[url]`.
    Swapped,
    /// `[a]url)`.
    NoOpeningParenthesis,
    /// `[a](url`.
    NoClosingParenthesis,
    /// `a](url)`.
    NoOpeningBracket,
    /// `[a(url)`.
    NoClosingBracket,
    /// `[a](url]`.
    WrongEnd,
    /// `[a](old maps)`.
    SpaceInUrl,
    /// `[a](url)(url)`.
    SecondUrl,
    /// `[![a](image)`.
    OpenImage,
    /// Any other brackets.
    Mismatch,
}

/// The edits that make a link.
enum Repair<'d> {
    /// Replaces the fragment with an anchor.
    Anchor(Span, &'d str),
    /// Replaces the brackets around label and URL.
    Brackets(Vec<Edit>),
}

fn report(cx: &mut Context<'_>, span: Span, fault: Fault, repair: Option<Repair<'_>>) {
    let cause = match fault {
        Fault::Space => "a space separates label and URL",
        Fault::FullWidth => "the parentheses are full-width",
        Fault::Brackets => "the URL is in brackets instead of parentheses",
        Fault::Swapped => "brackets and parentheses are swapped",
        Fault::NoOpeningParenthesis => "the `(` before the URL is missing",
        Fault::NoClosingParenthesis => "the `)` after the URL is missing",
        Fault::NoOpeningBracket => "the `[` before the label is missing",
        Fault::NoClosingBracket => "the `]` after the label is missing",
        Fault::WrongEnd => "the URL ends with `]` instead of `)`",
        Fault::SpaceInUrl => "the URL contains a space",
        Fault::SecondUrl => "a second URL follows the link",
        Fault::OpenImage => "the `]` after the image is missing",
        Fault::Mismatch => "its brackets do not match",
    };
    let fix = repair.map(|repair| match repair {
        Repair::Anchor(fragment, slug) => {
            Fix::safe(format!("link to `#{slug}`"), vec![Edit::replace(fragment, slug)])
        }
        Repair::Brackets(edits) => Fix::safe("write label and URL as a link", edits),
    });
    cx.report(span, format!("not rendered as a link: {cause}"))
        .fix(fix);
}

/// The faulty joints between label and `http`.
const FAULTY: [(&str, Fault); 5] = [
    // The most frequent fault: maintainers of 16 in 151 lists repaired 269 such links.
    ("] (", Fault::Space),
    ("]（", Fault::FullWidth),
    ("][", Fault::Brackets),
    (")[", Fault::Swapped),
    ("]", Fault::NoOpeningParenthesis),
];

/// Text that was meant as a link.
struct Trace {
    span: Span,
    joint: Joint,
}

/// The bytes between a label and its URL.
struct Joint {
    span: Span,
    fault: Fault,
    /// True if only these bytes are wrong.
    is_wrong: bool,
}

fn traces(document: &Document<'_>, run: &TextRun) -> Vec<Trace> {
    let text = document.source().text();
    let mut traces = Vec::new();
    let mut passed = run.span.start;
    for at in memchr::memchr3_iter(b']', b')', b'(', text[run.span.range()].as_bytes()) {
        let at = run.span.start + at;
        if let Some(joint) = joint(document, run, at) {
            // The label is after the joint of the previous link.
            let start = text[passed..at]
                .rfind(['[', '('])
                .map_or(at, |open| passed + open);
            let end = joint.span.end + length_of_url(&text[joint.span.end..run.span.end]);
            let span = Span::new(start, end);
            traces.push(Trace { span, joint });
            passed = at;
        }
    }
    traces
}

fn joint(document: &Document<'_>, run: &TextRun, at: usize) -> Option<Joint> {
    let text = document.source().text();
    let rest = &text[at..run.span.end];
    if let Some(destination) = rest.strip_prefix("](") {
        if is_remark(destination) {
            return None;
        }
        return Some(Joint {
            span: Span::new(at, at + "](".len()),
            fault: fault(text, at),
            is_wrong: false,
        });
    }
    for (joint, fault) in FAULTY {
        if rest.strip_prefix(joint).and_then(after_scheme).is_some() {
            return Some(Joint {
                span: Span::new(at, at + joint.len()),
                fault,
                is_wrong: true,
            });
        }
    }
    rest.strip_prefix('(').and_then(after_scheme)?;
    Some(Joint {
        span: Span::new(at, at + "(".len()),
        fault: fault_of_parenthesis(document, run, at)?,
        is_wrong: false,
    })
}

/// The fault of a URL in parentheses that open at `at`, without a bracket before them.
fn fault_of_parenthesis(document: &Document<'_>, run: &TextRun, at: usize) -> Option<Fault> {
    if follows_link(document, at) {
        return Some(Fault::SecondUrl);
    }
    // After a space or punctuation, and within the label of a link, the URL is in a parenthesis of the sentence.
    let text = document.source().text();
    let is_loose = text[..at].ends_with([' ', '\t', '\n', '(', ']', '，', '、']);
    if is_loose || run.style.has(Style::LINK) || run.style.has(Style::IMAGE) {
        return None;
    }
    opening_bracket(text, at).map(|_| Fault::NoClosingBracket)
}

/// True if a link ends at `at`, not only a parenthesis.
fn follows_link(document: &Document<'_>, at: usize) -> bool {
    let links = document.links().as_slice();
    let before = &links[..links.partition_point(|link| link.span.start < at)];
    // The image in a link comes after it and ends before it, so the link may be the last but one.
    let mut last = before.iter().rev().take(2);
    last.any(|link| link.syntax == LinkSyntax::Inline && link.span.end == at)
}

/// True for words that no URL starts with, before a link of their own: `[[paper](url)](extends [JETTY](#jetty))`.
fn is_remark(text: &str) -> bool {
    let Some((first, rest)) = text.split_once(' ') else {
        return false;
    };
    // The run of text ends where that link starts.
    !first.contains(['.', '/', '#', ':', ')'])
        && (rest.is_empty() || first_char(rest, &[')', '[', '|']) == Some('['))
}

/// The reason why `](` at `at` does not make a link.
fn fault(text: &str, at: usize) -> Fault {
    /// Handwritten URLs are shorter.
    const LONGEST: usize = 400;
    let line = start_of_line(&text[at + "](".len()..], LONGEST);
    let Some(end) = line.find(|c: char| c.is_whitespace() || ")]|".contains(c)) else {
        return Fault::NoClosingParenthesis;
    };
    match line.as_bytes()[end] {
        b')' if opening_bracket(text, at).is_none() => Fault::NoOpeningBracket,
        b')' => Fault::Mismatch,
        b']' => Fault::WrongEnd,
        b'|' => Fault::NoClosingParenthesis,
        // CommonMark allows no space in a URL. Maintainers of 22 in 151 lists removed it from fragments, of 23 from
        // other URLs.
        _ => match first_char(&line[end..], &[')', '[', '|']) {
            Some(')') => Fault::SpaceInUrl,
            _ => Fault::NoClosingParenthesis,
        },
    }
}

/// The first of these characters in a text.
fn first_char(text: &str, wanted: &[char]) -> Option<char> {
    text.chars().find(|c| wanted.contains(c))
}

/// The start of a text up to the end of its line, at most `longest` bytes: long lines are not read repeatedly.
fn start_of_line(text: &str, longest: usize) -> &str {
    let near = &text[..text.ceil_char_boundary(longest)];
    near.split('\n').next().unwrap_or(near)
}

/// The most bytes to read after a link or of its URL: lines may be very long.
const FARTHEST: usize = 200;

/// True for `[![label](image) …` without the bracket that would make the image a link.
fn is_unclosed_badge(document: &Document<'_>, image: &Link) -> bool {
    let text = document.source().text();
    let before = &text[..image.span.start];
    if !before.ends_with('[') || before.ends_with("\\[") || image.syntax != LinkSyntax::Inline {
        return false;
    }
    // After a pipe, the next cell starts, where no bracket can close this one.
    let behind = start_of_line(&text[image.span.end..], FARTHEST);
    !matches!(first_char(behind, &[']', '|']), Some(']'))
}

/// The fragment of `[Maps](#Old Maps)`, which would be a link without its spaces.
fn spaced_fragment(document: &Document<'_>, trace: &Trace) -> Option<Span> {
    let (text, at) = (document.source().text(), trace.joint.span.start);
    let rest = text[at..].strip_prefix("](#")?;
    let end = rest
        .find([')', '(', '[', '|', '\n'])
        .filter(|end| *end < FARTHEST)?;
    let fragment = &rest[..end];
    // Without an opening bracket, the right anchor makes no link either.
    let is_link = rest[end..].starts_with(')')
        && fragment.contains(char::is_whitespace)
        && opening_bracket(text, at).is_some();
    is_link.then(|| Span::of_part(text, fragment))
}

/// Replaces a fragment with the anchor with the same letters, if there is only one.
fn anchored<'d>(
    document: &Document<'_>,
    fragment: Span,
    headings: &HashMap<String, Vec<&'d str>>,
) -> Option<Repair<'d>> {
    match headings.get(&letters(document.slice(fragment)))?[..] {
        [slug] => Some(Repair::Anchor(fragment, slug)),
        _ => None,
    }
}

/// Makes a link, if label and URL are complete and only the bytes between them are wrong.
fn joined(document: &Document<'_>, Trace { span, joint }: &Trace) -> Option<Repair<'static>> {
    let shown = document.slice(*span);
    let close = shown.chars().next_back().filter(|c| ")]）".contains(*c))?;
    let url = Span::new(joint.span.end, span.end - close.len_utf8());
    // Without a label before it, the joint may belong to other text.
    let has_label = span.start < joint.span.start && shown.starts_with(['[', '(']);
    if !joint.is_wrong
        || !has_label
        || url.start > url.end
        || document.slice(url).contains(['(', '[', ')', ']'])
    {
        return None;
    }
    let mut edits = Vec::new();
    if document.slice(joint.span) == ")[" {
        edits.push(Edit::replace(Span::new(span.start, span.start + 1), "["));
    }
    edits.push(Edit::replace(joint.span, "]("));
    if close != ')' {
        edits.push(Edit::replace(Span::new(url.end, span.end), ")"));
    }
    Some(Repair::Brackets(edits))
}

/// The length of the URL at the start of `text`, with the bracket that ends it.
fn length_of_url(text: &str) -> usize {
    for (at, c) in text.char_indices() {
        if matches!(c, ')' | ']' | '）') {
            return at + c.len_utf8();
        }
        // Readers recognize a long URL by its start.
        if c.is_whitespace() || c == '|' || at > FARTHEST {
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
    fn a_space_in_the_anchor_of_a_section_is_repaired() {
        let source =
            crate::source::SourceFile::new("x.md", "# Old Maps\n\n[Maps](#Old Maps) [x](#No Maps)\n");
        let document = Document::parse(&source);
        let run = &document
            .texts()
            .iter()
            .find(|run| run.span.start > 10)
            .expect("there is text");
        let headings = anchors_by_letters(&document);
        let mut slugs = Vec::new();
        for trace in traces(&document, run) {
            let fragment = spaced_fragment(&document, &trace);
            slugs.push(
                match fragment.and_then(|fragment| anchored(&document, fragment, &headings)) {
                    Some(Repair::Anchor(_, slug)) => Some(slug),
                    _ => None,
                },
            );
        }
        assert_eq!(slugs, [Some("old-maps"), None]);
    }

    #[test]
    fn an_anchor_is_written_only_where_its_space_is_the_defect() {
        let source = crate::source::SourceFile::new("x.md", "]\\[x](#a-b) \\[y](#a b)\n## A b\n");
        let document = Document::parse(&source);
        for run in document.texts() {
            for trace in traces(&document, run) {
                let fragment = spaced_fragment(&document, &trace);
                assert!(fragment.is_none(), "{:?}", trace.span);
            }
        }
    }

    #[test]
    fn each_way_to_break_a_link_is_named() {
        check(
            &UnrenderedLink,
            "
[Paper](https://x.org/a b)
^^^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the URL contains a space

[Code] (https://x.org)
^^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: a space separates label and URL

[Code][https://x.org]
^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the URL is in brackets instead of parentheses

(Code)[https://x.org]
^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: brackets and parentheses are swapped

[Code]https://x.org)
^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the `(` before the URL is missing

[Code](https://x.org
^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the `)` after the URL is missing

[Code](https://x.org]
^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the URL ends with `]` instead of `)`

Code](https://x.org)
    ^^^^^^^^^^^^^^^^ not rendered as a link: the `[` before the label is missing

[**Code**(https://x.org)
         ^^^^^^^^^^^^^^^ not rendered as a link: the `]` after the label is missing

[Code](https://x.org)(https://y.org)
                     ^^^^^^^^^^^^^^^ not rendered as a link: a second URL follows the link

[![Code](https://x.org/a.svg) more
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the `]` after the image is missing
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

    #[test]
    fn a_remark_with_a_link_is_no_url() {
        check(
            &UnrenderedLink,
            "
- [[paper](https://x.org)](extends [Ships](#ships))
",
        );
    }
}
