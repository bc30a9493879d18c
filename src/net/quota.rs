//! Reads the pause that a host requests from its headers. Pure: must not wait, nor know the host.
//!
//! Three forms say how many requests are left: `X-RateLimit-Remaining` and `-Reset`, whose reset is a point in time at
//! some hosts and a number of seconds at others; the same without `X-`; and `RateLimit` with parameters, from the
//! IETF's drafts about rate limit headers (draft-ietf-httpapi-ratelimit-headers).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::answer::Answer;

/// The largest reset that is a number of seconds: no host requests a pause of thirty years. A larger one is a point in
/// time, in seconds since 1970.
const LONGEST_WAIT: u64 = 1_000_000_000;

/// The time for which the host will refuse all requests; `None` if requests are left or the headers do not say.
pub(super) fn spent(answer: &Answer, now: SystemTime) -> Option<Duration> {
    let (remaining, reset) = pair(answer, "x-ratelimit-remaining", "x-ratelimit-reset")
        .or_else(|| pair(answer, "ratelimit-remaining", "ratelimit-reset"))
        .or_else(|| parameters(answer.header("ratelimit")?))?;
    (remaining == 0).then(|| wait(reset, now))
}

/// The pause in a `Retry-After` header, RFC 9110 section 10.2.3: seconds or a date.
pub(super) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that is too large still requests a long pause.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    // A date that has passed, if only by our clock, requests no pause.
    Some(date.duration_since(now).unwrap_or_default())
}

/// The numbers in two headers.
fn pair(answer: &Answer, remaining: &str, reset: &str) -> Option<(u64, u64)> {
    Some((number(answer.header(remaining)?)?, number(answer.header(reset)?)?))
}

/// The remaining requests and the seconds until there are more, from `"api";r=0;t=12` or
/// `limit=9, remaining=0, reset=12`.
fn parameters(value: &str) -> Option<(u64, u64)> {
    // The drafts have changed the names, and hosts use either.
    Some((
        parameter(value, ["r", "remaining"])?,
        parameter(value, ["t", "reset"])?,
    ))
}

fn parameter(value: &str, names: [&str; 2]) -> Option<u64> {
    let (_, value) = value
        .split([';', ','])
        .filter_map(|part| part.trim().split_once('='))
        .find(|(name, _)| names.contains(name))?;
    number(value)
}

/// The whole part of a number: some hosts write fractions of seconds.
fn number(value: &str) -> Option<u64> {
    value.trim().split('.').next()?.parse().ok()
}

fn wait(reset: u64, now: SystemTime) -> Duration {
    if reset < LONGEST_WAIT {
        return Duration::from_secs(reset);
    }
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    Duration::from_secs(reset).saturating_sub(since)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spent_of(headers: &[(&'static str, &str)]) -> Option<u64> {
        let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let answer = headers.iter().fold(Answer::of(200), |answer, (name, value)| {
            answer.with(name, value.as_bytes())
        });
        spent(&answer, now).map(|wait| wait.as_secs())
    }

    #[test]
    fn every_form_is_read() {
        for headers in [
            &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "12")][..],
            &[
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-reset", "1700000012"),
            ],
            &[("ratelimit-remaining", "0"), ("ratelimit-reset", "12.5")],
            &[("ratelimit", "\"api\";r=0;t=12")],
            &[("ratelimit", "limit=100, remaining=0, reset=12")],
        ] {
            assert_eq!(spent_of(headers), Some(12), "{headers:?}");
        }
    }

    #[test]
    fn headers_with_requests_left_or_without_sense_request_no_pause() {
        for headers in [
            &[][..],
            &[("x-ratelimit-remaining", "3"), ("x-ratelimit-reset", "12")],
            &[("x-ratelimit-remaining", "0")],
            &[("x-ratelimit-remaining", "none"), ("x-ratelimit-reset", "soon")],
            &[("ratelimit", "\"api\";r=489;t=120")],
            &[("ratelimit", "r")],
        ] {
            assert_eq!(spent_of(headers), None, "{headers:?}");
        }
    }

    #[test]
    fn a_time_that_has_passed_requests_no_pause() {
        let past = [
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "1600000000"),
        ];
        assert_eq!(spent_of(&past), Some(0));
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
}
