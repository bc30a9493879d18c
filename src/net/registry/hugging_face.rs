//! Hugging Face's API: one model, data set or space per request. Must not send.

use serde::Deserialize;

use super::protocol::{Parsed, Registry, endpoint, get};
use crate::facts::{Record, ResourceRecord};
use crate::identity::{HubId, HubKind, Identity};
use crate::net::answer::Answer;
use crate::net::plan::PlannedLink;
use crate::net::request::Request;

/// Hugging Face's API.
#[derive(Debug)]
pub(super) struct HuggingFace;

#[derive(Deserialize)]
struct Reply {
    id: String,
    #[serde(default)]
    disabled: bool,
    #[serde(default)]
    tags: Vec<String>,
}

impl Registry for HuggingFace {
    fn name(&self) -> &'static str {
        "Hugging Face"
    }

    /// The path in the API.
    fn name_of(&self, link: &PlannedLink) -> Option<String> {
        let Identity::HuggingFace(HubId { kind, id }) = link.identity.as_ref()? else {
            return None;
        };
        let folder = match kind {
            HubKind::Model => "models",
            HubKind::Dataset => "datasets",
            HubKind::App => "spaces",
            _ => return None,
        };
        // The API says whether the model exists, but only the page says whether a file in it does.
        link.is_whole().then(|| format!("{folder}/{id}"))
    }

    fn max_batch(&self) -> usize {
        1
    }

    fn request(&self, names: &[&str]) -> Request {
        let mut url = endpoint("https://huggingface.co");
        url.set_path(&format!("/api/{}", names.concat()));
        get(url)
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Parsed {
        match answer.status.as_u16() {
            // Renamed, missing or private; without a token the API answers 401 for both of these. The page says which.
            301 | 307 | 308 | 401 | 403 | 404 => Parsed::nothing(),
            _ => Parsed::of_json(names, answer, |reply| self.record(reply)),
        }
    }
}

impl HuggingFace {
    fn record(&self, reply: Reply) -> Record {
        // The model card links to its papers by tags such as `arxiv:2306.11029`.
        let papers = reply.tags.iter().filter(|tag| tag.starts_with("arxiv:"));
        Record::Resource(ResourceRecord {
            source: self.name().to_owned(),
            name: reply.id,
            title: None,
            disabled: reply.disabled,
            papers: papers
                .filter_map(|tag| Some(Identity::parse(tag)?.key()))
                .collect(),
        })
    }
}
