//! Downloads one file that the user names, through the gateway. Must not know its content.

use std::time::Duration;

use reqwest::{Method, StatusCode, header::HeaderMap};
use thiserror::Error;
use url::Url;

use super::answer::Answer;
use super::error::NetError;
use super::failure::Failure;
use super::gateway::Gateway;
use super::options::Options;
use super::request::Request;
use super::settings::Limits;

/// The most redirects: a release of GitHub needs one.
const MOST_REDIRECTS: usize = 5;

/// The time for one answer. A large file takes minutes on a slow line, and a link does not.
const LONGEST: Duration = Duration::from_mins(15);

/// The reason for having no file.
#[derive(Debug, Error)]
pub enum DownloadError {
    /// The client could not be set up.
    #[error(transparent)]
    Net(#[from] NetError),
    /// There was no answer, or the guard refused the URL.
    #[error("{0}")]
    Failed(String),
    /// Another status than success.
    #[error("HTTP status {0}")]
    Status(u16),
    /// More bytes than the caller allows.
    #[error("it is larger than {0} MiB")]
    TooLarge(usize),
}

impl From<Failure> for DownloadError {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure.to_string())
    }
}

/// The content of the file at a secure URL, of at most this many mebibytes. Redirects lead to secure URLs only.
///
/// # Errors
/// If the file cannot be fetched, or is larger.
pub fn download(url: &Url, most_mib: usize, options: &Options) -> Result<Vec<u8>, DownloadError> {
    let mut options = options.clone();
    options.seams.timeout.get_or_insert(LONGEST);
    let gateway = Gateway::new(Limits::new(&options.limits, &options.seams), &options)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(NetError::Runtime)?;
    let fetched = runtime.block_on(fetch(&gateway, url.clone(), most_mib << 20));
    // Dropping the runtime would wait for names that the system is still resolving.
    runtime.shutdown_background();
    let answer = fetched?;
    if answer.status != StatusCode::OK {
        return Err(DownloadError::Status(answer.status.as_u16()));
    }
    if answer.is_cut {
        return Err(DownloadError::TooLarge(most_mib));
    }
    Ok(answer.body)
}

/// The last answer after all redirects.
async fn fetch(gateway: &Gateway, mut url: Url, most: usize) -> Result<Answer, Failure> {
    for _ in 0..=MOST_REDIRECTS {
        let request = Request {
            method: Method::GET,
            url: url.clone(),
            headers: HeaderMap::new(),
            body: None,
            max_body: most,
        };
        let answer = gateway.send(request).await?;
        if answer.redirects_for_good().is_none() {
            return Ok(answer);
        }
        let target = answer.location().ok_or(Failure::RedirectNowhere)?;
        let target = url.join(&target).map_err(|_| Failure::RedirectOffWeb)?;
        if target.scheme() != "https" {
            return Err(Failure::RedirectOffWeb);
        }
        url = target;
    }
    Err(Failure::TooManyRedirects(MOST_REDIRECTS))
}
