//! Sends one request and reads the beginning of its answer. Must not follow redirects, repeat, or judge.
//!
//! The client goes through no proxy: a proxy resolves names itself and so would undo the guard's resolver, and the
//! environment that names it is for the command line to read.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, HeaderMap, HeaderValue};
use reqwest::{Certificate, Method, Response, redirect};
use url::Url;

use super::answer::Answer;
use super::failure::Failure;
use super::guard::{Guard, Guarded};
use super::settings::Limits;

/// How paperlint names itself to hosts.
const USER_AGENT: &str = concat!(
    "paperlint/",
    env!("CARGO_PKG_VERSION"),
    " (+https://github.com/paperlint/paperlint)"
);

/// How many bytes of a body are read, after decompression: enough to reuse most connections, too few to hurt.
const LONGEST_BODY: usize = 64 * 1024;

/// An HTTP client that reaches admitted addresses only.
#[derive(Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    limits: Limits,
}

impl Client {
    /// A client that resolves names through `guard`, and those of `names` without the system.
    pub(super) fn new(
        limits: Limits,
        guard: &Arc<Guard>,
        names: &BTreeMap<String, Vec<IpAddr>>,
    ) -> Result<Self, reqwest::Error> {
        // An error means that a provider is installed already, which is just as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .default_headers(default_headers())
            .timeout(limits.timeout)
            .connect_timeout(limits.connect)
            .redirect(redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .pool_max_idle_per_host(limits.per_host)
            .tls_certs_merge(bundled_roots()?)
            .dns_resolver(Guarded {
                guard: Arc::clone(guard),
                names: Arc::new(names.clone()),
            })
            .build()?;
        Ok(Self { http, limits })
    }

    /// Sends one request. The answer's body is cut after its first bytes; that is no error.
    pub(super) async fn send(&self, method: Method, url: Url, headers: HeaderMap) -> Result<Answer, Failure> {
        let failure = |error| Failure::of(&error, &self.limits);
        let request = self.http.request(method, url).headers(headers);
        let mut response = request.send().await.map_err(failure)?;
        let headers = std::mem::take(response.headers_mut());
        Ok(Answer {
            status: response.status(),
            body: self.read(response).await?,
            headers,
        })
    }

    /// The first bytes of a body. What cannot be decoded ends it: the answer's status is worth something without.
    async fn read(&self, mut response: Response) -> Result<Vec<u8>, Failure> {
        let mut body = Vec::new();
        while body.len() < LONGEST_BODY {
            match response
                .chunk()
                .await
                .map_err(|error| Failure::of(&error, &self.limits))
            {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) | Err(Failure::BadAnswer) => break,
                Err(failure) => return Err(failure),
            }
        }
        body.truncate(LONGEST_BODY);
        Ok(body)
    }
}

fn default_headers() -> HeaderMap {
    let accept = HeaderValue::from_static("text/html,application/xhtml+xml;q=0.9,*/*;q=0.5");
    let language = HeaderValue::from_static("en");
    HeaderMap::from_iter([(ACCEPT, accept), (ACCEPT_LANGUAGE, language)])
}

/// Mozilla's roots, for machines that have none of their own.
fn bundled_roots() -> Result<Vec<Certificate>, reqwest::Error> {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    roots.map(|root| Certificate::from_der(root)).collect()
}
