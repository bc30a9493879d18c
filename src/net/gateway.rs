//! The only way out: a request passes the guard before it is sent. Must not follow, repeat or pace.

use std::sync::Arc;

use url::Url;

use super::answer::Answer;
use super::client::Client;
use super::error::NetError;
use super::failure::Failure;
use super::guard::Guard;
use super::options::Options;
use super::request::Request;
use super::settings::Limits;

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

    /// Decides whether a request for this URL would be sent, as far as the URL itself says.
    pub(super) fn admits(&self, url: &Url) -> Result<(), Failure> {
        Ok(self.guard.check(url)?)
    }

    /// Sends one request.
    pub(super) async fn send(&self, request: Request) -> Result<Answer, Failure> {
        // Once more, although the queue has asked already: no way to the client leads around the guard.
        self.admits(&request.url)?;
        self.client.send(request).await
    }
}
