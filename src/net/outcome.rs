//! The outcome of one request: a redirect, an answer, or neither. Must not judge the link by it.

use url::Url;

use super::answer::Answer;
use super::failure::Failure;

/// One redirect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Hop {
    /// True if the host calls it permanent.
    pub(super) permanent: bool,
    /// The target.
    pub(super) to: Url,
}

/// The outcome of one request.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The host redirected the request.
    Redirect(Hop),
    /// The host answered.
    Answer(Answer),
    /// The answer is missing or useless.
    Failure(Failure),
}

impl Outcome {
    /// True if the same request may succeed a little later.
    pub(super) fn is_transient(&self) -> bool {
        match self {
            Self::Redirect(_) => false,
            Self::Answer(answer) => matches!(answer.status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504),
            // Failing TLS and invalid HTTP are mistakes in a configuration, which last longer than a run.
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
    fn only_temporary_failures_are_transient() {
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
