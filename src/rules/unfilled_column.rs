//! `unfilled-column`: a header with a column that (nearly) no row reaches.

use super::{Context, Meta, Rule, quote, short_row};
use crate::{document::Table, finding::Severity, source::Span};

pub(super) struct UnfilledColumn;

static META: Meta = Meta {
    id: "unfilled-column",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/unfilled-column.md"),
};

impl Rule for UnfilledColumn {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for table in cx.document.tables() {
            if let Some(column) = first_unfilled(table) {
                report(cx, table, column);
            }
        }
    }
}

/// The first column that most rows do not reach: then the header is wrong, not each of the rows.
pub(super) fn first_unfilled(table: &Table) -> Option<usize> {
    let lengths = table
        .rows
        .iter()
        .filter(|row| short_row::is_short(table, row))
        .map(|row| row.cells.len());
    let mut lengths: Vec<_> = lengths.collect();
    lengths.sort_unstable();
    let is_most = lengths.len() * 2 > table.rows.len();
    // The longest of the short rows says how far the rows get.
    lengths.last().copied().filter(|_| is_most)
}

fn report(cx: &mut Context<'_>, table: &Table, column: usize) {
    let cells = &table.header.cells[column..];
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
        return;
    };
    let span = Span::new(first.start, last.end).trimmed(cx.document.source().text());
    let names = cells
        .iter()
        .map(|cell| quote(&cx.document.visible_text(*cell)))
        .collect::<Vec<_>>()
        .join(", ");
    let rows = table.rows.len();
    let reaching = table.rows.iter().filter(|row| row.cells.len() > column).count();
    let message = match (reaching, cells.len()) {
        (0, 1) => format!("no row fills the column {names}"),
        (0, _) => format!("no row fills the columns {names}"),
        _ => format!("only {reaching} of {rows} rows fill {names}"),
    };
    cx.report(span, message)
        .help("remove the column from the header and from the row of dashes, or fill it");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[test]
    fn one_finding_however_many_rows_are_short() {
        check(
            &UnfilledColumn,
            "
| Paper | Title | Note
                  ^^^^ no row fills the column “Note”
|---|---|---|
| 1 | 2 |
| 3 | 4 |
",
        );
    }

    #[test]
    fn most_rows_decide() {
        check(
            &UnfilledColumn,
            "
| a | b | c |
          ^ only 1 of 3 rows fill “c”
|---|---|---|
| 1 | 2 |
| 1 | 2 |
| 1 | 2 | 3 |
",
        );
        check(
            &UnfilledColumn,
            "\n| a | b | c |\n|---|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |\n",
        );
    }
}
