//! Repositories as GitHub and the other forges name them. Must not check whether they exist.

use std::fmt;

use super::part::{NAME_CHARACTERS, is_name};

/// A repository, and the part of it that a URL leads to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Repository {
    /// The user or organisation that owns it.
    pub owner: String,
    /// Its name, without `.git`.
    pub name: String,
    /// The branch, tag or commit in the URL.
    pub reference: Option<String>,
    /// The rest of the URL: a path in the tree if there is a reference, otherwise a page such as `issues/3`.
    pub path: Option<String>,
}

impl Repository {
    /// Returns a repository if forges allow its owner and name. Reference and path may be empty.
    pub(super) fn new(owner: &str, name: &str, reference: &str, path: &str) -> Option<Self> {
        let mut name = name;
        // Copied commands end in `.git`, and sentences in a full stop.
        while let Some(rest) = name.strip_suffix(".git").or_else(|| name.strip_suffix('.')) {
            name = rest;
        }
        // Both may come from an empty part of the URL.
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        (is_owner(owner) && name.len() <= LONGEST_NAME && is_name(name, NAME_CHARACTERS)).then(|| Self {
            owner: owner.to_owned(),
            name: name.to_owned(),
            reference: given(reference),
            path: given(path),
        })
    }

    /// Returns the URL of the repository on a host.
    pub(super) fn url(&self, host: &str) -> String {
        format!("https://{host}/{}/{}", self.owner, self.name)
    }
}

/// Both names in lower case: forges ignore upper and lower case.
impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format!("{}/{}", self.owner, self.name).to_lowercase())
    }
}

/// The longest name of a repository on GitHub.
const LONGEST_NAME: usize = 100;

/// The longest name of an owner: 39 characters on GitHub, but more on other forges.
const LONGEST_OWNER: usize = 64;

/// True if forges allow the name for a user or organisation.
pub(super) fn is_owner(text: &str) -> bool {
    text.len() <= LONGEST_OWNER
        && is_name(text, NAME_CHARACTERS)
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        // A full stop at the end belongs to the sentence and is dropped when a URL is read.
        && !text.ends_with('.')
}
