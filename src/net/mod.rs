//! Gathers facts over the network. Writes facts only: must know no rule and no list, print nothing, read no
//! environment.

mod address;
mod answer;
#[expect(clippy::disallowed_methods, reason = "builds the one client")]
mod client;
#[expect(
    clippy::disallowed_methods,
    reason = "builds the runtime of a single download"
)]
mod download;
mod error;
mod failure;
mod gateway;
#[expect(clippy::disallowed_methods, reason = "resolves names in order to vet them")]
mod guard;
mod host;
mod job;
#[expect(clippy::disallowed_methods, reason = "cached facts expire")]
mod memory;
mod metadata;
mod options;
mod outcome;
mod page;
mod people;
mod plan;
mod progress;
mod quota;
mod registry;
mod request;
#[expect(
    clippy::disallowed_methods,
    reason = "builds the one runtime and reads the clock for it"
)]
mod run;
mod schedule;
mod settings;
mod signal;
mod sites;
mod trail;
mod verdict;

pub use download::{DownloadError, download};
pub use error::NetError;
pub use options::{Options, Proxies};
pub use plan::planned;
pub use progress::Progress;
pub use registry::Token;
pub use run::{Hosts, check_links};
pub use schedule::{Reason, Waiting};
pub use settings::Seams;
