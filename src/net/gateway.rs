//! The only way to the network: a request passes the guard before it is sent. Must not follow, repeat or pace.

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

/// The only way to the network.
#[derive(Debug)]
pub(super) struct Gateway {
    guard: Arc<Guard>,
    client: Client,
}

impl Gateway {
    /// A gateway within these limits.
    pub(super) fn new(limits: Limits, options: &Options) -> Result<Self, NetError> {
        let guard = Arc::new(Guard {
            allow_private: options.allow_private,
            reachable: options.seams.reachable.clone(),
        });
        let client = Client::new(limits, &guard, options)?;
        Ok(Self { guard, client })
    }

    /// Refuses a URL that the guard forbids, before its name is resolved.
    pub(super) fn admits(&self, url: &Url) -> Result<(), Failure> {
        Ok(self.guard.check(url)?)
    }

    /// Sends one request.
    pub(super) async fn send(&self, request: Request) -> Result<Answer, Failure> {
        // The queue has checked this already, but no path to the client may bypass the guard.
        self.admits(&request.url)?;
        self.client.send(request).await
    }
}
