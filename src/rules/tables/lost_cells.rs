//! `lost-cells`: text in cells that GitHub drops.

use std::cell::LazyCell;

use super::shared::usual_kinds;
use crate::{
    document::{Document, Row, Table},
    finding::{Edit, Finding, Fix, count},
    list::{CellKind, is_placeholder},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::quote,
    },
    source::Span,
};

pub(super) struct LostCells;

static META: Meta = meta!("lost-cells", Tables, Error, List).with_safe_fix();

impl Rule for LostCells {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        for table in document.tables() {
            let usual = LazyCell::new(|| usual_kinds(document, table));
            let is_shifted = |row: &Row| is_shifted(document, row, &usual);
            let lost: Vec<_> = table
                .rows
                .iter()
                .filter_map(|row| lost_part(cx, table, row, is_shifted))
                .collect();
            // Two rows may overflow for two reasons; where most do, a column of the header is missing.
            if lost.len() > 2 && lost.len() * 2 > table.rows.len() {
                report_header(cx, table, &lost);
            } else {
                for (row, span) in lost {
                    let fix = repair(document, table, row, &usual);
                    report_row(cx, table, row, span).fix = fix;
                }
            }
        }
    }
}

/// The bytes of a row that GitHub drops, if people would miss them. A placeholder is missed where every cell before it
/// stands one column too far right.
fn lost_part<'t>(
    cx: &View<'_>,
    table: &Table,
    row: &'t Row,
    is_shifted: impl Fn(&Row) -> bool,
) -> Option<(&'t Row, Span)> {
    let text = cx.document.source().text();
    let dropped = row.cells.get(table.width()..)?;
    let dropped = || dropped.iter().map(|cell| cell.trimmed(text));
    let mut missed = dropped().filter(|cell| is_missed(&text[cell.range()]));
    if let Some(first) = missed.next() {
        let last = missed.next_back().unwrap_or(first);
        return Some((row, Span::new(first.start, last.end)));
    }
    let placeholder = dropped().find(|cell| !cell.is_empty() && !is_comment(&text[cell.range()]))?;
    is_shifted(row).then_some((row, placeholder))
}

/// Whether cells look like those of the column before theirs, so that a pipe too many stands left of them.
fn is_shifted(document: &Document<'_>, row: &Row, usual: &[Option<CellKind>]) -> bool {
    /// One such cell is chance.
    const ENOUGH: usize = 2;
    let pairs = usual.windows(2).zip(&row.cells[1..]);
    let moved = pairs.filter(|(pair, cell)| {
        let kind = CellKind::of(document, **cell);
        kind != CellKind::Nothing && pair[1] != Some(kind) && pair[0] == Some(kind)
    });
    moved.count() >= ENOUGH
}

/// Nobody misses a placeholder; and authors hide comments behind the last column, `[//]: # (note)` or `<!-- note -->`.
fn is_missed(cell: &str) -> bool {
    let is_sign = cell
        .chars()
        .any(|c| !c.is_ascii() && !c.is_alphanumeric() && !is_dash(c));
    (is_sign || !is_placeholder(cell)) && !is_comment(cell)
}

fn is_comment(cell: &str) -> bool {
    cell.starts_with("[//]:") || cell.starts_with("<!--") && cell.ends_with("-->")
}

/// Signs that stand for nothing, beside those of ASCII.
fn is_dash(c: char) -> bool {
    c.is_whitespace() || matches!(c, '–' | '—' | '−' | '…' | '\u{200b}' | '\u{feff}')
}

fn report_row<'c>(cx: &'c mut Context<'_>, table: &Table, row: &Row, span: Span) -> &'c mut Finding {
    let (cells, width) = (count(row.cells.len(), "cell"), table.width());
    let lost = quote(cx.document.slice(span));
    let help = help(cx.document.slice(row.span));
    let message = format!("this row has {cells}, the header has {width}: GitHub drops {lost}");
    cx.report(span, message)
        .related(table.header.span, "the header")
        .help(help)
}

/// Makes one cell of the two that a pipe too many has made, where it is clear which pipe that is.
fn repair(document: &Document<'_>, table: &Table, row: &Row, usual: &[Option<CellKind>]) -> Option<Fix> {
    if row.cells.len() != table.width() + 1 {
        return None;
    }
    let pairs = || row.cells.windows(2).map(|pair| (pair[0], pair[1])).enumerate();
    let text = |cell: Span| document.slice(cell).trim();
    let broken = |&(_, (left, right)): &(usize, (Span, Span))| is_broken(text(left), text(right));
    if let Some((_, (left, _))) = only(pairs().filter(broken)) {
        let escape = vec![Edit::insert(left.end, r"\")];
        return Some(Fix::safe(r"write the pipe as `\|`", escape).reshaping());
    }
    let kinds: Vec<_> = row
        .cells
        .iter()
        .map(|cell| CellKind::of(document, *cell))
        .collect();
    // Of two pipes that stand together, the first is one too many.
    let fits = |&(at, (left, _)): &(usize, (Span, Span))| !text(left).is_empty() && fits(&kinds, at, usual);
    let (at, (left, right)) = only(pairs().filter(fits))?;
    let fix = if text(right).is_empty() {
        let pipe = Edit::delete(Span::new(left.end, right.end));
        Fix::unsafe_("remove one of the two pipes", vec![pipe])
    } else {
        // Words on both sides of a pipe may be those of two cells, unless the cells behind them show that they are not.
        kinds
            .iter()
            .zip(usual)
            .skip(at + 1)
            .find(|(kind, usual)| !is_usual(**kind, **usual))?;
        Fix::unsafe_(r"write the pipe as `\|`", vec![Edit::insert(left.end, r"\")])
    };
    Some(fix.reshaping())
}

/// The one element that there is.
fn only<T>(mut elements: impl Iterator<Item = T>) -> Option<T> {
    let first = elements.next();
    first.filter(|_| elements.next().is_none())
}

/// Whether a pipe parts brackets or quotation marks of code that belong together.
fn is_broken(left: &str, right: &str) -> bool {
    let is_whole = |text: &str| {
        let count = |sign| text.matches(sign).count();
        count('(') == count(')') && count('[') == count(']') && count('`') % 2 == 0 && count('$') % 2 == 0
    };
    !is_whole(left) && !is_whole(right) && is_whole(&format!("{left}{right}"))
}

/// Whether the cells look like those of their columns once the two from `at` on are one.
fn fits(kinds: &[CellKind], at: usize, usual: &[Option<CellKind>]) -> bool {
    let (left, right) = (kinds[at], kinds[at + 1]);
    let joined = match (left, right) {
        (CellKind::Nothing, kind) | (kind, CellKind::Nothing) => kind,
        (CellKind::Text | CellKind::Title, CellKind::Text | CellKind::Title) => CellKind::Title,
        _ => return false,
    };
    let mut rest = kinds[..at]
        .iter()
        .chain([&joined])
        .chain(&kinds[at + 2..])
        .zip(usual);
    rest.all(|(kind, usual)| is_usual(*kind, *usual))
}

/// Whether a cell may stand in a column: names and titles are of any length.
fn is_usual(kind: CellKind, usual: Option<CellKind>) -> bool {
    let is_text = |kind| matches!(kind, CellKind::Text | CellKind::Title);
    let alike = |usual| kind == usual || is_text(kind) && is_text(usual);
    kind == CellKind::Nothing || usual.is_none_or(alike)
}

fn report_header(cx: &mut Context<'_>, table: &Table, lost: &[(&Row, Span)]) {
    let (rows, width) = (table.rows.len(), count(table.width(), "column"));
    let message = format!(
        "the header has {width}, but {} of {rows} rows have more: GitHub drops the rest",
        lost.len()
    );
    cx.report(table.header.span, message)
        .related(lost[0].1, "dropped here first")
        .help("name the missing column in the header and in the row of dashes under it");
}

fn help(row: &str) -> &'static str {
    if row.contains('`') {
        r"a pipe splits cells even inside code: write it as `\|`"
    } else if row.trim_matches('|').contains("||") {
        "`||` makes an empty cell: remove one of the two pipes"
    } else {
        r"remove the extra pipe, write it as `\|` if it belongs to the text, or add a column to the header"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn text_behind_the_last_column_is_lost() {
        check(
            &LostCells,
            "
| a | b |
|---|---|
| 1 | 2 | 3 | 4 |
          ^^^^^ this row has 4 cells, the header has 2: GitHub drops “3 | 4”
| 1 | 2 | |
| 1 | 2 | -- |
| 1 | 2 | ⭐ |
          ^ this row has 3 cells, the header has 2: GitHub drops “⭐”
| 1 | 2 | [//]: # (2024) |
| 1 | 2 | <!-- x --> |
| 1 \\| 2 | 3 |
",
        );
    }

    #[test]
    fn a_placeholder_is_missed_where_the_cells_before_it_are_shifted() {
        check(
            &LostCells,
            "
| Name | Title | Paper | Code |
|---|---|---|---|
| A | A title that is long enough | [a](https://arxiv.org/abs/1) | [c](https://github.com/a/a) |
| B | B title that is long enough | [b](https://arxiv.org/abs/2) | - |
| C | | C title that is long enough | [c](https://arxiv.org/abs/3) | null |
                                                                     ^^^^ this row has 5 cells, the header has 4: GitHub drops “null”
| D | D title that is long enough | [d](https://arxiv.org/abs/4) | - | null |
",
        );
    }

    /// What the only fix makes of the last row of a table.
    fn repaired(row: &str) -> Option<String> {
        let text = format!(
            "| Title | Venue | Paper | Code |\n|---|---|---|---|\n\
             | A title that is long enough | CVPR 2024 | [p](https://arxiv.org/abs/1) | [c](https://github.com/a/a) |\n\
             | B title that is long enough | CVPR 2024 | [p](https://arxiv.org/abs/2) | - |\n{row}\n"
        );
        let source = crate::source::SourceFile::new("x.md", text);
        let engine = crate::engine::Engine::new(
            crate::config::Config::default(),
            &crate::engine::Selection::default(),
        );
        let found = engine.check(&source, &crate::facts::Facts::default());
        let fix = found.into_iter().find(|finding| finding.rule == META.id)?.fix?;
        let mut text = source.text().to_owned();
        let edit = fix.edits.first()?;
        text.replace_range(edit.span.range(), &edit.replacement);
        text.lines().last().map(str::to_owned)
    }

    #[test]
    fn the_pipe_that_splits_a_cell_is_found() {
        let rest = "ICLR 2024 | [p](https://arxiv.org/abs/3) | [c](https://github.com/a/c) |";
        for (row, meant) in [
            (
                "| Estimating p(x | y) in one step |",
                Some(r"| Estimating p(x \| y) in one step |"),
            ),
            ("| Reading `a|b` |", Some(r"| Reading `a\|b` |")),
            // Either pipe may be the wrong one.
            ("| MapNet | Reading Maps Without Labels |", None),
            (
                "| Reading Maps Without Labels ||",
                Some("| Reading Maps Without Labels |"),
            ),
        ] {
            let meant = meant.map(|meant| format!("{meant} {rest}"));
            assert_eq!(repaired(&format!("{row} {rest}")), meant, "{row}");
        }
        let paper = "[p](https://arxiv.org/abs/3)";
        assert_eq!(
            repaired(&format!(
                "| Reading Maps | ICLR 2024 | {paper} | Code | [c](https://github.com/a/c) |"
            )),
            None
        );
    }

    #[test]
    fn a_header_that_lacks_a_column_is_one_finding() {
        check(
            &LostCells,
            "
| a | b |
^^^^^^^^^ the header has 2 columns, but 3 of 4 rows have more: GitHub drops the rest
|---|---|
| 1 | 2 | 3 |
| 1 | 2 | 3 |
| 1 | 2 | 3 |
| 1 | 2 |
",
        );
    }
}
