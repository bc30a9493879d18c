//! Gathers facts over the network. Writes facts only: must know no rule and no list, print nothing, read no environment.

mod address;
mod answer;
mod check;
#[expect(clippy::disallowed_methods, reason = "builds the one client")]
mod client;
mod failure;
mod gateway;
mod github;
#[expect(clippy::disallowed_methods, reason = "resolves names in order to vet them")]
mod guard;
#[expect(clippy::disallowed_methods, reason = "`Retry-After` may be a date")]
mod host;
mod plan;
mod retry;
#[expect(clippy::disallowed_methods, reason = "builds the one runtime")]
mod run;
mod settings;
mod trail;
mod verdict;

use miette::Diagnostic;
use thiserror::Error;

pub use github::Token;
pub use run::check_links;
pub use settings::Seams;

use crate::config;
use crate::facts::Verdict;

/// How links are checked.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What `paperlint.toml` says; values out of range are moved into it.
    pub limits: config::Links,
    /// Whether hosts outside the public internet may be asked. Only for a list whose author is trusted.
    pub allow_private: bool,
    /// The token that GitHub's API is asked with; without one the API is not asked.
    pub github_token: Option<Token>,
    /// What only tests change.
    #[doc(hidden)]
    pub seams: Seams,
}

/// Is told how a run gets on. It is called from the thread that called [`check_links`].
pub trait Progress: Send + Sync {
    /// So many links are going to be asked.
    fn planned(&self, links: usize);

    /// One of them is done.
    fn done(&self, url: &str, verdict: Verdict);
}

/// Nobody looks on.
impl Progress for () {
    fn planned(&self, _: usize) {}

    fn done(&self, _: &str, _: Verdict) {}
}

/// Why no link could be checked at all. What goes wrong with one link is a fact, not an error.
#[derive(Debug, Error, Diagnostic)]
pub enum NetError {
    /// The system does not give what waiting for the network takes.
    #[error("cannot prepare to check links: {0}")]
    Runtime(#[source] std::io::Error),
    /// TLS or the client could not be set up.
    #[error("cannot set up the HTTP client: {0}")]
    Client(#[source] reqwest::Error),
}
