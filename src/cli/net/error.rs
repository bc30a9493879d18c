//! The errors of asking the network. Each error is one message that says what to do. Must not print.

use std::io;

use miette::Diagnostic;
use thiserror::Error;

use crate::{cache::CacheError, net::NetError};

#[derive(Debug, Error, Diagnostic)]
pub(in crate::cli) enum OnlineError {
    #[error("`{text}` is not the URL of an API that may receive a token")]
    #[diagnostic(help("write a whole address that starts with `https://`"))]
    NotAnApi { text: String },

    #[error("there is no folder to remember links in")]
    #[diagnostic(help("name a file with `--cache FILE`"))]
    NoCache,

    #[error("cannot listen to signals: {source}")]
    Signals { source: io::Error },

    #[error(transparent)]
    #[diagnostic(transparent)]
    Cache(#[from] CacheError),

    #[error(transparent)]
    #[diagnostic(transparent)]
    Net(#[from] NetError),
}
