//! Reads the environment: tokens, proxies, folders. Must not act on the values.

use std::path::PathBuf;

use url::Url;

use super::error::OnlineError;
use crate::net::{Proxies, Token};

/// The variable with a token for GitHub.
pub(super) const GITHUB_TOKEN: &str = "GITHUB_TOKEN";

/// The variable with a key for Semantic Scholar.
pub(super) const S2_API_KEY: &str = "S2_API_KEY";

/// The variable with the user's email address.
pub(super) const CONTACT_EMAIL: &str = "CONTACT_EMAIL";

/// The value of the first of these variables that is not empty or only space.
fn variable(names: &[&str]) -> Option<String> {
    for name in names {
        // A value that is not UTF-8 is neither a token nor the address of a host.
        let value = std::env::var(name).unwrap_or_default();
        // CI systems often set secrets from files, which end with a line feed.
        let value = value.trim();
        if !value.is_empty() {
            return Some(value.to_owned());
        }
    }
    None
}

fn token(name: &str) -> Option<Token> {
    Some(Token::new(&variable(&[name])?))
}

/// The token for GitHub's API.
pub(super) fn github_token() -> Option<Token> {
    token(GITHUB_TOKEN)
}

/// The key for Semantic Scholar's API.
pub(super) fn scholar_key() -> Option<Token> {
    token(S2_API_KEY)
}

/// The user's email address, for registries.
pub(super) fn contact() -> Option<String> {
    variable(&[CONTACT_EMAIL])
}

/// The URL of GitHub's API, from the argument or from `GITHUB_API_URL`; `None` for the public API.
///
/// A token is sent there, so the URL must be secure.
pub(super) fn github_api(argument: Option<&str>) -> Result<Option<Url>, OnlineError> {
    let text = match argument {
        Some(argument) => argument.to_owned(),
        // GitHub's runners set it, including the runners of an enterprise server.
        None => match variable(&["GITHUB_API_URL"]) {
            Some(text) => text,
            None => return Ok(None),
        },
    };
    // `Url::join` replaces everything after the last slash.
    match Url::parse(&format!("{}/", text.trim_end_matches('/'))) {
        Ok(url) if url.scheme() == "https" && url.has_host() => Ok(Some(url)),
        _ => Err(OnlineError::NotAnApi { text }),
    }
}

/// The proxies, from the variables that other programs read.
pub(super) fn proxies() -> Proxies {
    // In a CGI script, `HTTP_PROXY` may contain the `Proxy` header of a request, so it is ignored there.
    let http: &[&str] = if variable(&["REQUEST_METHOD"]).is_some() {
        &["http_proxy", "all_proxy", "ALL_PROXY"]
    } else {
        &["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
    };
    Proxies {
        http: variable(http),
        https: variable(&["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]),
        except: variable(&["no_proxy", "NO_PROXY"]).unwrap_or_default(),
    }
}

/// The default file of the link cache; `None` if the user has no cache folder.
pub(super) fn cache_file() -> Option<PathBuf> {
    let folder = match variable(&["XDG_CACHE_HOME", "LOCALAPPDATA"]) {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(variable(&["HOME"])?).join(".cache"),
    };
    Some(folder.join("paperlint").join("links.jsonl"))
}

/// True on a CI system, which does not need a progress bar.
pub(super) fn is_ci() -> bool {
    variable(&["CI"]).is_some()
}
