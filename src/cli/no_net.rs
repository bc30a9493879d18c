//! Replaces `net` in builds without the network: no command, no option, only facts from recordings.

use clap::{ArgGroup, Args, Subcommand};
use miette::Diagnostic;

use super::{
    error::Error,
    files::{Files, Use},
    gathered::{Gathered, replayed},
    options::{KnowledgeOptions, NewsOptions},
    outcome::Status,
    output::Terminal,
    subject::ReadSubject,
};

/// No commands.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(super) enum Command {}

/// No commands.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(super) enum PublicationsCommand {}

/// No options. The group exists because `--replay` conflicts with it.
#[derive(Args, Debug)]
#[command(group(ArgGroup::new("net")))]
pub(super) struct OnlineOptions {}

/// No options.
#[derive(Args, Debug, Default)]
pub(super) struct LinkNewsOptions {}

/// No errors.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(super) enum OnlineError {}

pub(super) fn run(command: Command, _: &Terminal) -> Result<Status, Error> {
    match command {}
}

pub(super) fn run_publications(command: PublicationsCommand, _: &Terminal) -> Result<(), Error> {
    match command {}
}

pub(super) fn files(files: Files, options: &KnowledgeOptions) -> Files {
    files.reading(Use::Recording, &options.replay.replay)
}

pub(super) fn gather(
    options: &KnowledgeOptions,
    _: &[ReadSubject<'_>],
    _: &NewsOptions,
    _: &Terminal,
) -> Result<Gathered, Error> {
    Ok(replayed(&options.replay)?.unwrap_or_default())
}
