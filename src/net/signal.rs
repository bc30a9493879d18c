//! What an answer says about how its host wants to be treated. Pure: is told the time, must not judge the link.

use std::time::{Duration, SystemTime};

use reqwest::header::RETRY_AFTER;

use super::answer::Answer;
use super::failure::Failure;
use super::quota::{retry_after, spent};

/// What an answer, or its absence, says about how a host wants to be treated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Signal {
    /// It answered.
    Fine,
    /// It answered, and will refuse everything for so long.
    Spent(Duration),
    /// It refused, and says how long it wants to be left alone, or does not say.
    TooMany(Option<Duration>),
    /// It did not answer.
    Silent(Failure),
}

impl Signal {
    /// The signal in what came of a request.
    pub(super) fn of(result: &Result<Answer, Failure>, now: SystemTime) -> Self {
        match result {
            Ok(answer) => Self::of_answer(answer, now),
            Err(failure) if failure.is_silence() => Self::Silent(failure.clone()),
            Err(_) => Self::Fine,
        }
    }

    fn of_answer(answer: &Answer, now: SystemTime) -> Self {
        let spent = spent(|name| answer.header(name), now);
        let pause = answer
            .header(RETRY_AFTER.as_str())
            .and_then(|value| retry_after(value, now))
            .or(spent);
        match answer.status.as_u16() {
            429 => Self::TooMany(pause),
            // The API of arXiv says so in words, with the status of success.
            200 if answer.body == b"Rate exceeded." => Self::TooMany(pause),
            403 | 503 if pause.is_some() => Self::TooMany(pause),
            _ => spent.map_or(Self::Fine, Self::Spent),
        }
    }
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;

    fn signal(status: u16, headers: &[(&'static str, &'static str)]) -> Signal {
        let mut answer = Answer::of(StatusCode::from_u16(status).expect("a status"));
        for &(name, value) in headers {
            let name = HeaderName::from_static(name);
            answer.headers.insert(name, HeaderValue::from_static(value));
        }
        Signal::of(&Ok(answer), SystemTime::UNIX_EPOCH)
    }

    #[test]
    fn a_host_says_how_it_wants_to_be_treated() {
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
}
