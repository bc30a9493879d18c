//! `fullwidth-pipe`: a character that looks like a pipe between two cells and does not separate them.

use super::shared::{fullwidth_pipes, has_fullwidth_pipes};
use crate::{
    document::Row,
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
};

pub(super) struct FullwidthPipe;

static META: Meta = meta!("fullwidth-pipe", Tables, Error, Page).with_safe_fix();

impl Rule for FullwidthPipe {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        for table in document.tables() {
            for row in &table.rows {
                // In a row of full width such a character belongs to the text.
                if has_fullwidth_pipes(document, table, row) {
                    report(cx, row);
                }
            }
        }
    }
}

fn report(cx: &mut Context<'_>, row: &Row) {
    let document = cx.document;
    let mut edits = Vec::new();
    for pipe in fullwidth_pipes(document, row) {
        edits.push(Edit::replace(pipe, "|"));
    }
    let Some(Edit { span: first, .. }) = edits.first() else {
        return;
    };
    let message = format!(
        "{} is not a pipe: GitHub shows the cells before and after it as one",
        quote(document.slice(*first))
    );
    cx.report(*first, message)
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
    ^ “｜” is not a pipe: GitHub shows the cells before and after it as one
| 1 | 2 │ 3 |
        ^ “│” is not a pipe: GitHub shows the cells before and after it as one
",
        );
    }

    #[test]
    fn complete_rows_may_hold_any_sign() {
        check(&FullwidthPipe, "| a | b |\n|---|---|\n| 1 ｜ 2 | 3 |\n\n1 ｜ 2\n");
    }
}
