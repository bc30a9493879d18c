//! Reads from an answer how its host wants to be treated. Pure: is given the time, must not judge the link.

use std::time::{Duration, SystemTime};

use super::answer::Answer;
use super::failure::Failure;
use super::quota::{retry_after, spent};

/// The way in which a host wants to be treated, by an answer or its absence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Signal {
    /// It answered.
    Fine,
    /// It answered, and will refuse everything for this time.
    Spent(Duration),
    /// It refused, and says for how long it wants to be left alone, or does not say.
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
            // Nonsense is an answer as well: the host is up, and its other pages may make sense.
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
            // The API of arXiv says so in words, with the status of success.
            (200, pause) if answer.body == b"Rate exceeded." => Self::TooMany(pause),
            // Without a pause, 403 refuses this page and 503 is a fault of the server. With one, GitHub and others mean
            // all that the client asks.
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

    #[test]
    fn only_silence_says_something_about_the_host() {
        let of = |failure| Signal::of(&Err(failure), SystemTime::UNIX_EPOCH);
        assert_eq!(of(Failure::BadAnswer), Signal::Fine);
        assert_eq!(
            of(Failure::ConnectionRefused),
            Signal::Silent(Failure::ConnectionRefused)
        );
    }
}
