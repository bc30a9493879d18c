//! An entry apart from its file: everything that is known about one paper. Must not know output formats.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::authors;
use crate::{
    config::{self, Role},
    document::Document,
    encoding,
    identity::Identity,
    list::{self, Certainty, Entry, Field, List, Reading, VenueCell, VenueRegistry},
};

/// A paper in a list. A key is absent if the list does not give its value.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Record {
    /// The path of the file, as given on the command line or found.
    pub path: String,
    /// The first line of the entry, from 1.
    pub line: usize,
    /// The layout of the entry in the file.
    pub shape: Shape,
    /// The headings, topics and items above the entry, outermost first.
    pub section: Vec<String>,
    /// The short name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The authors, as the list writes them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authors: Option<String>,
    /// The names of the authors, if the text can be split with certainty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author_names: Vec<String>,
    /// Where the paper was published.
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
    /// The fields that only the words around them show, such as a title in plain text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub guessed: Vec<&'static str>,
}

/// The layout of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// A row of a table.
    Row,
    /// A list item.
    Item,
    /// A list item with items inside it for its authors, venue or links.
    NestedItems,
    /// A paragraph.
    Paragraph,
    /// A line of a paragraph.
    Line,
    /// A paragraph with the title, and a list of links below it.
    TitleAndItems,
    /// A paragraph with the title, and one with the links below it.
    TitleAndLinks,
    /// A heading that is the title.
    Heading,
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

/// A text of the list on one line; bytes that are not UTF-8 are replacement characters.
fn text(text: &str) -> String {
    encoding::shown(&list::on_one_line(text)).into_owned()
}

/// The papers of a list, in the order of the text.
///
/// Entries that neither name a paper nor link to one are left out, such as the lines of a table of contents.
#[must_use]
pub fn records(reading: &Reading<'_>) -> Vec<Record> {
    let reader = Reader {
        document: &reading.document,
        list: &reading.list,
    };
    let papers = reading.list.entries().iter().filter(|entry| entry.is_paper());
    papers.map(|entry| reader.record(entry)).collect()
}

struct Reader<'d> {
    document: &'d Document<'d>,
    list: &'d List<'d>,
}

impl Reader<'_> {
    fn record(&self, entry: &Entry<'_>) -> Record {
        let source = self.document.source();
        Record {
            path: source.path().to_owned(),
            line: source.position(entry.span.start).line,
            shape: entry.shape.into(),
            section: self
                .list
                .sections()
                .path(entry.section)
                .into_iter()
                .map(list::on_one_line)
                .collect(),
            name: entry.name.as_ref().map(|name| text(&name.text)),
            title: entry.title.as_ref().map(|title| text(&title.text)),
            author_names: author_names(entry),
            authors: entry.authors.as_ref().map(|authors| text(&authors.text)),
            venue: entry.venue.as_ref().map(|venue| self.venue(venue)),
            year: entry.year,
            date: entry.date.map(|(_, date)| date.to_string()),
            links: entry.links.iter().map(|link| self.link(link)).collect(),
            guessed: guessed(entry),
        }
    }

    fn venue(&self, venue: &VenueCell<'_>) -> Venue {
        let known = venue.text.known;
        // A venue from a configuration has no full name, and a kind only if the configuration declares it.
        let builtin = known.and_then(|known| VenueRegistry::builtin().get(&known.id));
        let qualifier = self.document.slice(venue.qualifier_span());
        // Lists set qualifiers in brackets or behind a dash.
        let qualifier = list::on_one_line(qualifier.trim_matches(|c: char| !c.is_alphanumeric()));
        Venue {
            text: list::on_one_line(self.document.slice(venue.venue_span())),
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

/// The names of the authors of an entry; empty if they are unknown or cannot be split.
fn author_names(entry: &Entry<'_>) -> Vec<String> {
    let names = entry
        .authors
        .as_ref()
        .and_then(|authors| authors::names(&authors.text));
    let mut names = names.unwrap_or_default();
    names.retain(|name| name != authors::OTHERS);
    names
}

/// The names of the fields that were guessed.
fn guessed(entry: &Entry<'_>) -> Vec<&'static str> {
    let certainty = |field: &Option<Field>| field.as_ref().map(|field| field.certainty);
    let fields = [
        ("name", certainty(&entry.name)),
        ("title", certainty(&entry.title)),
        ("authors", certainty(&entry.authors)),
        ("venue", entry.venue.as_ref().map(|venue| venue.certainty)),
    ];
    let guessed = fields
        .into_iter()
        .filter(|(_, certainty)| *certainty == Some(Certainty::Guessed));
    guessed.map(|(name, _)| name).collect()
}

impl From<list::Shape> for Shape {
    fn from(shape: list::Shape) -> Self {
        match shape {
            list::Shape::Row { .. } => Self::Row,
            list::Shape::Item => Self::Item,
            list::Shape::NestedItems => Self::NestedItems,
            list::Shape::Paragraph => Self::Paragraph,
            list::Shape::Line => Self::Line,
            list::Shape::TitleAndItems => Self::TitleAndItems,
            list::Shape::TitleAndLinks => Self::TitleAndLinks,
            list::Shape::Heading => Self::Heading,
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
