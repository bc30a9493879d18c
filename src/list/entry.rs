//! Entries: what a row, a list item or a paragraph says about one paper. Plain data; must not judge.

use super::{Date, VenueText};
use crate::{
    config::Role,
    document::{HeadingId, LinkId, TableId},
    handle::{Handle, handle},
    source::Span,
};

handle! {
    /// An entry of a list.
    pub struct EntryId;
}

/// The cells that are compared with each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Column {
    /// A column of a table.
    Table {
        /// The table.
        table: TableId,
        /// The column, from 0.
        column: usize,
    },
    /// The entries outside tables.
    Prose,
}

impl Column {
    /// The first of all columns, in their order.
    pub(super) fn first() -> Self {
        Self::Table {
            table: TableId::new(0),
            column: 0,
        }
    }
}

/// The block that holds an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// A body row of a table.
    Row {
        /// The table.
        table: TableId,
        /// The row, from 0.
        row: usize,
    },
    /// A list item.
    Item,
    /// A paragraph, with the list of links under it if there is one.
    Paragraph,
}

/// One part of an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// The bytes, with markup and without spaces around it.
    pub span: Span,
    /// The text as people read it.
    pub text: String,
}

/// A venue in the file.
#[derive(Debug)]
pub struct VenueCell<'r> {
    /// The cells that it is compared with.
    pub column: Column,
    /// The text that was read; the ranges of `text` count from its start.
    pub run: Span,
    /// The venue and its year.
    pub text: VenueText<'r>,
}

impl VenueCell<'_> {
    /// The venue's name in the file.
    #[must_use]
    pub fn venue_span(&self) -> Span {
        Span::from(self.text.venue.clone()).shifted(self.run.start)
    }

    /// The year in the file, with all that a change of style rewrites.
    #[must_use]
    pub fn year_span(&self) -> Span {
        Span::from(self.text.year_part.clone()).shifted(self.run.start)
    }

    /// The qualifier beside them in the file, such as `Workshop`; empty without one.
    #[must_use]
    pub fn qualifier_span(&self) -> Span {
        Span::from(self.text.qualifier.clone()).shifted(self.run.start)
    }

    /// The venue with its year in the file.
    #[must_use]
    pub fn span(&self) -> Span {
        let (venue, year) = (self.venue_span(), self.year_span());
        Span::new(venue.start.min(year.start), venue.end.max(year.end))
    }
}

/// A link of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EntryLink {
    /// The kind of its target, by its label, its column and its host.
    pub role: Role,
    /// The column that holds it; `None` outside tables.
    pub column: Option<usize>,
    /// The link.
    pub link: LinkId,
}

/// One paper, as the list gives it.
#[derive(Debug)]
pub struct Entry<'r> {
    /// The row, the item without the items inside it, or the paragraph.
    pub span: Span,
    /// The block that holds it.
    pub place: Place,
    /// The innermost section that holds it; `None` before the first heading.
    pub section: Option<HeadingId>,
    /// The short name.
    pub name: Option<Field>,
    /// The title.
    pub title: Option<Field>,
    /// The venue; it may be before the title.
    pub venue: Option<VenueCell<'r>>,
    /// The date, from a column of its own or in brackets.
    pub date: Option<(Span, Date)>,
    /// The year: of the venue, of the date, or from a column of its own.
    pub year: Option<u16>,
    /// Links that lead away from the page, in the order of the text; no images.
    pub links: Vec<EntryLink>,
}

impl Entry<'_> {
    /// An entry of which nothing but its place is known.
    pub(super) fn new(span: Span, place: Place, section: Option<HeadingId>) -> Self {
        Self {
            span,
            place,
            section,
            name: None,
            title: None,
            venue: None,
            date: None,
            year: None,
            links: Vec::new(),
        }
    }

    /// Takes the year from the venue, else from the date.
    pub(super) fn settle_year(&mut self) {
        let of_venue = self.venue.as_ref().and_then(|venue| venue.text.year);
        self.year = of_venue.or(self.date.map(|(_, date)| date.year));
    }

    /// The table that holds it.
    #[must_use]
    pub fn table(&self) -> Option<TableId> {
        match self.place {
            Place::Row { table, .. } => Some(table),
            Place::Item | Place::Paragraph => None,
        }
    }

    /// The links with a role.
    pub fn links_of(&self, role: Role) -> impl Iterator<Item = LinkId> {
        let links = self.links.iter().filter(move |link| link.role == role);
        links.map(|link| link.link)
    }

    /// The title, or the name where there is none.
    #[must_use]
    pub fn label(&self) -> Option<&Field> {
        self.title.as_ref().or(self.name.as_ref())
    }
}
