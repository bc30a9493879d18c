//! What registries say about papers and repositories. Plain data: must not compare it with a list.

use std::collections::BTreeSet;

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
    /// A model, data set or program.
    Resource(ResourceRecord),
}

impl Record {
    /// The registry, as messages name it.
    #[must_use]
    pub fn source(&self) -> &str {
        match self {
            Self::Paper(paper) => &paper.source,
            Self::Repository(repository) => &repository.source,
            Self::Resource(resource) => &resource.source,
        }
    }
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
    /// The year in which it appeared; of a preprint, the year of the first version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The DOI of the published version, as the authors give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// The journal or the proceedings, as the registry writes them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<String>,
    /// What the authors remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Every year in which it may be said to have been published: online, in print, at the conference.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub years: BTreeSet<u16>,
    /// Whether its publisher has taken it back.
    #[serde(skip_serializing_if = "is_false")]
    pub retracted: bool,
    /// Whether the title may be that of the page or the site and not of the paper.
    #[serde(skip_serializing_if = "is_false")]
    pub vague: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
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
    /// Whether it holds nothing, if the registry says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty: Option<bool>,
    /// Whether the host has closed it.
    pub disabled: bool,
    /// The identifier of its licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// What its owner says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What its README speaks of, if that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readme: Option<Readme>,
}

/// What a README speaks of.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Readme {
    /// The papers that it links to, by the stable keys of their identities.
    pub papers: BTreeSet<String>,
    /// Its headings, the titles in its references, and its first words.
    pub titles: Vec<String>,
}

/// What a registry says about a model, a data set or a program.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ResourceRecord {
    /// The registry, as messages name it.
    pub source: String,
    /// `OWNER/NAME` or a number, as it is now.
    pub name: String,
    /// Its title, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether the host has closed it.
    pub disabled: bool,
    /// The papers that it belongs to, by the stable keys of their identities.
    pub papers: BTreeSet<String>,
}
