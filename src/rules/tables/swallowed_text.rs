//! `swallowed-text`: text right under a table, which becomes a row of it.

use crate::{
    document::{Row, Table},
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
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
        for table in cx.document.tables().iter().filter(|table| table.width() > 1) {
            // Neighbouring lines are one text and one finding.
            for rows in table.rows.chunk_by(|a, b| a.is_bare_text() == b.is_bare_text()) {
                report(cx, table, rows);
            }
        }
    }
}

fn report(cx: &mut Context<'_>, table: &Table, rows: &[Row]) {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return;
    };
    if !first.is_bare_text() {
        return;
    }
    let source = cx.document.source();
    let span = Span::new(first.span.start, last.span.end);
    let line = source.line_index(span.start);
    let line_start = source.line_span(line).start;
    let is_last = table.span.end <= span.end;
    let finding = cx.report(
        span,
        "this text stands right under a table: GitHub shows it as a row of the table",
    );
    finding.help("put a blank line before it");
    if line_start == span.start && is_last {
        let line_end = source.line_end(line - 1);
        let edit = Edit::insert(line_start, line_end);
        finding.fix(Fix::safe("put a blank line before it", vec![edit]).reshaping());
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
^^^^^^^^^^^^^^^^^^^^ this text stands right under a table: GitHub shows it as a row of the table
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
