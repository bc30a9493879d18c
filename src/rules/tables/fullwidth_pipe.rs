//! `fullwidth-pipe`: a pipe of another script between two cells, which parts none.

use crate::{
    document::{Document, Row, Table},
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
    source::Span,
};

pub(super) struct FullwidthPipe;

static META: Meta = meta!("fullwidth-pipe", Tables, Error, Page).with_safe_fix();

/// What looks like a pipe.
const PIPES: [char; 4] = ['｜', '│', '￨', '∣'];

impl Rule for FullwidthPipe {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        for table in document.tables() {
            for row in table.rows.iter().filter(|row| has_pipes(document, table, row)) {
                report(cx, row);
            }
        }
    }
}

/// Whether a row has fewer cells than the header because other pipes stand between them.
pub(super) fn has_pipes(document: &Document<'_>, table: &Table, row: &Row) -> bool {
    let cells = row.cells.len();
    cells < table.width() && cells + pipes(document, row).count() == table.width()
}

fn pipes<'d>(document: &'d Document<'_>, row: &Row) -> impl Iterator<Item = Span> + use<'d> {
    let start = row.span.start;
    let found = document.slice(row.span).match_indices(PIPES);
    found.map(move |(at, pipe)| Span::new(at, at + pipe.len()).shifted(start))
}

fn report(cx: &mut Context<'_>, row: &Row) {
    let document = cx.document;
    let Some(first) = pipes(document, row).next() else {
        return;
    };
    let edits = pipes(document, row)
        .map(|pipe| Edit::replace(pipe, "|"))
        .collect();
    let pipe = quote(document.slice(first));
    cx.report(
        first,
        format!("{pipe} is no pipe: GitHub shows the cells before and after it as one"),
    )
    .fix(Fix::safe("write `|`", edits).reshaping());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_pipe_of_another_script_parts_no_cells() {
        check(
            &FullwidthPipe,
            "
| a | b | c |
|---|---|---|
| 1 ｜ 2 | 3 |
    ^ “｜” is no pipe: GitHub shows the cells before and after it as one
| 1 | 2 │ 3 |
        ^ “│” is no pipe: GitHub shows the cells before and after it as one
",
        );
    }

    #[test]
    fn complete_rows_may_hold_any_sign() {
        check(&FullwidthPipe, "| a | b |\n|---|---|\n| 1 ｜ 2 | 3 |\n\n1 ｜ 2\n");
    }
}
