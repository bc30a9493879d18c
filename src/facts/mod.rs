//! What was learnt outside the file. Plain data: must not know how it was gathered, nor what follows from it.

mod files;
mod link;
mod question;
mod record;
mod recording;

pub use files::{FileFact, FileFacts, LocalTarget};
pub(crate) use link::PAGES;
pub use link::{Coverage, Evidence, HostCoverage, LinkFact, LinkFacts, Verdict};
pub use question::{Question, Wants};
pub use record::{PaperRecord, Readme, Record, RepositoryRecord, ResourceRecord};
pub use recording::RecordingError;

/// Facts about the links of all files of a run; empty when nothing was gathered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// What is behind the links; `None` when they were not checked.
    pub links: Option<LinkFacts>,
    /// What was asked because of doubts that the links left: older versions, second opinions, READMEs.
    pub asides: LinkFacts,
}
