//! `short-row`: a row that ends before the last column.

use super::shared::{Columns, broken_spans, first_unfilled, has_fullwidth_pipes, is_divider, names};
use crate::{
    document::{Document, Row, Table},
    finding::{Finding, counted},
    list::{CellKind, UsualKinds},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{SHOWN, is_within},
    },
    source::Span,
};

pub(super) struct ShortRow;

static META: Meta = meta!("short-row", Tables, Warning, List);

impl Rule for ShortRow {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let mut tables = Vec::new();
        for table in document.tables() {
            tables.push(ShortRows::of(document, table));
        }
        let leaves_out = leaves_out_empty_cells(document, &tables);
        for short in tables {
            report(cx, short.table, &short.shifted, Shortness::Shifted);
            if !leaves_out {
                report(cx, short.table, &short.early, Shortness::Early);
            }
        }
    }
}

/// The way in which a row is short.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shortness {
    /// Its last cell is in the wrong column, so that a cell before it is missing.
    Shifted,
    /// It only ends early.
    Early,
}

impl Shortness {
    /// The most rows that are reported one by one, however few the table has.
    const fn few(self) -> usize {
        match self {
            // A row whose cells are in the wrong columns misleads readers, and each has another cell to repair.
            Self::Shifted => 5,
            // Two rows that end early may well be a habit.
            Self::Early => 1,
        }
    }
}

/// Reports rows of a table that are short in one way: outliers each, and many in one finding that says as much.
fn report(cx: &mut Context<'_>, table: &Table, rows: &[&Row], shortness: Shortness) {
    // In 20 tables of 181 lists more than half of the rows are short, and a finding for each would hide the others.
    if rows.len() <= shortness.few() || rows.len() * 10 <= table.rows.len() {
        for row in rows {
            report_row(cx, table, row, shortness);
        }
    } else {
        report_table(cx, table, rows, shortness);
    }
}

/// The short rows of a table, by the way in which they are short.
struct ShortRows<'t> {
    table: &'t Table,
    shifted: Vec<&'t Row>,
    early: Vec<&'t Row>,
}

impl<'t> ShortRows<'t> {
    fn of(document: &'t Document<'t>, table: &'t Table) -> Self {
        let columns = Columns::of(document, table);
        let (mut shifted, mut early) = (Vec::new(), Vec::new());
        for row in short_rows(document, table) {
            if is_shifted_left(document, row, columns.kinds()) {
                shifted.push(row);
            } else {
                early.push(row);
            }
        }
        Self {
            table,
            shifted,
            early,
        }
    }
}

/// The short rows of a table, except rows whose cause another rule reports.
fn short_rows<'t>(document: &Document<'_>, table: &'t Table) -> Vec<&'t Row> {
    let mut short = Vec::new();
    if first_unfilled(table).is_some() {
        return short;
    }
    let broken = broken_spans(document, table);
    for row in &table.rows {
        if row.cells.len() < table.width()
            && !is_divider(row)
            && !has_fullwidth_pipes(document, table, row)
            && !is_within(&broken, row.span.start)
        {
            short.push(row);
        }
    }
    short
}

/// True if the last filled cell of a row looks like the cells of a later column, and unlike the cells of its own.
fn is_shifted_left(document: &Document<'_>, row: &Row, usual: &UsualKinds) -> bool {
    let missing = usual.columns().len() - row.cells.len();
    for (column, &cell) in row.cells.iter().enumerate().rev() {
        let kind = CellKind::of(document, cell);
        // An empty cell or a placeholder fits everywhere.
        if kind != CellKind::Nothing {
            return usual.belongs_further_right(column, kind, missing);
        }
    }
    false
}

/// True if a list ends rows early where nothing follows, instead of writing empty cells or placeholders there.
fn leaves_out_empty_cells(document: &Document<'_>, tables: &[ShortRows<'_>]) -> bool {
    /// Fewer rows make no habit.
    const ENOUGH: usize = 3;
    let left_out: usize = tables.iter().map(|short| short.early.len()).sum();
    // A habit is one of the whole list: a single table may have nothing to leave out.
    let written = tables.iter().map(|short| empty_ends(document, short.table));
    left_out >= ENOUGH && left_out > written.sum()
}

/// The number of rows that have a last cell and nothing in it.
fn empty_ends(document: &Document<'_>, table: &Table) -> usize {
    let ends = table
        .rows
        .iter()
        .filter_map(|row| row.cells.get(table.width() - 1));
    ends.filter(|cell| CellKind::of(document, **cell) == CellKind::Nothing)
        .count()
}

fn report_row(cx: &mut Context<'_>, table: &Table, row: &Row, shortness: Shortness) {
    let message = format!(
        "this row has {}, the header has {}: no cells under {}",
        counted(row.cells.len(), "cell"),
        table.width(),
        names(cx, &table.header.cells[row.cells.len()..])
    );
    report_at(cx, last_cell(cx, row), message, shortness)
        .related(table.header.span, "the header")
        .help(match shortness {
            Shortness::Shifted => "a cell is missing before this one, so this cell is in the wrong column",
            Shortness::Early => "add the missing cell, empty if it has no value",
        });
}

fn report_table(cx: &mut Context<'_>, table: &Table, short: &[&Row], shortness: Shortness) {
    let [first, others @ ..] = short else { return };
    let message = format!(
        "{} of {} rows of this table, from this one on, have fewer than its {} cells",
        short.len(),
        table.rows.len(),
        table.width()
    );
    let view = **cx;
    let finding = report_at(cx, last_cell(&view, first), message, shortness);
    // The finding itself shows one of the rows.
    for row in others.iter().take(SHOWN - 1) {
        finding.related(last_cell(&view, row), "so does this row");
    }
    finding.help("add the missing cells in their columns: every cell after one is in the wrong column");
}

/// Reports short rows, with doubt where they may be meant as they are.
fn report_at<'c>(
    cx: &'c mut Context<'_>,
    place: Span,
    message: String,
    shortness: Shortness,
) -> &'c mut Finding {
    match shortness {
        Shortness::Shifted => cx.report(place, message),
        Shortness::Early => cx.report_doubt(place, message),
    }
}

/// The end of a row: its last cell, or all of it where that is empty.
fn last_cell(cx: &View<'_>, row: &Row) -> Span {
    match row.cells.last() {
        Some(cell) if !cx.document.slice(*cell).trim().is_empty() => {
            cell.trimmed(cx.document.source().text())
        }
        _ => row.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_stray_short_row_is_reported() {
        check(
            &ShortRow,
            "
| Title | Venue | Code |
|---|---|---|
| A | CVPR | x |
| B | CVPR |
      ^^^^ this row has 2 cells, the header has 3: no cells under “Code”
| C | CVPR | |
",
        );
    }

    #[test]
    fn many_short_rows_of_one_table_are_one_finding() {
        check(
            &ShortRow,
            "
| Title | Venue | Code |
|---|---|---|
| A | CVPR | x |
| B | CVPR |
      ^^^^ 2 of 5 rows of this table, from this one on, have fewer than its 3 cells
| C | CVPR | |
| D | CVPR |
| E | CVPR | x |
",
        );
    }

    #[test]
    fn a_list_that_leaves_out_empty_cells_has_its_own_form() {
        check(
            &ShortRow,
            "\n| a | b | c |\n|---|---|---|\n| 1 | 2 |\n| 1 | 2 |\n| 1 | 2 |\n| 1 | 2 | 3 |\n",
        );
    }

    #[test]
    fn dividers_and_swallowed_text_are_none_of_its_business() {
        check(
            &ShortRow,
            "\n| a | b | c |\n|---|---|---|\n| **2024** |\ntext\n| 1 | 2 | 3 |\n",
        );
    }
}
