//! The errors that end a command. Each error is one message that says what to do. Must not print.

use std::{
    io,
    path::{Path, PathBuf},
};

use miette::Diagnostic;
use thiserror::Error;

use super::net;
use crate::{baseline::BaselineError, config::ConfigError, facts::RecordingError};

#[derive(Debug, Error, Diagnostic)]
pub(super) enum Error {
    #[error("cannot read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },

    #[error("cannot read {}: it is larger than {limit} MiB", path.display())]
    TooLarge { path: PathBuf, limit: u64 },

    #[error("{} is not UTF-8: invalid byte {offset} in line {line}", path.display())]
    #[diagnostic(help("save the file as UTF-8"))]
    NotUtf8 {
        path: PathBuf,
        offset: usize,
        line: usize,
    },

    #[error("cannot replay {}: {source}", path.display())]
    #[diagnostic(help("`--record FILE` makes a recording"))]
    Recording { path: PathBuf, source: RecordingError },

    #[error("cannot use {} as a baseline: {source}", path.display())]
    #[diagnostic(help("`paperlint baseline` writes one"))]
    Baseline { path: PathBuf, source: BaselineError },

    #[error("cannot start Git: {source}")]
    #[diagnostic(help("`--since` asks Git for the files as they were; `--baseline` needs no Git"))]
    NoGit { source: io::Error },

    #[error("{} lies in no Git repository", path.display())]
    #[diagnostic(help("`--since` asks Git for the files as they were; `--baseline` needs no Git"))]
    NoRepository { path: PathBuf },

    #[error("`{revision}` is not a known revision, or shares no history with HEAD")]
    NoRevision {
        revision: String,
        #[help]
        help: String,
    },

    #[error("standard input has no history")]
    #[diagnostic(help("name a file to check what is new in it"))]
    NoHistory,

    #[error("{} was changed by another program in the meantime", path.display())]
    #[diagnostic(help("nothing was written to it; run again"))]
    Changed { path: PathBuf },

    #[error("there is no README.md in this folder")]
    #[diagnostic(help("name a file or a folder: `paperlint check PATH`"))]
    NoReadme,

    #[error("no Markdown files in {}", path.display())]
    NoMarkdown { path: PathBuf },

    #[error("cannot search {}: {source}", path.display())]
    Search { path: PathBuf, source: ignore::Error },

    #[error("there is no rule `{name}`")]
    UnknownRule {
        name: String,
        #[help]
        help: String,
    },

    #[error("there is no command `{name}`")]
    #[diagnostic(help("`paperlint help` lists the commands"))]
    UnknownCommand { name: String },

    #[error(transparent)]
    #[diagnostic(transparent)]
    Config(#[from] Box<ConfigError>),

    #[error("there is a {} already", path.display())]
    #[diagnostic(help("`--force` replaces it, `--stdout` only shows what would be written"))]
    Exists { path: PathBuf },

    #[error("{what} cannot go to {place}")]
    Shared {
        what: String,
        place: String,
        #[help]
        help: String,
    },

    #[error("the {written} cannot go to {}: it is the {read} of this run", path.display())]
    Overwrites {
        path: PathBuf,
        written: &'static str,
        read: &'static str,
        #[help]
        help: &'static str,
    },

    #[error("there is no report for {}: every `--format` names a file of its own", path.display())]
    #[diagnostic(help("leave out `--output`, or name a format without a file"))]
    NothingToWrite { path: PathBuf },

    #[error("cannot write to {to}: {source}")]
    Write { to: String, source: io::Error },

    #[error(transparent)]
    #[diagnostic(transparent)]
    Net(#[from] net::OnlineError),
}

impl Error {
    /// Turns the error of the system into that for a file which cannot be read.
    pub(super) fn reading(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Read { path, source }
    }

    /// Turns the error of the system into that for a file which cannot be written.
    pub(super) fn writing(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let to = path.display().to_string();
        |source| Self::Write { to, source }
    }
}
