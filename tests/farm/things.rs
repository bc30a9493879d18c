//! The papers, repositories and files of an invented world, as `fixtures/world` writes them. Must not answer for them.

use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A paper, with the places where it can be found.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    pub title: String,
    /// The full names of its authors.
    #[serde(default)]
    pub authors: Vec<String>,
    pub pages: Option<String>,
    /// The subtitle, which Crossref has in a field of its own.
    pub subtitle: Option<String>,
    pub arxiv: Option<String>,
    /// The title of its first version.
    pub older: Option<String>,
    pub comment: Option<String>,
    pub journal_ref: Option<String>,
    pub doi: Option<String>,
    /// The agency of the DOI, if it is not Crossref.
    pub agency: Option<String>,
    pub container: Option<String>,
    /// The kind of notice by its publisher, such as `retraction`.
    pub notice: Option<String>,
    pub venue: Option<String>,
    pub year: Option<u16>,
    pub pii: Option<String>,
    pub ieee: Option<u64>,
    /// The identifier at OpenReview.
    pub forum: Option<String>,
    pub page: Option<String>,
    /// The venue and year at Semantic Scholar.
    pub scholar: Option<(String, u16)>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repository {
    pub name: String,
    /// Its earlier name.
    pub was: Option<String>,
    pub description: Option<String>,
    pub readme: Option<String>,
    #[serde(default)]
    pub files: Vec<String>,
    #[serde(default)]
    pub archived: bool,
    #[serde(default)]
    pub empty: bool,
    #[serde(default)]
    pub disabled: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub url: String,
    pub status: Option<u16>,
    pub location: Option<String>,
    pub title: Option<String>,
    pub html: Option<String>,
}

/// A resource on Hugging Face or Zenodo.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    pub hub: Option<String>,
    pub id: Option<String>,
    pub zenodo: Option<u64>,
    pub title: Option<String>,
    #[serde(default)]
    pub papers: Vec<String>,
    #[serde(default)]
    pub disabled: bool,
}

/// The items in a file of the world.
pub fn things<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/world/{name}.jsonl"));
    let text = fs::read_to_string(path).expect("the world can be read");
    let thing = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{name}: {error}: {line}"));
    text.lines().map(thing).collect()
}
