//! The only way out: a request passes the guard and its host's gate before it is sent. Must not follow or repeat.

use std::sync::Arc;

use reqwest::Method;
use reqwest::header::HeaderMap;
use url::Url;

use super::answer::{Answer, Outcome};
use super::client::Client;
use super::failure::Failure;
use super::guard::Guard;
use super::host::Hosts;
use super::settings::Limits;
use super::trail::Trail;
use super::{NetError, Options};

/// The only way out.
#[derive(Debug)]
pub(super) struct Gateway {
    guard: Arc<Guard>,
    hosts: Hosts,
    client: Client,
}

impl Gateway {
    /// A way out within these bounds.
    pub(super) fn new(limits: Limits, options: &Options) -> Result<Self, NetError> {
        let guard = Arc::new(Guard {
            allow_private: options.allow_private,
            reachable: options.seams.reachable.clone(),
        });
        let client = Client::new(limits, &guard, &options.seams.names).map_err(NetError::Client)?;
        let hosts = Hosts::new(&limits);
        Ok(Self { guard, hosts, client })
    }

    /// Sends one request for the place that a trail has reached, and says what came of it.
    pub(super) async fn ask(&self, trail: &mut Trail, method: Method, headers: HeaderMap) -> Outcome {
        let result = self.send(trail.here(), method, headers).await;
        let was_sent = !matches!(result, Err(Failure::Refused(_) | Failure::Closed(_)));
        trail.requests += u32::from(was_sent);
        match result {
            Ok(answer) => {
                trail.status = Some(answer.status);
                trail.read(answer)
            }
            Err(failure) => Outcome::Failure(failure),
        }
    }

    async fn send(&self, url: &Url, method: Method, headers: HeaderMap) -> Result<Answer, Failure> {
        self.guard.check(url)?;
        let pass = self.hosts.enter(url).await?;
        let result = self.client.send(method, url.clone(), headers).await;
        match &result {
            Ok(answer) => pass.heed(answer),
            Err(failure) if failure.took_too_long() => pass.miss(),
            Err(_) => {}
        }
        result
    }
}
