//! `short-row`: a row that ends before the last column.

use super::{
    fullwidth_pipe,
    shared::{broken_spans, first_unfilled, is_divider, names, usual_kinds},
};
use crate::{
    document::{Document, Row, Table},
    finding::count,
    list::CellKind,
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
        let tables: Vec<_> = document
            .tables()
            .iter()
            .map(|table| (table, short_rows(document, table)))
            .collect();
        let leaves_out = leaves_out_empty_cells(document, &tables);
        for (table, rows) in tables {
            let (shifted, early): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.is_shifted);
            report(cx, table, &shifted, FEW_SHIFTED);
            if !leaves_out {
                report(cx, table, &early, FEW_EARLY);
            }
        }
    }
}

/// A row whose cells stand in the wrong columns is worth a finding of its own, as long as they do not get many.
const FEW_SHIFTED: usize = 5;
/// Rows that end early are a habit sooner.
const FEW_EARLY: usize = 1;

/// Reports rows that are short for one reason: outliers each, and many in one finding that tells as much.
fn report(cx: &mut Context<'_>, table: &Table, rows: &[Short<'_>], few: usize) {
    if rows.len() <= few || rows.len() * 10 <= table.rows.len() {
        for row in rows {
            report_row(cx, table, row);
        }
    } else {
        report_table(cx, table, rows);
    }
}

/// A row that ends before the last column.
struct Short<'t> {
    row: &'t Row,
    /// Whether its last cell belongs in a column further right, so that a cell before it is missing.
    is_shifted: bool,
}

/// The short rows of a table; none where no row fills the last column, because then the header is wrong.
fn short_rows<'t>(document: &Document<'_>, table: &'t Table) -> Vec<Short<'t>> {
    let broken = broken_spans(document, table);
    let is_short = |row: &&Row| {
        !is_divider(row)
            && row.cells.len() < table.width()
            && !fullwidth_pipe::has_pipes(document, table, row)
            && !is_within(&broken, row.span.start)
    };
    let short: Vec<_> = table.rows.iter().filter(is_short).collect();
    if short.is_empty() || first_unfilled(table).is_some() {
        return Vec::new();
    }
    let usual = usual_kinds(document, table);
    let rows = short.into_iter().map(|row| {
        let is_shifted = is_shifted(document, row, &usual);
        Short { row, is_shifted }
    });
    rows.collect()
}

fn is_shifted(document: &Document<'_>, row: &Row, usual: &[Option<CellKind>]) -> bool {
    /// Nobody forgets more cells than this in one place.
    const MOST_MISSING: usize = 8;
    let missing = (usual.len() - row.cells.len()).min(MOST_MISSING);
    let kinds = row.cells.iter().enumerate();
    let kinds = kinds.map(|(column, cell)| (column, CellKind::of(document, *cell)));
    let last = kinds.rev().find(|(_, kind)| *kind != CellKind::Nothing);
    last.is_some_and(|(column, kind)| {
        let is_strange = usual[column].is_some_and(|usual| usual != kind);
        is_strange && usual[column + 1..=column + missing].contains(&Some(kind))
    })
}

/// Whether a list ends rows early where nothing follows, instead of writing empty cells or placeholders there.
fn leaves_out_empty_cells(document: &Document<'_>, tables: &[(&Table, Vec<Short<'_>>)]) -> bool {
    /// Fewer rows make no habit.
    const ENOUGH: usize = 3;
    let rows = tables.iter().flat_map(|(_, rows)| rows);
    let left_out = rows.filter(|row| !row.is_shifted).count();
    let ends_empty = |table: &Table, row: &Row| {
        let last = row.cells.get(table.width() - 1);
        last.is_some_and(|cell| CellKind::of(document, *cell) == CellKind::Nothing)
    };
    let written = tables
        .iter()
        .map(|(table, _)| table.rows.iter().filter(|row| ends_empty(table, row)).count());
    left_out >= ENOUGH && left_out > written.sum()
}

fn report_row(cx: &mut Context<'_>, table: &Table, short: &Short<'_>) {
    let row = short.row;
    let (cells, width) = (count(row.cells.len(), "cell"), table.width());
    let unfilled = names(cx, &table.header.cells[row.cells.len()..]);
    let message = format!("this row has {cells}, the header has {width}: nothing stands under {unfilled}");
    let help = if short.is_shifted {
        "a cell is missing before this one, which belongs in a column further right"
    } else {
        "add the missing cell where it belongs, empty if there is nothing to say"
    };
    let place = last_cell(cx, row);
    let finding = if short.is_shifted {
        cx.report(place, message)
    } else {
        cx.report_doubt(place, message)
    };
    finding.related(table.header.span, "the header").help(help);
}

fn report_table(cx: &mut Context<'_>, table: &Table, short: &[Short<'_>]) {
    let (rows, width) = (table.rows.len(), table.width());
    let places: Vec<_> = short
        .iter()
        .take(SHOWN)
        .map(|short| last_cell(cx, short.row))
        .collect();
    let message = format!(
        "{} of {rows} rows of this table, from this one on, have fewer than its {width} cells",
        short.len()
    );
    let finding = if short.iter().any(|short| short.is_shifted) {
        cx.report(places[0], message)
    } else {
        cx.report_doubt(places[0], message)
    };
    for place in &places[1..] {
        finding.related(*place, "so does this row");
    }
    finding.help("add the missing cells where they belong: every cell after one stands in the wrong column");
}

/// Where a row ends: its last cell, or all of it where that is empty.
fn last_cell(cx: &View<'_>, row: &Row) -> Span {
    let cell = row
        .cells
        .last()
        .map(|cell| cell.trimmed(cx.document.source().text()));
    cell.filter(|cell| !cell.is_empty()).unwrap_or(row.span)
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
      ^^^^ this row has 2 cells, the header has 3: nothing stands under “Code”
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
