//! An entry apart from its file: everything that is known about one paper. Must not know output formats.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    config::{self, Role},
    document::{Document, HeadingId},
    handle::Arena,
    identity::Identity,
    list::{self, Entry, List, Place, Reading, VenueCell, VenueRegistry},
    source::Span,
};

/// A paper in a list. A key is absent if the list does not give its value.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Record {
    /// The path of the file, as given on the command line or found.
    pub path: String,
    /// The first line of the entry, from 1.
    pub line: usize,
    /// The headings above the entry, the outermost first.
    pub section: Vec<String>,
    /// The short name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The text of the authors' column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authors: Option<String>,
    /// The venue of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<Venue>,
    /// The year of the venue or of the date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The date, as exact as the list gives it: `2024-05-31`, `2024-05` or `2024`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The links, in the order of the text.
    pub links: Vec<LinkRecord>,
}

/// A venue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Venue {
    /// The venue as the list writes it, without the year.
    pub text: String,
    /// The qualifier beside the venue, such as `Oral` or `Findings`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
    /// The usual short name of the venue; absent for an unknown venue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The full name of the venue; absent for an unknown venue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// The kind of the venue; absent for an unknown venue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<VenueKind>,
}

/// The kind of a venue.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VenueKind {
    /// A conference.
    Conference,
    /// A workshop.
    Workshop,
    /// A journal.
    Journal,
    /// A preprint server.
    Preprint,
}

/// A link of an entry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct LinkRecord {
    /// The role of the link; `note` if it is unknown.
    pub role: Role,
    /// The URL as the list writes it.
    pub url: String,
    /// The identifier in the URL, if its form is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier>,
}

/// The identifier in a URL; the same for all forms of the URL.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Identifier {
    /// The source of the identifier: `arxiv`, `doi`, `openreview`, `acl`, `github`, …
    pub kind: String,
    /// The identifier, without a version.
    pub id: String,
}

impl Record {
    /// The title, or else the name.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        self.title.as_deref().or(self.name.as_deref())
    }

    /// The identifiers in the links to the paper, in the order of the text.
    pub fn identifiers(&self) -> impl Iterator<Item = &Identifier> {
        let papers = self.links.iter().filter(|link| link.role == Role::Paper);
        papers.filter_map(|link| link.identifier.as_ref())
    }
}

/// The papers of a list, in the order of the text.
///
/// Entries that neither name a paper nor link to one are left out, such as the lines of a table of contents.
#[must_use]
pub fn records(reading: &Reading<'_>) -> Vec<Record> {
    let reader = Reader {
        document: &reading.document,
        list: &reading.list,
        outer: reading.document.parents(),
    };
    let papers = reading.list.entries().iter().filter(|entry| is_paper(entry));
    papers.map(|entry| reader.record(entry)).collect()
}

/// True for an entry that is a paper.
fn is_paper(entry: &Entry<'_>) -> bool {
    let leads_to_paper = entry.links_of(Role::Paper).next().is_some();
    let is_named = match entry.place {
        // A row was recognised by the columns of its table, so a name with a link is enough.
        Place::Row { .. } => entry.title.is_some() || entry.name.is_some() && !entry.links.is_empty(),
        // Prose is full of names with links to tools and courses; papers also have a venue or a date.
        Place::Item | Place::Paragraph => entry.label().is_some() && entry.year.is_some(),
    };
    leads_to_paper || is_named
}

struct Reader<'d> {
    document: &'d Document<'d>,
    list: &'d List<'d>,
    outer: Arena<HeadingId, Option<HeadingId>>,
}

impl Reader<'_> {
    fn record(&self, entry: &Entry<'_>) -> Record {
        let source = self.document.source();
        Record {
            path: source.path().to_owned(),
            line: source.position(entry.span.start).line,
            section: self.section(entry.section),
            name: entry.name.as_ref().map(|name| on_one_line(&name.text)),
            title: entry.title.as_ref().map(|title| on_one_line(&title.text)),
            authors: self.authors(entry.place),
            venue: entry.venue.as_ref().map(|venue| self.venue(venue)),
            year: entry.year,
            date: entry.date.map(|(_, date)| date.to_string()),
            links: entry.links.iter().map(|link| self.link(link)).collect(),
        }
    }

    fn section(&self, innermost: Option<HeadingId>) -> Vec<String> {
        let headings = std::iter::successors(innermost, |id| self.outer[*id]);
        let mut path: Vec<_> = headings
            .map(|id| on_one_line(&self.document.heading(id).text))
            .collect();
        path.reverse();
        path
    }

    /// The text of the authors' column.
    fn authors(&self, place: Place) -> Option<String> {
        let Place::Row { table, row } = place else {
            return None;
        };
        let held = self.document.table(table);
        let mut columns = self.list.roles(table).iter().zip(&held.header.cells);
        let column =
            columns.position(|(role, header)| *role == Role::Authors && self.names_authors(*header))?;
        let cell = held.rows.get(row)?.cells.get(column)?;
        let text = on_one_line(&self.document.visible_text(*cell));
        (!list::is_placeholder(&text)).then_some(text)
    }

    /// True for the header of the authors' column; affiliations have the same role, but are not names.
    fn names_authors(&self, header: Span) -> bool {
        let header = self.document.visible_text(header).to_lowercase();
        header.contains("author") || header.contains("作者")
    }

    fn venue(&self, venue: &VenueCell<'_>) -> Venue {
        let known = venue.text.known;
        // A venue from a configuration has no full name, and a kind only if the configuration declares it.
        let builtin = known.and_then(|known| VenueRegistry::builtin().get(&known.id));
        let qualifier = Span::from(venue.text.qualifier.clone()).shifted(venue.run.start);
        let qualifier = self.document.slice(qualifier);
        // Lists write qualifiers in brackets or after a dash.
        let qualifier = on_one_line(qualifier.trim_matches(|c: char| !c.is_alphanumeric()));
        Venue {
            text: on_one_line(self.document.slice(venue.venue_span())),
            qualifier: (!qualifier.is_empty()).then_some(qualifier),
            id: known.map(|known| known.id.clone()),
            full_name: builtin.map(|builtin| builtin.name.clone()),
            kind: [known, builtin]
                .into_iter()
                .flatten()
                .find_map(|venue| venue.kind.map(VenueKind::from)),
        }
    }

    fn link(&self, link: &list::EntryLink) -> LinkRecord {
        let url = &self.document.link(link.link).url;
        LinkRecord {
            role: link.role,
            url: url.to_string(),
            identifier: Identity::parse(url).map(|identity| Identifier::new(&identity)),
        }
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.kind, self.id)
    }
}

impl Identifier {
    fn new(identity: &Identity) -> Self {
        let key = identity.key();
        let (kind, id) = key.split_once(':').unwrap_or(("", &key));
        Self {
            kind: kind.to_owned(),
            id: id.to_owned(),
        }
    }
}

impl From<config::VenueKind> for VenueKind {
    fn from(kind: config::VenueKind) -> Self {
        match kind {
            config::VenueKind::Conference => Self::Conference,
            config::VenueKind::Workshop => Self::Workshop,
            config::VenueKind::Journal | config::VenueKind::ProceedingsJournal => Self::Journal,
            config::VenueKind::Preprint => Self::Preprint,
        }
    }
}

/// The text with single spaces between its words.
fn on_one_line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ")
}
