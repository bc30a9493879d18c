//! Lines: of entries, for fixes that move or delete them, and of places. Must not report.

use crate::{
    document::Document,
    finding::Edit,
    list::{Entry, Place},
    source::{SourceFile, Span},
};

/// The lines of a row or an item with their ends, if nothing else stands on them.
pub(in crate::rules) fn own_lines(document: &Document<'_>, entry: &Entry<'_>) -> Option<Span> {
    let source = document.source();
    let index = source.line_index(entry.span.start);
    let line = source.line_span(index);
    let is_blank = |start, end| source.slice(Span::new(start, end)).trim().is_empty();
    let is_whole = !matches!(entry.place, Place::Paragraph)
        && entry.span.end <= line.end
        && is_blank(line.start, entry.span.start)
        && is_blank(entry.span.end, line.end);
    is_whole.then(|| Span::new(line.start, line.end + source.line_end(index).len()))
}

/// The edit that puts a blank line before the line that starts at `start`, with the line end of the line above.
pub(in crate::rules) fn blank_line_before(source: &SourceFile, start: usize) -> Edit {
    let above = source.line_index(start) - 1;
    Edit::insert(start, source.line_end(above))
}

/// True if two places start on the same line.
pub(in crate::rules) fn is_same_line(source: &SourceFile, a: Span, b: Span) -> bool {
    source.line_index(a.start) == source.line_index(b.start)
}

/// The text before a byte on its line.
pub(in crate::rules) fn text_before(source: &SourceFile, at: usize) -> &str {
    let line = source.line_span(source.line_index(at));
    source.slice(Span::new(line.start, at))
}
