//! What was learnt outside the file. Plain data: must not know how it was gathered, nor what follows from it.

mod link;

pub use link::{Coverage, Evidence, HostCoverage, LinkFact, LinkFacts, Verdict};

/// Everything that rules may know beside the file itself; empty when nothing was gathered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// What is behind the links; `None` when they were not checked.
    pub links: Option<LinkFacts>,
}
