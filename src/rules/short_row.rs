//! `short-row`: a row that ends before the last column.

use super::{Context, Meta, Rule, count, quote};
use crate::{
    document::{Row, Table},
    finding::Severity,
    source::Span,
};

pub(super) struct ShortRow;

static META: Meta = Meta {
    id: "short-row",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/short-row.md"),
};

impl Rule for ShortRow {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for table in cx.document.tables() {
            let is_short = |row: &&Row| !is_divider(row) && row.cells.len() < table.width();
            let short: Vec<_> = table.rows.iter().filter(is_short).collect();
            match habit(table, &short) {
                Habit::Outliers => short.into_iter().for_each(|row| report_row(cx, table, row)),
                Habit::Mixed => report_table(cx, table, &short),
                Habit::Convention => {}
            }
        }
    }
}

/// How a table treats the cells at the end of its rows.
enum Habit {
    /// Rows have them all; each row that does not is an outlier.
    Outliers,
    /// Many rows lack some: one finding for all of them.
    Mixed,
    /// Most rows leave out cells that would be empty, so that is the form of this table.
    Convention,
}

fn habit(table: &Table, short: &[&Row]) -> Habit {
    if short.len() * 2 > table.rows.len() {
        Habit::Convention
    } else if short.len() <= 1 || short.len() * 10 <= table.rows.len() {
        Habit::Outliers
    } else {
        Habit::Mixed
    }
}

/// Whether a line is no row of data: a text without pipes, or a single cell that divides the table into parts.
pub(super) fn is_divider(row: &Row) -> bool {
    row.cells.len() < 2 || row.is_bare_text()
}

fn report_row(cx: &mut Context<'_>, table: &Table, row: &Row) {
    let last = last_cell(cx, row);
    let (cells, width) = (count(row.cells.len(), "cell"), table.width());
    let unfilled = names(cx, &table.header.cells[row.cells.len()..]);
    let message = format!("this row has {cells}, the header has {width}: nothing stands under {unfilled}");
    cx.report(last, message)
        .related(table.header.span, "the header")
        .help("add the missing cell where it belongs: every cell after it stands in the wrong column");
}

fn report_table(cx: &mut Context<'_>, table: &Table, short: &[&Row]) {
    const SHOWN: usize = 3;
    let (rows, width) = (table.rows.len(), table.width());
    let places: Vec<_> = short.iter().take(SHOWN).map(|row| last_cell(cx, row)).collect();
    let message = format!(
        "{} of {rows} rows of this table, from this one on, have fewer than its {width} cells",
        short.len()
    );
    let finding = cx.report(places[0], message);
    places[1..]
        .iter()
        .for_each(|place| _ = finding.related(*place, "so does this row"));
    finding.help("add the missing cells where they belong: every cell after one stands in the wrong column");
}

/// Where a row ends: its last cell, or all of it where that is empty.
fn last_cell(cx: &Context<'_>, row: &Row) -> Span {
    let cell = row
        .cells
        .last()
        .map(|cell| cell.trimmed(cx.document.source().text()));
    cell.filter(|cell| !cell.is_empty()).unwrap_or(row.span)
}

/// The texts of header cells, quoted; of many, the first.
pub(super) fn names(cx: &Context<'_>, cells: &[Span]) -> String {
    const SHOWN: usize = 4;
    let names = cells
        .iter()
        .take(SHOWN)
        .map(|cell| quote(&cx.document.visible_text(*cell)));
    let names = names.collect::<Vec<_>>().join(", ");
    if cells.len() > SHOWN {
        format!("{names}, …")
    } else {
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

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
    fn a_table_that_leaves_out_empty_cells_has_its_own_form() {
        check(
            &ShortRow,
            "\n| a | b | c |\n|---|---|---|\n| 1 | 2 |\n| 1 | 2 |\n| 1 | 2 | 3 |\n",
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
