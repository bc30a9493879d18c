//! An entry apart from its file: everything that is known about one paper. Must not know output formats.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    authors,
    registered::{Registered, registered},
};
use crate::{
    config::{self, Role},
    encoding,
    facts::Facts,
    identity::Identity,
    list::{self, Certainty, Entry, Field, Reading, VenueCell, VenueRegistry},
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
    /// The record of a registry about the paper; only with results from the network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Registered>,
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

    /// The names of the authors: of the list if it names them all, else of the registry.
    pub(super) fn people(&self) -> Vec<String> {
        let listed = self
            .authors
            .as_deref()
            .and_then(authors::names)
            .unwrap_or_default();
        let is_whole = !listed.is_empty() && listed.last().is_none_or(|last| last != authors::OTHERS);
        match &self.record {
            Some(record) if !is_whole && !record.authors.is_empty() => record.authors.clone(),
            _ => listed
                .into_iter()
                .filter(|name| name != authors::OTHERS)
                .collect(),
        }
    }

    /// The kind of the venue; a journal or proceedings that only the registry names counts as its name says.
    pub(super) fn kind(&self) -> Option<VenueKind> {
        if let Some(venue) = &self.venue {
            return venue.kind;
        }
        let journal = self.record.as_ref()?.journal.as_ref()?.to_lowercase();
        let is_meeting = ["conference", "proceedings", "workshop", "symposium"];
        Some(if is_meeting.iter().any(|word| journal.contains(word)) {
            VenueKind::Conference
        } else {
            VenueKind::Journal
        })
    }

    /// The venue by its full name, or else the journal or the proceedings of the registry.
    pub(super) fn container(&self) -> Option<&str> {
        match &self.venue {
            Some(venue) => Some(venue.full_name.as_deref().unwrap_or(&venue.text)),
            None => self.record.as_ref()?.journal.as_deref(),
        }
    }

    /// The year of the list, or else of the registry.
    pub(super) fn year_of_work(&self) -> Option<u16> {
        self.year.or_else(|| self.record.as_ref()?.year)
    }

    /// The month of the registry, if it has the year of the list.
    pub(super) fn month(&self) -> Option<u8> {
        let record = self.record.as_ref()?;
        record.month.filter(|_| record.year == self.year_of_work())
    }

    /// The pages of the registry.
    pub(super) fn pages(&self) -> Option<&str> {
        self.record.as_ref()?.pages.as_deref()
    }

    /// The DOI of the list, or else of the registry.
    pub(super) fn doi(&self) -> Option<&str> {
        let listed = self.identifiers().find(|found| found.kind == "doi");
        let listed = listed.map(|found| &*found.id);
        listed.or_else(|| self.record.as_ref()?.doi.as_deref())
    }

    /// The URL of the paper, else of its project.
    pub(super) fn url(&self) -> Option<&str> {
        self.first_url(Role::Paper)
            .or_else(|| self.first_url(Role::Project))
    }

    /// The first web URL with a role: a path in the list's repository leads nowhere from a bibliography.
    fn first_url(&self, role: Role) -> Option<&str> {
        let mut urls = self
            .links
            .iter()
            .filter(|link| link.role == role)
            .map(|link| &*link.url);
        urls.find(|url| url.starts_with("https://") || url.starts_with("http://"))
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

/// The papers of a list, in the order of the text, with the records of registries among the facts.
///
/// Entries that neither name a paper nor link to one are left out, such as the lines of a table of contents.
#[must_use]
pub fn records(reading: &Reading<'_>, facts: &Facts) -> Vec<Record> {
    let reader = Reader { reading, facts };
    let papers = reading.list.entries().iter().filter(|entry| entry.is_paper());
    papers.map(|entry| reader.record(entry)).collect()
}

struct Reader<'d> {
    reading: &'d Reading<'d>,
    facts: &'d Facts,
}

impl Reader<'_> {
    fn record(&self, entry: &Entry<'_>) -> Record {
        let source = self.reading.document.source();
        Record {
            path: source.path().to_owned(),
            line: source.position(entry.span.start).line,
            shape: entry.shape.into(),
            section: self
                .reading
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
            record: registered(self.reading, entry, self.facts),
            guessed: guessed(entry),
        }
    }

    fn venue(&self, venue: &VenueCell<'_>) -> Venue {
        let known = venue.text.known;
        // A venue from a configuration has no full name, and a kind only if the configuration declares it.
        let builtin = known.and_then(|known| VenueRegistry::builtin().get(&known.id));
        let qualifier = self.reading.document.slice(venue.qualifier_span());
        // Lists set qualifiers in brackets or behind a dash.
        let qualifier = list::on_one_line(qualifier.trim_matches(|c: char| !c.is_alphanumeric()));
        Venue {
            text: list::on_one_line(self.reading.document.slice(venue.venue_span())),
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
        let url = &self.reading.document.link(link.link).url;
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
