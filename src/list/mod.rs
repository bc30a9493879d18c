//! What the file means as a list of papers: roles of columns, entries, venues, and the list's own conventions.
//! Must not judge, and must not know how a file is parsed.

pub mod alike;
mod column;
mod convention;
mod date;
mod entry;
pub mod evidence;
mod host;
mod index;
mod items;
mod kind;
mod links;
mod mention;
mod prose;
mod published;
mod registry;
mod rows;
mod venue;

use std::collections::BTreeMap;

pub use convention::{Convention, Conventions, Tally};
pub use date::{Date, DateForm, Part, read_date};
pub use entry::{Column, Entry, EntryLink, Field, Place, VenueCell};
pub use index::{Index, Target, Use, head};
pub use kind::CellKind;
pub use published::{Published, bears_title, published};
pub use registry::{Cadence, Kind, Registry, Venue};
pub use venue::{Join, VenueStyle, VenueText, is_placeholder, read as read_venue};

use crate::{
    config::{Config, Role},
    document::Document,
    source::Span,
};

/// A cell whose text is all bold or all plain.
#[derive(Debug)]
pub struct BoldCell {
    /// The cells that it is compared with.
    pub column: Column,
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
    index: Index,
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
            index: Index::default(),
            bold_cells: Vec::new(),
            bold: bold.into(),
            venue_style: Conventions::new(declared.map(Some)),
        };
        let tables = document.tables().iter().chain(document.html_tables());
        for (index, table) in tables.enumerate() {
            list.roles
                .push(column::roles(document, table, &config.columns, registry));
            if list.holds_papers(index) {
                let roles = list.roles[index].clone();
                rows::Rows {
                    document,
                    registry,
                    table,
                    index,
                    roles: &roles,
                }
                .read(&mut list);
            }
        }
        items::read(document, registry, &mut list);
        list.entries.sort_by_key(|entry| entry.span.start);
        list.index = Index::new(document, &list.entries);
        list
    }

    /// Whether a table lists papers: it has titles, or names with a venue or a link to the paper.
    #[must_use]
    pub fn holds_papers(&self, table: usize) -> bool {
        let has = |role| self.roles[table].contains(&role);
        has(Role::Title) || (has(Role::Name) || has(Role::Paper)) && (has(Role::Venue) || has(Role::Code))
    }

    /// Counts the style of a venue. A year in a style that cannot be told says nothing about the style of the list.
    fn count_venue(&mut self, venue: Option<&VenueCell<'_>>) {
        if let Some(venue) = venue
            && (venue.text.style.is_some() || venue.text.year.is_none())
        {
            self.venue_style.add(venue.column, venue.text.style);
        }
    }

    fn count_bold(&mut self, cell: Option<BoldCell>) {
        if let Some(cell) = cell {
            if let Some(conventions) = self.bold.get_mut(&cell.role) {
                conventions.add(cell.column, cell.is_bold);
            }
            self.bold_cells.push(cell);
        }
    }

    /// Whether the table of a column has a column with this role.
    #[must_use]
    pub fn has_role(&self, column: Column, role: Role) -> bool {
        matches!(column, Column::Table { table, .. } if self.roles[table].contains(&role))
    }

    /// What the columns of a table hold.
    #[must_use]
    pub fn roles(&self, table: usize) -> &[Role] {
        &self.roles[table]
    }

    /// The entries, in the order of the text.
    #[must_use]
    pub fn entries(&self) -> &[Entry<'r>] {
        &self.entries
    }

    /// What the entries link to and how they are titled.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The entry whose row holds this byte.
    #[must_use]
    pub fn entry_at(&self, offset: usize) -> Option<&Entry<'r>> {
        let after = self.entries.partition_point(|entry| entry.span.start <= offset);
        let entry = &self.entries[after.checked_sub(1)?];
        (offset < entry.span.end).then_some(entry)
    }

    /// The venues of the entries, in the order of the entries.
    pub fn venues(&self) -> impl Iterator<Item = &VenueCell<'r>> + Clone {
        self.entries.iter().filter_map(|entry| entry.venue.as_ref())
    }

    /// The names and titles that are bold or plain throughout.
    #[must_use]
    pub fn bold_cells(&self) -> &[BoldCell] {
        &self.bold_cells
    }

    /// Whether the cells of a name's or title's column are bold, if they follow a form.
    #[must_use]
    pub fn bold_convention(&self, cell: &BoldCell) -> Option<Convention<bool>> {
        self.bold.get(&cell.role)?.of(cell.column)
    }

    /// The style of venues in a column, if they follow one; its form is `None` when they bear no year.
    #[must_use]
    pub fn venue_convention(&self, column: Column) -> Option<Convention<Option<VenueStyle>>> {
        self.venue_style.of(column)
    }
}
