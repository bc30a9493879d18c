//! Reads the environment: token, proxies, folders. Must not act on what it finds.

use std::path::PathBuf;

use url::Url;

use super::error::OnlineError;
use crate::net::{Proxies, Token};

/// The variable that holds a token for GitHub.
pub(super) const GITHUB_TOKEN: &str = "GITHUB_TOKEN";

/// The variable that holds a key for Semantic Scholar.
pub(super) const S2_API_KEY: &str = "S2_API_KEY";

/// The variable that holds the mail address of the user.
pub(super) const CONTACT_EMAIL: &str = "CONTACT_EMAIL";

/// The value of the first of these variables that holds more than space.
fn variable(names: &[&str]) -> Option<String> {
    for name in names {
        // A value that is not UTF-8 is neither a token nor an address of a host.
        let value = std::env::var(name).unwrap_or_default();
        // Secrets that CI systems set from files often end with a line feed.
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

/// The mail address of the user, for registries.
pub(super) fn contact() -> Option<String> {
    variable(&[CONTACT_EMAIL])
}

/// The address of GitHub's API, by the argument or by the variable that runners set; `None` for the public one.
///
/// A token is sent there, so it has to be a secure address.
pub(super) fn github_api(argument: Option<&str>) -> Result<Option<Url>, OnlineError> {
    let text = match argument {
        Some(argument) => argument.to_owned(),
        // Runners of GitHub set it, also those of an enterprise's own server.
        None => match variable(&["GITHUB_API_URL"]) {
            Some(text) => text,
            None => return Ok(None),
        },
    };
    // What comes after the last slash of an address is replaced by what is asked for.
    match Url::parse(&format!("{}/", text.trim_end_matches('/'))) {
        Ok(url) if url.scheme() == "https" && url.has_host() => Ok(Some(url)),
        _ => Err(OnlineError::NotAnApi { text }),
    }
}

/// The proxies, by the variables that other programs read.
pub(super) fn proxies() -> Proxies {
    // The large `HTTP_PROXY` is left alone where a web server may have set it from a header of a request.
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

/// The file in which links are remembered unless another is named; `None` where the user has no folder for caches.
pub(super) fn cache_file() -> Option<PathBuf> {
    let folder = match variable(&["XDG_CACHE_HOME", "LOCALAPPDATA"]) {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(variable(&["HOME"])?).join(".cache"),
    };
    Some(folder.join("paperlint").join("links.jsonl"))
}

/// True if the output is read by a machine that builds, where a progress bar has no readers.
pub(super) fn is_ci() -> bool {
    variable(&["CI"]).is_some()
}
