//! Facts from outside the file. Plain data: must not gather them or draw conclusions.

mod all;
mod files;
mod link;
mod question;
mod record;
mod recording;

pub use all::Facts;
pub use files::{FileFact, FileFacts, LocalTarget};
pub(crate) use link::PAGES;
pub use link::{Coverage, Evidence, HostCoverage, LinkFact, LinkFacts, Verdict};
pub use question::{Question, Wants};
pub use record::{PaperRecord, Readme, Record, RepositoryRecord, ResourceRecord};
pub use recording::RecordingError;
