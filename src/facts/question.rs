//! The needs of rules for facts about URLs. Plain data: must not know the sources of facts.

use serde::{Deserialize, Serialize};

/// A URL with the facts that are needed about it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Question {
    /// The URL, as written in the file.
    pub url: String,
    /// The facts that are needed.
    pub wants: Wants,
    /// The title of the expected paper, for registries that can only be searched by title.
    pub title: Option<String>,
}

/// The facts that are needed about a URL; each variant includes the variants before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wants {
    /// The record of a registry; the page is not requested.
    Record,
    /// The existence of the page.
    #[default]
    Life,
    /// The paper that the page is about; the page is read for this.
    Paper,
}

impl Question {
    /// The need for [`Wants::Record`].
    #[must_use]
    pub const fn lookup(url: String) -> Self {
        Self {
            url,
            wants: Wants::Record,
            title: None,
        }
    }
}

/// The need for [`Wants::Life`].
impl From<String> for Question {
    fn from(url: String) -> Self {
        Self {
            url,
            wants: Wants::Life,
            title: None,
        }
    }
}
