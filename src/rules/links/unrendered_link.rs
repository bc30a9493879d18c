//! `unrendered-link`: brackets that were meant as a link, but are not rendered as one.

use std::{cell::LazyCell, collections::HashMap};

use super::shared::{
    FARTHEST, Fault, Trace, after_scheme, first_char, link_around, opening_bracket, start_of_line, traces,
};
use crate::{
    document::{Document, Link, LinkSyntax},
    finding::{Edit, Fix, Severity},
    list::letters,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::anchors_by_letters,
    },
    source::Span,
};

pub(super) struct UnrenderedLink;

static META: Meta = meta!("unrendered-link", Links, Error, Page)
    .with_help("write it as `[label](URL)`")
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
                    None => joined(document, &trace).or_else(|| closed(document, &trace)),
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

/// The edits that make a link.
enum Repair<'d> {
    /// Replaces the fragment with an anchor.
    Anchor(Span, &'d str),
    /// Replaces the brackets around label and URL.
    Brackets(Vec<Edit>),
    /// Writes a bracket at the only place where it may be missing.
    Guess(Vec<Edit>),
}

fn report(cx: &mut Context<'_>, span: Span, fault: Fault, repair: Option<Repair<'_>>) {
    let cause = match fault {
        Fault::Space => "a space separates label and URL",
        Fault::Stop => "a full stop or colon separates label and URL",
        Fault::UrlInBrackets => "the URL is in place of the label",
        Fault::FullWidth => "the parentheses are full-width",
        Fault::Brackets => "the URL is in brackets instead of parentheses",
        Fault::Swapped => "brackets and parentheses are swapped",
        Fault::NoOpeningParenthesis => "the `(` before the URL is missing",
        Fault::NoClosingParenthesis => "the `)` after the URL is missing",
        Fault::NoOpeningBracket => "the `[` before the label is missing",
        Fault::NoClosingBracket => "the `]` after the label is missing",
        Fault::WrongEnd => "the URL ends with `]` instead of `)`",
        Fault::SpaceInUrl => "the URL contains a space",
        Fault::SecondUrl => {
            // GitHub makes a link of it.
            let finding = cx.report(span, "this second URL of the link has no label");
            finding.severity = Severity::Info.min(finding.severity);
            finding.help("give it a label, or remove it");
            return;
        }
        Fault::OpenImage => "the `]` after the image is missing",
        Fault::Mismatch => "its brackets do not match",
    };
    let fix = repair.map(|repair| match repair {
        Repair::Anchor(fragment, slug) => {
            Fix::safe(format!("link to `#{slug}`"), vec![Edit::replace(fragment, slug)])
        }
        Repair::Brackets(edits) => Fix::safe("write label and URL as a link", edits),
        Repair::Guess(edits) => Fix::risky("write label and URL as a link", edits),
    });
    cx.report(span, format!("not rendered as a link: {cause}"))
        .fix(fix);
}

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
    let behind = document.source().text()[span.end..].chars().next();
    // In `[a][https://x.org/b)c]` and `[a][https://x](y)` the URL goes on behind the bracket.
    let goes_on = behind.is_some_and(|c| c.is_alphanumeric() || c == '(');
    if !joint.is_wrong
        || goes_on
        || !has_label
        || url.start > url.end
        || document.slice(url).contains(['(', '[', ')', ']', '<', '>'])
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

/// Writes the bracket or parenthesis that is missing, if only one place is possible.
fn closed(document: &Document<'_>, Trace { span, joint }: &Trace) -> Option<Repair<'static>> {
    let text = document.source().text();
    let rest = &text[joint.span.end..];
    let length = rest
        .find(|c: char| c.is_whitespace() || "()[]|<>".contains(c))
        .unwrap_or(rest.len());
    let end = joint.span.end + length;
    after_scheme(&rest[..length])?;
    let behind = &text[end..];
    let has_label = text[span.start..].starts_with('[') && span.start + 1 < joint.span.start;
    if !has_label {
        return None;
    }
    let is_in_brackets = text[..span.start].ends_with('[');
    let edit = match joint.fault {
        // `[[paper](url]` misses the parenthesis, and in `[paper](url]` it is a bracket.
        Fault::WrongEnd if is_in_brackets => Edit::insert(end, ")"),
        Fault::WrongEnd => Edit::replace(Span::new(end, end + 1), ")"),
        Fault::NoClosingParenthesis
            if behind.trim_start_matches(' ').is_empty()
                || behind.trim_start_matches(' ').starts_with(['\n', '\r', '|']) =>
        {
            Edit::insert(end, ")")
        }
        Fault::NoClosingBracket if behind.starts_with(')') => Edit::replace(joint.span, "]("),
        _ => return None,
    };
    Some(Repair::Guess(vec![edit]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::{check, fixed};

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
^^^^^^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the URL contains a space

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
                     ^^^^^^^^^^^^^^^ this second URL of the link has no label

[Code].(https://x.org)
^^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: a full stop or colon separates label and URL

[[https://x.org/a)]
 ^^^^^^^^^^^^^^^^^^ not rendered as a link: the URL is in place of the label

[[paper (https://x.org)]
 ^^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the `]` after the label is missing

[bibtex(./bib/glass.bib)
^^^^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the `]` after the label is missing

[Paper](Arxiv, to appear in spring
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not rendered as a link: the `)` after the URL is missing

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

    #[test]
    fn a_bracket_is_written_where_only_one_place_is_possible() {
        for (wrong, right) in [
            ("[[paper](https://x.org/a]", "[[paper](https://x.org/a)]"),
            ("[paper](https://x.org/a]", "[paper](https://x.org/a)"),
            ("[[paper(https://x.org/a)]", "[[paper](https://x.org/a)]"),
            ("[[paper (https://x.org/a)]", "[[paper](https://x.org/a)]"),
            ("[paper](https://x.org/a", "[paper](https://x.org/a)"),
            (
                "[A Long Title].(https://x.org/a)",
                "[A Long Title](https://x.org/a)",
            ),
            (
                "[[paper](https://x.org/1] [[code](https://x.org/2)]",
                "[[paper](https://x.org/1)] [[code](https://x.org/2)]",
            ),
            (
                "[1]: see [see this (https://x.org)]",
                "[1]: see [see this (https://x.org)]",
            ),
        ] {
            assert_eq!(fixed(&UnrenderedLink, wrong), right);
        }
    }
}
