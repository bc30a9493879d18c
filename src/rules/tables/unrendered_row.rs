//! `unrendered-row`: rows of a table that GitHub shows as text or as code.

use super::shared::lines;
use crate::{
    document::{HtmlPiece, html_pieces, is_delimiter_row, split_row},
    finding::counted,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::is_within,
    },
    source::Span,
};

pub(super) struct UnrenderedRow;

static META: Meta = meta!("unrendered-row", Tables, Error, Page).yields_to(&["detached-row"]);

impl Rule for UnrenderedRow {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        for &paragraph in document.paragraphs() {
            if let Some(rows) = rows(cx, paragraph) {
                report_rows(cx, &rows);
            }
        }
        for &code in document.code_blocks() {
            if is_html_row(cx, code) {
                report_html(cx, code);
            }
        }
    }
}

/// Lines of a paragraph that are rows, with the reason for which they are not in a table.
struct Rows {
    span: Span,
    count: usize,
    help: &'static str,
}

/// The rows that a paragraph consists of; `None` for prose.
fn rows(cx: &View<'_>, paragraph: Span) -> Option<Rows> {
    let text = cx.document.source().text();
    let lines = lines(cx, paragraph);
    let first = *lines.first()?;
    let is_pipe = |line: &Span| text[line.range()].trim() == "|";
    let mut count = 0;
    for line in &lines {
        if is_row(text, *line) {
            count += 1;
        } else if !is_pipe(line) {
            return None;
        }
    }
    // Rows in a table are none of a paragraph, and a row without a link or a bold text may be drawn with pipes.
    let has_content = !cx.document.links_in(paragraph).is_empty() || text[paragraph.range()].contains("**");
    if count == 0 || !has_content || cx.document.table_at(paragraph.start).is_some() {
        return None;
    }
    let help = match lines.get(1) {
        _ if is_pipe(&first) => "write this pipe at the end of the row above",
        Some(second) if is_rule(&text[second.range()]) => "write the second row with dashes: `|---|---|`",
        _ => "put it into a table, with a header and a row of dashes",
    };
    Some(Rows {
        span: Span::new(first.start, lines.last()?.end),
        count,
        help,
    })
}

/// True for a line with a pipe at both ends, and one between them.
fn is_row(text: &str, line: Span) -> bool {
    let shown = text[line.range()].trim();
    shown.starts_with('|')
        && shown.ends_with('|')
        && split_row(text, line).len() > 1
        && !is_delimiter_row(text, line)
}

/// True for a row without a letter or digit, which was meant as the row of dashes.
fn is_rule(row: &str) -> bool {
    row.contains('|') && !row.contains(char::is_alphanumeric)
}

fn report_rows(cx: &mut Context<'_>, rows: &Rows) {
    let message = match rows.count {
        1 => "GitHub shows this row as text: it is not in a table".to_owned(),
        all => format!(
            "GitHub shows {} as text: they are not in a table",
            counted(all, "row")
        ),
    };
    cx.report(rows.span, message).help(rows.help);
}

/// True for indented code right behind HTML that starts with a row or a cell.
fn is_html_row(cx: &View<'_>, code: Span) -> bool {
    const NAMES: [&str; 6] = ["tr", "td", "th", "tbody", "thead", "table"];
    let (document, text) = (cx.document, cx.document.source().text());
    // Fenced code was meant as code.
    if text[code.range()].trim_start().starts_with(['`', '~']) {
        return false;
    }
    let first = html_pieces(text, code).next();
    let starts_row = match first {
        Some(HtmlPiece::Open(tag)) => {
            NAMES.iter().any(|name| tag.name.eq_ignore_ascii_case(name))
                && text[code.start..tag.span.start].trim().is_empty()
        }
        _ => false,
    };
    let before = document
        .html_blocks()
        .partition_point(|block| block.start < code.start);
    let block = before.checked_sub(1).map(|at| document.html_blocks()[at]);
    starts_row
        && block.is_some_and(|block| {
            // A table that is closed cannot hold the row.
            let is_open = !text[block.range()].to_ascii_lowercase().contains("</table");
            is_open && text[block.end.min(code.start)..code.start].trim().is_empty()
        })
        && !is_within(document.comments(), code.start)
}

fn report_html(cx: &mut Context<'_>, code: Span) {
    let line = cx.document.source().line_at(code.start).span;
    let place = Span::new(code.start, code.end.min(line.end)).trimmed(cx.document.source().text());
    cx.report(
        place,
        "GitHub shows this HTML as code: a blank line and its indentation end the block above",
    )
    .help("remove the blank line before it");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn rows_outside_of_tables_are_reported() {
        check(
            &UnrenderedRow,
            "
| Title | Venue |
^^^^^^^^^^^^^^^^^ GitHub shows 3 rows as text: they are not in a table
|=======|=======|
| [Sounding Rooms](https://x.org/1) | CVPR 2024 |

Text.

| Title | Venue |
|-------|-------|
| [Sounding Rooms](https://x.org/1) | CVPR 2024 |
- [Quiet Corners](https://x.org/2), CVPR 2022

| [Dark Roofs](https://x.org/3) | CVPR 2022 |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ GitHub shows this row as text: it is not in a table
",
        );
    }

    #[test]
    fn html_that_is_shown_as_code_is_reported() {
        check(
            &UnrenderedRow,
            "
<table>
  <tr><td>a</td></tr>

    <tr><td>b</td></tr>
    ^^^^^^^^^^^^^^^^^^^ GitHub shows this HTML as code: a blank line and its indentation end the block above
</table>

    <tr><td>an example</td></tr>
",
        );
    }

    #[test]
    fn prose_tables_and_code_are_left_alone() {
        check(
            &UnrenderedRow,
            "
[a](https://x.org) | [b](https://x.org)

|x| is the norm of [x](https://x.org)

| a | b |

| a | b |
|---|---|
| [c](https://x.org) | d |

```
| [c](https://x.org) | d |
```
",
        );
    }
}
