//! `empty-cell`: an empty cell in a column that hardly has any.

use crate::{
    config::Role,
    document::Table,
    list::Column,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::quote,
    },
    source::Span,
};

pub(super) struct EmptyCell;

static META: Meta = meta!("empty-cell", Tables, Warning, List);

/// So many cells show what a column holds.
const SEEN: usize = 40;

impl Rule for EmptyCell {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let conventions = cx.list.conventions();
        for sample in conventions.placeholder.samples() {
            let (column, role) = (sample.column, sample.group);
            let is_blank = conventions.text(sample.form).is_empty();
            if !is_blank || !is_needed(role) || !conventions.is_never_blank(column, role) {
                continue;
            }
            let Some(cells) = Cells::of(cx, column) else {
                continue;
            };
            if role == Role::Note && !cells.are_needed(cx) {
                continue;
            }
            if let Some(filled) = conventions.filled.in_column(column, role) {
                let (full, blank) = (filled.count(true), filled.count(false));
                let header = quote(&cx.document.visible_text(cells.header));
                let all = full + blank;
                let message = format!("this cell is empty; {full} of {all} cells under {header} are not");
                cx.report(sample.span, message);
            }
        }
    }
}

/// Many papers have neither code nor a page of their own; a lack of venues has a rule of its own.
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
        let markdown = cx.document.tables();
        let html = || cx.document.html_tables().get(table - markdown.len());
        let table = markdown.get(table).or_else(html)?;
        let header = *table.header.cells.get(column)?;
        Some(Self {
            table,
            column,
            header,
        })
    }

    /// Whether a column of no known kind describes every entry: it is not for notes, nor for results, which are words
    /// only by exception and often unknown.
    fn are_needed(&self, cx: &View<'_>) -> bool {
        let header = cx.document.slice(self.header).to_lowercase();
        let is_free = ["note", "remark", "comment", "备注", "说明"]
            .iter()
            .any(|word| header.contains(word));
        let cells = self
            .table
            .rows
            .iter()
            .filter_map(|row| row.cells.get(self.column));
        let cells = cells.map(|cell| cx.document.slice(*cell)).take(SEEN);
        let (words, all) = cells.fold((0, 0), |(words, all), cell| {
            (words + usize::from(cell.contains(char::is_alphabetic)), all + 1)
        });
        !is_free && words * 2 > all
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
