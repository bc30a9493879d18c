//! The DOI system itself: the agency that has registered a DOI, and the existence of its handle. Must not send.
//!
//! It only shows that a DOI exists; the agencies of some countries offer no lookup of the works themselves.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::protocol::{Found, Parsed, Registry, endpoint, get};
use crate::facts::{LinkFact, Verdict};
use crate::identity::Identity;
use crate::net::answer::Answer;
use crate::net::plan::PlannedLink;
use crate::net::request::Request;
use crate::net::sites::is_within;

/// The number of DOIs in one request: they are in the path of the URL.
const MAX: usize = 20;

/// The name of the system.
const NAME: &str = "doi.org";

/// The lookup of the agency that has registered a DOI.
#[derive(Debug)]
pub(super) struct Agencies;

/// The lookup of a DOI's handle.
#[derive(Debug)]
pub(super) struct Handles;

#[derive(Deserialize)]
struct Registered {
    #[serde(rename = "DOI")]
    doi: String,
    #[serde(rename = "RA")]
    by: Option<String>,
    status: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Handle {
    response_code: u16,
}

/// The DOI of a link to doi.org.
fn doi(link: &PlannedLink) -> Option<&str> {
    match link.identity.as_ref()? {
        // The URL of a publisher may continue after the DOI, which would then be unknown.
        Identity::Doi(doi) if is_within(link.url.host_str()?, NAME) => Some(doi),
        _ => None,
    }
}

impl Registry for Agencies {
    fn name(&self) -> &'static str {
        NAME
    }

    fn name_of(&self, link: &PlannedLink) -> Option<String> {
        doi(link).filter(|doi| !doi.contains(',')).map(str::to_lowercase)
    }

    fn max_batch(&self) -> usize {
        MAX
    }

    fn request(&self, names: &[&str]) -> Request {
        let mut url = endpoint("https://doi.org");
        url.set_path(&format!("/doiRA/{}", names.join(",")));
        get(url)
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Parsed {
        let Some(agencies) = answer.json::<Vec<Registered>>() else {
            return Parsed::Strange;
        };
        let mut found = BTreeMap::new();
        for agency in agencies {
            let Some(name) = names.iter().find(|name| agency.doi.eq_ignore_ascii_case(name)) else {
                continue;
            };
            let finding = match (agency.by, agency.status) {
                (Some(agency), _) => Found::Bare(format!("{agency} has registered this DOI")),
                // "DOI does not exist". The handle is looked up anyway, because its answer is authoritative.
                (None, Some(_)) => Found::Absent,
                (None, None) => continue,
            };
            found.insert((*name).to_owned(), finding);
        }
        Parsed::Found(found)
    }
}

impl Registry for Handles {
    fn name(&self) -> &'static str {
        NAME
    }

    fn name_of(&self, link: &PlannedLink) -> Option<String> {
        doi(link).map(str::to_lowercase)
    }

    fn max_batch(&self) -> usize {
        1
    }

    fn request(&self, names: &[&str]) -> Request {
        let mut url = endpoint("https://doi.org");
        url.set_path(&format!("/api/handles/{}", names.concat()));
        url.set_query(Some("type=URL"));
        get(url)
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Parsed {
        let Ok(Handle { response_code }) = serde_json::from_slice(&answer.body) else {
            return Parsed::Strange;
        };
        match (answer.status.as_u16(), response_code) {
            // 200 is the code of a handle without a value of the type `URL`.
            (200, 1 | 200) => Parsed::of_all(names, &Found::Bare("the DOI is registered".to_owned())),
            (404, 100) => Parsed::of_all(names, &Found::Absent),
            _ => Parsed::Strange,
        }
    }

    fn asks_twice(&self) -> bool {
        // No page is requested after this: this answer alone makes a link dead.
        true
    }

    fn absent(&self, name: &str) -> Option<LinkFact> {
        let mut fact = LinkFact::confirmed(NAME, format!("the DOI {name} is not registered"), None);
        fact.verdict = Verdict::Dead;
        Some(fact)
    }
}
