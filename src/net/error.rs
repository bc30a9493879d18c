//! The reasons why no link can be checked at all. Must not hold the failure of one link: that is a fact.

use miette::Diagnostic;
use thiserror::Error;

/// The reason why no link could be checked at all.
#[derive(Debug, Error, Diagnostic)]
pub enum NetError {
    /// The system lacks something that waiting for the network takes.
    #[error("cannot prepare to check links: {0}")]
    Runtime(#[source] std::io::Error),
    /// TLS or the client could not be set up.
    #[error("cannot set up the HTTP client: {0}")]
    Client(#[source] reqwest::Error),
    /// The environment names a proxy whose address is not valid.
    #[error("what the environment names as the proxy for {0} is none")]
    #[diagnostic(help("correct HTTP_PROXY, HTTPS_PROXY or ALL_PROXY, or unset them"))]
    Proxy(&'static str),
}
