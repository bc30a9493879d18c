//! `empty-cell`: an empty cell in a column with few of them.

use crate::{
    config::Role,
    document::Table,
    list::Column,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{contains_any, quote},
    },
    source::Span,
};

pub(super) struct EmptyCell;

static META: Meta = meta!("empty-cell", Tables, Warning, List)
    .following_habit()
    .with_help("fill the cell, or write the placeholder of the list");

/// The number of cells that decide the kind of a column.
const SEEN: usize = 40;

impl Rule for EmptyCell {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let conventions = cx.list.conventions();
        for sample in conventions.placeholder.samples() {
            let (column, role) = (sample.column, sample.group);
            // A cell with a placeholder says that there is nothing to say.
            if !conventions.text(sample.form).is_empty()
                || !is_needed(role)
                || !conventions.is_never_blank(column, role)
            {
                continue;
            }
            if let Some(cells) = Cells::of(cx, column)
                && let Some(filled) = conventions.filled.in_column(column, role)
                && (role != Role::Note || cells.are_needed(cx))
            {
                let message = format!(
                    "this cell is empty; {} of {} cells under {} are not",
                    filled.count(true),
                    filled.total(),
                    quote(&cx.document.visible_text(cells.header))
                );
                cx.report(sample.span, message);
            }
        }
    }
}

/// True if nearly every paper has something of this kind: many have neither code nor a page of their own. Missing venues have a rule of their own.
fn is_needed(role: Role) -> bool {
    !matches!(role, Role::Code | Role::Project | Role::Dataset | Role::Venue)
}

/// A column of a table.
struct Cells<'d> {
    table: &'d Table,
    column: usize,
    header: Span,
}

impl<'d> Cells<'d> {
    fn of(cx: &View<'d>, column: Column) -> Option<Self> {
        let Column::Table { table, column } = column else {
            return None;
        };
        let table = cx.document.table(table);
        Some(Self {
            table,
            column,
            header: *table.header.cells.get(column)?,
        })
    }

    /// True if a column of no known kind describes every entry: it is not for notes.
    fn are_needed(&self, cx: &View<'_>) -> bool {
        let header = cx.document.slice(self.header).to_lowercase();
        if contains_any(&header, &["note", "remark", "comment", "备注", "说明"]) {
            return false;
        }
        // Results are words only by exception, and often unknown.
        let (mut words, mut all) = (0, 0);
        for row in &self.table.rows {
            if let Some(&cell) = row.cells.get(self.column) {
                words += usize::from(cx.document.slice(cell).contains(char::is_alphabetic));
                all += 1;
            }
            if all == SEEN {
                break;
            }
        }
        words * 2 > all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

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
