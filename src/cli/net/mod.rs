//! The commands and options that use the network. `no_net` replaces them in builds without the network.

#[expect(clippy::disallowed_methods, reason = "finds the cache and passes it the time")]
mod cache;
mod command;
#[expect(clippy::disallowed_methods, reason = "reads the environment")]
mod environment;
mod error;
#[expect(
    clippy::disallowed_methods,
    reason = "subtracts the time of the first round from the budget"
)]
mod gather;
mod hints;
mod notes;
mod options;
#[expect(clippy::disallowed_methods, reason = "draws on standard error at intervals")]
mod progress;
mod publications;

pub(super) use command::{Command, run};
pub(super) use error::OnlineError;
pub(super) use gather::{files, gather};
pub(super) use options::{LinkNewsOptions, OnlineOptions};
pub(super) use publications::{PublicationsCommand, run_publications};
