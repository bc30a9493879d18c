//! The only way out: a request passes the guard before it is sent. Must not follow, repeat or pace.

use std::sync::Arc;

use reqwest::Method;
use reqwest::header::HeaderMap;
use url::Url;

use super::answer::Answer;
use super::client::Client;
use super::failure::Failure;
use super::guard::Guard;
use super::settings::Limits;
use super::{NetError, Options};

/// One request.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) url: Url,
    /// Headers beside those that every request has.
    pub(super) headers: HeaderMap,
    /// What is sent with it.
    pub(super) body: Option<Vec<u8>>,
    /// How many bytes of the answer's body are kept, after decompression.
    pub(super) most: usize,
}

/// The only way out.
#[derive(Debug)]
pub(super) struct Gateway {
    guard: Arc<Guard>,
    client: Client,
}

impl Gateway {
    /// A way out within these bounds.
    pub(super) fn new(limits: Limits, options: &Options) -> Result<Self, NetError> {
        let guard = Arc::new(Guard {
            allow_private: options.allow_private,
            reachable: options.seams.reachable.clone(),
        });
        let client = Client::new(limits, &guard, options)?;
        Ok(Self { guard, client })
    }

    /// Whether a request for this URL would be sent, as far as the URL itself tells.
    pub(super) fn admits(&self, url: &Url) -> Result<(), Failure> {
        Ok(self.guard.check(url)?)
    }

    /// Sends one request.
    pub(super) async fn send(&self, request: Request) -> Result<Answer, Failure> {
        self.admits(&request.url)?;
        self.client.send(request).await
    }
}
