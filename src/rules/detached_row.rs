//! `detached-row`: rows that a blank line cuts off from their table.

use super::{Context, Meta, Rule, count, mismatched_delimiter};
use crate::{
    document::{Table, is_delimiter_row, split_row},
    finding::{Edit, Fix, Severity},
    source::Span,
};

pub(super) struct DetachedRow;

static META: Meta = Meta {
    id: "detached-row",
    severity: Severity::Error,
    online: false,
    page: include_str!("../../rules/detached-row.md"),
};

impl Rule for DetachedRow {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let (tables, paragraphs) = (cx.document.tables(), cx.document.paragraphs());
        for (index, table) in tables.iter().enumerate() {
            let next_table = tables.get(index + 1).map_or(usize::MAX, |next| next.span.start);
            let below = paragraphs.partition_point(|paragraph| paragraph.start < table.span.end);
            if let Some(&paragraph) = paragraphs.get(below).filter(|found| found.start < next_table) {
                check_paragraph(cx, table, paragraph);
            }
        }
    }
}

fn check_paragraph(cx: &mut Context<'_>, table: &Table, paragraph: Span) {
    let text = cx.document.source().text();
    let gap = Span::new(table.span.end, paragraph.start);
    if !text[gap.range()].trim().is_empty() {
        return;
    }
    let lines = mismatched_delimiter::lines(cx, paragraph);
    let is_row = |line: &Span| {
        let shown = text[line.range()].trim();
        shown.starts_with('|')
            && shown.ends_with('|')
            && split_row(text, *line).len() > 1
            && !is_delimiter_row(text, *line)
    };
    if !lines.is_empty() && lines.iter().all(is_row) {
        let rows = count(lines.len(), "row");
        let message = format!("a blank line cuts {rows} off from the table above: GitHub shows them as text");
        let line_end = if text[gap.range()].starts_with("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let fix = Fix::safe("remove the blank line", vec![Edit::replace(gap, line_end)]);
        cx.report(paragraph, message)
            .related(table.header.span, "the header of the table")
            .fix(fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[test]
    fn rows_below_a_blank_line_are_text() {
        check(
            &DetachedRow,
            "
| a | b |
|---|---|
| 1 | 2 |

| 3 | 4 |
^^^^^^^^^ a blank line cuts 2 rows off from the table above: GitHub shows them as text
| 5 | 6 |
",
        );
    }

    #[test]
    fn other_text_and_comments_are_left_alone() {
        check(&DetachedRow, "| a | b |\n|---|---|\n\n|x| is the norm\n");
        check(&DetachedRow, "| a | b |\n|---|---|\n\n<!--\n| 1 | 2 |\n-->\n");
        check(&DetachedRow, "| a | b |\n|---|---|\n\nText\n\n| 1 | 2 |\n");
    }
}
