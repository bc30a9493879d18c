//! `short-row`: a row that ends before the last column.

use super::{Context, Meta, Rule, count, quote, unfilled_column};
use crate::{
    document::{Row, Table},
    finding::Severity,
};

pub(super) struct ShortRow;

static META: Meta = Meta {
    id: "short-row",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/short-row.md"),
};

impl Rule for ShortRow {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for table in cx.document.tables() {
            if unfilled_column::first_unfilled(table).is_none() {
                let short = table.rows.iter().filter(|row| is_short(table, row));
                short.for_each(|row| report(cx, table, row));
            }
        }
    }
}

/// Whether a row has fewer cells than the header. A row of one cell divides the table into parts, on purpose.
pub(super) fn is_short(table: &Table, row: &Row) -> bool {
    (2..table.width()).contains(&row.cells.len()) && !row.is_bare_text()
}

fn report(cx: &mut Context<'_>, table: &Table, row: &Row) {
    let text = cx.document.source().text();
    let last = row.cells.last().map_or(row.span, |cell| cell.trimmed(text));
    let (cells, width) = (count(row.cells.len(), "cell"), table.width());
    let unfilled = table.header.cells[row.cells.len()..]
        .iter()
        .map(|cell| quote(&cx.document.visible_text(*cell)));
    let unfilled = unfilled.collect::<Vec<_>>().join(", ");
    let message = format!("this row has {cells}, the header has {width}: nothing stands under {unfilled}");
    cx.report(last, message)
        .related(table.header.span, "the header")
        .help("add the missing cell where it belongs: every cell after it stands in the wrong column");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[test]
    fn a_stray_short_row_is_reported() {
        check(
            &ShortRow,
            "
| Title | Venue | Code |
|---|---|---|
| A | CVPR | x |
| B | CVPR |
      ^^^^ this row has 2 cells, the header has 3: nothing stands under “Code”
| C | CVPR | |
",
        );
    }

    #[test]
    fn dividers_and_swallowed_text_are_none_of_its_business() {
        check(
            &ShortRow,
            "\n| a | b | c |\n|---|---|---|\n| **2024** |\ntext\n| 1 | 2 | 3 |\n",
        );
    }
}
