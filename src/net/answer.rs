//! The answer of a host, as far as it was read. Must not judge what it says about the link.

use memchr::memmem;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION};
use serde::de::DeserializeOwned;

/// Words of pages that let no program pass: Cloudflare (twice), Anubis, Incapsula (twice), Imperva, the API of arXiv.
const CHALLENGES: [&str; 7] = [
    "<title>Just a moment...</title>",
    "Enable JavaScript and cookies to continue",
    "Making sure you&#39;re not a bot!",
    "_Incapsula_Resource",
    "Request unsuccessful. Incapsula",
    "<title>Pardon Our Interruption</title>",
    "Rate exceeded.",
];

/// Such pages are short, and pages about them are not: only the first bytes count.
const CHALLENGE_WITHIN: usize = 4096;

/// The answer of a host.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// Its status.
    pub(super) status: StatusCode,
    /// Its headers.
    pub(super) headers: HeaderMap,
    /// The first bytes of its body, decompressed.
    pub(super) body: Vec<u8>,
    /// True if the body goes on behind them.
    pub(super) is_cut: bool,
}

impl Answer {
    /// Returns whether a redirect is permanent; `None` for an answer that is not a redirect.
    pub(super) fn redirects_for_good(&self) -> Option<bool> {
        match self.status.as_u16() {
            301 | 308 => Some(true),
            302 | 303 | 307 => Some(false),
            // 300 leaves the choice to people, and 304 answers a request for news.
            _ => None,
        }
    }

    /// The target of a redirect, as the host writes it.
    pub(super) fn location(&self) -> Option<String> {
        let value = self.headers.get(LOCATION)?;
        // Hosts write other bytes than ASCII there, against RFC 9110, and browsers take them as UTF-8.
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    /// True if the host wants a browser to prove itself.
    pub(super) fn is_challenge(&self) -> bool {
        // Cloudflare and AWS WAF say so in a header, whatever the status: 403 and 503 as well as 202 and 404.
        self.header("cf-mitigated") == Some("challenge")
            || self.headers.contains_key("x-amzn-waf-action")
            || self.shows_challenge()
    }

    /// True if people would see a challenge, which is all that other services offer.
    fn shows_challenge(&self) -> bool {
        let start = &self.body[..self.body.len().min(CHALLENGE_WITHIN)];
        CHALLENGES
            .iter()
            .any(|words| memmem::find(start, words.as_bytes()).is_some())
    }

    /// The JSON in it; `None` where it has another status than 200 or another form than is expected.
    pub(super) fn json<T: DeserializeOwned>(&self) -> Option<T> {
        let body = (self.status == StatusCode::OK).then_some(&self.body)?;
        serde_json::from_slice(body).ok()
    }

    /// The value of a header, if it is text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Answers for tests.
#[cfg(test)]
impl Answer {
    /// An answer that has nothing but a status.
    pub(super) fn of(status: u16) -> Self {
        Self {
            status: StatusCode::from_u16(status).expect("a status"),
            headers: HeaderMap::new(),
            body: Vec::new(),
            is_cut: false,
        }
    }

    /// The same answer with a header.
    pub(super) fn with(mut self, name: &'static str, value: &[u8]) -> Self {
        let value = reqwest::header::HeaderValue::from_bytes(value).expect("a header");
        self.headers.insert(name, value);
        self
    }

    /// The same answer with a body.
    pub(super) fn saying(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_known_by_what_people_would_see() {
        let says = |body: &str| Answer::of(200).saying(body).is_challenge();
        assert!(says("<html><head><title>Just a moment...</title>"));
        assert!(!says("<title>How a page says Just a moment</title>"));
    }
}
