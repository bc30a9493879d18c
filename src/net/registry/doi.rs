//! The DOI system itself: which agency has registered a DOI, and whether there is such a handle. Must not send.
//!
//! Agencies of other countries answer no questions about their works, so all that is learnt here is that a DOI exists.

use serde::Deserialize;

use super::protocol::{Found, Reading, Registry, endpoint, get, told};
use crate::facts::{LinkFact, Verdict};
use crate::identity::Identity;
use crate::net::answer::Answer;
use crate::net::plan::Link;
use crate::net::request::Request;
use crate::net::sites::is_within;

/// How many DOIs one request holds.
const MOST: usize = 20;

/// What the system is called.
const NAME: &str = "doi.org";

/// Which agency has registered a DOI.
#[derive(Debug)]
pub(super) struct Agencies;

/// Whether there is a handle.
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

/// The DOI of a link to doi.org. One that was read out of a publisher's address may have been read wrongly.
fn doi(link: &Link) -> Option<&str> {
    match link.identity.as_ref()? {
        Identity::Doi(doi) if is_within(link.url.host_str()?, NAME) => Some(doi),
        _ => None,
    }
}

impl Registry for Agencies {
    fn name(&self) -> &'static str {
        NAME
    }

    fn name_of(&self, link: &Link) -> Option<String> {
        doi(link).filter(|doi| !doi.contains(',')).map(str::to_lowercase)
    }

    fn most(&self) -> usize {
        MOST
    }

    fn request(&self, names: &[&str]) -> Request {
        let mut url = endpoint("https://doi.org");
        url.set_path(&format!("/doiRA/{}", names.join(",")));
        get(url)
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Reading {
        let Some(agencies) = answer.json::<Vec<Registered>>() else {
            return Reading::Strange;
        };
        let found = agencies.into_iter().filter_map(|agency| {
            let name = names.iter().find(|name| agency.doi.eq_ignore_ascii_case(name))?;
            let found = match (agency.by, agency.status) {
                (Some(agency), _) => Found::Bare(format!("{agency} has registered this DOI")),
                (None, Some(_)) => Found::Absent,
                (None, None) => return None,
            };
            Some(((*name).to_owned(), found))
        });
        Reading::Told(found.collect())
    }
}

impl Registry for Handles {
    fn name(&self) -> &'static str {
        NAME
    }

    fn name_of(&self, link: &Link) -> Option<String> {
        doi(link).map(str::to_lowercase)
    }

    fn most(&self) -> usize {
        1
    }

    fn request(&self, names: &[&str]) -> Request {
        let mut url = endpoint("https://doi.org");
        url.set_path(&format!("/api/handles/{}", names.concat()));
        url.set_query(Some("type=URL"));
        get(url)
    }

    /// The status is 404 for a handle that there is not, and the code is 100; 200 is one without an address.
    fn read(&self, names: &[&str], answer: &Answer) -> Reading {
        let handle = serde_json::from_slice(&answer.body).ok();
        match (
            answer.status.as_u16(),
            handle.map(|handle: Handle| handle.response_code),
        ) {
            (200, Some(1 | 200)) => told(names, &Found::Bare("the DOI is registered".to_owned())),
            (404, Some(100)) => told(names, &Found::Absent),
            _ => Reading::Strange,
        }
    }

    fn asks_twice(&self) -> bool {
        true
    }

    fn absent(&self, name: &str) -> Option<LinkFact> {
        let mut fact = LinkFact::told(NAME, format!("nobody has registered the DOI {name}"), None);
        fact.verdict = Verdict::Dead;
        Some(fact)
    }
}
