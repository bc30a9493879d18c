//! Entries: the content of a row, a list item or a paragraph about one paper. Plain data; must not judge.

use std::ops::Range;

use super::{Date, SectionId, Shape, VenueText, phrase};
use crate::{
    config::Role,
    document::{LinkId, TableId},
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
    /// The tags of entries that name their venue in the text as well: `[Lark et al. ICML21]`.
    Tag,
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

/// The certainty with which a field was read, so that rules may be silent on guesses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Certainty {
    /// Only the words around it show its meaning.
    Guessed,
    /// A column, a label, markup or a year shows its meaning.
    Shown,
}

impl Certainty {
    /// Shown if this is true.
    pub(super) fn shown_if(is_shown: bool) -> Self {
        if is_shown { Self::Shown } else { Self::Guessed }
    }
}

/// One part of an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// The bytes, with markup and without spaces around it.
    pub span: Span,
    /// The text as people read it.
    pub text: String,
    /// The certainty with which it was read.
    pub certainty: Certainty,
}

/// A venue in the file.
#[derive(Debug)]
pub struct VenueCell<'r> {
    /// The cells that it is compared with.
    pub column: Column,
    /// All that was read.
    pub run: Span,
    venue: Span,
    year: Span,
    qualifier: Span,
    /// The venue and its year.
    pub text: VenueText<'r>,
    /// The certainty with which it was read.
    pub certainty: Certainty,
}

impl<'r> VenueCell<'r> {
    /// A venue whose parts are at these places of the file.
    pub(super) fn placed(
        column: Column,
        text: VenueText<'r>,
        place: impl Fn(&Range<usize>) -> Span,
        run: Span,
    ) -> Self {
        Self {
            column,
            run,
            venue: place(&text.venue),
            year: place(&text.year_part),
            qualifier: place(&text.qualifier),
            text,
            certainty: Certainty::Shown,
        }
    }

    /// The same venue, compared with the venues of a column.
    pub(super) fn in_column(mut self, column: Column) -> Self {
        self.column = column;
        self
    }

    /// The same venue without a style: markup in it hides how the list writes venues.
    pub(super) fn without_style(mut self) -> Self {
        self.text.style = None;
        self
    }

    /// The same venue, read with this certainty.
    pub(super) fn with_certainty(mut self, certainty: Certainty) -> Self {
        self.certainty = certainty;
        self
    }

    /// The venue's name in the file.
    #[must_use]
    pub fn venue_span(&self) -> Span {
        self.venue
    }

    /// The year in the file, with all that a change of style rewrites.
    #[must_use]
    pub fn year_span(&self) -> Span {
        self.year
    }

    /// The qualifier beside them in the file, such as `Workshop`; empty without one.
    #[must_use]
    pub fn qualifier_span(&self) -> Span {
        self.qualifier
    }

    /// The venue with its year in the file.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(
            self.venue.start.min(self.year.start),
            self.venue.end.max(self.year.end),
        )
    }

    /// The date that its year and month are.
    pub(super) fn date(&self) -> Option<(Span, Date)> {
        let month = Some(self.text.month?);
        let year = self.text.year?;
        Some((
            self.year,
            Date {
                year,
                month,
                day: None,
            },
        ))
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
    /// The bytes from the first block that belongs to it to the last.
    pub span: Span,
    /// The layout of its blocks.
    pub shape: Shape,
    /// The innermost section that holds it; `None` before the first heading.
    pub section: Option<SectionId>,
    /// The short name.
    pub name: Option<Field>,
    /// The title.
    pub title: Option<Field>,
    /// The authors, as the list writes them.
    pub authors: Option<Field>,
    /// The venue; it may be before the title.
    pub venue: Option<VenueCell<'r>>,
    /// The same venue again, elsewhere in the entry.
    pub venue_again: Option<VenueCell<'r>>,
    /// The date, from a column of its own or in brackets.
    pub date: Option<(Span, Date)>,
    /// The year: of the venue, of the date, or from a column of its own.
    pub year: Option<u16>,
    /// Links that lead away from the page, in the order of the text; no images.
    pub links: Vec<EntryLink>,
}

impl<'r> Entry<'r> {
    /// The places that name the venue.
    pub fn venues(&self) -> impl Iterator<Item = &VenueCell<'r>> + Clone {
        self.venue.iter().chain(&self.venue_again)
    }

    /// An entry of which nothing but its place is known.
    pub(super) fn new(span: Span, shape: Shape) -> Self {
        Self {
            span,
            shape,
            section: None,
            name: None,
            title: None,
            authors: None,
            venue: None,
            venue_again: None,
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
        match self.shape {
            Shape::Row { table, .. } => Some(table),
            _ => None,
        }
    }

    /// True for an entry that is a paper, and not the name of a tool, a course or a place on the page.
    #[must_use]
    pub fn is_paper(&self) -> bool {
        // Without a link, only citations are entries.
        if self.links_of(Role::Paper).next().is_some() || self.links.is_empty() && self.title.is_some() {
            return true;
        }
        match self.shape {
            // A row was found by the columns of its table, so a name with a link is enough.
            Shape::Row { .. } => self.title.is_some() || self.name.is_some() && !self.links.is_empty(),
            Shape::TitleAndItems | Shape::TitleAndLinks | Shape::Heading => self.title.is_some(),
            // Prose is full of names with links to tools and courses. Papers among them say when or where they were
            // published, or have a title that is written like one.
            Shape::Item | Shape::NestedItems | Shape::Paragraph | Shape::Line => {
                let is_published = self.year.is_some()
                    || self
                        .venue
                        .as_ref()
                        .is_some_and(|venue| venue.text.known.is_some());
                let is_title = |title: &Field| phrase::is_title_case(&title.text);
                self.label().is_some() && is_published
                    || self
                        .title
                        .as_ref()
                        .is_some_and(|title| self.authors.is_some() || is_title(title))
            }
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
