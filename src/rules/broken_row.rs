//! `broken-row`: a row of a table that a line break cuts into two or more.

use std::ops::Range;

use super::{Context, Meta, Rule};
use crate::{
    document::{Document, Row, Table},
    finding::{Edit, Fix, Severity},
    source::Span,
};

pub(super) struct BrokenRow;

static META: Meta = Meta {
    id: "broken-row",
    severity: Severity::Error,
    online: false,
    page: include_str!("../../rules/broken-row.md"),
};

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

/// A row is seldom cut into more pieces.
const MOST_PIECES: usize = 4;

/// The runs of lines that make one row of the table's width if they are put together.
///
/// Lines after the first one start otherwise than the header or most rows do: with a pipe where those have none, or without.
fn broken_rows(document: &Document<'_>, table: &Table) -> Vec<Range<usize>> {
    let text = document.source().text();
    let starts_with_pipe = |row: &&Row| text[row.span.range()].starts_with('|');
    let most_have = table.rows.iter().filter(starts_with_pipe).count() * 2 > table.rows.len();
    let has_pipe = most_have || starts_with_pipe(&&table.header);
    let is_rest = |row: &Row| starts_with_pipe(&row) != has_pipe;
    let mut found = Vec::new();
    let mut first = 0;
    while first < table.rows.len() {
        let rows = &table.rows[first..];
        let rest = rows[1..].iter().take(MOST_PIECES - 1);
        let rest = rest.take_while(|row| is_rest(row)).count();
        let pieces = if is_rest(&rows[0]) {
            None
        } else {
            pieces(text, table.width(), &rows[..=rest])
        };
        if let Some(pieces) = pieces {
            found.push(first..first + pieces);
        }
        first += pieces.unwrap_or(1);
    }
    found
}

/// How many of the lines make one row.
fn pieces(text: &str, width: usize, rows: &[Row]) -> Option<usize> {
    let mut cells = rows[0].cells.len();
    if cells >= width {
        return None;
    }
    for (index, pair) in rows.windows(2).enumerate() {
        cells += pair[1].cells.len();
        cells -= usize::from(is_cut_in_cell(text, &pair[0], &pair[1]) && cells > 0);
        if cells >= width {
            // Text below a table ends in no pipe and is no end of a row.
            return (cells == width && !pair[1].is_bare_text()).then_some(index + 2);
        }
    }
    None
}

fn is_cut_in_cell(text: &str, before: &Row, after: &Row) -> bool {
    !text[before.span.range()].ends_with('|') && !text[after.span.range()].starts_with('|')
}

/// The places of the broken rows of all tables, in order.
pub(super) fn spans(document: &Document<'_>) -> Vec<Span> {
    let tables = document.tables().iter();
    tables.flat_map(|table| spans_in(document, table)).collect()
}

/// The places of a table's broken rows, in order.
pub(super) fn spans_in(document: &Document<'_>, table: &Table) -> Vec<Span> {
    let rows = broken_rows(document, table).into_iter();
    let spans = rows.map(|rows| {
        Span::new(
            table.rows[rows.start].span.start,
            table.rows[rows.end - 1].span.end,
        )
    });
    spans.collect()
}

fn report(cx: &mut Context<'_>, rows: &[Row]) {
    let text = cx.document.source().text();
    let edits = rows.windows(2).map(|pair| {
        let gap = Span::new(pair[0].span.end, pair[1].span.start);
        let is_in_bracket = text[pair[0].span.range()].ends_with(['[', '(']);
        Edit::replace(gap, if is_in_bracket { "" } else { " " })
    });
    let fix = Fix::safe("write the row in one line", edits.collect()).reshaping();
    let end = rows[rows.len() - 1].span.end;
    cx.report(
        Span::new(rows[1].span.start, end),
        "this is the rest of the row above: the line break makes it a row of its own",
    )
    .related(rows[0].span, "the row starts here")
    .fix(fix);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

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
