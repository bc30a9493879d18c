//! Zenodo's API: one record per request. Must not send.

use serde::Deserialize;

use super::protocol::{Parsed, Registry, endpoint, get, line};
use crate::facts::{Record, ResourceRecord};
use crate::identity::Identity;
use crate::net::answer::Answer;
use crate::net::plan::PlannedLink;
use crate::net::request::Request;

/// Zenodo's API.
#[derive(Debug)]
pub(super) struct Zenodo;

#[derive(Deserialize)]
struct Reply {
    id: u64,
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Metadata {
    title: String,
}

impl Registry for Zenodo {
    fn name(&self) -> &'static str {
        "Zenodo"
    }

    fn name_of(&self, link: &PlannedLink) -> Option<String> {
        match link.identity.as_ref()? {
            Identity::Zenodo(number) if link.is_whole() => Some(number.to_string()),
            _ => None,
        }
    }

    fn max_batch(&self) -> usize {
        1
    }

    fn request(&self, names: &[&str]) -> Request {
        let mut url = endpoint("https://zenodo.org");
        url.set_path(&format!("/api/records/{}", names.concat()));
        get(url)
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Parsed {
        match answer.status.as_u16() {
            // The number for all versions redirects to the newest one, and a removed record answers 410.
            301 | 302 | 404 | 410 => Parsed::nothing(),
            _ => Parsed::of_json(names, answer, |reply: Reply| self.record(&reply)),
        }
    }
}

impl Zenodo {
    fn record(&self, reply: &Reply) -> Record {
        Record::Resource(ResourceRecord {
            source: self.name().to_owned(),
            name: reply.id.to_string(),
            title: line(&reply.metadata.title),
            ..ResourceRecord::default()
        })
    }
}
