//! Semantic Scholar's API: a second opinion about many papers in one request. Must not send.
//!
//! It is asked through URLs of its own, because its answer does not say whether a link to a different site works.

use std::collections::BTreeMap;

use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};

use super::protocol::{Found, MAX_TO_READ, Parsed, Registry, endpoint, line};
use super::token::Token;
use crate::facts::{PaperRecord, Record};
use crate::identity::SCHOLAR;
use crate::net::answer::Answer;
use crate::net::people::authors;
use crate::net::plan::PlannedLink;
use crate::net::request::Request;

/// The most papers in one request, by its documentation.
const MAX: usize = 500;

/// The requested fields.
const FIELDS: &str = "title,authors,year,venue,publicationVenue,externalIds";

/// Semantic Scholar's API.
#[derive(Debug)]
pub(super) struct SemanticScholar {
    key: Option<HeaderValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Paper {
    title: Option<String>,
    authors: Option<Vec<Author>>,
    year: Option<u16>,
    venue: Option<String>,
    publication_venue: Option<Venue>,
    external_ids: Option<BTreeMap<String, Value>>,
}

#[derive(Deserialize)]
struct Author {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Venue {
    name: Option<String>,
}

impl SemanticScholar {
    pub(super) fn new(key: Option<&Token>) -> Self {
        Self {
            key: key.and_then(|key| key.header("")),
        }
    }
}

impl Registry for SemanticScholar {
    fn name(&self) -> &'static str {
        "Semantic Scholar"
    }

    /// An identifier such as `arXiv:2306.11029`, from a URL of the API itself.
    fn name_of(&self, link: &PlannedLink) -> Option<String> {
        // Lists may link to the API as well; such a link is checked like any page.
        let name = link.key.strip_prefix(SCHOLAR).filter(|_| link.is_aside());
        name.map(str::to_owned)
    }

    fn max_batch(&self) -> usize {
        MAX
    }

    fn request(&self, names: &[&str]) -> Request {
        let mut url = endpoint("https://api.semanticscholar.org/graph/v1/paper/batch");
        url.query_pairs_mut().append_pair("fields", FIELDS);
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Some(key) = &self.key {
            headers.insert(HeaderName::from_static("x-api-key"), key.clone());
        }
        Request {
            method: Method::POST,
            url,
            headers,
            body: Some(json!({ "ids": names }).to_string().into_bytes()),
            max_body: MAX_TO_READ,
        }
    }

    /// Reads the papers, which come in the order of the names, with null for unknown papers.
    fn read(&self, names: &[&str], answer: &Answer) -> Parsed {
        // "No valid paper ids given": it knows none of them.
        if answer.status == 400 {
            return Parsed::nothing();
        }
        let Some(papers) = answer.json::<Vec<Option<Paper>>>() else {
            return Parsed::Strange;
        };
        // With one paper too few, all papers after it would get the wrong record.
        if papers.len() != names.len() {
            return Parsed::Strange;
        }
        let mut found = BTreeMap::new();
        for (name, paper) in names.iter().zip(papers) {
            let finding = match paper {
                Some(paper) => Found::Record(Record::Paper(self.record(paper))),
                // A fact without a record keeps the next run from repeating the request.
                None => Found::Bare("Semantic Scholar does not know it".to_owned()),
            };
            found.insert((*name).to_owned(), finding);
        }
        Parsed::Found(found)
    }
}

impl SemanticScholar {
    fn record(&self, paper: Paper) -> PaperRecord {
        let names = paper.external_ids.unwrap_or_default();
        let dblp = names.get("DBLP").and_then(Value::as_str);
        let is_preprint = names.contains_key("ArXiv");
        let venue = paper
            .publication_venue
            .and_then(|venue| venue.name)
            .or(paper.venue)
            .unwrap_or_default();
        let is_published = !venue.to_lowercase().contains("arxiv");
        let people = paper.authors.unwrap_or_default();
        PaperRecord {
            source: self.name().to_owned(),
            title: paper.title.as_deref().and_then(line).unwrap_or_default(),
            authors: authors(people.iter().filter_map(|author| author.name.as_deref())),
            // A record with an arXiv identifier may combine the venue of the paper with the year of the preprint; the
            // DBLP key has the year of the venue.
            year: dblp.and_then(year_of_key).or(paper.year.filter(|_| !is_preprint)),
            journal: line(&venue).filter(|_| is_published),
            ..PaperRecord::default()
        }
    }
}

/// The year at the end of a DBLP key, such as `conf/iclr/LiuCGZ24`.
fn year_of_key(key: &str) -> Option<u16> {
    // Preprints have keys as well: `journals/corr/abs-2306-11029`.
    if key.starts_with("journals/corr/") {
        return None;
    }
    // The second paper of the same authors and year has a letter after it.
    let last = key
        .rsplit('/')
        .next()?
        .trim_end_matches(|c: char| c.is_ascii_lowercase());
    let digits = last.get(last.len().checked_sub(2)?..)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: u16 = digits.parse().ok()?;
    // Few lists contain papers from before 1950.
    Some(if year < 50 { 2000 + year } else { 1900 + year })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_fields_of_one_paper_do_not_spoil_others() {
        let mut answer = Answer::of(200);
        let body = json!([
            { "title": "A", "year": null, "venue": null, "publicationVenue": { "name": null }, "externalIds": null },
            { "title": "B", "authors": [{ "name": "Nora Lind" }, { "name": null }], "year": 2024, "venue": "CVPR",
              "publicationVenue": null, "externalIds": {} },
        ]);
        answer.body = body.to_string().into_bytes();
        let api = SemanticScholar::new(None);
        let Parsed::Found(records) = api.read(&["a", "b"], &answer) else {
            panic!("it is an answer");
        };
        assert!(matches!(&records["b"], Found::Record(Record::Paper(paper))
                if paper.journal.as_deref() == Some("CVPR") && paper.authors == ["Nora Lind"]));
        assert!(matches!(&records["a"], Found::Record(Record::Paper(paper)) if paper.journal.is_none()));
    }

    #[test]
    fn only_asides_are_looked_up() {
        let mut link = PlannedLink::new(endpoint("https://api.semanticscholar.org/arXiv:2306.11029"));
        let api = SemanticScholar::new(None);
        assert_eq!(api.name_of(&link).as_deref(), Some("arXiv:2306.11029"));
        link.wants = crate::facts::Wants::Life;
        assert_eq!(api.name_of(&link), None);
    }

    #[test]
    fn the_year_is_at_the_end_of_a_key() {
        assert_eq!(year_of_key("conf/iclr/LiuCGZ24"), Some(2024));
        assert_eq!(year_of_key("journals/tgrs/LiuCGZYZFZ24a"), Some(2024));
        assert_eq!(year_of_key("conf/nips/Lecun89"), Some(1989));
        assert_eq!(year_of_key("journals/corr/abs-2306-11029"), None);
        assert_eq!(year_of_key("conf/x/Name"), None);
    }
}
