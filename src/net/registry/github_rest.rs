//! GitHub's API without a token: one repository per request, and few requests per hour. Must not send.
//!
//! Its headers say when the hourly limit is reached; the host then pauses like any other, and pages are requested.

use serde::Deserialize;
use url::Url;

use super::github;
use super::protocol::{Parsed, Registry, get};
use crate::facts::{LinkFact, Record, RepositoryRecord};
use crate::identity::Identity;
use crate::net::answer::Answer;
use crate::net::plan::PlannedLink;
use crate::net::request::Request;

/// GitHub's API without a token.
#[derive(Debug)]
pub(super) struct GitHubRest {
    api: Url,
}

/// The fields of a repository.
#[derive(Deserialize)]
struct Repository {
    full_name: String,
    archived: bool,
    #[serde(default)]
    disabled: bool,
    description: Option<String>,
    license: Option<Licence>,
}

#[derive(Deserialize)]
struct Licence {
    spdx_id: Option<String>,
}

impl GitHubRest {
    pub(super) fn new(api: &Url) -> Self {
        Self { api: api.clone() }
    }
}

impl Registry for GitHubRest {
    fn name(&self) -> &'static str {
        github::NAME
    }

    /// `OWNER/NAME`, in lower case, for a link to a whole repository.
    fn name_of(&self, link: &PlannedLink) -> Option<String> {
        match link.identity.as_ref()? {
            Identity::GitHub(repository) if repository.reference.is_none() && repository.path.is_none() => {
                Some(format!("{}/{}", repository.owner, repository.name).to_lowercase())
            }
            _ => None,
        }
    }

    fn max_batch(&self) -> usize {
        1
    }

    fn request(&self, names: &[&str]) -> Request {
        let mut url = self.api.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push("repos");
            path.extend(names.iter().flat_map(|name| name.split('/')));
        }
        get(url)
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Parsed {
        match answer.status.as_u16() {
            // Renamed, missing or private, and taken down: the page says so too, without costing one of sixty requests.
            301 | 404 | 451 => Parsed::nothing(),
            _ => Parsed::of_json(names, answer, record),
        }
    }

    fn fact(&self, link: &PlannedLink, record: Record) -> LinkFact {
        github::fact(link, record)
    }
}

/// The record of a repository.
fn record(repository: Repository) -> Record {
    Record::Repository(RepositoryRecord {
        // The size does not say whether it is empty: the size of a small repository is zero as well.
        empty: None,
        source: github::NAME.to_owned(),
        name: repository.full_name,
        archived: repository.archived,
        disabled: repository.disabled,
        licence: repository.license.and_then(|licence| licence.spdx_id),
        description: repository.description,
        ..RepositoryRecord::default()
    })
}
