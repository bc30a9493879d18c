//! The outcome of one request: a redirect, an answer, or neither. Must not judge what it says about the link.

use url::Url;

use super::answer::Answer;
use super::failure::Failure;

/// One redirect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Hop {
    /// True if the host says that it holds for good.
    pub(super) permanent: bool,
    /// Its target.
    pub(super) to: Url,
}

/// The outcome of one request.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The host sends the client on.
    Redirect(Hop),
    /// The host answered.
    Answer(Answer),
    /// There was no answer, or none that leads anywhere.
    Failure(Failure),
}

impl Outcome {
    /// True if the same request may end otherwise a little later.
    pub(super) fn is_transient(&self) -> bool {
        match self {
            Self::Redirect(_) => false,
            Self::Answer(answer) => matches!(answer.status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504),
            // TLS that fails, and HTTP that is not valid, are mistakes in a configuration, which last
            // longer than a run.
            Self::Failure(failure) => matches!(
                failure,
                Failure::NoConnection(_)
                    | Failure::NoAnswer(_)
                    | Failure::NameNotFound
                    | Failure::Unreachable
                    | Failure::ConnectionRefused
                    | Failure::ConnectionReset
                    | Failure::BrokenOff
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn only_what_may_pass_is_asked_again() {
        let status = |code| Outcome::Answer(Answer::of(code));
        for code in [408, 425, 429, 500, 502, 503, 504] {
            assert!(status(code).is_transient(), "{code}");
        }
        for code in [200, 202, 403, 404, 410, 418, 451, 501, 999] {
            assert!(!status(code).is_transient(), "{code}");
        }
        assert!(Outcome::Failure(Failure::ConnectionReset).is_transient());
        assert!(Outcome::Failure(Failure::NoAnswer(Duration::ZERO)).is_transient());
        assert!(Outcome::Failure(Failure::NameNotFound).is_transient());
        assert!(!Outcome::Failure(Failure::BadAnswer).is_transient());
    }
}
