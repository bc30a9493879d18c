//! The settings of a run, and the proxies that it goes through. Must not read them from anywhere.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use url::Url;

use super::registry::Token;
use super::settings::Seams;
use crate::config;

/// How links are checked.
#[derive(Clone, Debug)]
pub struct Options {
    /// What `paperlint.toml` says; values out of range are moved into it.
    pub limits: config::Links,
    /// Whether hosts outside the public internet may be asked. Only for a list whose author is trusted.
    pub allow_private: bool,
    /// Whether pages are searched for the fragments that links name.
    pub fragments: bool,
    /// How long the run may take; the links that are left then stay unchecked.
    pub budget: Option<Duration>,
    /// How long a link has to be dead, in more than one look, before it is called so.
    pub dead_after: Option<Duration>,
    /// Ends the run soon after it has become true.
    pub stop: Arc<AtomicBool>,
    /// The proxies that requests go through.
    pub proxies: Proxies,
    /// The token that GitHub's API is asked with; without one it answers for one repository at a time, and not for many.
    pub github_token: Option<Token>,
    /// The key that Semantic Scholar is asked with; without one it is asked as everybody is.
    pub scholar_key: Option<Token>,
    /// Where GitHub's API is. The token goes to this scheme, host and port only.
    pub github_api: Url,
    /// Where arXiv's API is.
    pub arxiv_api: Url,
    /// Where Crossref's API is.
    pub crossref_api: Url,
    /// The address of whoever runs this, for registries that want to know whom to write to.
    pub contact: Option<String>,
    /// A server on this machine that is asked in place of every host, over plain HTTP.
    pub mirror: Option<SocketAddr>,
    /// What only tests change.
    #[doc(hidden)]
    pub seams: Seams,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            limits: config::Links::default(),
            allow_private: false,
            fragments: false,
            budget: None,
            dead_after: None,
            stop: Arc::default(),
            proxies: Proxies::default(),
            github_token: None,
            scholar_key: None,
            github_api: Url::parse("https://api.github.com/").expect("the address is well formed"),
            arxiv_api: Url::parse("https://export.arxiv.org/api/query").expect("the address is well formed"),
            crossref_api: Url::parse("https://api.crossref.org/works").expect("the address is well formed"),
            contact: None,
            mirror: None,
            seams: Seams::default(),
        }
    }
}

/// Proxies, as the environment names them.
///
/// A proxy resolves names itself. So the guard sees the names and addresses that stand in links and redirects, but not
/// what a name leads to in the network of the proxy.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Proxies {
    /// For `http` addresses.
    pub http: Option<String>,
    /// For `https` addresses.
    pub https: Option<String>,
    /// The hosts that are asked without a proxy, in the form of `NO_PROXY`.
    pub except: String,
}

impl Proxies {
    /// The names of their hosts.
    pub(super) fn hosts(&self) -> Vec<String> {
        let addresses = self.http.iter().chain(&self.https);
        let hosts = addresses.filter_map(|address| Some(Url::parse(address).ok()?.host_str()?.to_owned()));
        hosts.collect()
    }
}
