//! The keys of `paperlint.toml` as types. Must not know where the file is, nor what follows from a key.

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
    /// What columns hold, by header text, where paperlint would guess otherwise.
    pub columns: BTreeMap<String, Role>,
    /// Forms that cells have to follow, instead of the forms that most cells of the list follow.
    pub conventions: Conventions,
    /// Venues that paperlint does not know.
    pub venues: Vec<Venue>,
    /// How links are checked.
    pub links: Links,
}

/// Whether a rule reports, and how bad its findings are.
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
    /// The severity of findings; `None` when the rule is off.
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

/// What a column of a table holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The short name of a paper, model or method.
    Name,
    /// The title of the paper.
    Title,
    /// The authors.
    Authors,
    /// Where it was published, with or without the year.
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
    /// The word that stands for it in configurations and reports.
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

/// Forms that the list declares instead of letting paperlint find them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Conventions {
    /// Whether the cells of a role are bold.
    pub bold: BTreeMap<Role, bool>,
    /// How venue and year are written together: one example, such as `CVPR 2024`, `CVPR2024` or `CVPR'24`.
    pub venue: Option<String>,
    /// How venues and the labels of links are spelt; other cases of the same words are outliers.
    pub spellings: Vec<String>,
    /// The text of cells of a role that have no value, such as `-`; an empty text for blank cells.
    pub placeholder: BTreeMap<Role, String>,
    /// How dates are written: one example, such as `2024-05-31`.
    pub date: Option<String>,
    /// Whether the label of the link to the paper is the name in the row.
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
    /// What it is. Without a kind, it is not compared with what links and records say of conferences and preprints.
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

/// How links are checked.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Links {
    /// Links that are not checked: every URL that starts with one of these.
    pub exclude: Vec<String>,
    /// How many requests may be under way at once.
    #[schemars(range(min = 1, max = 128))]
    pub concurrency: u16,
    /// How many requests to one host may be under way at once.
    #[schemars(range(min = 1, max = 16))]
    pub per_host: u16,
    /// Milliseconds between two requests to one host; hosts that have published stricter terms are asked by those.
    #[schemars(range(min = 0, max = 60000))]
    pub interval: u16,
    /// Seconds until a request is given up.
    #[schemars(range(min = 1, max = 120))]
    pub timeout: u16,
    /// How often a request that failed for the moment is sent again.
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
