//! `unfilled-column`: a header with a column that no row reaches.

use super::shared::{broken_spans, first_unfilled, names};
use crate::{
    document::Table,
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct UnfilledColumn;

static META: Meta =
    meta!("unfilled-column", Tables, Warning, Page).with_help("fill the column, or remove it");

impl Rule for UnfilledColumn {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for table in cx.document.tables() {
            // A row in pieces reaches no column to its right.
            if let Some(column) = first_unfilled(table)
                && broken_spans(cx.document, table).is_empty()
            {
                report(cx, table, column);
            }
        }
    }
}

fn report(cx: &mut Context<'_>, table: &Table, column: usize) {
    let cells = &table.header.cells[column..];
    let span = Span::new(cells[0].start, cells[cells.len() - 1].end);
    let message = format!(
        "no row fills the {} {}",
        if cells.len() == 1 { "column" } else { "columns" },
        names(cx, cells)
    );
    cx.report(span.trimmed(cx.document.source().text()), message)
        .help("remove the column from the header and from the row of dashes, or fill it");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

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
    fn one_row_that_fills_it_is_enough() {
        check(
            &UnfilledColumn,
            "\n| a | b | c |\n|---|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |\n",
        );
        check(&UnfilledColumn, "\n| a | b | c |\n|---|---|---|\n");
    }
}
