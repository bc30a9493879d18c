//! Lines of places, and blank lines between them. Must not report.

use crate::{
    document::Document,
    finding::{Edit, Fix},
    source::{SourceFile, Span},
};

/// The fix that puts a blank line before the line that starts at `start`, with the line end of the line above.
pub(in crate::rules) fn blank_line_before(source: &SourceFile, start: usize) -> Fix {
    let above = source.line_above(source.line_at(start));
    let edit = Edit::insert(start, above.and_then(|above| above.end).unwrap_or("\n"));
    Fix::safe("put a blank line before it", vec![edit]).reshaping()
}

/// The list items that are the first of their lines, each up to the end of its line.
///
/// Several items may start on one line, as in `- - - a`: a rule that read the line for each of them would read a hostile
/// page again and again.
pub(in crate::rules) fn first_items<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Span> + use<'d> {
    let source = document.source();
    let mut read = 0;
    document.items().iter().filter_map(move |item| {
        let line = source.line_at(item.start).span;
        let is_first = item.start >= read;
        read = read.max(line.end);
        is_first.then(|| Span::new(item.start, line.end.min(item.end)).trimmed(source.text()))
    })
}

/// True if two places start on the same line.
pub(in crate::rules) fn is_same_line(source: &SourceFile, a: Span, b: Span) -> bool {
    source.line_index(a.start) == source.line_index(b.start)
}

/// The text before a byte on its line.
pub(in crate::rules) fn text_before(source: &SourceFile, at: usize) -> &str {
    source.slice(Span::new(source.line_at(at).span.start, at))
}
