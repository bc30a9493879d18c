//! `lost-cells`: text in cells that GitHub drops.

use super::shared::Columns;
use crate::{
    document::{Document, Row, Table},
    finding::{Edit, Fix, Severity, counted},
    list::{CellKind, is_placeholder},
    rules::{
        base::{Context, Meta, Rule, meta},
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
            let columns = Columns::of(document, table);
            let (mut lost, mut surplus) = (Vec::new(), Vec::new());
            for row in &table.rows {
                if let Some(span) = lost_part(document, table, row, &columns) {
                    lost.push(Lost { row, span });
                } else {
                    surplus.extend(placeholders(document, table, row));
                }
            }
            report_surplus(cx, table, &surplus);
            // Two rows may overflow for two reasons; where most do, a column of the header is missing.
            if lost.len() > 2 && lost.len() * 2 > table.rows.len() {
                report_header(cx, table, &lost);
            } else {
                for lost in lost {
                    report_row(cx, table, &lost, &columns);
                }
            }
        }
    }
}

/// A row with the bytes of it that GitHub drops.
struct Lost<'t> {
    row: &'t Row,
    span: Span,
}

/// The bytes of a row that GitHub drops, if people would miss them. A placeholder is missed where every cell before it
/// is one column too far right.
fn lost_part(document: &Document<'_>, table: &Table, row: &Row, columns: &Columns<'_>) -> Option<Span> {
    let text = document.source().text();
    let mut missed: Option<Span> = None;
    let mut placeholder: Option<Span> = None;
    for cell in row.cells.get(table.width()..)? {
        let cell = cell.trimmed(text);
        let shown = &text[cell.range()];
        if is_comment(shown) {
            continue;
        }
        if is_value(shown) {
            missed.get_or_insert(cell).end = cell.end;
        } else if !cell.is_empty() {
            placeholder.get_or_insert(cell);
        }
    }
    missed.or_else(|| placeholder.filter(|_| is_shifted_right(document, row, columns.usual())))
}

/// The cells of a row beyond the header, if all of them hold a placeholder. Empty cells come from a pipe too many.
fn placeholders(document: &Document<'_>, table: &Table, row: &Row) -> Option<Span> {
    let text = document.source().text();
    let extra = row.cells.get(table.width()..)?;
    let shown = |cell: &Span| document.slice(*cell).trim();
    let is_filler = |cell: &Span| is_placeholder(shown(cell)) && !is_comment(shown(cell));
    let (first, last) = (extra.first()?, extra.last()?);
    let has_text = extra.iter().any(|cell| !shown(cell).is_empty());
    (has_text && extra.iter().all(is_filler)).then(|| Span::new(first.start, last.end).trimmed(text))
}

/// Reports placeholders that GitHub drops, all of a table in one finding: nothing is lost.
fn report_surplus(cx: &mut Context<'_>, table: &Table, surplus: &[Span]) {
    let [first, others @ ..] = surplus else { return };
    let more = match others.len() {
        0 => String::new(),
        _ => format!(" ({})", counted(surplus.len(), "row")),
    };
    let text = cx.document.source().text();
    let mut edits = Vec::new();
    for span in surplus {
        // From the pipe before the cells; the one behind them ends the row.
        if let Some(pipe) = text[..span.start].rfind('|') {
            let end = span.end + text[span.end..].len() - text[span.end..].trim_start_matches(' ').len();
            edits.push(Edit::delete(Span::new(pipe, end)));
        }
    }
    let finding = cx.report(
        *first,
        format!("this row has more cells than the header: GitHub drops them{more}"),
    );
    finding.severity = Severity::Info.min(finding.severity);
    finding
        .related(table.header.span, "the header")
        .fix(Fix::safe("remove the extra cells", edits).reshaping());
}

/// True if each cell looks like the cells of the previous column, so that there is an extra pipe left of it.
fn is_shifted_right(document: &Document<'_>, row: &Row, usual: &[Option<CellKind>]) -> bool {
    /// One such cell is chance.
    const ENOUGH: usize = 2;
    let mut moved = 0;
    for (pair, &cell) in usual.windows(2).zip(&row.cells[1..]) {
        let kind = CellKind::of(document, cell);
        if kind != CellKind::Nothing && pair[0] == Some(kind) && pair[1] != Some(kind) {
            moved += 1;
        }
    }
    moved >= ENOUGH
}

/// True if readers would miss the text of a cell, as they do not miss a placeholder.
fn is_value(cell: &str) -> bool {
    // A check mark or a star is a value, although there is no letter in it.
    !is_placeholder(cell) || cell.chars().any(is_symbol)
}

fn is_symbol(c: char) -> bool {
    let is_dash = matches!(c, '–' | '—' | '−' | '…' | '\u{200b}' | '\u{feff}');
    !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace() && !is_dash
}

/// True if a cell is a comment. Authors hide notes behind the last column: 361 of 488 long rows in 181 lists end so.
fn is_comment(cell: &str) -> bool {
    cell.starts_with("[//]:") || cell.starts_with("<!--") && cell.ends_with("-->")
}

fn report_header(cx: &mut Context<'_>, table: &Table, lost: &[Lost<'_>]) {
    let message = format!(
        "the header has {}, but {} of {} rows have more: GitHub drops the rest",
        counted(table.width(), "column"),
        lost.len(),
        table.rows.len()
    );
    cx.report(table.header.span, message)
        .related(lost[0].span, "dropped here first")
        .help("name the missing column in the header and in the row of dashes under it");
}

fn report_row(cx: &mut Context<'_>, table: &Table, lost: &Lost<'_>, columns: &Columns<'_>) {
    let document = cx.document;
    let message = format!(
        "this row has {}, the header has {}: GitHub drops {}",
        counted(lost.row.cells.len(), "cell"),
        table.width(),
        quote(document.slice(lost.span))
    );
    cx.report(lost.span, message)
        .related(table.header.span, "the header")
        .help(help(document.slice(lost.row.span)))
        .fix(repair(document, lost.row, columns.usual()));
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

/// The fix that joins the two cells that an extra pipe has made of one, where it is clear which pipe that is.
fn repair(document: &Document<'_>, row: &Row, usual: &[Option<CellKind>]) -> Option<Fix> {
    // With several extra pipes, one may hide another.
    if row.cells.len() != usual.len() + 1 {
        return None;
    }
    let row = LongRow::of(document, row);
    // Brackets that are open on one side of a pipe and closed on the other prove that it belongs to the text.
    if let Some(at) = only((0..usual.len()).filter(|&at| row.is_cut_at(at))) {
        return Some(Fix::safe(r"write the pipe as `\|`", vec![row.escape(at)]).reshaping());
    }
    let at = only((0..usual.len()).filter(|&at| row.fits_joined_at(at, usual)))?;
    let fix = if row.text(at + 1).is_empty() {
        Fix::risky("remove one of the two pipes", vec![row.join(at)])
    } else if are_usual(&row.kinds[at + 1..], &usual[at + 1..]) {
        // Words on both sides of a pipe may belong to two cells, unless the next cells show that they belong to one.
        return None;
    } else if row.is_link(at) || row.is_link(at + 1) {
        // A name beside a linked title does not belong to it.
        return None;
    } else {
        Fix::risky(r"write the pipe as `\|`", vec![row.escape(at)])
    };
    Some(fix.reshaping())
}

/// The element of an iterator that has just one.
fn only<T>(mut elements: impl Iterator<Item = T>) -> Option<T> {
    let first = elements.next()?;
    elements.next().is_none().then_some(first)
}

/// A row with one cell too many.
struct LongRow<'d> {
    document: &'d Document<'d>,
    cells: &'d [Span],
    kinds: Vec<CellKind>,
}

impl<'d> LongRow<'d> {
    fn of(document: &'d Document<'d>, row: &'d Row) -> Self {
        let kinds = row.cells.iter().map(|cell| CellKind::of(document, *cell));
        Self {
            document,
            cells: &row.cells,
            kinds: kinds.collect(),
        }
    }

    fn text(&self, at: usize) -> &'d str {
        self.document.slice(self.cells[at]).trim()
    }

    /// True for a cell that is one link and nothing else.
    fn is_link(&self, at: usize) -> bool {
        let cell = self.cells[at].trimmed(self.document.source().text());
        let links = self.document.links_in(cell);
        links.iter().any(|link| link.span == cell)
    }

    /// The edit that takes an empty cell out together with the pipe before it.
    fn join(&self, at: usize) -> Edit {
        Edit::delete(Span::new(self.cells[at].end, self.cells[at + 1].end))
    }

    /// The edit that makes the pipe behind a cell part of the text.
    fn escape(&self, at: usize) -> Edit {
        Edit::insert(self.cells[at].end, r"\")
    }

    /// True if the pipe behind a cell separates brackets or quotation marks of code that belong together.
    fn is_cut_at(&self, at: usize) -> bool {
        let (left, right) = (self.text(at), self.text(at + 1));
        !is_paired(left) && !is_paired(right) && is_paired(&format!("{left}{right}"))
    }

    /// True if the cells fit their columns after a cell is joined with the next.
    fn fits_joined_at(&self, at: usize, usual: &[Option<CellKind>]) -> bool {
        // Of two pipes that are together, the first is taken for the extra one.
        if self.text(at).is_empty() {
            return false;
        }
        let joined = match (self.kinds[at], self.kinds[at + 1]) {
            (CellKind::Nothing, kind) | (kind, CellKind::Nothing) => kind,
            (CellKind::Text | CellKind::Title, CellKind::Text | CellKind::Title) => CellKind::Title,
            _ => return false,
        };
        are_usual(&self.kinds[..at], usual)
            && is_usual(joined, usual[at])
            && are_usual(&self.kinds[at + 2..], &usual[at + 1..])
    }
}

/// True if brackets, backticks and dollars of a text are in pairs.
fn is_paired(text: &str) -> bool {
    let (mut round, mut square, mut ticks, mut dollars) = (0, 0, 0, 0);
    for byte in text.bytes() {
        match byte {
            b'(' => round += 1,
            b')' => round -= 1,
            b'[' => square += 1,
            b']' => square -= 1,
            b'`' => ticks += 1,
            b'$' => dollars += 1,
            _ => {}
        }
    }
    round == 0 && square == 0 && ticks % 2 == 0 && dollars % 2 == 0
}

fn are_usual(kinds: &[CellKind], usual: &[Option<CellKind>]) -> bool {
    kinds
        .iter()
        .zip(usual)
        .all(|(kind, usual)| is_usual(*kind, *usual))
}

/// True if a column may hold a cell of this kind: names and titles are of any length.
fn is_usual(kind: CellKind, usual: Option<CellKind>) -> bool {
    match usual {
        Some(CellKind::Text | CellKind::Title) => {
            matches!(kind, CellKind::Nothing | CellKind::Text | CellKind::Title)
        }
        Some(usual) => kind == CellKind::Nothing || kind == usual,
        None => true,
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
          ^^ this row has more cells than the header: GitHub drops them
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
                                                                       ^^^^ this row has more cells than the header: GitHub drops them
",
        );
    }

    /// The last row of a table after its only fix.
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
