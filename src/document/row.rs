//! Splits a line of a table into cells as GitHub does. Must not look at anything but the line.
//!
//! The number of cells in a row cannot be found from the parser's events: they hide cells past the header's width and
//! invent missing ones.

use crate::source::Span;

/// The cells of the table line `span`, untrimmed, in order.
///
/// A pipe separates cells unless a backslash is right before it, also inside code spans and links
/// (GFM, "Tables (extension)"). One leading and one trailing pipe belong to no cell.
#[must_use]
pub fn split_row(text: &str, span: Span) -> Vec<Span> {
    let span = span.trimmed(text);
    let line = &text.as_bytes()[span.range()];
    // Few tables have more columns, so that a row takes one allocation.
    let mut cells = Vec::with_capacity(8);
    let first = usize::from(line.first() == Some(&b'|'));
    let mut start = first;
    for at in first..line.len() {
        // Two backslashes do not cancel each other out here, as GitHub looks at the last one only.
        if line[at] == b'|' && (at == 0 || line[at - 1] != b'\\') {
            cells.push(Span::new(span.start + start, span.start + at));
            start = at + 1;
        }
    }
    if start < line.len() {
        cells.push(Span::new(span.start + start, span.end));
    }
    cells
}

/// True for a table's delimiter row: cells of dashes, each with an optional colon at either end.
#[must_use]
pub fn is_delimiter_row(text: &str, span: Span) -> bool {
    // Nearly all lines have other characters, and need not be split.
    let line = text[span.range()].trim();
    if !line.contains('-') || line.contains(is_text) {
        return false;
    }
    split_row(text, span)
        .iter()
        .all(|cell| is_delimiter_cell(text[cell.range()].trim()))
}

fn is_text(c: char) -> bool {
    !matches!(c, '|' | '-' | ':' | ' ' | '\t')
}

fn is_delimiter_cell(cell: &str) -> bool {
    let dashes = cell.strip_prefix(':').unwrap_or(cell);
    let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
    !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Vec<&str> {
        let spans = split_row(line, Span::new(0, line.len()));
        spans.into_iter().map(|span| &line[span.range()]).collect()
    }

    #[test]
    fn outer_pipes_belong_to_no_cell() {
        assert_eq!(cells("| a | b |"), [" a ", " b "]);
        assert_eq!(cells("a|b"), ["a", "b"]);
        assert_eq!(cells("  |a|b"), ["a", "b"]);
        assert_eq!(cells("|a||"), ["a", ""]);
        assert_eq!(cells("||a|"), ["", "a"]);
    }

    #[test]
    fn a_backslash_keeps_a_pipe_in_its_cell() {
        assert_eq!(cells(r"|a \| b|c|"), [r"a \| b", "c"]);
        assert_eq!(cells(r"|a \\| b|"), [r"a \\| b"]);
    }

    #[test]
    fn a_pipe_in_a_code_span_splits() {
        assert_eq!(cells("|`a|b`|"), ["`a", "b`"]);
    }

    #[test]
    fn delimiter_rows_are_dashes_and_colons() {
        let is = |line: &str| is_delimiter_row(line, Span::new(0, line.len()));
        assert!(is("|---|:-:|"));
        assert!(is(":-|-"));
        assert!(!is("|---|--- text|"));
        assert!(!is("| | |"));
        assert!(!is("|:|-|"));
        assert!(!is("- item"));
    }
}
