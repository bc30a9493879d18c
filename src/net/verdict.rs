//! Turns what came of the last request into a verdict. Pure: must not send. Only a host's own word makes a link dead.

use super::answer::{Answer, Outcome};
use super::failure::Failure;
use super::host::Closed;
use super::trail::{End, Trail};
use crate::facts::{Evidence, LinkFact, Verdict};

/// Hosts that answer 404 to programs for pages that people can see.
const FALSE_404: &[&str] = &[
    "kaggle.com", // Kaggle/kaggle-cli, issue 426
];

/// Statuses with which hosts turn programs away from pages that are there.
const TURNED_AWAY: &[u16] = &[
    202, 401, 403, 405, 406, 407, 408, 412, 418, 421, 425, 429, 451, 999,
];

/// The verdict on a link whose last request came out so.
pub(super) fn judge(trail: &Trail, outcome: &Outcome) -> LinkFact {
    let (verdict, detail) = match outcome {
        Outcome::Answer(answer) => judge_answer(trail, answer),
        Outcome::Failure(failure) => (judge_failure(failure), failure.to_string()),
        Outcome::Redirect(_) => (Verdict::Unchecked, "a redirect that was not followed".to_owned()),
    };
    let moved_to = match (verdict, trail.end()) {
        (Verdict::Moved, End::Elsewhere(url)) => Some(url.into()),
        _ => None,
    };
    let evidence = Evidence {
        status: trail.status.map(|status| status.as_u16()),
        moved_to,
        detail,
        requests: trail.requests,
    };
    LinkFact { verdict, evidence }
}

/// Whether an answer shows that there is a page.
pub(super) fn proves_life(answer: &Answer) -> bool {
    answer.status.is_success() && answer.status.as_u16() != 202 && !answer.is_challenge()
}

fn judge_answer(trail: &Trail, answer: &Answer) -> (Verdict, String) {
    let status = status_line(answer);
    if answer.is_challenge() {
        return (
            Verdict::Blocked,
            format!("{status}, with a challenge for browsers"),
        );
    }
    if !proves_life(answer) {
        let host = trail.here().host_str().unwrap_or_default();
        return (judge_status(answer.status.as_u16(), host), status);
    }
    match trail.end() {
        End::Here => (Verdict::Alive, status),
        End::Elsewhere(_) => (Verdict::Moved, "moved permanently".to_owned()),
        End::FrontPage => (Verdict::Unchecked, "redirects to the front page".to_owned()),
    }
}

/// The verdict on a status that does not prove life.
fn judge_status(status: u16, host: &str) -> Verdict {
    match status {
        404 if answers_false_404(host) => Verdict::Blocked,
        404 | 410 => Verdict::Dead,
        _ if TURNED_AWAY.contains(&status) => Verdict::Blocked,
        _ => Verdict::Unchecked,
    }
}

fn judge_failure(failure: &Failure) -> Verdict {
    match failure {
        Failure::NoConnection(_) | Failure::NoAnswer(_) | Failure::Closed(Closed::Silent) => {
            Verdict::TimedOut
        }
        Failure::Closed(_) => Verdict::Blocked,
        _ => Verdict::Unchecked,
    }
}

fn answers_false_404(host: &str) -> bool {
    let is_within = |name: &str| {
        host.strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    FALSE_404.iter().any(|name| is_within(name))
}

/// A status as people know it: `404 Not Found`.
fn status_line(answer: &Answer) -> String {
    let code = answer.status.as_str();
    match answer.status.canonical_reason() {
        Some(reason) => format!("{code} {reason}"),
        None => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::StatusCode;
    use reqwest::header::{HeaderName, HeaderValue};
    use url::Url;

    use super::*;
    use crate::net::guard::Refusal;
    use crate::net::trail::Hop;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("the test's URL is well formed")
    }

    fn answer(status: u16) -> Answer {
        Answer::of(StatusCode::from_u16(status).expect("a status"))
    }

    fn judged(start: &str, status: u16) -> (Verdict, String) {
        let fact = judge(&Trail::new(url(start)), &Outcome::Answer(answer(status)));
        (fact.verdict, fact.evidence.detail)
    }

    #[test]
    fn a_status_means_one_verdict() {
        use Verdict::{Alive, Blocked, Dead, Unchecked};
        for (verdict, statuses) in [
            (Alive, &[200, 203, 204, 206, 226][..]),
            (
                Blocked,
                &[
                    202, 401, 403, 405, 406, 407, 408, 412, 418, 421, 425, 429, 451, 999,
                ],
            ),
            (Dead, &[404, 410]),
            (Unchecked, &[300, 304, 400, 402, 409, 411, 414, 422, 431, 444]),
            (Unchecked, &[500, 501, 502, 503, 504, 520, 525, 530]),
        ] {
            for &status in statuses {
                assert_eq!(judged("https://a.org/p", status).0, verdict, "{status}");
            }
        }
    }

    #[test]
    fn a_status_is_told_as_people_know_it() {
        assert_eq!(judged("https://a.org/", 404).1, "404 Not Found");
        assert_eq!(judged("https://a.org/", 999).1, "999");
    }

    #[test]
    fn hosts_that_hide_from_programs_are_not_believed() {
        assert_eq!(judged("https://www.kaggle.com/d", 404).0, Verdict::Blocked);
        assert_eq!(judged("https://kaggle.com/d", 410).0, Verdict::Dead);
        assert_eq!(judged("https://notkaggle.com/d", 404).0, Verdict::Dead);
    }

    #[test]
    fn a_challenge_blocks_on_any_status() {
        for (name, value) in [("cf-mitigated", "challenge"), ("x-amzn-waf-action", "captcha")] {
            for status in [200, 202, 404, 503] {
                let mut answer = answer(status);
                answer
                    .headers
                    .insert(HeaderName::from_static(name), HeaderValue::from_static(value));
                let fact = judge(&Trail::new(url("https://a.org/")), &Outcome::Answer(answer));
                assert_eq!(fact.verdict, Verdict::Blocked, "{name} {status}");
            }
        }
    }

    #[test]
    fn no_failure_is_a_death() {
        let second = Duration::from_secs(1);
        for (failure, verdict) in [
            (Failure::NoConnection(second), Verdict::TimedOut),
            (Failure::NoAnswer(second), Verdict::TimedOut),
            (Failure::Closed(Closed::Silent), Verdict::TimedOut),
            (Failure::Closed(Closed::RateLimited), Verdict::Blocked),
            (Failure::Closed(Closed::AsksToWait(second)), Verdict::Blocked),
            (Failure::Refused(Refusal::Address), Verdict::Unchecked),
            (Failure::NameNotFound, Verdict::Unchecked),
            (Failure::ConnectionRefused, Verdict::Unchecked),
            (Failure::ConnectionReset, Verdict::Unchecked),
            (Failure::Unreachable, Verdict::Unchecked),
            (Failure::Tls("TLS failed"), Verdict::Unchecked),
            (Failure::BrokenOff, Verdict::Unchecked),
            (Failure::BadAnswer, Verdict::Unchecked),
            (Failure::TooManyRedirects(10), Verdict::Unchecked),
            (Failure::RedirectCircle, Verdict::Unchecked),
            (Failure::RedirectNowhere, Verdict::Unchecked),
            (Failure::RedirectOffWeb, Verdict::Unchecked),
        ] {
            let words = failure.to_string();
            let fact = judge(&Trail::new(url("https://a.org/")), &Outcome::Failure(failure));
            assert_eq!((fact.verdict, fact.evidence.detail), (verdict, words));
        }
    }

    #[test]
    fn a_moved_link_names_its_new_place() {
        let mut trail = Trail::new(url("https://a.org/p"));
        let to = url("https://b.org/q");
        trail.follow(Hop { permanent: true, to });
        let fact = judge(&trail, &Outcome::Answer(answer(200)));
        assert_eq!(fact.verdict, Verdict::Moved);
        assert_eq!(fact.evidence.moved_to.as_deref(), Some("https://b.org/q"));
        let gone = judge(&trail, &Outcome::Answer(answer(404)));
        assert_eq!((gone.verdict, gone.evidence.moved_to), (Verdict::Dead, None));
    }
}
