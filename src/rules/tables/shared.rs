//! Facts about tables that several of the rules need. Must not report.

use std::{collections::HashMap, ops::Range};

use crate::{
    document::{Document, Row, Table},
    list::CellKind,
    rules::{base::View, support::quote},
    source::Span,
};

/// A row is seldom cut into more pieces.
const MOST_PIECES: usize = 4;

/// The runs of lines that make one row of the table's width if they are put together.
///
/// Lines after the first one start otherwise than the header or most rows do: with a pipe where those have none, or without.
pub(super) fn broken_rows(document: &Document<'_>, table: &Table) -> Vec<Range<usize>> {
    let text = document.source().text();
    let starts_with_pipe = |row: &&Row| text[row.span.range()].starts_with('|');
    let most_have = table.rows.iter().filter(starts_with_pipe).count() * 2 > table.rows.len();
    let has_pipe = most_have || starts_with_pipe(&&table.header);
    let is_rest = |row: &Row| starts_with_pipe(&row) != has_pipe;
    let mut found = Vec::new();
    let mut first = 0;
    while first < table.rows.len() {
        let rows = &table.rows[first..];
        let rest = rows[1..].iter().take(MOST_PIECES - 1);
        let rest = rest.take_while(|row| is_rest(row)).count();
        let pieces = if is_rest(&rows[0]) {
            None
        } else {
            pieces(text, table.width(), &rows[..=rest])
        };
        if let Some(pieces) = pieces {
            found.push(first..first + pieces);
        }
        first += pieces.unwrap_or(1);
    }
    found
}

/// How many of the lines make one row.
fn pieces(text: &str, width: usize, rows: &[Row]) -> Option<usize> {
    let mut cells = rows[0].cells.len();
    if cells >= width {
        return None;
    }
    for (index, pair) in rows.windows(2).enumerate() {
        cells += pair[1].cells.len();
        cells -= usize::from(is_cut_in_cell(text, &pair[0], &pair[1]) && cells > 0);
        if cells >= width {
            // Text below a table ends in no pipe and is no end of a row.
            return (cells == width && !pair[1].is_bare_text()).then_some(index + 2);
        }
    }
    None
}

pub(super) fn is_cut_in_cell(text: &str, before: &Row, after: &Row) -> bool {
    !text[before.span.range()].ends_with('|') && !text[after.span.range()].starts_with('|')
}

/// The places of a table's broken rows, in order.
pub(super) fn broken_spans(document: &Document<'_>, table: &Table) -> Vec<Span> {
    let rows = broken_rows(document, table).into_iter();
    let spans = rows.map(|rows| {
        Span::new(
            table.rows[rows.start].span.start,
            table.rows[rows.end - 1].span.end,
        )
    });
    spans.collect()
}

/// What most cells of each column look like, by the rows that have them all, and no more if there are such.
pub(super) fn usual_kinds(document: &Document<'_>, table: &Table) -> Vec<Option<CellKind>> {
    let width = table.width();
    let full = table.rows.iter().filter(|row| row.cells.len() >= width);
    let mut full: Vec<_> = full.collect();
    if full.iter().any(|row| row.cells.len() == width) {
        full.retain(|row| row.cells.len() == width);
    }
    let usual = (0..table.width()).map(|column| {
        let mut counts: HashMap<CellKind, usize> = HashMap::new();
        for row in &full {
            *counts
                .entry(CellKind::of(document, row.cells[column]))
                .or_default() += 1;
        }
        counts.remove(&CellKind::Nothing);
        let filled: usize = counts.values().sum();
        counts
            .into_iter()
            .find(|(_, count)| count * 2 > filled)
            .map(|(kind, _)| kind)
    });
    usual.collect()
}

/// Whether a line is no row of data: a text without pipes, or a single cell that divides the table into parts.
pub(super) fn is_divider(row: &Row) -> bool {
    row.cells.len() < 2 || row.is_bare_text()
}

/// The texts of header cells, quoted; of many, the first.
pub(super) fn names(cx: &View<'_>, cells: &[Span]) -> String {
    const SHOWN: usize = 4;
    let names = cells
        .iter()
        .take(SHOWN)
        .map(|cell| quote(&cx.document.visible_text(*cell)));
    let names = names.collect::<Vec<_>>().join(", ");
    if cells.len() > SHOWN {
        format!("{names}, …")
    } else {
        names
    }
}

/// The first column that no row reaches: then the header is wrong, not each of the rows.
pub(super) fn first_unfilled(table: &Table) -> Option<usize> {
    let rows = table.rows.iter().filter(|row| !is_divider(row));
    let longest = rows.map(|row| row.cells.len()).max()?;
    (longest < table.width()).then_some(longest)
}

/// The lines of a paragraph that may belong to a table, without what a block quote or a list puts before them.
pub(super) fn lines(cx: &View<'_>, paragraph: Span) -> Vec<Span> {
    let source = cx.document.source();
    if !source.slice(paragraph).contains('|') {
        return Vec::new();
    }
    let lines = source.line_index(paragraph.start)..=source.line_index(paragraph.end);
    let lines = lines.map(|line| source.line_span(line)).map(|line| {
        let start = line.start.max(paragraph.start);
        let marks = source.slice(Span::new(start, line.end));
        let marks = marks.len() - marks.trim_start_matches(['>', ' ', '\t']).len();
        Span::new(start + marks, line.end)
    });
    lines.collect()
}
