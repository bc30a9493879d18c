//! Reads the environment: token, proxies, folders. Must not act on what it finds.

use std::path::PathBuf;

use url::Url;

use super::error::OnlineError;
use crate::net::{Proxies, Token};

/// The variable that holds a token for GitHub.
pub(super) const GITHUB_TOKEN: &str = "GITHUB_TOKEN";

/// The variable that holds a key for Semantic Scholar.
pub(super) const S2_API_KEY: &str = "S2_API_KEY";

/// The variable that holds the address of whoever runs this.
pub(super) const CONTACT_EMAIL: &str = "CONTACT_EMAIL";

/// The value of the first of these variables that is set to something.
fn variable(names: &[&str]) -> Option<String> {
    let values = names.iter().filter_map(|name| std::env::var(name).ok());
    values
        .map(|value| value.trim().to_owned())
        .find(|value| !value.is_empty())
}

/// The token for GitHub's API.
pub(super) fn github_token() -> Option<Token> {
    variable(&[GITHUB_TOKEN]).map(|token| Token::new(&token))
}

/// The key for Semantic Scholar's API.
pub(super) fn scholar_key() -> Option<Token> {
    variable(&[S2_API_KEY]).map(|key| Token::new(&key))
}

/// The address that registries are told.
pub(super) fn contact() -> Option<String> {
    variable(&[CONTACT_EMAIL])
}

/// Where GitHub's API is, by the argument or by the variable that runners set; `None` for the public one.
///
/// A token is sent there, so it has to be a secure address.
pub(super) fn github_api(argument: Option<&str>) -> Result<Option<Url>, OnlineError> {
    let Some(text) = argument
        .map(str::to_owned)
        .or_else(|| variable(&["GITHUB_API_URL"]))
    else {
        return Ok(None);
    };
    // What comes after the last slash of an address is replaced by what is asked for.
    let url = Url::parse(&format!("{}/", text.trim_end_matches('/'))).ok();
    let url = url.filter(|url| url.scheme() == "https" && url.has_host());
    url.map(Some).ok_or(OnlineError::NotAnApi { text })
}

/// The proxies, by the variables that other programs read. The large `HTTP_PROXY` is left alone where a web server may
/// have set it from a header of a request.
pub(super) fn proxies() -> Proxies {
    let all = || variable(&["all_proxy", "ALL_PROXY"]);
    let is_cgi = variable(&["REQUEST_METHOD"]).is_some();
    let http: &[&str] = if is_cgi {
        &["http_proxy"]
    } else {
        &["http_proxy", "HTTP_PROXY"]
    };
    Proxies {
        http: variable(http).or_else(all),
        https: variable(&["https_proxy", "HTTPS_PROXY"]).or_else(all),
        except: variable(&["no_proxy", "NO_PROXY"]).unwrap_or_default(),
    }
}

/// The file in which links are remembered unless another is named; `None` where the user has no folder for caches.
pub(super) fn cache_file() -> Option<PathBuf> {
    let folder = |name| variable(&[name]).map(PathBuf::from);
    let caches = folder("XDG_CACHE_HOME")
        .or_else(|| folder("LOCALAPPDATA"))
        .or_else(|| folder("HOME").map(|home| home.join(".cache")));
    caches.map(|caches| caches.join("paperlint").join("links.jsonl"))
}

/// Whether the output is read by a machine that builds, where nobody watches a progress bar.
pub(super) fn is_ci() -> bool {
    variable(&["CI"]).is_some()
}
