//! What registries say about papers and repositories. Plain data: must not compare it with a list.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a registry says about what a link leads to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Record {
    /// A paper.
    Paper(PaperRecord),
    /// A repository of code.
    Repository(RepositoryRecord),
}

/// What a registry says about a paper.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PaperRecord {
    /// The registry, as messages name it.
    pub source: String,
    /// The title of the version that is linked.
    pub title: String,
    /// The number of that version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u16>,
    /// The year of the first version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The DOI of the published version, as the authors give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// Where it was published, as the authors give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<String>,
    /// What the authors remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// What a registry says about a repository.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct RepositoryRecord {
    /// The registry, as messages name it.
    pub source: String,
    /// `OWNER/NAME`, as it is now.
    pub name: String,
    /// Whether its owner has set it to be read only.
    pub archived: bool,
    /// Whether it holds nothing.
    pub empty: bool,
    /// Whether the host has closed it.
    pub disabled: bool,
    /// The identifier of its licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// What its owner says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}
