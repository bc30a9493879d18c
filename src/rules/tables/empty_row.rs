//! `empty-row`: a row without anything in it at the end of a table.

use crate::{
    document::Row,
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
    source::{SourceFile, Span},
};

pub(super) struct EmptyRow;

static META: Meta = meta!("empty-row", Tables, Warning, Page).with_safe_fix();

impl Rule for EmptyRow {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let source = cx.document.source();
        for table in cx.document.tables() {
            let blank = table
                .rows
                .iter()
                .rev()
                .take_while(|row| is_blank(source, row))
                .count();
            // A table with nothing else waits for its first row.
            if blank < table.rows.len() {
                for row in &table.rows[table.rows.len() - blank..] {
                    report(cx, row);
                }
            }
        }
    }
}

fn is_blank(source: &SourceFile, row: &Row) -> bool {
    let mut cells = row.cells.iter();
    row.cells.len() > 1 && cells.all(|cell| source.slice(*cell).trim().is_empty())
}

fn report(cx: &mut Context<'_>, row: &Row) {
    let source = cx.document.source();
    let line = source.line_index(row.span.start);
    // The line break before the row goes with it: a block quote or a list may stand around the table.
    let before = source.line_span(line.saturating_sub(1)).end;
    let gap = Span::new(before, row.span.end);
    cx.report(
        row.span,
        "nothing stands in this row: GitHub shows an empty line of cells",
    )
    .fix(Fix::safe("remove the row", vec![Edit::delete(gap)]).reshaping());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn rows_left_over_at_the_end_are_found() {
        check(
            &EmptyRow,
            "
| a | b |
|---|---|
| 1 | 2 |
| | |
^^^^^ nothing stands in this row: GitHub shows an empty line of cells
|||
^^^ nothing stands in this row: GitHub shows an empty line of cells
",
        );
    }

    #[test]
    fn dividers_and_tables_that_wait_for_rows_are_left_alone() {
        check(
            &EmptyRow,
            "| a | b |\n|---|---|\n| 1 | 2 |\n| | |\n| 3 | 4 |\n\n| a | b |\n|---|---|\n| | |\n",
        );
    }
}
