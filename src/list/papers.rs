//! A list of papers, and how it is read from a page. Must not judge.

use super::{Column, Conventions, Entry, EntryId, Index, VenueCell, VenueRegistry, column, items, rows};
use crate::{
    config::{Config, Role},
    document::{Document, TableId},
    handle::Arena,
};

/// A README, read as a list of papers.
#[derive(Debug)]
pub struct List<'r> {
    roles: Arena<TableId, Vec<Role>>,
    entries: Arena<EntryId, Entry<'r>>,
    conventions: Conventions,
    index: Index,
}

impl<'r> List<'r> {
    /// Reads a document as a list of papers.
    #[must_use]
    pub fn read(document: &Document<'_>, config: &Config, registry: &'r VenueRegistry) -> Self {
        let mut conventions = Conventions::new(&config.conventions, registry);
        let mut entries = Vec::new();
        let mut roles = Arena::default();
        for (id, table) in document.all_tables() {
            let columns = column::roles(document, table, &config.columns, registry);
            // Tables of models, data sets or links are not lists of papers, and have forms of their own.
            if holds_papers(&columns) {
                let rows = rows::read(document, id, &columns, registry);
                entries.extend(rows.entries);
                for cell in rows.cells {
                    conventions.count_cell(document, cell);
                }
            }
            roles.push(columns);
        }
        entries.extend(items::read(document, registry));
        // Tables and items alternate on a page, and a section is read from top to bottom.
        entries.sort_by_key(|entry| entry.span.start);
        for entry in &entries {
            conventions.count_entry(document, registry, entry);
        }
        let entries = Arena::from(entries);
        Self {
            index: Index::new(document, &entries),
            roles,
            entries,
            conventions,
        }
    }

    /// True if a table lists papers: it has titles, or names with a venue or a link to the paper.
    #[must_use]
    pub fn holds_papers(&self, table: TableId) -> bool {
        holds_papers(&self.roles[table])
    }

    /// True if the table of a column has a column with this role.
    #[must_use]
    pub fn has_role(&self, column: Column, role: Role) -> bool {
        matches!(column, Column::Table { table, .. } if self.roles[table].contains(&role))
    }

    /// The roles of the columns of a table.
    #[must_use]
    pub fn roles(&self, table: TableId) -> &[Role] {
        &self.roles[table]
    }

    /// The role of a column; `None` for cells beyond the header.
    #[must_use]
    pub fn role(&self, table: TableId, column: usize) -> Option<Role> {
        self.roles[table].get(column).copied()
    }

    /// The entries, in the order of the text.
    #[must_use]
    pub fn entries(&self) -> &Arena<EntryId, Entry<'r>> {
        &self.entries
    }

    /// An entry.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> &Entry<'r> {
        &self.entries[id]
    }

    /// The links and titles of the entries, comparable with each other.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The entry that holds this byte.
    #[must_use]
    pub fn entry_at(&self, offset: usize) -> Option<&Entry<'r>> {
        let last = self.entries.last_where(|entry| entry.span.start <= offset)?;
        Some(self.entry(last)).filter(|entry| offset < entry.span.end)
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

fn holds_papers(columns: &[Role]) -> bool {
    let has = |role| columns.contains(&role);
    // Names with nothing but notes beside them are those of models or tools.
    has(Role::Title) || (has(Role::Name) || has(Role::Paper)) && (has(Role::Venue) || has(Role::Code))
}
