//! The errors of a run that uses the network. Each error is one message with a help. Must not print.

use std::io;

use miette::Diagnostic;
use thiserror::Error;

use crate::{
    cache::CacheError,
    net::{DownloadError, NetError},
    publications::Damage,
};

#[derive(Debug, Error, Diagnostic)]
pub(in crate::cli) enum OnlineError {
    #[error("`{text}` is not a secure URL for GitHub's API")]
    #[diagnostic(help("write a complete URL that starts with `https://`"))]
    NotAnApi { text: String },

    #[error("no folder for the link cache: neither XDG_CACHE_HOME nor HOME is set")]
    #[diagnostic(help("name a file with `--cache FILE`"))]
    NoCache,

    #[error("`{text}` is not a secure URL")]
    #[diagnostic(help("write a complete URL that starts with `https://`"))]
    NotSecure { text: String },

    #[error("cannot fetch {url}: {source}")]
    Download { url: String, source: DownloadError },

    #[error("{url} has the SHA-256 {found}, but {url}.sha256 says {wanted}")]
    #[diagnostic(help("nothing was written; try again, because both files change once a month"))]
    Checksum {
        url: String,
        found: String,
        wanted: String,
    },

    #[error("cannot use {url} as publications: {source}")]
    #[diagnostic(help("nothing was written; a newer version of paperlint may read it"))]
    Index { url: String, source: Damage },

    #[error("cannot handle interrupts: {source}")]
    Signals { source: io::Error },

    #[error(transparent)]
    #[diagnostic(transparent)]
    Cache(#[from] CacheError),

    #[error(transparent)]
    #[diagnostic(transparent)]
    Net(#[from] NetError),
}
