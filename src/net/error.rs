//! The errors that prevent checking any link. Must not contain the failure of a single link: that is a fact.

use miette::Diagnostic;
use thiserror::Error;

/// An error that prevents checking any link.
#[derive(Debug, Error, Diagnostic)]
pub enum NetError {
    /// The runtime could not be started.
    #[error("cannot start the network runtime: {0}")]
    Runtime(#[source] std::io::Error),
    /// TLS or the client could not be set up.
    #[error("cannot set up the HTTP client: {0}")]
    Client(#[source] reqwest::Error),
    /// A proxy in the environment does not have a valid URL.
    #[error("invalid proxy URL for {0} in the environment")]
    #[diagnostic(help("correct or unset HTTP_PROXY, HTTPS_PROXY and ALL_PROXY"))]
    Proxy(&'static str),
}
