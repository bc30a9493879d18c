//! Facts about tables that several of the rules need. Must not report.

use std::{cell::OnceCell, ops::Range};

use crate::{
    document::{Document, Row, Table},
    list::{CellKind, UsualKinds},
    rules::{base::View, support::quote},
    source::Span,
};

/// A row is seldom cut into more pieces.
const MAX_PIECES: usize = 4;

/// The runs of lines that make one row of the table's width if they are put together.
pub(super) fn broken_rows(document: &Document<'_>, table: &Table) -> Vec<Range<usize>> {
    let lines = Lines::of(document, table);
    let mut found = Vec::new();
    let mut first = 0;
    while first < table.rows.len() {
        let end = lines.row_end(first);
        if end > first + 1 {
            found.push(first..end);
        }
        first = end;
    }
    found
}

/// The places of a table's broken rows, in order.
pub(super) fn broken_spans(document: &Document<'_>, table: &Table) -> Vec<Span> {
    let broken = broken_rows(document, table).into_iter();
    broken.map(|rows| span_of(&table.rows[rows])).collect()
}

/// The place of neighbouring rows, of which there is at least one.
pub(super) fn span_of(rows: &[Row]) -> Span {
    Span::new(rows[0].span.start, rows[rows.len() - 1].span.end)
}

/// The rows of a table as lines, some of which may be pieces of one row.
struct Lines<'t> {
    text: &'t str,
    table: &'t Table,
    /// True if rows start with a pipe: 723 of 773 real tables write all of theirs so.
    has_pipe: bool,
}

impl<'t> Lines<'t> {
    fn of(document: &Document<'t>, table: &'t Table) -> Self {
        let text = document.source().text();
        let with_pipe = table.rows.iter().filter(|row| starts_with_pipe(text, row));
        Self {
            text,
            table,
            has_pipe: with_pipe.count() * 2 > table.rows.len() || starts_with_pipe(text, &table.header),
        }
    }

    /// The line behind the row that starts at line `first`: a row is one line unless the lines below complete it.
    fn row_end(&self, first: usize) -> usize {
        let (rows, width) = (&self.table.rows, self.table.width());
        let mut cells = rows[first].cells.len();
        if cells >= width || self.is_rest(&rows[first]) {
            return first + 1;
        }
        for last in first + 1..rows.len().min(first + MAX_PIECES) {
            // Two lines that both start as rows do are two rows, if short ones.
            if !self.is_rest(&rows[last]) {
                break;
            }
            cells += rows[last].cells.len();
            if cells > 0 && self.is_cut_in_cell(&rows[last - 1], &rows[last]) {
                cells -= 1;
            }
            // Text below a table ends in no pipe and does not complete a row.
            if cells == width && !rows[last].is_bare_text() {
                return last + 1;
            }
            if cells >= width {
                break;
            }
        }
        first + 1
    }

    /// True if a line starts in a way in which the rows of the table do not.
    fn is_rest(&self, row: &Row) -> bool {
        starts_with_pipe(self.text, row) != self.has_pipe
    }

    /// True if the line break between two lines goes through a cell: no pipe is beside it.
    fn is_cut_in_cell(&self, above: &Row, below: &Row) -> bool {
        !self.text[above.span.range()].ends_with('|') && !starts_with_pipe(self.text, below)
    }
}

fn starts_with_pipe(text: &str, row: &Row) -> bool {
    text[row.span.range()].starts_with('|')
}

/// The kinds of cells that are usual in the columns of a table, computed when they are first needed: most tables have
/// no defect that needs them.
pub(super) struct Columns<'t> {
    document: &'t Document<'t>,
    table: &'t Table,
    kinds: OnceCell<UsualKinds>,
}

impl<'t> Columns<'t> {
    pub(super) fn of(document: &'t Document<'t>, table: &'t Table) -> Self {
        Self {
            document,
            table,
            kinds: OnceCell::new(),
        }
    }

    /// The usual kinds of cells.
    pub(super) fn kinds(&self) -> &UsualKinds {
        self.kinds.get_or_init(|| usual_kinds(self.document, self.table))
    }

    /// The kind of most cells of each column.
    pub(super) fn usual(&self) -> &[Option<CellKind>] {
        self.kinds().columns()
    }
}

fn usual_kinds(document: &Document<'_>, table: &Table) -> UsualKinds {
    let width = table.width();
    let has_whole = table.rows.iter().any(|row| row.cells.len() == width);
    let mut rows = Vec::new();
    for row in &table.rows {
        // A short row or a long one may be shifted. If the header of a table misses a column, all rows are long.
        if row.cells.len() == width || row.cells.len() > width && !has_whole {
            rows.push(row);
        }
    }
    UsualKinds::of(document, &rows, width)
}

/// True if a line is not a row of data: a text without pipes, or a single cell that divides the table into parts.
pub(super) fn is_divider(row: &Row) -> bool {
    row.cells.len() < 2 || row.is_bare_text()
}

/// The first column that no row reaches.
///
/// Then the header is wrong, not each of the rows: in 24 tables of 181 lists every row is short.
pub(super) fn first_unfilled(table: &Table) -> Option<usize> {
    let rows = table.rows.iter().filter(|row| !is_divider(row));
    let longest = rows.map(|row| row.cells.len()).max()?;
    (longest < table.width()).then_some(longest)
}

/// The characters that look like a pipe. Maintainers of 7 in 151 lists have had to replace the first one.
const PIPES: [char; 4] = ['｜', '│', '￨', '∣'];

/// True if a row has fewer cells than the header because such characters separate some of them.
pub(super) fn has_fullwidth_pipes(document: &Document<'_>, table: &Table, row: &Row) -> bool {
    row.cells.len() < table.width()
        && row.cells.len() + fullwidth_pipes(document, row).count() == table.width()
}

/// The places of characters in a row that look like a pipe.
pub(super) fn fullwidth_pipes<'d>(
    document: &'d Document<'_>,
    row: &Row,
) -> impl Iterator<Item = Span> + use<'d> {
    let start = row.span.start;
    document
        .slice(row.span)
        .match_indices(PIPES)
        .map(move |(at, pipe)| Span::new(at, at + pipe.len()).shifted(start))
}

/// The texts of header cells, quoted; of many, the first.
pub(super) fn names(cx: &View<'_>, cells: &[Span]) -> String {
    /// A longer enumeration hides the rest of the message.
    const NAMED: usize = 4;
    let mut names = Vec::new();
    for &cell in cells.iter().take(NAMED) {
        names.push(quote(&cx.document.visible_text(cell)));
    }
    if cells.len() > NAMED {
        names.push("…".to_owned());
    }
    names.join(", ")
}

/// The lines of a paragraph that may belong to a table, without the marks of a block quote or a list before them.
pub(super) fn lines(cx: &View<'_>, paragraph: Span) -> Vec<Span> {
    let source = cx.document.source();
    let mut lines = Vec::new();
    // Nearly all paragraphs are prose.
    if source.slice(paragraph).contains('|') {
        for line in source.lines_in(paragraph) {
            let Span { start, end } = line.span;
            let shown = source.slice(Span::new(start.max(paragraph.start), end));
            let row = shown.trim_start_matches(['>', ' ', '\t']);
            lines.push(Span::new(end - row.len(), end));
        }
    }
    lines
}
