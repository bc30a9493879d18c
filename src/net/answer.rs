//! What came of one request, read from its headers. Must not judge what it says about the link.

use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};

use super::failure::Failure;
use super::retry::retry_after;
use super::trail::Hop;

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
}

impl Answer {
    /// An answer that has nothing but a status.
    #[cfg(test)]
    pub(super) fn of(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Vec::new(),
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

    /// How long the host asks to wait.
    pub(super) fn retry_after(&self, now: SystemTime) -> Option<Duration> {
        retry_after(self.headers.get(RETRY_AFTER)?.to_str().ok()?, now)
    }

    /// Whether an API says that this client has used up what it may ask for, as GitHub's does.
    pub(super) fn is_out_of_quota(&self) -> bool {
        let remaining = self.headers.get("x-ratelimit-remaining");
        self.status == StatusCode::FORBIDDEN && remaining.is_some_and(|value| value == "0")
    }

    /// Whether the host wants a browser to prove itself: Cloudflare and AWS WAF say so in a header, on any status.
    pub(super) fn is_challenge(&self) -> bool {
        let is_cloudflare = self
            .headers
            .get("cf-mitigated")
            .is_some_and(|value| value == "challenge");
        is_cloudflare || self.headers.contains_key("x-amzn-waf-action")
    }
}
