//! A list of papers, and how it is read from a page. Must not judge.

use super::{
    Column, Conventions, Entry, EntryId, Index, Sections, VenueCell, VenueRegistry,
    column::Columns,
    group::{self, Groups},
    items, rows,
};
use crate::{
    config::{Config, Role},
    document::{Document, TableId},
    handle::Arena,
};

/// A README, read as a list of papers.
#[derive(Debug)]
pub struct List<'r> {
    columns: Arena<TableId, Columns>,
    sections: Sections,
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
        let mut columns = Arena::default();
        for (id, table) in document.all_tables() {
            let table = Columns::of(document, table, &config.columns, registry);
            // Tables of models, data sets or links are not lists of papers, and have forms of their own.
            if table.hold_papers {
                let rows = rows::read(document, id, &table.roles, registry);
                entries.extend(rows.entries);
                for cell in rows.cells {
                    conventions.count_cell(document, cell);
                }
            }
            columns.push(table);
        }
        let Groups { groups, topics } = group::groups(document, registry);
        let sections = Sections::of(document, &topics);
        entries.extend(items::read(document, &groups, &sections, registry));
        // Tables and items alternate on a page, and a section is read from top to bottom.
        entries.sort_by_key(|entry| entry.span.start);
        for entry in &mut entries {
            entry.section = sections.at(entry.span.start);
            conventions.count_entry(document, registry, entry);
        }
        let entries = Arena::from(entries);
        Self {
            index: Index::new(document, &entries),
            columns,
            sections,
            entries,
            conventions,
        }
    }

    /// True if a table lists papers: it has titles, or names with a venue or a link to the paper.
    #[must_use]
    pub fn holds_papers(&self, table: TableId) -> bool {
        self.columns[table].hold_papers
    }

    /// True if the table of a column has a column with this role.
    #[must_use]
    pub fn has_role(&self, column: Column, role: Role) -> bool {
        matches!(column, Column::Table { table, .. } if self.roles(table).contains(&role))
    }

    /// The roles of the columns of a table.
    #[must_use]
    pub fn roles(&self, table: TableId) -> &[Role] {
        &self.columns[table].roles
    }

    /// The role of a column; `None` for cells beyond the header.
    #[must_use]
    pub fn role(&self, table: TableId, column: usize) -> Option<Role> {
        self.roles(table).get(column).copied()
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

    /// The sections of the list.
    #[must_use]
    pub fn sections(&self) -> &Sections {
        &self.sections
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

    /// All places where entries name their venues.
    pub fn venue_places(&self) -> impl Iterator<Item = &VenueCell<'r>> {
        self.entries.iter().flat_map(Entry::venues)
    }

    /// The forms that the cells of the list follow.
    #[must_use]
    pub fn conventions(&self) -> &Conventions {
        &self.conventions
    }
}
