//! `detached-row`: rows that a blank line cuts off from their table.

use super::shared::lines;
use crate::{
    document::{Table, is_delimiter_row, split_row},
    finding::{Edit, Fix, count},
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

/// Rows that stand below a table, and the blank lines before them.
struct Piece {
    gap: Span,
    rows: Span,
    count: usize,
}

/// The pieces right below a table; each blank line cuts off one more.
fn detached_pieces(cx: &View<'_>, table: &Table) -> Vec<Piece> {
    let paragraphs = cx.document.paragraphs();
    let next = paragraphs.partition_point(|paragraph| paragraph.start < table.span.end);
    let mut end = table.span.end;
    let pieces = paragraphs[next..].iter().map_while(|&rows| {
        let gap = Span::new(end, rows.start);
        let count = rows_in(cx, gap, rows)?;
        end = rows.end;
        Some(Piece { gap, rows, count })
    });
    pieces.collect()
}

/// How many rows a paragraph holds, if it holds nothing else and only blank lines stand before it.
fn rows_in(cx: &View<'_>, gap: Span, paragraph: Span) -> Option<usize> {
    let text = cx.document.source().text();
    if !text[gap.range()].trim().is_empty() {
        return None;
    }
    let is_row = |line: &Span| {
        let shown = text[line.range()].trim();
        let has_outer_pipes = shown.starts_with('|') && shown.ends_with('|');
        has_outer_pipes && split_row(text, *line).len() > 1 && !is_delimiter_row(text, *line)
    };
    let lines = lines(cx, paragraph);
    (!lines.is_empty() && lines.iter().all(is_row)).then_some(lines.len())
}

fn report(cx: &mut Context<'_>, table: &Table, pieces: &[Piece]) {
    let source = cx.document.source();
    let rows = count(pieces.iter().map(|piece| piece.count).sum(), "row");
    let message = format!("a blank line cuts {rows} off from the table above: GitHub shows text there");
    let edits = pieces.iter().map(|piece| {
        let line_end = source.line_end(source.line_index(piece.gap.start));
        Edit::replace(piece.gap, line_end)
    });
    let fix = Fix::safe("remove the blank line", edits.collect()).reshaping();
    cx.report(pieces[0].rows, message)
        .related(table.header.span, "the header of the table")
        .fix(fix);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

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
}
