//! What is worth a second try, and how long to pause before it. Pure: must not sleep or send.

use std::time::{Duration, SystemTime};

use super::answer::Outcome;
use super::failure::Failure;

/// How long to pause between requests.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// The first pause.
    pub(super) backoff: Duration,
    /// The longest pause of our own choice.
    pub(super) longest_backoff: Duration,
    /// The longest pause that a host may ask for.
    pub(super) longest_wait: Duration,
}

impl Pace {
    /// The pause before the repetition with this number, counted from zero.
    pub(super) fn pause(&self, repetition: u32) -> Duration {
        let doubled = self.backoff.saturating_mul(2_u32.saturating_pow(repetition));
        doubled.min(self.longest_backoff)
    }
}

/// Whether the same request may end otherwise a little later.
pub(super) fn is_transient(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Redirect(_) => false,
        Outcome::Answer(answer) => matches!(answer.status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504),
        Outcome::Failure(failure) => matches!(
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

/// How long a `Retry-After` header asks to wait, RFC 9110 section 10.2.3: seconds or a date.
pub(super) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;

    use super::*;
    use crate::net::answer::Answer;

    const PACE: Pace = Pace {
        backoff: Duration::from_secs(1),
        longest_backoff: Duration::from_secs(30),
        longest_wait: Duration::from_mins(1),
    };

    #[test]
    fn pauses_double_up_to_the_longest() {
        let pauses: Vec<_> = (0..7)
            .map(|repetition| PACE.pause(repetition).as_secs())
            .collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(PACE.pause(u32::MAX).as_secs(), 30);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").expect("a date");
        let seconds = |value| retry_after(value, now).map(|wait| wait.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds(" 0 "), Some(0));
        assert_eq!(seconds("99999999999999999999999"), Some(u64::MAX));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:50:07 GMT"), Some(30));
        assert_eq!(seconds("Sunday, 06-Nov-94 08:50:07 GMT"), Some(30));
        assert_eq!(
            seconds("Sun, 06 Nov 1994 08:00:00 GMT"),
            Some(0),
            "a date that has passed"
        );
        for nonsense in ["", "-1", "1.5", "soon"] {
            assert_eq!(seconds(nonsense), None, "{nonsense:?}");
        }
    }

    #[test]
    fn only_what_may_pass_is_asked_again() {
        let status = |code| Outcome::Answer(Answer::of(StatusCode::from_u16(code).expect("a status")));
        for code in [408, 425, 429, 500, 502, 503, 504] {
            assert!(is_transient(&status(code)), "{code}");
        }
        for code in [200, 202, 403, 404, 410, 418, 451, 501, 999] {
            assert!(!is_transient(&status(code)), "{code}");
        }
        assert!(is_transient(&Outcome::Failure(Failure::ConnectionReset)));
        assert!(is_transient(&Outcome::Failure(Failure::NoAnswer(PACE.backoff))));
        assert!(is_transient(&Outcome::Failure(Failure::NameNotFound)));
        assert!(!is_transient(&Outcome::Failure(Failure::BadAnswer)));
    }
}
