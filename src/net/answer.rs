//! The answer of a host, as far as it was read. Must not judge what it says about the link.

use memchr::memmem;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION};
use serde::de::DeserializeOwned;

/// What pages say that let no program pass: Cloudflare, Anubis, Incapsula (twice), Imperva, the API of arXiv.
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
    /// Whether the body goes on behind them.
    pub(super) is_cut: bool,
}

impl Answer {
    /// An answer that has nothing but a status.
    #[cfg(test)]
    pub(super) fn of(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Vec::new(),
            is_cut: false,
        }
    }

    /// Whether it sends the client on, and if so whether for good.
    pub(super) fn redirects_for_good(&self) -> Option<bool> {
        match self.status.as_u16() {
            301 | 308 => Some(true),
            302 | 303 | 307 => Some(false),
            _ => None,
        }
    }

    /// Where a redirect leads. Hosts write other bytes than ASCII there, and browsers take them as UTF-8.
    pub(super) fn location(&self) -> Option<String> {
        let value = self.headers.get(LOCATION)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    /// Whether the host wants a browser to prove itself. Cloudflare and AWS WAF say so in a header, others only in what
    /// people would see; all on any status.
    pub(super) fn is_challenge(&self) -> bool {
        let is_cloudflare = self.header("cf-mitigated") == Some("challenge");
        is_cloudflare || self.headers.contains_key("x-amzn-waf-action") || self.shows_challenge()
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_known_by_what_people_would_see() {
        let mut answer = Answer::of(StatusCode::OK);
        answer.body = b"<html><head><title>Just a moment...</title>".to_vec();
        assert!(answer.is_challenge());
        answer.body = b"<title>How a page says Just a moment</title>".to_vec();
        assert!(!answer.is_challenge());
    }
}
