//! The reasons why there was no answer, in words. Reads the errors of other crates so that nothing else has to.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use rustls::CertificateError;
use thiserror::Error;

use super::guard::Refusal;

/// The reason why there was no answer, or none that leads anywhere.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub(super) enum Failure {
    /// The guard forbids the request.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The host keeps saying that there are too many requests.
    #[error("rate limited")]
    RateLimited,
    /// The host asks for a pause that is too long.
    #[error("asks to wait {} s", .0.as_secs())]
    AsksToWait(Duration),
    /// The name has no address.
    #[error("host name not found")]
    NameNotFound,
    /// Nothing listens there.
    #[error("connection refused")]
    ConnectionRefused,
    /// The connection came about and was cut.
    #[error("connection reset")]
    ConnectionReset,
    /// There is no way to the host.
    #[error("host not reached")]
    Unreachable,
    /// No connection in time.
    #[error("no connection within {} s", .0.as_secs_f64())]
    NoConnection(Duration),
    /// No complete answer in time.
    #[error("no answer within {} s", .0.as_secs_f64())]
    NoAnswer(Duration),
    /// TLS could not be agreed upon.
    #[error("no secure connection: {0}")]
    Tls(&'static str),
    /// The connection ended in the middle of the answer.
    #[error("the answer broke off")]
    BrokenOff,
    /// The answer breaks the protocol.
    #[error("the answer is not valid HTTP")]
    BadAnswer,
    /// Redirects never end.
    #[error("redirects more than {0} times")]
    TooManyRedirects(usize),
    /// Redirects lead back to where they came from.
    #[error("redirects in a circle")]
    RedirectCircle,
    /// A redirect names no target.
    #[error("redirects without saying where")]
    RedirectNowhere,
    /// A redirect leads to another scheme.
    #[error("redirects to what is no web address")]
    RedirectOffWeb,
}

impl Failure {
    /// The meaning of an error of a client that waits this long for a connection and for an answer.
    pub(super) fn of(error: &reqwest::Error, connect: Duration, timeout: Duration) -> Self {
        // The guard's resolver refuses in the middle of connecting, so this looks like a connection that failed.
        if let Some(&refusal) = find(error) {
            return Self::Refused(refusal);
        }
        if error.is_timeout() {
            return if error.is_connect() {
                Self::NoConnection(connect)
            } else {
                Self::NoAnswer(timeout)
            };
        }
        if error.is_dns() {
            return Self::NameNotFound;
        }
        if let Some(tls) = find(error) {
            return Self::Tls(tls_reason(tls));
        }
        // The reason of the system is the most exact one, and the causes behind it only wrap it.
        let of_io = causes(error)
            .filter_map(|cause| cause.downcast_ref())
            .find_map(of_io);
        match of_io {
            Some(failure) => failure,
            None if error.is_connect() => Self::Unreachable,
            None => of_http(find(error)),
        }
    }

    /// True if it will be the same for every link of the host.
    pub(super) fn is_final_for_host(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    /// True if the host did not answer at all.
    pub(super) fn is_silence(&self) -> bool {
        !matches!(self, Self::BadAnswer | Self::BrokenOff)
    }

    /// True if another method could have fared better.
    pub(super) fn may_depend_on_method(&self) -> bool {
        // The host took the request and made nothing of it: some servers know no HEAD.
        matches!(
            self,
            Self::ConnectionReset | Self::NoAnswer(_) | Self::BrokenOff | Self::BadAnswer
        )
    }
}

fn of_io(error: &io::Error) -> Option<Failure> {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Some(Failure::ConnectionRefused),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => {
            Some(Failure::ConnectionReset)
        }
        io::ErrorKind::UnexpectedEof => Some(Failure::BrokenOff),
        _ => None,
    }
}

fn of_http(error: Option<&hyper::Error>) -> Failure {
    match error {
        Some(error) if error.is_incomplete_message() => Failure::BrokenOff,
        _ => Failure::BadAnswer,
    }
}

fn tls_reason(error: &rustls::Error) -> &'static str {
    match error {
        rustls::Error::InvalidCertificate(reason) => match reason {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                "the certificate has expired"
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "the certificate is for another host"
            }
            CertificateError::UnknownIssuer => "nobody known vouches for the certificate",
            CertificateError::Revoked => "the certificate was revoked",
            _ => "the certificate is not valid",
        },
        _ => "TLS failed",
    }
}

/// The error of one type among an error and its causes.
fn find<E: StdError + 'static>(error: &reqwest::Error) -> Option<&E> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// An error and its causes.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    let first: &(dyn StdError + 'static) = error;
    std::iter::successors(Some(first), |&cause| {
        // The `source` of an I/O error is that of the error which it wraps, and skips this error itself.
        match cause.downcast_ref().and_then(io::Error::get_ref) {
            Some(wrapped) => Some(wrapped as &(dyn StdError + 'static)),
            None => cause.source(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_told_in_words() {
        let words = |failure: Failure| failure.to_string();
        assert_eq!(
            words(Failure::NoAnswer(Duration::from_secs(20))),
            "no answer within 20 s"
        );
        assert_eq!(
            words(Failure::NoConnection(Duration::from_millis(250))),
            "no connection within 0.25 s"
        );
        assert_eq!(words(Refusal::Address.into()), "private address, not asked");
        assert_eq!(words(Failure::RateLimited), "rate limited");
        assert_eq!(
            words(Failure::TooManyRedirects(10)),
            "redirects more than 10 times"
        );
    }

    #[test]
    fn certificates_fail_for_a_reason() {
        let reason = |certificate| tls_reason(&rustls::Error::InvalidCertificate(certificate));
        assert_eq!(reason(CertificateError::Expired), "the certificate has expired");
        assert_eq!(
            reason(CertificateError::NotValidForName),
            "the certificate is for another host"
        );
        assert_eq!(
            reason(CertificateError::BadEncoding),
            "the certificate is not valid"
        );
        assert_eq!(tls_reason(&rustls::Error::HandshakeNotComplete), "TLS failed");
    }
}
