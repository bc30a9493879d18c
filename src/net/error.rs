//! Why no link can be checked at all. Must not hold what goes wrong with one link: that is a fact.

use miette::Diagnostic;
use thiserror::Error;

/// Why no link could be checked at all.
#[derive(Debug, Error, Diagnostic)]
pub enum NetError {
    /// The system does not give what waiting for the network takes.
    #[error("cannot prepare to check links: {0}")]
    Runtime(#[source] std::io::Error),
    /// TLS or the client could not be set up.
    #[error("cannot set up the HTTP client: {0}")]
    Client(#[source] reqwest::Error),
    /// A proxy that the environment names is none.
    #[error("what the environment names as the proxy for {0} is none")]
    #[diagnostic(help("correct HTTP_PROXY, HTTPS_PROXY or ALL_PROXY, or unset them"))]
    Proxy(&'static str),
}
