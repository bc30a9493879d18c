//! The settings of a run and its proxies. Must not read them from anywhere.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use url::Url;

use super::registry::Token;
use super::settings::Seams;
use crate::config;

/// The settings of a run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The limits in `paperlint.toml`; values out of range are clamped.
    pub limits: config::Links,
    /// True if hosts outside the public internet may be reached. Only safe for a list from a trusted author.
    pub allow_private: bool,
    /// True if pages are searched for the fragments of links.
    pub fragments: bool,
    /// The time that the run may take; links that are left then stay unchecked.
    pub budget: Option<Duration>,
    /// The time for which a link has to be dead, in at least two runs, before it is reported as dead.
    pub dead_after: Option<Duration>,
    /// Ends the run soon after becoming true.
    pub stop: Arc<AtomicBool>,
    /// The proxies for requests.
    pub proxies: Proxies,
    /// The token for GitHub's API, which without one answers for one repository at a time, and only for a few.
    pub github_token: Option<Token>,
    /// The key for Semantic Scholar, which refuses many requests without one.
    pub scholar_key: Option<Token>,
    /// The URL of GitHub's API. The token is sent to this scheme, host and port only.
    pub github_api: Url,
    /// The URL of arXiv's API.
    pub arxiv_api: Url,
    /// The URL of Crossref's API.
    pub crossref_api: Url,
    /// The user's e-mail address, for registries that serve identified clients faster.
    pub contact: Option<String>,
    /// A server on this machine that gets all requests instead of their hosts, over plain HTTP.
    pub mirror: Option<SocketAddr>,
    /// The settings that only tests change.
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
            github_api: Url::parse("https://api.github.com/").expect("the URL is well formed"),
            arxiv_api: Url::parse("https://export.arxiv.org/api/query").expect("the URL is well formed"),
            crossref_api: Url::parse("https://api.crossref.org/works").expect("the URL is well formed"),
            contact: None,
            mirror: None,
            seams: Seams::default(),
        }
    }
}

/// Proxies, as the environment names them.
///
/// A proxy resolves names itself. So the guard sees the names and IP addresses in links and redirects, but not the IP
/// addresses to which names resolve in the network of the proxy.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Proxies {
    /// The proxy for `http` URLs.
    pub http: Option<String>,
    /// The proxy for `https` URLs.
    pub https: Option<String>,
    /// The hosts that are reached without a proxy, in the format of `NO_PROXY`.
    pub except: String,
}

impl Proxies {
    /// The host names of the proxies.
    pub(super) fn hosts(&self) -> Vec<String> {
        self.http
            .iter()
            .chain(&self.https)
            .filter_map(|address| Some(Url::parse(address).ok()?.host_str()?.to_owned()))
            .collect()
    }
}
