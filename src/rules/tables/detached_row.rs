//! `detached-row`: rows that a blank line cuts off from their table.

use super::shared::lines;
use crate::{
    document::{Table, is_delimiter_row, split_row},
    finding::{Edit, Fix, counted},
    rules::base::{Context, Meta, Rule, View, meta},
    source::Span,
};

pub(super) struct DetachedRow;

static META: Meta = meta!("detached-row", Tables, Error, Page).with_safe_fix();

impl Rule for DetachedRow {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for table in cx.document.tables() {
            let pieces = detached_pieces(cx, table);
            if !pieces.is_empty() {
                report(cx, table, &pieces);
            }
        }
    }
}

/// Rows below a table, and the blank lines before them.
struct Piece {
    gap: Span,
    rows: Span,
    count: usize,
    /// True if a row has more cells than the table, which GitHub would drop.
    is_wider: bool,
}

/// The pieces right below a table; each blank line cuts off one more.
fn detached_pieces(cx: &View<'_>, table: &Table) -> Vec<Piece> {
    let paragraphs = cx.document.paragraphs();
    let next = paragraphs.partition_point(|paragraph| paragraph.start < table.span.end);
    let text = cx.document.source().text();
    let mut pieces = Vec::new();
    let mut end = table.span.end;
    for &rows in &paragraphs[next..] {
        let gap = Span::new(end, rows.start);
        // Most rows outside of tables are kept in comments on purpose: 20 of 23 in 181 lists.
        if !cx.document.slice(gap).trim().is_empty() {
            break;
        }
        let lines = lines(cx, rows);
        if lines.is_empty() || !lines.iter().all(|&line| is_row(cx, line)) || starts_table(cx, &lines) {
            break;
        }
        pieces.push(Piece {
            gap,
            rows,
            count: lines.len(),
            is_wider: lines
                .iter()
                .any(|line| split_row(text, *line).len() > table.width()),
        });
        end = rows.end;
    }
    pieces
}

/// True for lines that were meant as a table of their own: the second is a row of dashes with other characters.
fn starts_table(cx: &View<'_>, lines: &[Span]) -> bool {
    let second = lines.get(1).map(|line| cx.document.slice(*line));
    second.is_some_and(|row| !row.contains(char::is_alphanumeric))
}

/// True if a line is a row of data.
fn is_row(cx: &View<'_>, line: Span) -> bool {
    let text = cx.document.source().text();
    let shown = text[line.range()].trim();
    // Prose may hold a pipe, but not at both ends; and a row of dashes would make another table.
    shown.starts_with('|')
        && shown.ends_with('|')
        && split_row(text, line).len() > 1
        && !is_delimiter_row(text, line)
}

fn report(cx: &mut Context<'_>, table: &Table, pieces: &[Piece]) {
    let source = cx.document.source();
    let (mut rows, mut edits) = (0, Vec::new());
    for piece in pieces {
        rows += piece.count;
        // The line end of the row above stays, which may have two bytes.
        let line_end = source.line_at(piece.gap.start).end;
        edits.push(Edit::replace(piece.gap, line_end.unwrap_or("\n")));
    }
    let message = format!(
        "a blank line cuts {} off from the table above: GitHub shows text there",
        counted(rows, "row")
    );
    let finding = cx.report(pieces[0].rows, message);
    finding.related(table.header.span, "the header of the table");
    if pieces.iter().any(|piece| piece.is_wider) {
        finding.help("remove the blank line, and add a column for the cells beyond the header");
    } else {
        finding.fix(Fix::safe("remove the blank line", edits).reshaping());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::{check, fixed};

    #[test]
    fn rows_below_a_blank_line_are_text() {
        check(
            &DetachedRow,
            "
| a | b |
|---|---|
| 1 | 2 |

| 3 | 4 |
^^^^^^^^^ a blank line cuts 3 rows off from the table above: GitHub shows text there
| 5 | 6 |

| 7 | 8 |
",
        );
    }

    #[test]
    fn other_text_and_comments_are_left_alone() {
        check(&DetachedRow, "| a | b |\n|---|---|\n\n|x| is the norm\n");
        check(&DetachedRow, "| a | b |\n|---|---|\n\n<!--\n| 1 | 2 |\n-->\n");
        check(&DetachedRow, "| a | b |\n|---|---|\n\nText\n\n| 1 | 2 |\n");
    }

    #[test]
    fn no_fix_makes_github_drop_a_cell() {
        let text = "| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 | [c](https://x.org) |\n";
        assert_eq!(fixed(&DetachedRow, text), text);
        let narrow = "| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |\n";
        assert_eq!(fixed(&DetachedRow, narrow), narrow.replace("\n\n", "\n"));
    }
}
