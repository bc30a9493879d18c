//! The commands and options that ask the network. `no_net` stands in its place in builds without.

#[expect(clippy::disallowed_methods, reason = "finds the cache and tells it the time")]
mod cache;
mod command;
#[expect(clippy::disallowed_methods, reason = "reads the environment")]
mod environment;
mod error;
#[expect(
    clippy::disallowed_methods,
    reason = "takes the time of what was asked first off the budget"
)]
mod gather;
mod hints;
mod notes;
mod options;
#[expect(clippy::disallowed_methods, reason = "draws on standard error, now and then")]
mod progress;

pub(super) use command::{Command, run};
pub(super) use error::OnlineError;
pub(super) use gather::{files, gather};
pub(super) use options::{LinkNewsOptions, OnlineOptions};
