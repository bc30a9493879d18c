//! Tables as the file has them: every row and every cell, also those that GitHub drops.

use crate::source::Span;

/// A table that GitHub shows as one.
#[derive(Debug)]
pub struct Table {
    /// From the header's first byte to the end of the last row.
    pub span: Span,
    /// The header row.
    pub header: Row,
    /// The line of dashes under the header.
    pub delimiter: Span,
    /// The body rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// The number of columns that GitHub shows.
    #[must_use]
    pub fn width(&self) -> usize {
        self.header.cells.len()
    }
}

/// A line of a table.
#[derive(Debug)]
pub struct Row {
    /// The line, without indentation, container marks and line end.
    pub span: Span,
    /// Every cell in the line, untrimmed.
    pub cells: Vec<Span>,
}

impl Row {
    /// Whether the line has no pipe at all: text that stands right under a table becomes such a row.
    #[must_use]
    pub fn is_bare_text(&self) -> bool {
        self.cells.first() == Some(&self.span)
    }
}

/// The delimiter row: the line under the header, without what a block quote or a list puts before it.
pub(super) fn delimiter_line(text: &str, below: Span) -> Span {
    let rest = &text[below.range()];
    let start = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let end = rest[start..].find('\n').map_or(rest.len(), |at| start + at);
    let line = &rest[start..end];
    let mark = line.find(['|', ':', '-']).unwrap_or(0);
    Span::new(below.start + start + mark, below.start + end).trimmed(text)
}
