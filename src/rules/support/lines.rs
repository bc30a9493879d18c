//! Lines: of entries, for fixes that move or delete them, and of places. Must not report.

use crate::{
    document::Document,
    finding::Edit,
    list::{Entry, Place},
    source::{SourceFile, Span},
};

/// The lines of a row or an item with their ends, if they hold nothing else.
pub(in crate::rules) fn own_lines(document: &Document<'_>, entry: &Entry<'_>) -> Option<Span> {
    let source = document.source();
    let line = source.line_at(entry.span.start);
    // A paragraph may have a list of links under it, and items go on in the lines below.
    let is_of_one_line = entry.place != Place::Paragraph && entry.span.end <= line.span.end;
    if !is_of_one_line || source.slice(line.span).trim() != document.slice(entry.span).trim() {
        return None;
    }
    Some(line.whole())
}

/// The edit that puts a blank line before the line that starts at `start`, with the line end of the line above.
pub(in crate::rules) fn blank_line_before(source: &SourceFile, start: usize) -> Edit {
    let above = source.line_above(source.line_at(start));
    Edit::insert(start, above.and_then(|above| above.end).unwrap_or("\n"))
}

/// True if two places start on the same line.
pub(in crate::rules) fn is_same_line(source: &SourceFile, a: Span, b: Span) -> bool {
    source.line_index(a.start) == source.line_index(b.start)
}

/// The text before a byte on its line.
pub(in crate::rules) fn text_before(source: &SourceFile, at: usize) -> &str {
    source.slice(Span::new(source.line_at(at).span.start, at))
}
