//! Tables as the file has them: every row and every cell, also if GitHub drops it.

use crate::{
    handle::handle,
    source::{SourceFile, Span},
};

handle! {
    /// A table of a page. Tables in HTML come after all in Markdown.
    pub struct TableId;
}

/// A table that GitHub shows as one, in Markdown or HTML. The first row of one in HTML is its header.
#[derive(Debug)]
pub struct Table {
    /// From the header's first byte to the end of the last row.
    pub span: Span,
    /// The header row.
    pub header: Row,
    /// The line of dashes under the header; empty in HTML.
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

    /// True for a table in HTML, which has no delimiter row.
    #[must_use]
    pub fn is_html(&self) -> bool {
        self.delimiter.is_empty()
    }
}

/// A cell of a table by its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    /// The table.
    pub table: TableId,
    /// The body row, from 0; `None` for the header.
    pub row: Option<usize>,
    /// The column, from 0.
    pub column: usize,
    /// The cell, untrimmed.
    pub span: Span,
}

/// A line of a table.
#[derive(Debug)]
pub struct Row {
    /// The line, without indentation, container marks and line end.
    pub span: Span,
    /// Every cell in the line, untrimmed, by column. In HTML a cell that spans several columns or rows is in each of
    /// them.
    pub cells: Vec<Span>,
}

impl Row {
    /// The column of the cell that holds this byte of the row.
    #[must_use]
    pub fn column_at(&self, offset: usize) -> Option<usize> {
        let after = self.cells.partition_point(|cell| cell.start <= offset);
        let nearest = after.checked_sub(1)?;
        if self.is_own(self.cells[0]) || self.cells[nearest].contains(Span::at(offset)) {
            return Some(nearest);
        }
        // Cells that reach down from rows above are not in the order of the text.
        self.cells.iter().position(|cell| cell.contains(Span::at(offset)))
    }

    /// True for a cell that starts in this row, and does not reach down from a row above.
    #[must_use]
    pub fn is_own(&self, cell: Span) -> bool {
        cell.start >= self.span.start
    }

    /// The cells that start in this row, each with its first column.
    pub fn own_cells(&self) -> impl Iterator<Item = (usize, Span)> {
        let cells = self.cells.iter().enumerate();
        cells
            .filter(|(column, cell)| {
                self.is_own(**cell) && (*column == 0 || self.cells[column - 1] != **cell)
            })
            .map(|(column, cell)| (column, *cell))
    }

    /// True if the line has no pipe at all: text right under a table becomes such a row.
    #[must_use]
    pub fn is_bare_text(&self) -> bool {
        self.cells.first() == Some(&self.span)
    }
}

/// The line under a table's header, without the marks of a quote or a list before it.
pub(super) fn delimiter_below(source: &SourceFile, header: Span) -> Span {
    let line = source.line_below(source.line_at(header.start));
    let line = line.map_or(Span::at(header.end), |line| line.span);
    // `> ` of a quote, or the spaces of a list: neither holds one of the characters that a delimiter row starts with.
    let marks = source.slice(line).find(['|', ':', '-']).unwrap_or(0);
    Span::new(line.start + marks, line.end).trimmed(source.text())
}
