//! The records of registries about papers, repositories and data. Plain data: must not compare them with a list.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The record of a registry about the target of a link.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Record {
    /// A paper.
    Paper(PaperRecord),
    /// A code repository.
    Repository(RepositoryRecord),
    /// A model, data set or program.
    Resource(ResourceRecord),
}

impl Record {
    /// The name of the registry in messages.
    #[must_use]
    pub fn source(&self) -> &str {
        match self {
            Self::Paper(paper) => &paper.source,
            Self::Repository(repository) => &repository.source,
            Self::Resource(resource) => &resource.source,
        }
    }
}

/// The record of a registry about a paper.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PaperRecord {
    /// The name of the registry in messages.
    pub source: String,
    /// The title of the linked version.
    pub title: String,
    /// The number of the linked version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u16>,
    /// The authors, as the registry writes them, in their order; empty where it names none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// The year of publication; for a preprint, the year of the first version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The month of publication, from 1 to 12.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<u8>,
    /// The pages, such as `12-34`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    /// The DOI of the published version, as given by the authors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// The journal or the proceedings, as written by the registry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<String>,
    /// The comment of the authors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Every year that counts as the year of publication: online, in print, at the conference.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub years: BTreeSet<u16>,
    /// True if the publisher has retracted it.
    #[serde(skip_serializing_if = "is_false")]
    pub retracted: bool,
    /// True if the title may belong to the page or the site and not to the paper.
    #[serde(skip_serializing_if = "is_false")]
    pub vague: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// The record of a registry about a repository.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct RepositoryRecord {
    /// The name of the registry in messages.
    pub source: String,
    /// The current `OWNER/NAME`.
    pub name: String,
    /// True if the owner has archived it, so that it is read-only.
    pub archived: bool,
    /// True if it contains no files; absent if the registry does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty: Option<bool>,
    /// True if the host has disabled it.
    pub disabled: bool,
    /// The SPDX identifier of its licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// The description by its owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The papers that its README mentions, if it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readme: Option<Readme>,
}

/// The papers that a README mentions.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Readme {
    /// The stable keys of the papers that it links to.
    pub papers: BTreeSet<String>,
    /// The texts that may be titles: its first paragraphs, the titles in its references, headings and link labels.
    pub titles: Vec<String>,
}

/// The record of a registry about a model, data set or program.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ResourceRecord {
    /// The name of the registry in messages.
    pub source: String,
    /// The current `OWNER/NAME`, or a number.
    pub name: String,
    /// The title, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// True if the host has disabled it.
    pub disabled: bool,
    /// The stable keys of the papers that it belongs to.
    pub papers: BTreeSet<String>,
}
