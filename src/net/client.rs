//! Sends one request and reads the beginning of its answer. Must not follow redirects, repeat, or judge.
//!
//! A proxy resolves names itself: the guard's resolver is asked for the proxy's own name only.

use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, HOST, HeaderMap, HeaderValue};
use reqwest::{Certificate, ClientBuilder, NoProxy, Proxy, Response, redirect};
use url::{Position, Url};

use super::answer::Answer;
use super::error::NetError;
use super::failure::Failure;
use super::guard::{Guard, Guarded};
use super::options::{Options, Proxies};
use super::request::Request;
use super::settings::Limits;

/// The name of paperlint for hosts, with the page where their owners find what it does.
const USER_AGENT: &str = concat!(
    "paperlint/",
    env!("CARGO_PKG_VERSION"),
    " (+https://github.com/paperlint/paperlint)"
);

/// The number of bytes of a body that are read at most, after decompression, however few of them are kept: a
/// connection whose body was read to its end can be used again, and to read half a megabyte costs less than to open
/// another. (A checker that leaves long bodies unread was seen to open a thousand connections for a thousand links.)
const LONGEST_BODY: usize = 512 << 10;

/// The number of bytes that the headers of an answer may have over HTTP/2; over HTTP/1 there are a hundred headers at
/// most.
const LONGEST_HEADERS: u32 = 64 << 10;

/// An HTTP client that reaches admitted addresses only.
#[derive(Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    limits: Limits,
    mirror: Option<SocketAddr>,
}

impl Client {
    /// A client that resolves names through `guard`.
    pub(super) fn new(limits: Limits, guard: &Arc<Guard>, options: &Options) -> Result<Self, NetError> {
        // An error means that a provider is installed already, which will do as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .default_headers(default_headers())
            .timeout(limits.timeout)
            .connect_timeout(limits.connect)
            // The guard and the schedule look at every redirect before it is followed.
            .redirect(redirect::Policy::none())
            // A host need not know which page led to it.
            .referer(false)
            .http2_max_header_list_size(LONGEST_HEADERS)
            .pool_max_idle_per_host(limits.terms.at_once)
            .tls_certs_merge(bundled_roots().map_err(NetError::Client)?)
            .dns_resolver(Guarded {
                guard: Arc::clone(guard),
                names: Arc::new(options.seams.names.clone()),
                proxies: options.proxies.hosts(),
            });
        let http = with_proxies(builder.no_proxy(), &options.proxies)?.build();
        Ok(Self {
            http: http.map_err(NetError::Client)?,
            limits,
            mirror: options.mirror,
        })
    }

    /// Sends one request. The answer's body is cut after its first bytes, which is not an error.
    pub(super) async fn send(&self, mut request: Request) -> Result<Answer, Failure> {
        if let Some(mirror) = self.mirror {
            reflect(&mut request, mirror);
        }
        let failure = |error| self.failure(&error);
        let mut builder = self.http.request(request.method, request.url);
        if let Some(body) = request.body {
            builder = builder.body(body);
        }
        let mut response = builder.headers(request.headers).send().await.map_err(failure)?;
        let headers = std::mem::take(response.headers_mut());
        let mut answer = Answer {
            status: response.status(),
            body: Vec::new(),
            headers,
            is_cut: false,
        };
        self.read(response, request.max_body, &mut answer).await?;
        Ok(answer)
    }

    /// Reads the first bytes of a body.
    async fn read(&self, mut response: Response, most: usize, answer: &mut Answer) -> Result<(), Failure> {
        let mut read = 0;
        while read < LONGEST_BODY.max(most) {
            match response.chunk().await {
                Ok(Some(chunk)) => {
                    read += chunk.len();
                    let kept = chunk.len().min(most - answer.body.len());
                    answer.body.extend_from_slice(&chunk[..kept]);
                    answer.is_cut |= kept < chunk.len();
                }
                Ok(None) => return Ok(()),
                Err(error) => match self.failure(&error) {
                    // A body that cannot be unpacked: the status is worth something without it.
                    Failure::BadAnswer => break,
                    failure => return Err(failure),
                },
            }
        }
        answer.is_cut = true;
        Ok(())
    }

    fn failure(&self, error: &reqwest::Error) -> Failure {
        Failure::of(error, self.limits.connect, self.limits.timeout)
    }
}

/// Turns a request for a page of some host into one for the same page at the mirror, which reads from `Host` which
/// host is meant.
fn reflect(request: &mut Request, mirror: SocketAddr) {
    let host = request.url[Position::BeforeHost..Position::AfterPort].to_owned();
    let path = &request.url[Position::BeforePath..Position::AfterQuery];
    let Ok(url) = Url::parse(&format!("http://{mirror}{path}")) else {
        return;
    };
    request.url = url;
    if let Ok(host) = HeaderValue::try_from(host) {
        request.headers.insert(HOST, host);
    }
}

/// The client reads no environment by itself: the command line says which proxies there are.
fn with_proxies(mut builder: ClientBuilder, proxies: &Proxies) -> Result<ClientBuilder, NetError> {
    if let Some(address) = &proxies.http {
        let proxy = Proxy::http(address).map_err(|_| NetError::Proxy("http"))?;
        builder = builder.proxy(proxy.no_proxy(NoProxy::from_string(&proxies.except)));
    }
    if let Some(address) = &proxies.https {
        let proxy = Proxy::https(address).map_err(|_| NetError::Proxy("https"))?;
        builder = builder.proxy(proxy.no_proxy(NoProxy::from_string(&proxies.except)));
    }
    Ok(builder)
}

fn default_headers() -> HeaderMap {
    // Hosts choose the form and the language of a page by these, as for a reader's browser.
    let accept = HeaderValue::from_static("text/html,application/xhtml+xml;q=0.9,*/*;q=0.5");
    let language = HeaderValue::from_static("en");
    HeaderMap::from_iter([(ACCEPT, accept), (ACCEPT_LANGUAGE, language)])
}

/// Mozilla's roots, for machines that have none of their own.
fn bundled_roots() -> Result<Vec<Certificate>, reqwest::Error> {
    webpki_root_certs::TLS_SERVER_ROOT_CERTS
        .iter()
        .map(|root| Certificate::from_der(root))
        .collect()
}
