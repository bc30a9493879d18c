//! Asks GitHub's API about repositories, which it answers where its pages turn programs away. Must not judge other links.
//!
//! The token goes to the API's own scheme, host and port and nowhere else; every request decides that anew.

use std::fmt;

use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue};
use serde::Deserialize;
use url::Url;

use super::answer::Answer;
use super::trail::Trail;
use crate::facts::{LinkFact, Verdict};

/// First segments of `github.com` paths that are no accounts, although a second segment may follow.
const RESERVED: &str = "
    about account apps blog collections contact customer-stories enterprise events explore features issues join login
    marketplace new notifications organizations orgs pricing pulls readme search security sessions settings signup
    site solutions sponsors stars team topics trending users
";

/// A GitHub token. It cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// The token that stands in `text`; white space around it is dropped.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

/// GitHub's API and the right to ask it.
#[derive(Debug)]
pub(super) struct GitHub {
    api: Url,
    authorization: HeaderValue,
}

/// What the API says about a repository.
#[derive(Deserialize)]
struct Record {
    full_name: String,
    private: bool,
}

impl GitHub {
    /// `None` when the token is none that a header can hold.
    pub(super) fn new(api: &Url, token: &Token) -> Option<Self> {
        let mut authorization = HeaderValue::try_from(format!("Bearer {}", token.0)).ok()?;
        authorization.set_sensitive(true);
        let api = api.clone();
        (!token.0.is_empty()).then_some(Self { api, authorization })
    }

    /// Where the API may know a link; `None` when the link is no repository's root.
    pub(super) fn way(&self, url: &Url) -> Option<Trail> {
        let name = repository(url)?;
        Some(Trail::new(self.api.join(&format!("repos/{name}")).ok()?))
    }

    /// The headers of a request to the API; `None` when the URL is not the API's.
    pub(super) fn headers(&self, url: &Url) -> Option<HeaderMap> {
        let accept = HeaderValue::from_static("application/vnd.github+json");
        let headers = [(ACCEPT, accept), (AUTHORIZATION, self.authorization.clone())];
        (url.origin() == self.api.origin()).then(|| HeaderMap::from_iter(headers))
    }
}

/// What an answer of the API says about a link; `None` when it does not know a public repository there: then the page
/// has to be asked.
pub(super) fn read(url: &Url, answer: &Answer) -> Option<LinkFact> {
    let name = repository(url)?;
    let record: Record = serde_json::from_slice(&answer.body).ok()?;
    (answer.status == 200 && !record.private).then(|| fact(&name, &record.full_name))
}

fn fact(asked: &str, found: &str) -> LinkFact {
    let is_same = asked.eq_ignore_ascii_case(found);
    let mut fact = if is_same {
        LinkFact::new(Verdict::Alive, "the repository is there")
    } else {
        LinkFact::new(Verdict::Moved, "the repository has another name")
    };
    fact.evidence.status = Some(200);
    fact.evidence.leads_to = (!is_same).then(|| format!("https://github.com/{found}"));
    fact
}

/// The `OWNER/NAME` of a URL that is a repository's root.
fn repository(url: &Url) -> Option<String> {
    let is_github = matches!(url.host_str(), Some("github.com" | "www.github.com")) && url.port().is_none();
    let path = url.path().strip_prefix('/')?;
    let path = path.strip_suffix('/').unwrap_or(path);
    let (owner, name) = path.split_once('/')?;
    let name = name.strip_suffix(".git").unwrap_or(name);
    let is_reserved = RESERVED
        .split_whitespace()
        .any(|word| word.eq_ignore_ascii_case(owner));
    let is_repository = is_owner(owner) && is_name(name) && !is_reserved;
    (is_github && url.query().is_none() && is_repository).then(|| format!("{owner}/{name}"))
}

fn is_owner(owner: &str) -> bool {
    !owner.is_empty()
        && owner
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn is_name(name: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    !matches!(name, "" | "." | "..") && name.bytes().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("the test's URL is well formed")
    }

    #[test]
    fn roots_of_repositories_are_recognised() {
        for text in [
            "https://github.com/o-1/r.js",
            "http://github.com/o-1/r.js/",
            "https://www.github.com/o-1/r.js.git",
        ] {
            assert_eq!(repository(&url(text)).as_deref(), Some("o-1/r.js"), "{text}");
        }
    }

    #[test]
    fn other_pages_are_not_asked_of_the_api() {
        for text in [
            "https://github.com/o",
            "https://github.com/o/",
            "https://github.com//r",
            "https://github.com/o/.git",
            "https://github.com/o/r/tree/main",
            "https://github.com/o/r?tab=readme",
            "https://github.com/o/r%2f..%2fx",
            "https://github.com:8443/o/r",
            "https://gist.github.com/o/r",
            "https://github.com.evil.org/o/r",
            "https://github.com/topics/vision",
            "https://github.com/Sponsors/o",
            "https://github.com/orgs/o",
        ] {
            assert_eq!(repository(&url(text)), None, "{text}");
        }
    }

    #[test]
    fn the_token_goes_to_the_api_only() {
        let api = url("https://api.github.com/");
        let github = GitHub::new(&api, &Token::new("secret\n")).expect("a token");
        let sends = |text| {
            github
                .headers(&url(text))
                .is_some_and(|headers| headers.contains_key(AUTHORIZATION))
        };
        assert!(sends("https://api.github.com/repos/o/r"));
        for text in [
            "http://api.github.com/repos/o/r",
            "https://api.github.com:8443/repos/o/r",
            "https://api.github.com./repos/o/r",
            "https://api.github.com.evil.org/repos/o/r",
            "https://github.com/o/r",
            "https://evil.org/api.github.com/",
        ] {
            assert!(!sends(text), "{text}");
        }
    }

    #[test]
    fn tokens_are_never_printed() {
        let token = Token::new("secret");
        assert_eq!(format!("{token:?}"), "Token(…)");
        let github = GitHub::new(&url("https://api.github.com/"), &token);
        assert!(!format!("{github:?}").contains("secret"));
    }

    #[test]
    fn a_token_that_no_header_can_hold_is_none() {
        let api = url("https://api.github.com/");
        assert!(GitHub::new(&api, &Token::new("two\nlines")).is_none());
        assert!(GitHub::new(&api, &Token::new(" ")).is_none());
    }

    #[test]
    fn another_name_is_a_move_but_another_case_is_not() {
        assert_eq!(fact("o/r", "O/R").verdict, Verdict::Alive);
        let moved = fact("o/r", "p/r");
        assert_eq!(moved.verdict, Verdict::Moved);
        assert_eq!(moved.evidence.leads_to.as_deref(), Some("https://github.com/p/r"));
    }
}
