//! All facts about links that a run has. Plain data: must not know how they are written down.

use super::LinkFacts;

/// Facts about the links of all files of a run; empty when nothing was gathered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// Facts about the links; `None` when they were not checked.
    pub links: Option<LinkFacts>,
    /// Answers to the doubts that the links left: older versions, second opinions, READMEs.
    pub lookups: LinkFacts,
}
