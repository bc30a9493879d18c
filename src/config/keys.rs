//! The keys of `paperlint.toml` as types. Must not know the place of the file or the effect of a key.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::Severity;

/// The settings of `paperlint.toml`. Every key is optional.
#[derive(Clone, PartialEq, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The level of each rule, by the rule's name.
    pub rules: BTreeMap<String, Level>,
    /// The roles of columns, by header text, that paperlint would not guess.
    pub columns: BTreeMap<String, Role>,
    /// The forms that cells must follow, instead of the forms of most cells of the list.
    pub conventions: Conventions,
    /// Venues that paperlint does not know.
    pub venues: Vec<Venue>,
    /// Files with published papers that paperlint does not know, relative to this file: indexes or BibTeX.
    pub publications: Vec<String>,
    /// The settings of the link checker.
    pub links: Links,
}

/// The level of a rule's findings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The rule does not run.
    Off,
    /// Findings are information.
    Info,
    /// Findings are warnings.
    Warning,
    /// Findings are errors.
    Error,
}

impl Level {
    /// The severity of findings; `None` if the rule is off.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// The role of a table's column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The short name of a paper, model or method.
    Name,
    /// The title of the paper.
    Title,
    /// The authors.
    Authors,
    /// The venue of publication, with or without the year.
    Venue,
    /// The year.
    Year,
    /// The date.
    Date,
    /// The link to the paper.
    Paper,
    /// The link to the code.
    Code,
    /// The link to a project page, a website or a demo.
    Project,
    /// The data set.
    Dataset,
    /// Anything else.
    Note,
}

impl Role {
    /// The word for the role in configurations and reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Title => "title",
            Self::Authors => "authors",
            Self::Venue => "venue",
            Self::Year => "year",
            Self::Date => "date",
            Self::Paper => "paper",
            Self::Code => "code",
            Self::Project => "project",
            Self::Dataset => "dataset",
            Self::Note => "note",
        }
    }
}

/// The forms that the list declares instead of letting paperlint find them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Conventions {
    /// True if the cells of a role are bold.
    pub bold: BTreeMap<Role, bool>,
    /// An example of a venue with its year, such as `CVPR 2024`, `CVPR2024` or `CVPR'24`.
    pub venue: Option<String>,
    /// The spellings of venues and link labels; the same words in other upper and lower case are outliers.
    pub spellings: Vec<String>,
    /// The text of the cells of a role that have no value, such as `-`; an empty text for empty cells.
    pub placeholder: BTreeMap<Role, String>,
    /// An example of a date, such as `2024-05-31`.
    pub date: Option<String>,
    /// True if the label of the link to the paper is the name in the row.
    pub name_is_label: Option<bool>,
}

/// A venue that the list uses and paperlint does not know.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Venue {
    /// The short name, as lists write it.
    pub id: String,
    /// Other ways to write it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The kind of the venue. Without it, the venue is not compared with the kinds in links and records.
    pub kind: Option<VenueKind>,
}

/// The kinds of venue.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VenueKind {
    /// A conference.
    Conference,
    /// A workshop, or all workshops of a conference.
    Workshop,
    /// A journal.
    Journal,
    /// A journal that prints proceedings.
    ProceedingsJournal,
    /// A preprint server.
    Preprint,
}

/// The settings of the link checker.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Links {
    /// Links that are not checked: every URL that starts with one of these.
    pub exclude: Vec<String>,
    /// The most requests at the same time.
    #[schemars(range(min = 1, max = 128))]
    pub concurrency: u16,
    /// The most requests to one host at the same time.
    #[schemars(range(min = 1, max = 16))]
    pub per_host: u16,
    /// Milliseconds between two requests to one host; stricter limits that a host has published take precedence.
    #[schemars(range(min = 0, max = 60000))]
    pub interval: u16,
    /// Seconds until a request times out.
    #[schemars(range(min = 1, max = 120))]
    pub timeout: u16,
    /// The number of retries of a request after a temporary failure.
    #[schemars(range(min = 0, max = 5))]
    pub retries: u8,
}

impl Default for Links {
    fn default() -> Self {
        Self {
            exclude: Vec::new(),
            concurrency: 32,
            per_host: 2,
            interval: 200,
            timeout: 20,
            retries: 2,
        }
    }
}
