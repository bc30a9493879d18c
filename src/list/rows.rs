//! Reads the rows of a table as entries. Must not decide what columns hold.

use super::{
    BoldCell, Column, Entry, EntryLink, Field, List, Place, Registry, VenueCell, date, is_placeholder,
    kind::TITLE_LENGTH, links, venue,
};
use crate::{
    config::Role,
    document::{Document, Row, Style, Table, TextRun},
    source::Span,
};

/// A table of papers with what its columns hold.
pub(super) struct Rows<'d, 'r> {
    pub(super) document: &'d Document<'d>,
    pub(super) registry: &'r Registry,
    pub(super) table: &'d Table,
    pub(super) index: usize,
    pub(super) roles: &'d [Role],
}

impl<'r> Rows<'_, 'r> {
    /// Adds the entries of the table and the forms of its cells to `list`.
    pub(super) fn read(&self, list: &mut List<'r>) {
        let usual = usual_length(self.table);
        let rows = self.table.rows.iter().enumerate();
        for (index, row) in rows.filter(|(_, row)| !row.is_bare_text()) {
            // In a row that lacks a cell, the cells after it stand in columns that are not theirs.
            let is_shifted = row.cells.len() < usual;
            let cells = if is_shifted { &[][..] } else { &row.cells };
            let place = Place::Row {
                table: self.index,
                row: index,
            };
            let mut entry = Entry::new(row.span, place, self.document.section_at(row.span.start));
            for (column, (&cell, &role)) in cells.iter().zip(self.roles).enumerate() {
                self.read_cell(list, &mut entry, column, cell, role);
            }
            entry.links = self.links(row);
            entry.title = entry
                .title
                .take()
                .or_else(|| self.linked_title(&entry).filter(|_| is_shifted));
            entry.settle_year();
            list.entries.push(entry);
        }
    }

    fn read_cell(&self, list: &mut List<'r>, entry: &mut Entry<'r>, column: usize, cell: Span, role: Role) {
        let place = Column::Table {
            table: self.index,
            column,
        };
        match role {
            Role::Venue => {
                let venue = self.venue(place, cell);
                list.count_venue(venue.as_ref());
                entry.venue = entry.venue.take().or(venue);
            }
            Role::Name | Role::Title => {
                list.count_bold(self.bold(place, role, cell));
                let field = if role == Role::Name {
                    &mut entry.name
                } else {
                    &mut entry.title
                };
                *field = field.take().or_else(|| self.field(cell));
            }
            Role::Year | Role::Date => {
                let span = cell.trimmed(self.document.source().text());
                let read = date::read_date(&self.document.visible_text(cell));
                entry.date = entry.date.or(read.map(|(date, _)| (span, date)));
            }
            _ => {}
        }
    }

    /// What stands in the first line of a cell that has text: badges stand above a title, its authors below.
    fn field(&self, cell: Span) -> Option<Field> {
        let source = self.document.source().text();
        let line = self.first_line(cell);
        let text = self.document.visible_text(line);
        let span = line.trimmed(source);
        (!is_placeholder(&text)).then_some(Field { span, text })
    }

    fn first_line(&self, cell: Span) -> Span {
        let source = self.document.source().text();
        let runs = self.document.runs_in(cell);
        let (mut line, mut has_text) = (cell, false);
        for pair in runs.windows(2) {
            has_text |= is_read(&pair[0], source);
            let gap = source.get(pair[0].span.end..pair[1].span.start).unwrap_or("");
            if let (true, Some(at)) = (has_text, gap.find("<br")) {
                return Span::new(line.start, pair[0].span.end + at);
            }
            if let Some(at) = gap
                .rfind("<br")
                .and_then(|at| Some(at + gap[at..].find('>')? + 1))
            {
                line.start = pair[0].span.end + at;
            }
        }
        line
    }

    /// The first long text of a link: in a row whose columns cannot be told, it is the title.
    fn linked_title(&self, entry: &Entry<'_>) -> Option<Field> {
        let labels = entry
            .links
            .iter()
            .map(|link| self.document.links()[link.link].label);
        let mut labels = labels.map(|span| (span, self.document.visible_text(span)));
        let found = labels.find(|(_, text)| text.chars().nth(TITLE_LENGTH).is_some());
        found.map(|(span, text)| Field { span, text })
    }

    fn venue(&self, column: Column, cell: Span) -> Option<VenueCell<'r>> {
        let text = self.document.source().text();
        let mut runs = self.document.runs_in(cell).iter();
        let run = runs.find(|run| is_read(run, text))?;
        let text = venue::read(run.text(text), self.registry)?;
        // The places in a text that was decoded are not those of the file.
        run.decoded.is_none().then_some(VenueCell {
            column,
            run: run.span,
            text,
        })
    }

    fn bold(&self, column: Column, role: Role, cell: Span) -> Option<BoldCell> {
        let text = self.document.source().text();
        let runs = self.document.texts_in(cell).iter();
        let (bold, plain): (Vec<_>, Vec<_>) = runs
            .filter(|run| is_read(run, text))
            .partition(|run| run.style.has(Style::STRONG));
        (bold.is_empty() != plain.is_empty()).then(|| BoldCell {
            column,
            role,
            span: cell.trimmed(text),
            is_bold: !bold.is_empty(),
        })
    }

    fn links(&self, row: &Row) -> Vec<EntryLink> {
        let column_at = |at: usize| row.cells.partition_point(|cell| cell.start <= at).checked_sub(1);
        let of_column = |at| {
            let column = column_at(at)?;
            Some((column, *self.roles.get(column)?))
        };
        links::in_span(self.document, row.span, of_column)
    }
}

/// How many cells most rows of a table have.
fn usual_length(table: &Table) -> usize {
    let mut lengths: Vec<_> = table.rows.iter().map(|row| row.cells.len()).collect();
    lengths.sort_unstable();
    let runs = lengths.chunk_by(|a, b| a == b);
    runs.max_by_key(|run| run.len()).map_or(0, |run| run[0])
}

/// Whether people read a run as text: not the label of an image, not blank, not mere punctuation.
fn is_read(run: &TextRun, text: &str) -> bool {
    !run.style.has(Style::IMAGE) && run.text(text).contains(char::is_alphanumeric)
}
