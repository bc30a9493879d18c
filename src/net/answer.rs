//! The answer of a host, as far as it was read. Must not judge the link by it.

use memchr::memmem;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION};
use serde::de::DeserializeOwned;

/// Words on pages that stop programs: Cloudflare (twice), Anubis, Incapsula (twice), Imperva, arXiv's API.
const CHALLENGES: [&str; 7] = [
    "<title>Just a moment...</title>",
    "Enable JavaScript and cookies to continue",
    "Making sure you&#39;re not a bot!",
    "_Incapsula_Resource",
    "Request unsuccessful. Incapsula",
    "<title>Pardon Our Interruption</title>",
    "Rate exceeded.",
];

/// The number of bytes in which the words are looked for: challenges are short, and pages about challenges are long.
const CHALLENGE_WITHIN: usize = 4096;

/// The answer of a host.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: StatusCode,
    /// The headers.
    pub(super) headers: HeaderMap,
    /// The first bytes of the body, decompressed.
    pub(super) body: Vec<u8>,
    /// True if the body continues after these bytes.
    pub(super) is_cut: bool,
}

impl Answer {
    /// True if a redirect is permanent; `None` for an answer that is not a redirect.
    pub(super) fn redirects_for_good(&self) -> Option<bool> {
        match self.status.as_u16() {
            301 | 308 => Some(true),
            302 | 303 | 307 => Some(false),
            // 300 leaves the choice to people, and 304 answers a conditional request.
            _ => None,
        }
    }

    /// The target of a redirect, as the host writes it.
    pub(super) fn location(&self) -> Option<String> {
        let value = self.headers.get(LOCATION)?;
        // Against RFC 9110, hosts write non-ASCII bytes there, and browsers read them as UTF-8.
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    /// True if the host answers with a test that only browsers pass.
    pub(super) fn is_challenge(&self) -> bool {
        // Cloudflare and AWS WAF say so in a header, whatever the status: 403 and 503 as well as 202 and 404.
        self.header("cf-mitigated") == Some("challenge")
            || self.headers.contains_key("x-amzn-waf-action")
            || self.shows_challenge()
    }

    /// True if the page itself is a challenge: other services set no header for it.
    fn shows_challenge(&self) -> bool {
        let start = &self.body[..self.body.len().min(CHALLENGE_WITHIN)];
        CHALLENGES
            .iter()
            .any(|words| memmem::find(start, words.as_bytes()).is_some())
    }

    /// The JSON in the body; `None` if the status is not 200 or the JSON has an unexpected form.
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
    /// An answer with a status and nothing else.
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
    fn a_challenge_is_recognised_by_the_words_on_its_page() {
        let says = |body: &str| Answer::of(200).saying(body).is_challenge();
        assert!(says("<html><head><title>Just a moment...</title>"));
        assert!(!says("<title>How a page says Just a moment</title>"));
    }
}
