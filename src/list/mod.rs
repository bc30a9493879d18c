//! What the file means as a list of papers: roles of columns, entries, venues, and the list's own conventions.
//! Must not judge, and must not know how a file is parsed.

pub mod alike;
mod column;
mod conventions;
mod date;
mod entry;
pub mod evidence;
mod forms;
mod host;
mod index;
mod items;
mod kind;
mod links;
mod mention;
mod phrase;
mod prose;
mod reading;
mod registry;
mod rows;
mod spelling;
mod venue;

pub use conventions::Conventions;
pub use date::{Date, DateForm, Part, read_date};
pub use entry::{Column, Entry, EntryLink, Field, Place, VenueCell};
pub use forms::{Convention, Forms, Sample, Tally};
pub use index::{Index, Target, Use, head};
pub use kind::CellKind;
pub use mention::find as find_venues;
pub use reading::Reading;
pub use registry::{Cadence, Former, Registry, Venue};
pub use spelling::{Text, Texts, letters, sorted_letters};
pub use venue::{Join, VenueStyle, VenueText, is_placeholder, read as read_venue};

use crate::{
    config::{Config, Role},
    document::Document,
};

/// A README, read as a list of papers.
#[derive(Debug)]
pub struct List<'r> {
    roles: Vec<Vec<Role>>,
    entries: Vec<Entry<'r>>,
    conventions: Conventions,
    index: Index,
}

impl<'r> List<'r> {
    /// Reads a document as a list of papers.
    #[must_use]
    pub fn read(document: &Document<'_>, config: &Config, registry: &'r Registry) -> Self {
        let mut list = Self {
            roles: Vec::new(),
            entries: Vec::new(),
            conventions: Conventions::new(&config.conventions, registry),
            index: Index::default(),
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
        for entry in &list.entries {
            list.conventions.count_entry(document, registry, entry);
        }
        list.index = Index::new(document, &list.entries);
        list
    }

    /// Whether a table lists papers: it has titles, or names with a venue or a link to the paper.
    #[must_use]
    pub fn holds_papers(&self, table: usize) -> bool {
        let has = |role| self.roles[table].contains(&role);
        has(Role::Title) || (has(Role::Name) || has(Role::Paper)) && (has(Role::Venue) || has(Role::Code))
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

    /// The forms that the cells of the list follow.
    #[must_use]
    pub fn conventions(&self) -> &Conventions {
        &self.conventions
    }
}
