//! What is to be learnt about an address. Plain data: must not know who is asked.

use serde::{Deserialize, Serialize};

/// One address, and what is to be learnt about it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Question {
    /// The address, as it stands in the file.
    pub url: String,
    /// What is to be learnt.
    pub wants: Wants,
    /// The title of the paper that should be there, for registries that can only be searched.
    pub title: Option<String>,
}

/// What is to be learnt about an address; each includes those before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wants {
    /// What registries say about it; its page is not asked.
    Record,
    /// Whether it is there.
    #[default]
    Life,
    /// Whether it is there, and which paper it is: its page is read for that.
    Paper,
}

impl Question {
    /// What registries say about an address.
    #[must_use]
    pub const fn aside(url: String) -> Self {
        Self {
            url,
            wants: Wants::Record,
            title: None,
        }
    }
}

/// Whether it is there.
impl From<String> for Question {
    fn from(url: String) -> Self {
        Self {
            url,
            wants: Wants::Life,
            title: None,
        }
    }
}
