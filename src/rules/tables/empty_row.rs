//! `empty-row`: a row without text at the end of a table.

use crate::{
    document::{Document, Row},
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct EmptyRow;

static META: Meta = meta!("empty-row", Tables, Warning, Page).with_safe_fix();

impl Rule for EmptyRow {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        for table in document.tables() {
            // Empty rows between others divide a table. One with nothing else waits for its first row.
            if let Some(last) = table.rows.iter().rposition(|row| !is_blank(document, row)) {
                for row in &table.rows[last + 1..] {
                    report(cx, row);
                }
            }
        }
    }
}

fn is_blank(document: &Document<'_>, row: &Row) -> bool {
    for cell in &row.cells {
        if !document.slice(*cell).trim().is_empty() {
            return false;
        }
    }
    row.cells.len() > 1
}

fn report(cx: &mut Context<'_>, row: &Row) {
    let source = cx.document.source();
    let above = source.line_above(source.line_at(row.span.start));
    // The line break before the row goes with it: there may be the marks of a block quote or of a list behind it.
    let before = above.map_or(row.span.start, |above| above.span.end);
    let edits = vec![Edit::delete(Span::new(before, row.span.end))];
    cx.report(row.span, "this row is empty: GitHub shows a line of empty cells")
        .fix(Fix::safe("remove the row", edits).reshaping());
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
^^^^^ this row is empty: GitHub shows a line of empty cells
|||
^^^ this row is empty: GitHub shows a line of empty cells
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
