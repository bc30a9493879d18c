//! Reads rate limits and outages of a host from the result of a request. Pure: is given the time, must not judge the
//! link.

use std::time::{Duration, SystemTime};

use super::answer::Answer;
use super::failure::Failure;
use super::quota::{retry_after, spent};

/// The state of a host, as the result of a request shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Signal {
    /// It answered.
    Fine,
    /// It answered, and will refuse all requests for this time.
    Spent(Duration),
    /// It refused the request, and may have said how long to pause.
    TooMany(Option<Duration>),
    /// It did not answer.
    Silent(Failure),
}

impl Signal {
    /// The signal in the result of a request.
    pub(super) fn of(result: &Result<Answer, Failure>, now: SystemTime) -> Self {
        match result {
            Ok(answer) => Self::of_answer(answer, now),
            Err(failure) if failure.is_silence() => Self::Silent(failure.clone()),
            // An invalid answer is an answer as well: the host is up, and its other pages may be valid.
            Err(_) => Self::Fine,
        }
    }

    fn of_answer(answer: &Answer, now: SystemTime) -> Self {
        let spent = spent(answer, now);
        let asked = answer
            .header("retry-after")
            .and_then(|value| retry_after(value, now));
        match (answer.status.as_u16(), asked.or(spent)) {
            (429, pause) => Self::TooMany(pause),
            // arXiv's API says this in words, with status 200.
            (200, pause) if answer.body == b"Rate exceeded." => Self::TooMany(pause),
            // Without a pause, 403 refuses this page and 503 is a fault of the server. With a pause, GitHub and others
            // refuse all requests of the client.
            (403 | 503, Some(pause)) => Self::TooMany(Some(pause)),
            _ => spent.map_or(Self::Fine, Self::Spent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signal(status: u16, headers: &[(&'static str, &str)]) -> Signal {
        let answer = headers.iter().fold(Answer::of(status), |answer, (name, value)| {
            answer.with(name, value.as_bytes())
        });
        Signal::of(&Ok(answer), SystemTime::UNIX_EPOCH)
    }

    #[test]
    fn status_and_headers_say_when_a_host_refuses_requests() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        let spent = &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "9")][..];
        let left = &[("x-ratelimit-remaining", "7"), ("x-ratelimit-reset", "9")][..];
        for (status, headers, expected) in [
            (200, &[][..], Signal::Fine),
            (404, &[], Signal::Fine),
            (503, &[], Signal::Fine),
            (503, &[("retry-after", "3")], Signal::TooMany(seconds(3))),
            (429, &[], Signal::TooMany(None)),
            (429, &[("retry-after", "3")], Signal::TooMany(seconds(3))),
            (403, &[], Signal::Fine),
            (403, spent, Signal::TooMany(seconds(9))),
            (429, spent, Signal::TooMany(seconds(9))),
            (200, spent, Signal::Spent(Duration::from_secs(9))),
            (200, left, Signal::Fine),
        ] {
            assert_eq!(signal(status, headers), expected, "{status} {headers:?}");
        }
    }

    #[test]
    fn only_silence_says_that_the_host_is_down() {
        let of = |failure| Signal::of(&Err(failure), SystemTime::UNIX_EPOCH);
        assert_eq!(of(Failure::BadAnswer), Signal::Fine);
        assert_eq!(
            of(Failure::ConnectionRefused),
            Signal::Silent(Failure::ConnectionRefused)
        );
    }
}
