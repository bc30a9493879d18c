//! DataCite's API: DOIs of data, software and preprints, many in one request. Must not send.

use serde::Deserialize;

use super::crossref;
use super::protocol::{Found, Parsed, Registry, endpoint, get, line, none_of};
use crate::facts::{PaperRecord, Record, ResourceRecord};
use crate::identity::Identity;
use crate::net::answer::Answer;
use crate::net::people::authors;
use crate::net::plan::PlannedLink;
use crate::net::request::Request;

/// The number of DOIs in one request: more would make the URL longer than servers accept.
const MAX: usize = 50;

/// DataCite's API.
#[derive(Debug)]
pub(super) struct DataCite;

#[derive(Deserialize)]
struct Reply {
    data: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    attributes: Attributes,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attributes {
    doi: String,
    #[serde(default)]
    titles: Vec<Title>,
    #[serde(default)]
    creators: Vec<Creator>,
    publication_year: Option<u16>,
    #[serde(default)]
    types: Types,
}

#[derive(Deserialize)]
struct Title {
    title: String,
}

#[derive(Deserialize)]
struct Creator {
    #[serde(default)]
    name: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Types {
    resource_type_general: String,
}

impl Registry for DataCite {
    fn name(&self) -> &'static str {
        "DataCite"
    }

    /// A DOI with one of DataCite's prefixes.
    fn name_of(&self, link: &PlannedLink) -> Option<String> {
        let Identity::Doi(doi) = link.identity.as_ref()? else {
            return None;
        };
        let is_here = crossref::ELSEWHERE.iter().any(|prefix| doi.starts_with(prefix));
        // A quotation mark would end the value in the query.
        (is_here && !doi.contains(['"', '\\'])).then(|| doi.to_lowercase())
    }

    fn max_batch(&self) -> usize {
        MAX
    }

    fn request(&self, names: &[&str]) -> Request {
        let dois: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
        let mut url = endpoint("https://api.datacite.org/dois");
        url.query_pairs_mut()
            .append_pair("query", &format!("doi:({})", dois.join(" OR ")))
            .append_pair("page[size]", &names.len().to_string())
            .append_pair("fields[dois]", "doi,titles,creators,publicationYear,types");
        get(url)
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Parsed {
        let Some(reply) = answer.json::<Reply>() else {
            return Parsed::Strange;
        };
        let mut found = none_of(names);
        for item in reply.data {
            if let Some(place) = found.get_mut(&item.attributes.doi.to_lowercase()) {
                *place = Found::Record(self.record(&item.attributes));
            }
        }
        Parsed::Found(found)
    }
}

impl DataCite {
    fn record(&self, item: &Attributes) -> Record {
        // Records from before 2021 say `Text`: DataCite did not distinguish kinds of texts then.
        const PAPERS: [&str; 4] = ["ConferencePaper", "JournalArticle", "Preprint", "Text"];
        let title = item.titles.first().and_then(|title| line(&title.title));
        if PAPERS.contains(&&*item.types.resource_type_general) {
            return Record::Paper(PaperRecord {
                source: self.name().to_owned(),
                title: title.unwrap_or_default(),
                authors: authors(item.creators.iter().map(|creator| &*creator.name)),
                year: item.publication_year,
                ..PaperRecord::default()
            });
        }
        Record::Resource(ResourceRecord {
            source: self.name().to_owned(),
            name: item.doi.to_lowercase(),
            title,
            ..ResourceRecord::default()
        })
    }
}
