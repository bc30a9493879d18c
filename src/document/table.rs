//! Tables as the file has them: every row and every cell, also those that GitHub drops.

use crate::source::{SourceFile, Span};

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

/// The line under a table's header, without the marks of a quote or a list before it.
pub(super) fn delimiter_below(source: &SourceFile, header: Span) -> Span {
    let line = source.line_below(source.line_at(header.start));
    let line = line.map_or(Span::at(header.end), |line| line.span);
    let marks = source.slice(line).find(['|', ':', '-']).unwrap_or(0);
    Span::new(line.start + marks, line.end).trimmed(source.text())
}
