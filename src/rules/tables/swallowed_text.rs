//! `swallowed-text`: text right under a table, which becomes a row of it.

use super::shared::span_of;
use crate::{
    document::{Row, Table},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::blank_line_before,
    },
};

pub(super) struct SwallowedText;

static META: Meta = meta!("swallowed-text", Tables, Warning, Page)
    .with_safe_fix()
    .yields_to(&["broken-row"]);

impl Rule for SwallowedText {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for table in cx.document.tables() {
            // In a table of one column a line without pipes is a row like any other.
            if table.width() < 2 {
                continue;
            }
            // Neighbouring lines are one text and one finding.
            for rows in table.rows.chunk_by(|a, b| a.is_bare_text() == b.is_bare_text()) {
                // A line that is one HTML tag ends a table.
                let first = cx.document.slice(rows[0].span).trim();
                let is_tag = first.starts_with('<') && first.find('>') == Some(first.len() - 1);
                if rows[0].is_bare_text() && !is_tag {
                    report(cx, table, rows);
                }
            }
        }
    }
}

fn report(cx: &mut Context<'_>, table: &Table, rows: &[Row]) {
    let source = cx.document.source();
    let span = span_of(rows);
    let line = source.line_at(span.start).span;
    let finding = cx.report(
        span,
        "this text is directly below a table: GitHub shows it as a row of the table",
    );
    finding.help("put a blank line before it");
    // A blank line without the marks of a quote or a list would end that as well, and one before further rows would cut
    // those off.
    if line.start == span.start && table.span.end <= span.end {
        finding.fix(blank_line_before(source, line.start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn text_below_a_table_is_one_finding() {
        check(
            &SwallowedText,
            "
| a | b |
|---|---|
| 1 | 2 |
See also the survey.
^^^^^^^^^^^^^^^^^^^^ this text is directly below a table: GitHub shows it as a row of the table
And the code.

More text.
",
        );
    }

    #[test]
    fn tables_of_one_column_and_dividers_are_left_alone() {
        check(
            &SwallowedText,
            "a |\n---|\ntext\n\n| a | b |\n|---|---|\n| **2024** |\n",
        );
    }
}
