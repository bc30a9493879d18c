//! `inconsistent-placeholder`: a cell that uses a different placeholder than the others of its column.

use crate::{
    finding::{Edit, Fix},
    list::Shape,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::in_place_of,
    },
    source::Span,
};

pub(super) struct InconsistentPlaceholder;

static META: Meta = meta!("inconsistent-placeholder", Tables, Warning, List)
    .following_habit()
    .with_safe_fix();

impl Rule for InconsistentPlaceholder {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let conventions = cx.list.conventions();
        for (sample, convention) in conventions.placeholder.outliers() {
            let wanted = conventions.text(convention.form);
            let found = cx.document.slice(sample.span);
            if found.trim().is_empty() && is_unsound(cx, sample.span) {
                continue;
            }
            let evidence = convention.evidence("cells without a value", &shown(wanted));
            // Placeholders are safe to replace: real lists mix them by one empty cell, or one `–` among `-`.
            let edits = vec![Edit::replace(sample.span, in_place_of(found, wanted))];
            cx.report(
                sample.span,
                format!("this cell is {}; {evidence}", shown(found.trim())),
            )
            .fix(Fix::safe(format!("make it {}", shown(wanted)), edits));
        }
    }
}

/// True for an empty cell of a row that has lost cells, or that was not finished: it may be the place of something.
fn is_unsound(cx: &View<'_>, cell: Span) -> bool {
    /// So many empty cells show that a row was not finished.
    const UNFINISHED: usize = 3;
    let Some(Shape::Row { table, row }) = cx.list.entry_at(cell.start).map(|entry| entry.shape) else {
        return false;
    };
    let table = cx.document.table(table);
    let Some(row) = table.rows.get(row) else {
        return false;
    };
    let empty = row
        .cells
        .iter()
        .filter(|cell| cx.document.slice(**cell).trim().is_empty());
    row.cells.len() > table.header.cells.len() || empty.count() >= UNFINISHED
}

fn shown(placeholder: &str) -> String {
    if placeholder.is_empty() {
        "empty".to_owned()
    } else {
        format!("`{placeholder}`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    const ROWS: &str = "
| Title | Venue | Code |
|---|---|---|
| A | CVPR | null |
| B | CVPR | null |
| C | CVPR | null |
| D | CVPR | null |
| E | CVPR | null |
| F | CVPR | null |
| G | CVPR | null |
| H | CVPR | null |
| I | CVPR | null |
";

    #[test]
    fn an_outlier_is_reported() {
        check(
            &InconsistentPlaceholder,
            &format!(
                "{ROWS}| J | CVPR | - |
             ^ this cell is `-`; 9 of 10 cells without a value are `null`
"
            ),
        );
        check(
            &InconsistentPlaceholder,
            &format!(
                "{ROWS}| J | CVPR |  |
            ^^ this cell is empty; 9 of 10 cells without a value are `null`
"
            ),
        );
    }

    #[test]
    fn answers_and_columns_of_another_kind_are_left_alone() {
        check(
            &InconsistentPlaceholder,
            &format!("{ROWS}| J | - | ❌ |\n| K | CVPR | coming soon |\n"),
        );
    }

    #[test]
    fn heads_of_groups_of_rows_are_no_entries() {
        check(&InconsistentPlaceholder, &format!("{ROWS}| **2024** | | |\n"));
    }
}
