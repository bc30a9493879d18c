//! The errors that end a command. Each error is one message, most with a help. Must not print.

use std::{
    io,
    path::{Path, PathBuf},
};

use miette::Diagnostic;
use thiserror::Error;

use super::net;
use crate::{
    baseline::BaselineError,
    config::ConfigError,
    facts::RecordingError,
    publications::{Damage, build::SourceError},
};

/// The reason that a file adds no publications to a run.
#[derive(Debug, Error)]
pub(super) enum PublicationsError {
    #[error("neither an index nor BibTeX")]
    Unknown,
    #[error(transparent)]
    Damage(#[from] Damage),
    #[error(transparent)]
    Source(#[from] SourceError),
}

#[derive(Debug, Error, Diagnostic)]
pub(super) enum Error {
    #[error("cannot read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },

    #[error("cannot read {}: it is larger than {limit} MiB", path.display())]
    TooLarge { path: PathBuf, limit: u64 },

    #[error("{}: invalid UTF-8 at line {line}, byte {byte}", path.display())]
    #[diagnostic(help("save the file as UTF-8"))]
    NotUtf8 {
        path: PathBuf,
        line: usize,
        /// The number of the byte in its line, from one.
        byte: usize,
    },

    #[error("cannot replay {}: {source}", path.display())]
    #[diagnostic(help("make a recording with `--record FILE`"))]
    Recording { path: PathBuf, source: RecordingError },

    #[error("cannot use {} as a baseline: {source}", path.display())]
    #[diagnostic(help("run `paperlint baseline` to write one"))]
    Baseline { path: PathBuf, source: BaselineError },

    #[error("cannot use {} as publications: {source}", path.display())]
    #[diagnostic(help("make an index with `paperlint publications build`"))]
    Publications {
        path: PathBuf,
        source: PublicationsError,
    },

    #[error("cannot read {}: {source}", path.display())]
    Source { path: PathBuf, source: SourceError },

    #[error("unknown venue `{name}`")]
    #[diagnostic(help("name venues as `paperlint publications` lists them, and preprints `arXiv`"))]
    UnknownVenue { name: String },

    #[error("no papers of these sources are selected")]
    #[diagnostic(help("check the sources, `--venue` and `--years`"))]
    NoPapers,

    #[error("cannot start Git: {source}")]
    #[diagnostic(help("install Git for `--since`, or use `--baseline`"))]
    NoGit { source: io::Error },

    #[error("{} is not in a Git repository", path.display())]
    #[diagnostic(help("use `--baseline`: `--since` needs a Git repository"))]
    NoRepository { path: PathBuf },

    #[error("`{revision}` is not a known revision, or shares no history with HEAD")]
    NoRevision {
        revision: String,
        #[help]
        help: String,
    },

    #[error("--explain shows a line of one file, but {count} are named")]
    SeveralFiles { count: usize },

    #[error("{} has no line {line}", path.display())]
    NoLine { path: PathBuf, line: u32 },

    #[error("standard input has no history")]
    #[diagnostic(help("name a file: `--since` compares it with its earlier version"))]
    NoHistory,

    #[error("{} was not fixed: another program changed it during the run", path.display())]
    #[diagnostic(help("run `paperlint fix` again"))]
    Changed { path: PathBuf },

    #[error("no README.md in this folder")]
    #[diagnostic(help("name a file or a folder: `paperlint check PATH`"))]
    NoReadme,

    #[error("no Markdown files in {}", path.display())]
    NoMarkdown { path: PathBuf },

    #[error("cannot search {}: {source}", path.display())]
    Search { path: PathBuf, source: ignore::Error },

    #[error("unknown rule `{name}`")]
    UnknownRule {
        name: String,
        #[help]
        help: String,
    },

    #[error("unknown command `{name}`")]
    #[diagnostic(help("run `paperlint help` to list the commands"))]
    UnknownCommand { name: String },

    #[error(transparent)]
    #[diagnostic(transparent)]
    Config(#[from] Box<ConfigError>),

    #[error("{} already exists", path.display())]
    #[diagnostic(help("replace it with `--force`, or print the files with `--stdout`"))]
    Exists { path: PathBuf },

    #[error("{what} cannot both go to {place}")]
    Shared {
        what: String,
        place: String,
        #[help]
        help: String,
    },

    #[error("the {written} would overwrite {}, the {read} of this run", path.display())]
    Overwrites {
        path: PathBuf,
        written: &'static str,
        read: &'static str,
        #[help]
        help: &'static str,
    },

    #[error("nothing to write to {}: every `--format` names its own file", path.display())]
    #[diagnostic(help("remove `--output`, or add a `--format` without a file"))]
    NothingToWrite { path: PathBuf },

    #[error("cannot write to {to}: {source}")]
    Write { to: String, source: io::Error },

    #[error(transparent)]
    #[diagnostic(transparent)]
    Net(#[from] net::OnlineError),
}

impl Error {
    /// Turns a system error into the error for an unreadable file.
    pub(super) fn reading(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Read { path, source }
    }

    /// Turns a system error into the error for an unwritable file.
    pub(super) fn writing(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let to = path.display().to_string();
        |source| Self::Write { to, source }
    }
}
