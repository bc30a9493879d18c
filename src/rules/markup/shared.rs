//! Facts about lines that several of the rules need. Must not report.

use crate::{
    document::{BrokenTag, Document, Style, broken_tag, element},
    identity::is_four_digits,
    rules::support::{is_within, text_before},
    source::Span,
};

/// The lines that start with the mark of a heading or an item and that GitHub shows as text nevertheless. Rows of
/// tables are none.
pub(super) fn marked_lines(document: &Document<'_>) -> Vec<Span> {
    let source = document.source();
    let mut lines = Vec::new();
    for run in document.texts() {
        if run.style.has(Style::CODE)
            || run.style.has(Style::DROPPED)
            || !source.slice(run.span).starts_with(['#', '-', '*', '+'])
        {
            continue;
        }
        let before = text_before(source, run.span.start);
        // A block quote has marks of its own before the line.
        if before.trim_start_matches([' ', '\t', '>']).is_empty()
            && document.table_at(run.span.start).is_none()
        {
            let end = source.line_at(run.span.start).span.end;
            lines.push(Span::new(run.span.start, end).trimmed(source.text()));
        }
    }
    lines
}

/// True for the four digits of a year in which a paper may have appeared.
pub(super) fn is_year(word: &str) -> bool {
    is_four_digits(word) && (word.starts_with("19") || word.starts_with("20"))
}

/// The opening tags of a page that browsers cannot read as they were meant, in order.
pub(super) fn broken_tags(document: &Document<'_>) -> Vec<BrokenTag> {
    let source = document.source();
    let text = source.text();
    // A tag that is not finished is text in Markdown, and swallows all that follows in HTML.
    let mut starts: Vec<_> = document
        .tags()
        .iter()
        .filter(|tag| !tag.is_close)
        .map(|tag| tag.span.start)
        .collect();
    for run in document.texts() {
        if !run.style.has(Style::CODE) {
            let brackets = source.slice(run.span).match_indices('<');
            starts.extend(brackets.map(|(at, _)| run.span.start + at));
        }
    }
    for block in document.html_blocks() {
        let brackets = source.slice(*block).match_indices('<');
        let brackets = brackets.map(|(at, _)| block.start + at);
        starts.extend(brackets.filter(|at| !is_within(document.comments(), *at)));
    }
    starts.sort_unstable();
    starts.dedup();
    let mut broken = Vec::new();
    for start in starts {
        let name = text[start + 1..]
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if element(name).is_some() {
            broken.extend(broken_tag(text, start, source.line_at(start).span.end));
        }
    }
    broken
}
