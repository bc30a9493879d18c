//! All facts about links in a run. Plain data: must not know the format of recordings.

use super::LinkFacts;

/// The facts about the links of all files of a run; empty if none were gathered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// The facts about the links; `None` if links were not checked.
    pub links: Option<LinkFacts>,
    /// The facts that rules looked up in addition: older versions, second opinions, READMEs.
    pub lookups: LinkFacts,
}
