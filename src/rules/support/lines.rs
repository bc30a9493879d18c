//! The lines that entries fill, for fixes that move or delete them. Must not report.

use crate::{
    document::Document,
    list::{Entry, Place},
    source::Span,
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
