//! Sends one request and reads the beginning of its answer. Must not follow redirects, repeat, or judge.
//!
//! A proxy resolves names itself, so the guard's resolver sees only the proxy's own name.

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

/// The name that paperlint gives to hosts, with a page that explains it to their owners.
const USER_AGENT: &str = concat!(
    "paperlint/",
    env!("CARGO_PKG_VERSION"),
    " (+https://github.com/paperlint/paperlint)"
);

/// The most bytes of a body that are read, after decompression, however few of them are kept. A connection can be used
/// again once its body was read to the end, and reading half a megabyte costs less than opening another connection. (A
/// checker that leaves long bodies unread was seen to open a thousand connections for a thousand links.)
const LONGEST_BODY: usize = 512 << 10;

/// The most bytes that the headers of an answer may have over HTTP/2; over HTTP/1 the limit is a hundred headers.
const LONGEST_HEADERS: u32 = 64 << 10;

/// An HTTP client that only connects to addresses that the guard admits.
#[derive(Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    limits: Limits,
    mirror: Option<SocketAddr>,
}

impl Client {
    /// A client that resolves names through `guard`.
    pub(super) fn new(limits: Limits, guard: &Arc<Guard>, options: &Options) -> Result<Self, NetError> {
        // An error means that a provider is already installed, which works as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .default_headers(default_headers())
            .timeout(limits.timeout)
            .connect_timeout(limits.connect)
            // The guard and the schedule check every redirect before it is followed.
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

    /// Sends one request. Only the first bytes of the answer's body are kept.
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
                    // The body cannot be decompressed; the status is useful without it.
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

/// Redirects a request to the mirror, which reads the original host from the `Host` header.
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

/// Adds the proxies. The client itself reads no environment variables: the command line passes them.
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
    // Hosts choose the format and the language of a page by these, as for a browser.
    let accept = HeaderValue::from_static("text/html,application/xhtml+xml;q=0.9,*/*;q=0.5");
    let language = HeaderValue::from_static("en");
    HeaderMap::from_iter([(ACCEPT, accept), (ACCEPT_LANGUAGE, language)])
}

/// Mozilla's root certificates, for machines without their own.
fn bundled_roots() -> Result<Vec<Certificate>, reqwest::Error> {
    webpki_root_certs::TLS_SERVER_ROOT_CERTS
        .iter()
        .map(|root| Certificate::from_der(root))
        .collect()
}
