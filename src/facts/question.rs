//! Questions about addresses. Plain data: must not know who is asked.

use serde::{Deserialize, Serialize};

/// One address, and what is to be learnt about it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Question {
    /// The address, as it stands in the file.
    pub url: String,
    /// The answer that is wanted.
    pub wants: Wants,
    /// The title of the paper that should be there, for registries that can only be searched.
    pub title: Option<String>,
}

/// The answer that is wanted about an address; each includes those before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wants {
    /// The records of registries; its page is not requested.
    Record,
    /// A check that its page is there.
    #[default]
    Life,
    /// The same, and the paper that its page is about: the page is read for that.
    Paper,
}

impl Question {
    /// A question to registries alone.
    #[must_use]
    pub const fn lookup(url: String) -> Self {
        Self {
            url,
            wants: Wants::Record,
            title: None,
        }
    }
}

/// A question for [`Wants::Life`].
impl From<String> for Question {
    fn from(url: String) -> Self {
        Self {
            url,
            wants: Wants::Life,
            title: None,
        }
    }
}
