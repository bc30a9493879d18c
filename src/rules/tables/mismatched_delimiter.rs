//! `mismatched-delimiter`: a row of dashes of a different width than the header, so that no table is shown.

use super::shared::lines;
use crate::{
    document::{is_delimiter_row, split_row},
    finding::counted,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
    source::Span,
};

pub(super) struct MismatchedDelimiter;

static META: Meta = meta!("mismatched-delimiter", Tables, Error, Page);

impl Rule for MismatchedDelimiter {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for &paragraph in cx.document.paragraphs() {
            for pair in lines(cx, paragraph).windows(2) {
                check_pair(cx, pair[0], pair[1]);
            }
        }
    }
}

fn check_pair(cx: &mut Context<'_>, header: Span, delimiter: Span) {
    let text = cx.document.source().text();
    // Dashes without pipes draw a line or make a heading.
    if !text[header.range()].contains('|') || !is_made_of_dashes(&text[delimiter.range()]) {
        return;
    }
    if is_delimiter_row(text, delimiter) {
        report_width(cx, header, delimiter);
    } else {
        report_cell(cx, header, delimiter);
    }
}

/// True if a line was meant to be a row of dashes, whatever is wrong with its cells.
fn is_made_of_dashes(line: &str) -> bool {
    (line.contains("--") || line.contains(":-"))
        && line.contains('|')
        && line.trim_matches(['|', '-', ':', ' ', '\t', '\r']).is_empty()
}

/// Reports a row of dashes that has not as many cells as the header.
fn report_width(cx: &mut Context<'_>, header: Span, delimiter: Span) {
    let text = cx.document.source().text();
    let (cells, dashes) = (split_row(text, header).len(), split_row(text, delimiter).len());
    // Of two rows of dashes, the first one belongs to a header above it.
    if cells != dashes && !is_delimiter_row(text, header) {
        let message = format!(
            "the header has {}, this row has {dashes}: GitHub shows the table as text",
            counted(cells, "cell")
        );
        cx.report(delimiter.trimmed(text), message)
            .related(header, "the header")
            .help("give the row of dashes as many cells as the header");
    }
}

/// Reports the first cell that is anything but dashes with a colon at either end.
fn report_cell(cx: &mut Context<'_>, header: Span, delimiter: Span) {
    let text = cx.document.source().text();
    let cells = split_row(text, delimiter);
    if cells.len() < 2 || is_made_of_dashes(&text[header.range()]) {
        return;
    }
    let Some(cell) = cells.iter().find(|cell| !is_delimiter_row(text, **cell)) else {
        return;
    };
    let cell = cell.trimmed(text);
    let message = match &text[cell.range()] {
        "" => "a cell of this row has no dashes: GitHub shows the table as text".to_owned(),
        cell => format!("{} makes no column: GitHub shows the table as text", quote(cell)),
    };
    // A cell without text has nothing to underline.
    let place = if cell.is_empty() {
        delimiter.trimmed(text)
    } else {
        cell
    };
    cx.report(place, message)
        .related(header, "the header")
        .help("write one cell of dashes for each cell of the header, with a colon at most at either end");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn another_width_means_no_table() {
        check(
            &MismatchedDelimiter,
            "
| a | b | c |
|---|---|
^^^^^^^^^ the header has 3 cells, this row has 2: GitHub shows the table as text
| 1 | 2 | 3 |

> a | b
> ---|---|---
  ^^^^^^^^^^^ the header has 2 cells, this row has 3: GitHub shows the table as text
",
        );
    }

    #[test]
    fn a_cell_that_is_none_means_no_table() {
        check(
            &MismatchedDelimiter,
            "
a | b | c
:-: | :-: :-:
      ^^^^^^^ “:-: :-:” makes no column: GitHub shows the table as text
1 | 2 | 3

| a | b |
|---||
^^^^^^ a cell of this row has no dashes: GitHub shows the table as text
",
        );
    }

    #[test]
    fn tables_and_other_text_are_left_alone() {
        check(
            &MismatchedDelimiter,
            "| a | b |\n|---|---|\n\na | b\n\n- x\n---\n",
        );
    }
}
