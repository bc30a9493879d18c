//! Entries: what a row, a list item or a paragraph says about one paper. Plain data; must not judge.

use super::{Date, VenueText};
use crate::{config::Role, source::Span};

/// The cells that are compared with each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Column {
    /// A column of a table, by index. Tables in HTML count on after those in Markdown.
    Table {
        /// The table.
        table: usize,
        /// The column.
        column: usize,
    },
    /// The entries outside tables.
    Prose,
}

/// What holds an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// A body row of a table, by index.
    Row {
        /// The table.
        table: usize,
        /// The row.
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
    /// Where it stands, with markup and without blanks around it.
    pub span: Span,
    /// What people read there.
    pub text: String,
}

/// A venue in the file.
#[derive(Debug)]
pub struct VenueCell<'r> {
    /// The cells that it is compared with.
    pub column: Column,
    /// The text that was read; the ranges of `text` count from its start.
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

    /// What stands beside them, such as `Workshop`, in the file; empty where nothing does.
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
    /// What it leads to, by its label, its column and its host.
    pub role: Role,
    /// The column that holds it; `None` outside tables.
    pub column: Option<usize>,
    /// The link, by index into the document's links.
    pub link: usize,
}

/// One paper, as the list gives it.
#[derive(Debug)]
pub struct Entry<'r> {
    /// The row, the item without the items inside it, or the paragraph.
    pub span: Span,
    /// What holds it.
    pub place: Place,
    /// The innermost section that holds it, by index into the document's headings; `None` before the first.
    pub section: Option<usize>,
    /// The short name.
    pub name: Option<Field>,
    /// The title.
    pub title: Option<Field>,
    /// The venue; may stand in the file before the title.
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
    pub(super) fn new(span: Span, place: Place, section: Option<usize>) -> Self {
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
    pub fn table(&self) -> Option<usize> {
        match self.place {
            Place::Row { table, .. } => Some(table),
            Place::Item | Place::Paragraph => None,
        }
    }

    /// The links with a role.
    pub fn links_of(&self, role: Role) -> impl Iterator<Item = usize> {
        let links = self.links.iter().filter(move |link| link.role == role);
        links.map(|link| link.link)
    }

    /// The title, or the name where there is none.
    #[must_use]
    pub fn label(&self) -> Option<&Field> {
        self.title.as_ref().or(self.name.as_ref())
    }
}
