//! The cells of tables by their place in the text. Must not report.

use crate::{document::Document, source::Span};

/// A cell of a table in Markdown.
pub(in crate::rules) struct CellAt {
    /// The number of the table.
    pub(in crate::rules) table: usize,
    /// The number of the column.
    pub(in crate::rules) column: usize,
    /// True in the header row.
    pub(in crate::rules) is_header: bool,
    /// The place, untrimmed.
    pub(in crate::rules) span: Span,
}

/// The cell that holds a byte.
pub(in crate::rules) fn cell_at(document: &Document<'_>, at: usize) -> Option<CellAt> {
    let tables = document.tables();
    let table = tables
        .partition_point(|table| table.span.start <= at)
        .checked_sub(1)?;
    let rows = &tables[table].rows;
    let row = rows.partition_point(|row| row.span.start <= at).checked_sub(1);
    let cells = &row.map_or(&tables[table].header, |row| &rows[row]).cells;
    let column = cells.partition_point(|cell| cell.start <= at).checked_sub(1)?;
    // Behind a row there is a line end, and behind a table any other text.
    cells[column].contains(Span::at(at)).then_some(CellAt {
        table,
        column,
        is_header: row.is_none(),
        span: cells[column],
    })
}
