//! What came of one request, read from its headers. Must not judge what it says about the link.

use std::time::SystemTime;

use memchr::memmem;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};

use super::failure::Failure;
use super::host::Signal;
use super::quota;
use super::retry::retry_after;
use super::trail::Hop;

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

/// What came of one request.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The host sends the client on.
    Redirect(Hop),
    /// The host answered.
    Answer(Answer),
    /// There was no answer, or none that leads anywhere.
    Failure(Failure),
}

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

    /// What it says about how the host wants to be treated.
    pub(super) fn signal(&self, now: SystemTime) -> Signal {
        let asked = self.header(RETRY_AFTER.as_str());
        let asked = asked.and_then(|value| retry_after(value, now));
        let spent = quota::spent(|name| self.header(name), now);
        match self.status.as_u16() {
            429 => Signal::TooMany(asked.or(spent)),
            // The API of arXiv says so in words, with the status of success.
            200 if self.body == b"Rate exceeded." => Signal::TooMany(asked.or(spent)),
            403 | 503 if asked.or(spent).is_some() => Signal::TooMany(asked.or(spent)),
            _ => spent.map_or(Signal::Fine, Signal::Spent),
        }
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

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;

    fn signal(status: u16, headers: &[(&'static str, &'static str)]) -> Signal {
        let mut answer = Answer::of(StatusCode::from_u16(status).expect("a status"));
        for &(name, value) in headers {
            let name = HeaderName::from_static(name);
            answer.headers.insert(name, HeaderValue::from_static(value));
        }
        answer.signal(SystemTime::UNIX_EPOCH)
    }

    #[test]
    fn a_host_says_how_it_wants_to_be_treated() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        let spent = &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "9")][..];
        let left = &[("x-ratelimit-remaining", "7"), ("x-ratelimit-reset", "9")][..];
        for (status, headers, expected) in [
            (200, &[][..], Signal::Fine),
            (404, &[], Signal::Fine),
            (503, &[], Signal::Fine),
            (503, &[("retry-after", "3")], Signal::TooMany(seconds(3))),
            (429, &[], Signal::TooMany(None)),
            (429, &[("retry-after", "3")], Signal::TooMany(seconds(3))),
            (403, &[], Signal::Fine),
            (403, spent, Signal::TooMany(seconds(9))),
            (429, spent, Signal::TooMany(seconds(9))),
            (200, spent, Signal::Spent(Duration::from_secs(9))),
            (200, left, Signal::Fine),
        ] {
            assert_eq!(signal(status, headers), expected, "{status} {headers:?}");
        }
    }

    #[test]
    fn a_challenge_is_known_by_what_people_would_see() {
        let mut answer = Answer::of(StatusCode::OK);
        answer.body = b"<html><head><title>Just a moment...</title>".to_vec();
        assert!(answer.is_challenge());
        answer.body = b"<title>How a page says Just a moment</title>".to_vec();
        assert!(!answer.is_challenge());
    }
}
