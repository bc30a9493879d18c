//! Facts about lines that several of the rules need. Must not report.

use crate::{
    document::{Document, Style},
    identity::is_four_digits,
    rules::support::text_before,
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
