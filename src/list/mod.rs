//! What the file means as a list of papers: roles of columns, entries, venues, and the list's own conventions.
//! Must not judge, and must not know how a file is parsed.

mod column;
mod convention;
mod entry;
mod host;
mod kind;
mod registry;
mod venue;

use std::collections::BTreeMap;

pub use convention::{Convention, Conventions, Tally};
pub use entry::{CellRef, Entry};
pub use kind::CellKind;
pub use registry::{Cadence, Kind, Registry, Venue};
pub use venue::{Join, VenueStyle, VenueText, is_placeholder, read as read_venue};

use crate::{
    config::{Config, Role},
    document::{Document, Style, Table, TextRun},
    source::Span,
};

/// A cell with a venue.
#[derive(Debug)]
pub struct VenueCell<'r> {
    /// Where it stands.
    pub cell: CellRef,
    /// The run of text that was read; the ranges of `text` count from its start.
    pub run: Span,
    /// What it says.
    pub text: VenueText<'r>,
}

impl VenueCell<'_> {
    /// The venue's name in the file.
    #[must_use]
    pub fn venue_span(&self) -> Span {
        Span::from(self.text.venue.clone()).shifted(self.run.start)
    }

    /// What holds the year in the file.
    #[must_use]
    pub fn year_span(&self) -> Span {
        Span::from(self.text.year_part.clone()).shifted(self.run.start)
    }
}

/// A cell whose text is all bold or all plain.
#[derive(Debug)]
pub struct BoldCell {
    /// Where it stands.
    pub cell: CellRef,
    /// What its column holds.
    pub role: Role,
    /// Its text, with markup and without blanks around it.
    pub span: Span,
    /// Whether the text is bold.
    pub is_bold: bool,
}

/// A README, read as a list of papers.
#[derive(Debug)]
pub struct List<'r> {
    roles: Vec<Vec<Role>>,
    entries: Vec<Entry<'r>>,
    venues: Vec<VenueCell<'r>>,
    bold_cells: Vec<BoldCell>,
    bold: BTreeMap<Role, Conventions<bool>>,
    venue_style: Conventions<Option<VenueStyle>>,
}

/// The roles whose cells follow one form of bold.
const BOLD_ROLES: [Role; 2] = [Role::Name, Role::Title];

impl<'r> List<'r> {
    /// Reads a document as a list of papers.
    #[must_use]
    pub fn read(document: &Document<'_>, config: &Config, registry: &'r Registry) -> Self {
        let declared = config.conventions.venue.as_deref();
        let declared = declared.and_then(|example| venue::read(example, registry)?.style);
        let bold = BOLD_ROLES.map(|role| {
            (
                role,
                Conventions::new(config.conventions.bold.get(&role).copied()),
            )
        });
        let mut list = Self {
            roles: Vec::new(),
            entries: Vec::new(),
            venues: Vec::new(),
            bold_cells: Vec::new(),
            bold: bold.into(),
            venue_style: Conventions::new(declared.map(Some)),
        };
        for (index, table) in document.tables().iter().enumerate() {
            list.roles
                .push(column::roles(document, table, &config.columns, registry));
            if list.holds_papers(index) {
                list.read_table(document, index, table, registry);
            }
        }
        list
    }

    /// Whether a table lists papers: it has titles, or names with a venue or a link to the paper.
    #[must_use]
    pub fn holds_papers(&self, table: usize) -> bool {
        let has = |role| self.roles[table].contains(&role);
        has(Role::Title) || (has(Role::Name) || has(Role::Paper)) && (has(Role::Venue) || has(Role::Code))
    }

    fn read_table(&mut self, document: &Document<'_>, index: usize, table: &Table, registry: &'r Registry) {
        let roles = self.roles[index].clone();
        let usual = usual_length(table);
        for (row, line) in table
            .rows
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.is_bare_text())
        {
            // In a row that lacks a cell, the cells after it stand in columns that are not theirs.
            let cells = if line.cells.len() < usual {
                &[][..]
            } else {
                &line.cells
            };
            for (column, (&span, &role)) in cells.iter().zip(&roles).enumerate() {
                let cell = CellRef {
                    table: index,
                    row,
                    column,
                };
                match role {
                    Role::Venue => self.read_venue(document, cell, span, registry),
                    Role::Name | Role::Title => self.read_bold(document, cell, role, span),
                    _ => {}
                }
            }
            self.entries
                .push(entry(document, line, &roles, index, row, registry));
        }
    }

    fn read_venue(&mut self, document: &Document<'_>, cell: CellRef, span: Span, registry: &'r Registry) {
        if let Some(venue) = venue_cell(document, cell, span, registry) {
            // A year in a style that cannot be told says nothing about the style of the list.
            if venue.text.style.is_some() || venue.text.year.is_none() {
                self.venue_style.add((cell.table, cell.column), venue.text.style);
            }
            self.venues.push(venue);
        }
    }

    fn read_bold(&mut self, document: &Document<'_>, cell: CellRef, role: Role, span: Span) {
        let text = document.source().text();
        let runs = document.texts_in(span).iter().filter(|run| is_read(run, text));
        let (bold, plain): (Vec<_>, Vec<_>) = runs.partition(|run| run.style.has(Style::STRONG));
        if bold.is_empty() != plain.is_empty() {
            let (is_bold, span) = (!bold.is_empty(), span.trimmed(text));
            if let Some(conventions) = self.bold.get_mut(&role) {
                conventions.add((cell.table, cell.column), is_bold);
            }
            self.bold_cells.push(BoldCell {
                cell,
                role,
                span,
                is_bold,
            });
        }
    }

    /// Whether a table has a column with this role.
    #[must_use]
    pub fn has_role(&self, table: usize, role: Role) -> bool {
        self.roles[table].contains(&role)
    }

    /// What a column holds.
    #[must_use]
    pub fn role(&self, table: usize, column: usize) -> Option<Role> {
        self.roles.get(table)?.get(column).copied()
    }

    /// The entries, in the order of the text.
    #[must_use]
    pub fn entries(&self) -> &[Entry<'r>] {
        &self.entries
    }

    /// The entry whose row holds this byte.
    #[must_use]
    pub fn entry_at(&self, offset: usize) -> Option<&Entry<'r>> {
        let after = self.entries.partition_point(|entry| entry.span.start <= offset);
        let entry = &self.entries[after.checked_sub(1)?];
        (offset < entry.span.end).then_some(entry)
    }

    /// The cells with a venue, in the order of the text.
    #[must_use]
    pub fn venues(&self) -> &[VenueCell<'r>] {
        &self.venues
    }

    /// The names and titles that are bold or plain throughout.
    #[must_use]
    pub fn bold_cells(&self) -> &[BoldCell] {
        &self.bold_cells
    }

    /// Whether the cells of a name's or title's column are bold, if they follow a form.
    #[must_use]
    pub fn bold_convention(&self, cell: &BoldCell) -> Option<Convention<bool>> {
        self.bold.get(&cell.role)?.of((cell.cell.table, cell.cell.column))
    }

    /// The style of venues in a cell's column, if they follow one; its form is `None` when they bear no year.
    #[must_use]
    pub fn venue_convention(&self, cell: CellRef) -> Option<Convention<Option<VenueStyle>>> {
        self.venue_style.of((cell.table, cell.column))
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

fn venue_cell<'r>(
    document: &Document<'_>,
    cell: CellRef,
    span: Span,
    registry: &'r Registry,
) -> Option<VenueCell<'r>> {
    let text = document.source().text();
    let run = document.texts_in(span).iter().find(|run| is_read(run, text))?;
    let text = venue::read(run.text(text), registry)?;
    // The places in a text that was decoded are not those of the file.
    run.decoded.is_none().then_some(VenueCell {
        cell,
        run: run.span,
        text,
    })
}

fn entry<'r>(
    document: &Document<'_>,
    line: &crate::document::Row,
    roles: &[Role],
    table: usize,
    row: usize,
    registry: &'r Registry,
) -> Entry<'r> {
    let cell = |wanted: Role| {
        let column = roles.iter().position(|role| *role == wanted)?;
        Some((column, *line.cells.get(column)?))
    };
    let text = |role| {
        let text = document.visible_text(cell(role)?.1);
        (!is_placeholder(&text)).then_some(text)
    };
    let venue = cell(Role::Venue)
        .and_then(|(column, span)| venue_cell(document, CellRef { table, row, column }, span, registry));
    let own_year = || text(Role::Year)?.parse().ok();
    let year = venue.as_ref().and_then(|venue| venue.text.year).or_else(own_year);
    let first_link = document
        .links()
        .partition_point(|link| link.span.start < line.span.start);
    let links = document
        .links_in(line.span)
        .iter()
        .enumerate()
        .filter(|(_, link)| !link.is_image);
    let role_at = |at: usize| line.cells.partition_point(|cell| cell.start <= at).checked_sub(1);
    let links =
        links.filter_map(|(index, link)| Some((*roles.get(role_at(link.span.start)?)?, first_link + index)));
    Entry {
        span: line.span,
        name: text(Role::Name),
        title: text(Role::Title),
        venue,
        year,
        links: links.collect(),
    }
}
