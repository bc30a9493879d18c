//! `broken-row`: a row of a table that a line break cuts into two or more.

use super::shared::{broken_rows, span_of};
use crate::{
    document::Row,
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct BrokenRow;

static META: Meta = meta!("broken-row", Tables, Error, Page).with_safe_fix();

impl Rule for BrokenRow {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        for table in document.tables() {
            for pieces in broken_rows(document, table) {
                report(cx, &table.rows[pieces]);
            }
        }
    }
}

fn report(cx: &mut Context<'_>, rows: &[Row]) {
    let [first, rest @ ..] = rows else { return };
    let mut edits = Vec::new();
    for pair in rows.windows(2) {
        let is_in_bracket = cx.document.slice(pair[0].span).ends_with(['[', '(']);
        // A space right behind a bracket would become part of the label or of the URL.
        let joint = if is_in_bracket { "" } else { " " };
        edits.push(Edit::replace(
            Span::new(pair[0].span.end, pair[1].span.start),
            joint,
        ));
    }
    cx.report(
        span_of(rest),
        "this is the rest of the row above: the line break makes it a row of its own",
    )
    .related(first.span, "the row starts here")
    .fix(Fix::safe("write the row in one line", edits).reshaping());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_break_in_a_cell_or_between_cells_cuts_a_row() {
        check(
            &BrokenRow,
            "
| a | b | c |
|---|---|---|
| 1 | 2 | 3 |
| 1 | a title
on two lines | 3 |
^^^^^^^^^^^^^^^^^^ this is the rest of the row above: the line break makes it a row of its own
| 1 | 2 |
3 |
^^^ this is the rest of the row above: the line break makes it a row of its own
| 1 | a title
on three
^^^^^^^^ this is the rest of the row above: the line break makes it a row of its own
lines | 3 |
",
        );
    }

    #[test]
    fn a_list_without_outer_pipes_shows_it_by_one() {
        check(
            &BrokenRow,
            "
a | b | c
---|---|---
1 | 2 | 3
1 | 2
| 3
^^^ this is the rest of the row above: the line break makes it a row of its own
",
        );
    }

    #[test]
    fn a_lone_pipe_is_no_piece() {
        check(
            &BrokenRow,
            "\n| a | b |\n|---|---|\n|\n1 |\n|\n\na | b\n--|--\n1\n|\n",
        );
    }

    #[test]
    fn short_rows_and_text_below_are_left_alone() {
        check(
            &BrokenRow,
            "
| a | b | c |
|---|---|---|
| 1 | 2 |
| 3 |
| 1 | 2 |
text below
",
        );
    }
}
