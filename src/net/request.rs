//! One request, before it is sent. Must not know who sends it.

use reqwest::Method;
use reqwest::header::HeaderMap;
use url::Url;

/// One request.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) url: Url,
    /// Headers in addition to the headers of every request.
    pub(super) headers: HeaderMap,
    /// The body.
    pub(super) body: Option<Vec<u8>>,
    /// The most bytes of the answer's body that are kept, after decompression.
    pub(super) max_body: usize,
}
