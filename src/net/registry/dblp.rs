//! DBLP's SPARQL service: papers by the URLs of their pages, many in one query. Must not send.
//!
//! It is the only open source for OpenReview, whose own API turns programs away.

use std::collections::BTreeMap;

use reqwest::Method;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::Deserialize;

use super::protocol::{Found, MAX_TO_READ, Parsed, Registry, endpoint, line, none_of};
use crate::facts::{PaperRecord, Record};
use crate::identity::Identity;
use crate::net::answer::Answer;
use crate::net::plan::PlannedLink;
use crate::net::request::Request;

/// The number of pages in one query.
const MAX: usize = 100;

/// DBLP's SPARQL service.
#[derive(Debug)]
pub(super) struct Dblp;

#[derive(Deserialize)]
struct Reply {
    results: Results,
}

#[derive(Deserialize)]
struct Results {
    bindings: Vec<BTreeMap<String, Term>>,
}

#[derive(Deserialize)]
struct Term {
    value: String,
}

impl Registry for Dblp {
    fn name(&self) -> &'static str {
        "DBLP"
    }

    /// The URL under which DBLP knows the paper.
    fn name_of(&self, link: &PlannedLink) -> Option<String> {
        let identity = link.identity.as_ref()?;
        let is_known = matches!(identity, Identity::OpenReview(_) | Identity::Pmlr(_));
        let url = is_known.then(|| identity.url())?;
        // The URL becomes part of the query, and a link must not change the rest of it.
        let is_plain = url
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ":/?=.-_~%".contains(c));
        is_plain.then_some(url)
    }

    fn max_batch(&self) -> usize {
        MAX
    }

    fn request(&self, names: &[&str]) -> Request {
        let pages = format!("<{}>", names.join("> <"));
        let query = format!(
            "PREFIX dblp: <https://dblp.org/rdf/schema#>\n\
             SELECT ?page ?title ?venue ?year ?doi WHERE {{\n\
             VALUES ?page {{ {pages} }}\n\
             ?pub dblp:documentPage ?page ; dblp:title ?title .\n\
             OPTIONAL {{ ?pub dblp:publishedIn ?venue }} OPTIONAL {{ ?pub dblp:yearOfPublication ?year }} \
             OPTIONAL {{ ?pub dblp:doi ?doi }} }}"
        );
        let query_type = HeaderValue::from_static("application/sparql-query");
        let result_type = HeaderValue::from_static("application/sparql-results+json");
        let headers = [(CONTENT_TYPE, query_type), (ACCEPT, result_type)];
        Request {
            method: Method::POST,
            url: endpoint("https://sparql.dblp.org/sparql"),
            headers: HeaderMap::from_iter(headers),
            body: Some(query.into_bytes()),
            max_body: MAX_TO_READ,
        }
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Parsed {
        let Some(reply) = answer.json::<Reply>() else {
            return Parsed::Strange;
        };
        let mut found = none_of(names);
        for binding in &reply.results.bindings {
            let value = |name| binding.get(name).map(|term: &Term| &*term.value);
            let place = value("page").and_then(|page| found.get_mut(page));
            if let (Some(place), Some(title)) = (place, value("title")) {
                *place = Found::Record(Record::Paper(PaperRecord {
                    source: self.name().to_owned(),
                    // DBLP ends titles with a full stop.
                    title: line(title.trim_end_matches('.')).unwrap_or_default(),
                    year: value("year").and_then(|year| year.parse().ok()),
                    journal: value("venue").and_then(line),
                    doi: value("doi").map(|doi| doi.trim_start_matches("https://doi.org/").to_owned()),
                    ..PaperRecord::default()
                }));
            }
        }
        Parsed::Found(found)
    }
}
