//! Identifiers of sites where users publish models and data. Must not know particular sites.

use std::fmt;

use super::part::{NAME_CHARACTERS, is_name};

/// Something that a user or organisation publishes on a site for models and data.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct HubId {
    /// The kind of thing.
    pub kind: HubKind,
    /// `OWNER/NAME`, or the name alone.
    pub id: String,
}

/// The kinds of things on sites for models and data.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum HubKind {
    /// A model.
    Model,
    /// A data set.
    Dataset,
    /// A program that runs there: a space, studio or notebook.
    App,
    /// A collection of several things.
    Collection,
    /// A competition.
    Competition,
    /// The page of a user or organisation; on Hugging Face also a model without owner, such as `gpt2`.
    Owner,
}

impl HubId {
    /// Returns an identifier if sites allow its names; the owner may be empty.
    pub(super) fn new(kind: HubKind, owner: &str, name: &str) -> Option<Self> {
        // An early model, such as `gpt2`, has no owner.
        let id = match owner {
            "" => name.to_owned(),
            _ => format!("{owner}/{name}"),
        };
        // A full stop at the end belongs to the sentence.
        let is_owner = owner.is_empty() || is_name(owner, NAME_CHARACTERS);
        (is_owner && is_name(name, NAME_CHARACTERS) && !name.ends_with('.')).then_some(Self { kind, id })
    }
}

/// Kind and names, as in keys.
impl fmt::Display for HubId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            HubKind::Model => "model",
            HubKind::Dataset => "dataset",
            HubKind::App => "app",
            HubKind::Collection => "collection",
            HubKind::Competition => "competition",
            HubKind::Owner => "owner",
        };
        write!(f, "{kind}:{}", self.id)
    }
}
