//! `unrendered-link`: brackets that were meant as a link and are shown as they are.

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
        // Most pages have no such link, and then their headings need not be sorted.
        let headings = LazyCell::new(|| anchors_by_letters(document));
        for run in document.texts() {
            // Brackets in code are meant, and those in a text with entities are not where the text has them.
            if !run.is_verbatim() {
                continue;
            }
            for trace in traces(document, run) {
                let fix = match spaced_fragment(document, &trace) {
                    Some(fragment) => anchored(document, fragment, &headings),
                    None => fix(document, &trace),
                };
                cx.report(trace.span, message(trace.joint.cause)).fix(fix);
            }
        }
        for (at, image) in document.links().iter().enumerate() {
            if image.is_image
                && is_unclosed_badge(document, image)
                && link_around(document.links(), at).is_none()
            {
                let span = Span::new(image.span.start - 1, image.span.end);
                cx.report(span, message("the bracket around the image is not closed"));
            }
        }
    }
}

fn message(cause: &str) -> String {
    format!("not rendered as a link: {cause}")
}

/// The traces on the page of a link that is not one.
struct Trace {
    span: Span,
    joint: Joint,
}

/// The bytes between a label and its URL.
struct Joint {
    span: Span,
    /// The defect of the link.
    cause: &'static str,
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
            // The label of this link is behind the joint of the one before it.
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
    /// The bytes between the label and `http`, and the defect.
    const WRONG: [(&str, &str); 5] = [
        // The most frequent one: 269 were mended in the histories of 16 of 151 lists.
        ("] (", "a space separates label and URL"),
        ("]（", "the parentheses are full-width"),
        ("][", "the address stands in brackets, not in parentheses"),
        (")[", "label and address are swapped"),
        ("]", "the parenthesis before the address is missing"),
    ];
    let text = document.source().text();
    let rest = &text[at..run.span.end];
    if rest.starts_with("](") {
        return Some(Joint {
            span: Span::new(at, at + "](".len()),
            cause: cause(text, at),
            is_wrong: false,
        });
    }
    for (joint, cause) in WRONG {
        if rest.strip_prefix(joint).and_then(after_scheme).is_some() {
            return Some(Joint {
                span: Span::new(at, at + joint.len()),
                cause,
                is_wrong: true,
            });
        }
    }
    rest.strip_prefix('(').and_then(after_scheme)?;
    Some(Joint {
        span: Span::new(at, at + "(".len()),
        cause: cause_of_parenthesis(document, run, at)?,
        is_wrong: false,
    })
}

/// The defect of a link whose URL is in the parentheses that open at `at`, without a bracket before them.
fn cause_of_parenthesis(document: &Document<'_>, run: &TextRun, at: usize) -> Option<&'static str> {
    if follows_link(document, at) {
        return Some("a second address follows the link");
    }
    // After a space or punctuation the URL is in a parenthesis of the sentence, and so it is within the label of a link.
    let text = document.source().text();
    let is_loose = text[..at].ends_with([' ', '\t', '\n', '(', ']', '，', '、']);
    if is_loose || run.style.has(Style::LINK) || run.style.has(Style::IMAGE) {
        return None;
    }
    opening_bracket(text, at).map(|_| "the bracket behind the label is missing")
}

/// True if a link, and not a mere parenthesis, ends at `at`.
fn follows_link(document: &Document<'_>, at: usize) -> bool {
    let links = document.links().as_slice();
    let before = &links[..links.partition_point(|link| link.span.start < at)];
    // The image in a link ends before it, so the link may be one further back.
    let mut last = before.iter().rev().take(2);
    last.any(|link| link.syntax == LinkSyntax::Inline && link.span.end == at)
}

/// The reason why `](` at `at` makes no link.
fn cause(text: &str, at: usize) -> &'static str {
    /// URLs that are written by hand are shorter.
    const LONGEST: usize = 400;
    const OPEN: &str = "the parenthesis behind the address is not closed";
    let line = start_of_line(&text[at + "](".len()..], LONGEST);
    let Some(end) = line.find(|c: char| c.is_whitespace() || ")]|".contains(c)) else {
        return OPEN;
    };
    match line.as_bytes()[end] {
        b')' if opening_bracket(text, at).is_none() => "the bracket before the label is missing",
        b')' => "its brackets do not match",
        b']' => "the address ends with a bracket, not with a parenthesis",
        b'|' => OPEN,
        // CommonMark takes no space in a URL. Fragments with one were mended in 22 of 151 lists, others in 23.
        _ => match first_char(&line[end..], &[')', '[', '|']) {
            Some(')') => "the URL contains a space",
            _ => OPEN,
        },
    }
}

/// The first of some characters in a text.
fn first_char(text: &str, wanted: &[char]) -> Option<char> {
    text.chars().find(|c| wanted.contains(c))
}

/// The start of a text up to the end of its line, at most so many bytes, so that long lines are not read again and
/// again.
fn start_of_line(text: &str, longest: usize) -> &str {
    let near = &text[..text.ceil_char_boundary(longest)];
    near.split('\n').next().unwrap_or(near)
}

/// No more bytes than this are read behind a link or of its URL: lines may be very long.
const FARTHEST: usize = 200;

/// True for `[![label](image) …` without the bracket that would make the image a link.
fn is_unclosed_badge(document: &Document<'_>, image: &Link) -> bool {
    let text = document.source().text();
    let before = &text[..image.span.start];
    if !before.ends_with('[') || before.ends_with("\\[") || image.syntax != LinkSyntax::Inline {
        return false;
    }
    // Behind a pipe is another cell, where no bracket can close this one.
    let behind = start_of_line(&text[image.span.end..], FARTHEST);
    !matches!(first_char(behind, &[']', '|']), Some(']'))
}

/// The fragment of `[Maps](#Old Maps)`, which only its spaces keep from being a link.
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

/// Writes the anchor of the one heading that has the letters of a fragment.
fn anchored(document: &Document<'_>, fragment: Span, headings: &HashMap<String, Vec<&str>>) -> Option<Fix> {
    // Two headings with these letters would make it a guess.
    let [slug] = headings.get(&letters(document.slice(fragment)))?[..] else {
        return None;
    };
    let edits = vec![Edit::replace(fragment, slug)];
    Some(Fix::safe(format!("link to `#{slug}`"), edits))
}

/// Makes a link, if label and URL are complete and only the bytes between them are wrong.
fn fix(document: &Document<'_>, Trace { span, joint }: &Trace) -> Option<Fix> {
    let shown = document.slice(*span);
    let close = shown.chars().next_back().filter(|c| ")]）".contains(*c))?;
    let url = Span::new(joint.span.end, span.end - close.len_utf8());
    // Without a label before it the joint may belong to something else.
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
    Some(Fix::safe("write label and address as a link", edits))
}

/// The length of the URL at the start of `text`, with the bracket that ends it.
fn length_of_url(text: &str) -> usize {
    for (at, c) in text.char_indices() {
        if matches!(c, ')' | ']' | '）') {
            return at + c.len_utf8();
        }
        // The start of a long URL is enough to find it.
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
    fn a_blank_in_the_address_of_a_section_is_repaired() {
        let source =
            crate::source::SourceFile::new("x.md", "# Old Maps\n\n[Maps](#Old Maps) [x](#No Maps)\n");
        let document = Document::parse(&source);
        let run = &document
            .texts()
            .iter()
            .find(|run| run.span.start > 10)
            .expect("there is text");
        let headings = anchors_by_letters(&document);
        let mut titles = Vec::new();
        for trace in traces(&document, run) {
            let fragment = spaced_fragment(&document, &trace);
            let fix = fragment.and_then(|fragment| anchored(&document, fragment, &headings));
            titles.push(fix.map(|fix| fix.title));
        }
        assert_eq!(titles, [Some("link to `#old-maps`".to_owned()), None]);
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
^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the address stands in brackets, not in parentheses

(Code)[https://x.org]
^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: label and address are swapped

[Code]https://x.org)
^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the parenthesis before the address is missing

[Code](https://x.org
^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the parenthesis behind the address is not closed

[Code](https://x.org]
^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the address ends with a bracket, not with a parenthesis

Code](https://x.org)
    ^^^^^^^^^^^^^^^^ not rendered as a link: the bracket before the label is missing

[**Code**(https://x.org)
         ^^^^^^^^^^^^^^^ not rendered as a link: the bracket behind the label is missing

[Code](https://x.org)(https://y.org)
                     ^^^^^^^^^^^^^^^ not rendered as a link: a second address follows the link

[![Code](https://x.org/a.svg) more
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the bracket around the image is not closed
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
