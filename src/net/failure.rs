//! The reasons for a missing answer, in words. The only place that reads the errors of other crates.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use rustls::CertificateError;
use thiserror::Error;

use super::guard::Refusal;

/// The reason for a missing or useless answer.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub(super) enum Failure {
    /// The guard forbids the request.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The host keeps answering that there are too many requests.
    #[error("rate limited")]
    RateLimited,
    /// The host requests a pause that is too long.
    #[error("the host requests a pause of {} s", .0.as_secs())]
    AsksToWait(Duration),
    /// The name has no IP address.
    #[error("host name not found")]
    NameNotFound,
    /// Nothing listens on the port.
    #[error("connection refused")]
    ConnectionRefused,
    /// The connection was opened and then cut.
    #[error("connection reset")]
    ConnectionReset,
    /// There is no route to the host.
    #[error("cannot connect to the host")]
    Unreachable,
    /// The connection took too long.
    #[error("no connection within {} s", .0.as_secs_f64())]
    NoConnection(Duration),
    /// The complete answer took too long.
    #[error("no answer within {} s", .0.as_secs_f64())]
    NoAnswer(Duration),
    /// The TLS handshake failed.
    #[error("no secure connection: {0}")]
    Tls(&'static str),
    /// The connection ended in the middle of the answer.
    #[error("the answer is incomplete")]
    BrokenOff,
    /// The answer breaks the protocol.
    #[error("the answer is not valid HTTP")]
    BadAnswer,
    /// There are too many redirects.
    #[error("redirects more than {0} times")]
    TooManyRedirects(usize),
    /// A redirect leads back to an earlier URL.
    #[error("redirects in a loop")]
    RedirectCircle,
    /// A redirect names no target.
    #[error("redirects without a target")]
    RedirectNowhere,
    /// A redirect leads to an invalid URL or another scheme.
    #[error("redirects to an invalid or non-HTTP URL")]
    RedirectOffWeb,
}

impl Failure {
    /// The meaning of an error of a client that waits this long for a connection and for an answer.
    pub(super) fn of(error: &reqwest::Error, connect: Duration, timeout: Duration) -> Self {
        // The guard's resolver refuses while connecting, so this looks like a failed connection.
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
        // The system's reason is the most exact one; the other causes only wrap it.
        let of_io = causes(error)
            .filter_map(|cause| cause.downcast_ref())
            .find_map(of_io);
        match of_io {
            Some(failure) => failure,
            None if error.is_connect() => Self::Unreachable,
            None => of_http(find(error)),
        }
    }

    /// True if every other link of the host will fail in the same way.
    pub(super) fn is_final_for_host(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    /// True if the host did not answer at all.
    pub(super) fn is_silence(&self) -> bool {
        !matches!(self, Self::BadAnswer | Self::BrokenOff)
    }

    /// True if a different method may succeed.
    pub(super) fn may_depend_on_method(&self) -> bool {
        // The host received the request but gave no usable answer: some servers do not support HEAD.
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
            CertificateError::UnknownIssuer => "the issuer of the certificate is not trusted",
            CertificateError::Revoked => "the certificate was revoked",
            _ => "the certificate is not valid",
        },
        _ => "TLS failed",
    }
}

/// The error of type `E` among an error and its causes.
fn find<E: StdError + 'static>(error: &reqwest::Error) -> Option<&E> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// An error and its causes.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    let first: &(dyn StdError + 'static) = error;
    std::iter::successors(Some(first), |&cause| {
        // The `source` of an I/O error is the source of the error that it wraps, which would be skipped.
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
    fn failures_are_described_in_words() {
        let words = |failure: Failure| failure.to_string();
        assert_eq!(
            words(Failure::NoAnswer(Duration::from_secs(20))),
            "no answer within 20 s"
        );
        assert_eq!(
            words(Failure::NoConnection(Duration::from_millis(250))),
            "no connection within 0.25 s"
        );
        assert_eq!(
            words(Refusal::Address.into()),
            "private IP address, no request sent"
        );
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
