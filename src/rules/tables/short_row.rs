//! `short-row`: a row that ends before the last column.

use super::shared::{Columns, broken_spans, first_unfilled, has_fullwidth_pipes, is_divider, names};
use crate::{
    document::{Document, Row, Table},
    finding::{Edit, Finding, Fix, counted},
    list::{CellKind, UsualKinds},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{SHOWN, is_within},
    },
    source::Span,
};

pub(super) struct ShortRow;

static META: Meta = meta!("short-row", Tables, Warning, List).with_unsafe_fix();

impl Rule for ShortRow {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let mut tables = Vec::new();
        for table in document.tables() {
            tables.push(ShortRows::of(document, table));
        }
        let leaves_out = leaves_out_empty_cells(document, &tables);
        for short in tables {
            report(cx, short.table, &short.shifted, Shortness::Shifted);
            for row in &short.unsplit {
                report_unsplit(cx, short.table, row);
            }
            if !leaves_out {
                report(cx, short.table, &short.early, Shortness::Early);
            }
        }
    }
}

/// The way in which a row is short.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shortness {
    /// Its last cell is in the wrong column, so that a cell before it is missing.
    Shifted,
    /// It only ends early.
    Early,
}

impl Shortness {
    /// The most rows that are reported one by one, however few the table has.
    const fn few(self) -> usize {
        match self {
            // A row whose cells are in the wrong columns misleads readers, and each has another cell to repair.
            Self::Shifted => 5,
            // More rows that end early may well be a habit.
            Self::Early => 3,
        }
    }
}

/// Reports rows of a table that are short in one way: outliers each, and many in one finding that says as much.
fn report(cx: &mut Context<'_>, table: &Table, rows: &[Short<'_>], shortness: Shortness) {
    // In 20 tables of 181 lists more than half of the rows are short, and a finding for each would hide the others.
    let is_outlier = rows.len() <= shortness.few()
        && (shortness == Shortness::Shifted || rows.len() * 4 <= table.rows.len());
    if is_outlier || rows.len() == 1 || rows.len() * 10 <= table.rows.len() {
        for row in rows {
            report_row(cx, table, row, shortness);
        }
    } else {
        report_table(cx, table, rows, shortness);
    }
}

/// A short row with the column in which its first cell is missing.
struct Short<'t> {
    row: &'t Row,
    column: usize,
}

/// The short rows of a table, by the way in which they are short.
struct ShortRows<'t> {
    table: &'t Table,
    shifted: Vec<Short<'t>>,
    early: Vec<Short<'t>>,
    /// Rows whose last cell ends with the links of the next column.
    unsplit: Vec<Unsplit<'t>>,
}

/// A row in which a pipe is missing before the links at its end.
struct Unsplit<'t> {
    row: &'t Row,
    links: Span,
}

impl<'t> ShortRows<'t> {
    fn of(document: &'t Document<'t>, table: &'t Table) -> Self {
        let columns = Columns::of(document, table);
        let mut short = Self {
            table,
            shifted: Vec::new(),
            early: Vec::new(),
            unsplit: Vec::new(),
        };
        for row in short_rows(document, table) {
            if let Some(links) = unsplit_links(document, row, columns.usual()) {
                short.unsplit.push(Unsplit { row, links });
            } else if is_divider(row) {
                // A single cell divides the table into parts.
            } else if is_shifted_left(document, row, columns.kinds()) {
                let column = first_gap(document, row, columns.kinds());
                short.shifted.push(Short { row, column });
            } else {
                let column = row.cells.len();
                short.early.push(Short { row, column });
            }
        }
        short
    }
}

/// The links at the end of the last cell of a row, behind words, if the next column has links in other rows.
fn unsplit_links(document: &Document<'_>, row: &Row, usual: &[Option<CellKind>]) -> Option<Span> {
    let cell = row.cells.last()?.trimmed(document.source().text());
    let is_link =
        |kind: &Option<CellKind>| matches!(kind, Some(CellKind::Paper | CellKind::Code | CellKind::Link));
    let own = usual.get(row.cells.len() - 1)?;
    if is_link(own) || !usual.get(row.cells.len()).is_some_and(is_link) || row.is_bare_text() {
        return None;
    }
    let mut start = cell.end;
    for link in document.links_in(cell).iter().rev().filter(|link| !link.is_image) {
        let between = document.slice(Span::new(link.span.end.min(start), start));
        if between.contains(|c: char| c.is_alphanumeric()) {
            break;
        }
        start = link.span.start;
    }
    let words = document.slice(Span::new(cell.start, start));
    let is_text = words.chars().filter(|c| c.is_alphabetic()).count() > 1;
    // Between the words and the first link there may be its bracket.
    let start = start - (words.len() - words.trim_end_matches(['[', '(']).len());
    (is_text && start < cell.end).then(|| Span::new(start, cell.end))
}

/// The first column of a row in which the cells belong to a later one.
fn first_gap(document: &Document<'_>, row: &Row, usual: &UsualKinds) -> usize {
    let missing = usual.columns().len() - row.cells.len();
    let cells = row.cells.iter().map(|cell| CellKind::of(document, *cell));
    cells
        .enumerate()
        .position(|(column, kind)| usual.belongs_further_right(column, kind, missing))
        .unwrap_or(row.cells.len())
}

/// The short rows of a table, except rows whose cause another rule reports.
fn short_rows<'t>(document: &Document<'_>, table: &'t Table) -> Vec<&'t Row> {
    let mut short = Vec::new();
    if first_unfilled(table).is_some() {
        return short;
    }
    let broken = broken_spans(document, table);
    for row in &table.rows {
        if row.cells.len() < table.width()
            && !row.cells.is_empty()
            && !row.is_bare_text()
            && !has_fullwidth_pipes(document, table, row)
            && !is_within(&broken, row.span.start)
        {
            short.push(row);
        }
    }
    short
}

/// True if the last filled cell of a row looks like the cells of a later column, and unlike the cells of its own.
fn is_shifted_left(document: &Document<'_>, row: &Row, usual: &UsualKinds) -> bool {
    let missing = usual.columns().len() - row.cells.len();
    for (column, &cell) in row.cells.iter().enumerate().rev() {
        let kind = CellKind::of(document, cell);
        // An empty cell or a placeholder fits everywhere.
        if kind != CellKind::Nothing {
            return usual.belongs_further_right(column, kind, missing);
        }
    }
    false
}

/// True if a list ends rows early where nothing follows, instead of writing empty cells or placeholders there.
fn leaves_out_empty_cells(document: &Document<'_>, tables: &[ShortRows<'_>]) -> bool {
    /// Fewer rows make no habit.
    const ENOUGH: usize = 3;
    let left_out: usize = tables.iter().map(|short| short.early.len()).sum();
    // A habit is one of the whole list: a single table may have nothing to leave out.
    let written = tables.iter().map(|short| empty_ends(document, short.table));
    left_out >= ENOUGH && left_out > written.sum()
}

/// The number of rows that have a last cell and nothing in it.
fn empty_ends(document: &Document<'_>, table: &Table) -> usize {
    let ends = table
        .rows
        .iter()
        .filter_map(|row| row.cells.get(table.width() - 1));
    ends.filter(|cell| CellKind::of(document, **cell) == CellKind::Nothing)
        .count()
}

fn report_unsplit(cx: &mut Context<'_>, table: &Table, Unsplit { row, links }: &Unsplit<'_>) {
    let next = names(cx, &table.header.cells[row.cells.len()..=row.cells.len()]);
    let message = format!("these links belong under {next}: the pipe before them is missing");
    let edit = Edit::insert(links.start, "| ");
    cx.report(*links, message)
        .related(table.header.span, "the header")
        .fix(Fix::risky("write the pipe", vec![edit]).reshaping());
}

fn report_row(cx: &mut Context<'_>, table: &Table, short: &Short<'_>, shortness: Shortness) {
    let (row, missing) = (short.row, table.width() - short.row.cells.len());
    let under = names(cx, &table.header.cells[short.column..short.column + missing]);
    let (message, help) = match shortness {
        Shortness::Shifted => (
            format!(
                "this row has {}, the header has {}: no cell under {under}",
                counted(row.cells.len(), "cell"),
                table.width()
            ),
            "add a cell before this one: from here on the cells are in the wrong columns",
        ),
        Shortness::Early => (
            format!("this row ends before {under}"),
            "add the missing cell, empty if it has no value",
        ),
    };
    let place = place(cx, short, shortness);
    report_at(cx, place, message, shortness)
        .related(table.header.span, "the header")
        .help(help);
}

fn report_table(cx: &mut Context<'_>, table: &Table, short: &[Short<'_>], shortness: Shortness) {
    let [first, others @ ..] = short else { return };
    let is_one_column = others.iter().all(|other| other.column == first.column);
    let column = if is_one_column {
        first.column
    } else {
        table.width() - 1
    };
    let name = names(cx, &table.header.cells[column..=column]);
    let (all, rows) = (short.len(), table.rows.len());
    let (message, help) = match shortness {
        Shortness::Shifted => (
            format!("{all} of {rows} rows miss a cell under {name} or before it"),
            "add the missing cells: every cell behind one is in the wrong column",
        ),
        Shortness::Early => (
            format!("{all} of {rows} rows end before {name}"),
            "add the missing cells, empty if they have no value",
        ),
    };
    let view = **cx;
    let finding = report_at(cx, place(&view, first, shortness), message, shortness);
    // The finding itself shows one of the rows.
    for row in others.iter().take(SHOWN - 1) {
        finding.related(place(&view, row, shortness), "so does this row");
    }
    finding.help(help);
}

/// Reports short rows, with doubt where they may be meant as they are.
fn report_at<'c>(
    cx: &'c mut Context<'_>,
    place: Span,
    message: String,
    shortness: Shortness,
) -> &'c mut Finding {
    match shortness {
        Shortness::Shifted => cx.report(place, message),
        Shortness::Early => cx.report_doubt(place, message),
    }
}

/// The first cell in a wrong column, or the last character of a row that ends early.
fn place(cx: &View<'_>, short: &Short<'_>, shortness: Shortness) -> Span {
    let text = cx.document.source().text();
    if shortness == Shortness::Shifted
        && let Some(cell) = short.row.cells.get(short.column)
    {
        return cell.trimmed(text);
    }
    let row = short.row.span.trimmed(text);
    let last = text[row.range()].chars().next_back().map_or(0, char::len_utf8);
    Span::new(row.end - last, row.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::{check, fixed};

    #[test]
    fn a_stray_short_row_is_reported() {
        check(
            &ShortRow,
            "
| Title | Venue | Code |
|---|---|---|
| A | CVPR | x |
| B | CVPR |
           ^ this row ends before “Code”
| C | CVPR | |
",
        );
    }

    #[test]
    fn many_short_rows_of_one_table_are_one_finding() {
        check(
            &ShortRow,
            "
| Title | Venue | Code |
|---|---|---|
| A | CVPR | x |
| B | CVPR |
           ^ 2 of 5 rows end before “Code”
| C | CVPR | |
| D | CVPR |
| E | CVPR | x |
",
        );
    }

    #[test]
    fn a_list_that_leaves_out_empty_cells_has_its_own_form() {
        check(
            &ShortRow,
            "\n| a | b | c |\n|---|---|---|\n| 1 | 2 |\n| 1 | 2 |\n| 1 | 2 |\n| 1 | 2 | 3 |\n",
        );
    }

    #[test]
    fn dividers_and_swallowed_text_are_none_of_its_business() {
        check(
            &ShortRow,
            "\n| a | b | c |\n|---|---|---|\n| **2024** |\ntext\n| 1 | 2 | 3 |\n",
        );
    }

    #[test]
    fn the_mark_is_the_first_wrong_cell_or_the_end_of_the_row() {
        let rows = "| Bread | RSS 2024 | [arXiv](https://arxiv.org/abs/2404.04194) | [code](https://github.com/a/b) |\n".repeat(7);
        check(
            &ShortRow,
            &format!(
                "
| Title | Venue | Paper | Code |
|---|---|---|---|
{rows}| Moon | [arXiv](https://arxiv.org/abs/2402.04192) | [code](https://github.com/a/c) |
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this row has 3 cells, the header has 4: no cell under “Venue”
| Salt | RSS 2024 | [arXiv](https://arxiv.org/abs/2403.04193) |
                                                              ^ this row ends before “Code”
| Crust | RSS 2024 | |
                     ^ this row ends before “Code”
"
            ),
        );
    }

    #[test]
    fn links_at_the_end_of_a_cell_belong_in_the_next_column() {
        let row = |number: u8, pipe: &str| {
            format!(
                "| {number}) **Horn** - hears a valley. {pipe}[Paper](https://arxiv.org/abs/2401.0000{number}), [Tweet](https://x.com/a/{number}) |\n"
            )
        };
        let head = "\n| Paper | Links |\n|---|---|\n";
        let rows = |pipe| {
            [
                row(1, "| "),
                row(2, pipe),
                row(3, "| "),
                "| **2023** |\n".to_owned(),
                row(4, "| "),
            ]
            .concat()
        };
        assert_eq!(
            fixed(&ShortRow, &format!("{head}{}", rows(""))),
            format!("{head}{}", rows("| "))
        );
    }
}
