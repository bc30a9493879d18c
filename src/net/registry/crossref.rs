//! Crossref's API: many DOIs in one request. Must not send.
//!
//! Publishers turn programs away, and Crossref does not: a DOI that it has registered leads somewhere. One that it has not
//! may be registered elsewhere, so it is asked of its page.

use serde::Deserialize;
use url::Url;

use super::{Reading, Registry, get, none_of};
use crate::facts::{LinkFact, PaperRecord, Record, Verdict};
use crate::identity::Identity;
use crate::net::answer::Answer;
use crate::net::gateway::Request;
use crate::net::plan::Link;

/// How many DOIs one request holds: more would make its address longer than servers take.
const MOST: usize = 50;

/// What is asked about a work.
const FIELDS: &str = "DOI,title,container-title,issued";

/// Prefixes of DOIs that other agencies register, as far as lists hold them: arXiv, Zenodo, figshare, the data of IEEE.
const ELSEWHERE: [&str; 4] = ["10.48550/", "10.5281/", "10.6084/", "10.21227/"];

/// Crossref's API.
#[derive(Debug)]
pub(super) struct Crossref {
    api: Url,
    /// Where Crossref can write to if requests do harm; it answers such clients from a pool of their own.
    contact: Option<String>,
}

#[derive(Deserialize)]
struct Reply {
    message: Message,
}

#[derive(Deserialize)]
struct Message {
    items: Vec<Work>,
}

/// What Crossref says about a work. It leaves out what it does not know.
#[derive(Deserialize)]
struct Work {
    #[serde(rename = "DOI")]
    doi: String,
    #[serde(default)]
    title: Vec<String>,
    #[serde(default, rename = "container-title")]
    container: Vec<String>,
    #[serde(default)]
    issued: Issued,
}

#[derive(Default, Deserialize)]
struct Issued {
    #[serde(default, rename = "date-parts")]
    parts: Vec<Vec<Option<u16>>>,
}

impl Crossref {
    pub(super) fn new(api: Url, contact: Option<String>) -> Self {
        Self { api, contact }
    }
}

impl Registry for Crossref {
    /// The DOI, also of a publisher's page. Signs that part the values of a filter cannot stand in one.
    fn name_of(&self, identity: &Identity) -> Option<String> {
        match identity {
            Identity::Doi(doi) => {
                let is_elsewhere = ELSEWHERE.iter().any(|prefix| doi.starts_with(prefix));
                (!is_elsewhere && !doi.contains([',', '&'])).then(|| doi.to_lowercase())
            }
            _ => None,
        }
    }

    fn most(&self) -> usize {
        MOST
    }

    fn place(&self) -> &Url {
        &self.api
    }

    fn request(&self, names: &[&str]) -> Request {
        let dois: Vec<_> = names.iter().map(|name| format!("doi:{name}")).collect();
        let mut url = self.api.clone();
        // Without `rows` the API answers for twenty works, however many were asked.
        url.query_pairs_mut()
            .append_pair("filter", &dois.join(","))
            .append_pair("rows", &names.len().to_string())
            .append_pair("select", FIELDS)
            .extend_pairs(self.contact.iter().map(|contact| ("mailto", contact)));
        get(url)
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Reading {
        if answer.status == 400 {
            return Reading::Spoiled;
        }
        let reply: Option<Reply> = serde_json::from_slice(&answer.body).ok();
        let (Some(reply), 200) = (reply, answer.status.as_u16()) else {
            return Reading::Strange;
        };
        let mut records = none_of(names);
        for work in reply.message.items {
            if let Some(place) = records.get_mut(&work.doi.to_lowercase()) {
                *place = Some(Record::Paper(paper(work)));
            }
        }
        Reading::Told(records)
    }

    fn fact(&self, _: &Link, record: Record) -> LinkFact {
        let mut fact = LinkFact::new(Verdict::Alive, "Crossref has registered this DOI");
        fact.record = Some(record);
        fact
    }

    fn absent(&self, _: &str) -> Option<LinkFact> {
        None
    }
}

fn paper(work: Work) -> PaperRecord {
    let line = |texts: Vec<String>| {
        let text = texts.into_iter().next().unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let year = work.issued.parts.first().and_then(|parts| *parts.first()?);
    PaperRecord {
        source: "Crossref".to_owned(),
        title: line(work.title),
        year,
        doi: Some(work.doi),
        journal: Some(line(work.container)).filter(|journal| !journal.is_empty()),
        ..PaperRecord::default()
    }
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use serde_json::json;

    use super::*;

    fn api(contact: Option<&str>) -> Crossref {
        let api = Url::parse("https://api.crossref.org/works").expect("a URL");
        Crossref::new(api, contact.map(str::to_owned))
    }

    fn name_of(url: &str) -> Option<String> {
        api(None).name_of(&Identity::parse(url)?)
    }

    fn answer(status: u16, body: &str) -> Answer {
        let mut answer = Answer::of(StatusCode::from_u16(status).expect("a status"));
        answer.body = body.as_bytes().to_vec();
        answer
    }

    #[test]
    fn dois_are_asked_for_wherever_they_stand() {
        for url in [
            "https://doi.org/10.1109/TGRS.2021.3115569",
            "https://dl.acm.org/doi/10.1145/3394171.3413961",
            "https://link.springer.com/chapter/10.1007/978-3-030-01234-2_1",
        ] {
            assert!(name_of(url).is_some(), "{url}");
        }
        for url in [
            "https://doi.org/10.5281/zenodo.123456",
            "https://doi.org/10.1000/a,b",
        ] {
            assert_eq!(name_of(url), None, "{url}");
        }
    }

    #[test]
    fn a_request_holds_all_dois_and_asks_for_as_many_answers() {
        let request = api(Some("me@example.org")).request(&["10.1/a", "10.1/b"]);
        assert_eq!(
            request.url.as_str(),
            "https://api.crossref.org/works?filter=doi%3A10.1%2Fa%2Cdoi%3A10.1%2Fb&rows=2\
             &select=DOI%2Ctitle%2Ccontainer-title%2Cissued&mailto=me%40example.org"
        );
    }

    #[test]
    fn works_are_told_apart_by_their_dois() {
        let body = json!({ "status": "ok", "message": { "items": [
            { "DOI": "10.1/B", "title": ["Reading\n  Maps"], "container-title": ["A Journal"],
              "issued": { "date-parts": [[2024, 5]] } },
            { "DOI": "10.1/other" },
        ] } });
        let Reading::Told(records) = api(None).read(&["10.1/a", "10.1/b"], &answer(200, &body.to_string()))
        else {
            panic!("it is an answer");
        };
        assert_eq!(records["10.1/a"], None);
        let Some(Record::Paper(paper)) = &records["10.1/b"] else {
            panic!("a paper")
        };
        assert_eq!((&*paper.title, paper.year), ("Reading Maps", Some(2024)));
        assert_eq!(paper.journal.as_deref(), Some("A Journal"));
        assert_eq!(records.len(), 2);
    }

    #[test]
    fn what_is_no_answer_is_strange() {
        for (status, body) in [
            (200, "<html>"),
            (200, "{\"message\":{}}"),
            (404, "Resource not found."),
        ] {
            assert!(
                matches!(
                    api(None).read(&["10.1/a"], &answer(status, body)),
                    Reading::Strange
                ),
                "{body}"
            );
        }
        assert!(matches!(
            api(None).read(&["10.1/a"], &answer(400, "{}")),
            Reading::Spoiled
        ));
    }
}
