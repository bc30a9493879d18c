//! A record of DBLP, as its elements come. Must not read XML.

use std::borrow::Cow;

use super::{error::SourceError, selection::Selection};
use crate::{
    entity,
    identity::Identity,
    publications::{
        preprint::arxiv_number,
        writer::{Paper, Writer},
    },
};

/// The stream of all preprints, and of the few conferences whose papers are preprints.
const PREPRINTS: &str = "journals/corr/";

/// The short name of arXiv in the registry of venues.
const ARXIV: &str = "arXiv";

/// A record with the text of its elements as it is in the file, with entities.
#[derive(Debug, Default)]
pub(super) struct Record {
    key: String,
    title: String,
    author: String,
    year: String,
    container: String,
    volume: String,
    url: String,
    crossref: String,
    authors: usize,
    urls: usize,
}

/// The fields with a text of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Title,
    Author,
    Year,
    Container,
    Volume,
    Url,
    Crossref,
}

impl Record {
    /// A record with nothing but its key; `None` if no selection takes it.
    pub(super) fn new(key: &str, selection: &Selection<'_>) -> Option<Self> {
        let is_wanted = key.starts_with(PREPRINTS) || selection.streams.has(key);
        is_wanted.then(|| Self {
            key: key.to_owned(),
            ..Self::default()
        })
    }

    /// The field for an element that starts here; `None` if its text is not needed.
    pub(super) fn begin(&mut self, element: &str) -> Option<Field> {
        let field = match element {
            "title" => Field::Title,
            "author" => {
                self.authors += 1;
                Field::Author
            }
            "year" => Field::Year,
            "booktitle" | "journal" => Field::Container,
            "volume" => Field::Volume,
            "ee" => {
                self.urls += 1;
                Field::Url
            }
            "crossref" => Field::Crossref,
            _ => return None,
        };
        // The first author is enough, and so is the first URL.
        let is_needed = match field {
            Field::Author => self.authors == 1,
            Field::Url => self.urls == 1,
            _ => true,
        };
        is_needed.then_some(field)
    }

    /// The text of a field.
    pub(super) fn text(&mut self, field: Field) -> &mut String {
        match field {
            Field::Title => &mut self.title,
            Field::Author => &mut self.author,
            Field::Year => &mut self.year,
            Field::Container => &mut self.container,
            Field::Volume => &mut self.volume,
            Field::Url => &mut self.url,
            Field::Crossref => &mut self.crossref,
        }
    }

    /// Adds a complete record to the papers or the preprints of an index, if it is selected.
    pub(super) fn add(&self, selection: &Selection<'_>, writer: &mut Writer) -> Result<(), SourceError> {
        let Ok(year) = self.year.trim().parse() else {
            return Ok(());
        };
        // Papers of the first conferences on learning representations have the keys of preprints.
        let key = if self.key.starts_with(PREPRINTS) && self.crossref.contains('/') {
            &self.crossref
        } else {
            &self.key
        };
        let streams = &selection.streams;
        if let Some(venue) = streams.venue(key, &entity::decode(&self.container)) {
            if selection.takes(venue, year) {
                writer.add(&Paper {
                    title: &self.title(),
                    author: &entity::decode(&self.author),
                    venue: &venue.id,
                    year,
                })?;
            }
            return Ok(());
        }
        if self.key.starts_with(PREPRINTS)
            && let Some(server) = streams.registry().get(ARXIV)
            && selection.takes(server, year)
            && let Some(number) = self.arxiv()
        {
            writer.add_preprint(number, &self.title())?;
        }
        Ok(())
    }

    fn title(&self) -> Cow<'_, str> {
        // DBLP ends each title with a full stop.
        let title = self.title.trim();
        entity::decode(title.strip_suffix('.').unwrap_or(title))
    }

    /// The number of the identifier of a preprint, from its URL or from its volume, `abs/2301.00001`.
    fn arxiv(&self) -> Option<u64> {
        let of_url = match Identity::parse(&entity::decode(&self.url)) {
            Some(Identity::Arxiv(arxiv)) => arxiv_number(&arxiv.id),
            _ => None,
        };
        of_url.or_else(|| {
            let volume = self.volume.trim();
            arxiv_number(volume.strip_prefix("abs/").unwrap_or(volume))
        })
    }
}
