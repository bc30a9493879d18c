//! `empty-cell`: an empty cell in a column that hardly has any.

use super::{Context, Meta, Rule, quote};
use crate::{config::Role, finding::Severity, list::Column};

pub(super) struct EmptyCell;

static META: Meta = Meta {
    id: "empty-cell",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/empty-cell.md"),
};

/// A column with fewer cells says too little.
const ENOUGH: usize = 20;
/// At most one cell in this many may be empty.
const ONE_IN: usize = 20;

impl Rule for EmptyCell {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let conventions = cx.list.conventions();
        for sample in conventions.placeholder.samples() {
            let (column, role) = (sample.column, sample.group);
            // Many papers have neither code nor a page of their own.
            let is_needed = !matches!(role, Role::Code | Role::Project | Role::Dataset);
            let is_empty = conventions.text(sample.form).is_empty();
            let has_placeholders = || {
                let tally = conventions.placeholder.in_column(column, role);
                tally.is_some_and(|tally| tally.commonest().is_some_and(|all| all.agreeing < all.total))
            };
            if !is_needed || !is_empty || has_placeholders() {
                continue;
            }
            let Some(filled) = conventions.filled.in_column(column, role) else {
                continue;
            };
            let (filled, empty) = (filled.count(true), filled.count(false));
            if filled + empty >= ENOUGH && empty * ONE_IN <= filled + empty {
                let of = header(cx, column);
                let all = filled + empty;
                cx.report(
                    sample.span,
                    format!("this cell is empty; {filled} of {all} cells{of} are not"),
                );
            }
        }
    }
}

fn header(cx: &Context<'_>, column: Column) -> String {
    let Column::Table { table, column } = column else {
        return String::new();
    };
    let mut tables = cx.document.tables().iter().chain(cx.document.html_tables());
    let header = tables.nth(table).and_then(|table| table.header.cells.get(column));
    header.map_or(String::new(), |cell| {
        format!(" under {}", quote(&cx.document.visible_text(*cell)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    fn table(last: &str) -> String {
        let rows = "| A | CVPR | Wuhan |  |\n".repeat(19);
        format!("\n| Title | Venue | Group | Code |\n|---|---|---|---|\n{rows}{last}")
    }

    #[test]
    fn the_one_empty_cell_of_a_column_is_reported() {
        check(
            &EmptyCell,
            &table(
                "| A | CVPR |  |  |\n            ^^ this cell is empty; 19 of 20 cells under “Group” are not\n",
            ),
        );
    }

    #[test]
    fn placeholders_say_that_nothing_is_meant() {
        check(&EmptyCell, &table("| A | CVPR | - |  |\n"));
        check(&EmptyCell, &table("| A | CVPR |  |  |\n| A | CVPR |  |  |\n"));
    }
}
