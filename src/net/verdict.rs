//! Turns the result of the last request into a verdict. Pure: must not send. Only the host itself can say that a link
//! is dead.

use super::answer::Answer;
use super::failure::Failure;
use super::outcome::Outcome;
use super::sites::{self, Habit};
use super::trail::{End, Trail};
use crate::facts::{LinkFact, Verdict};

/// Statuses with which hosts turn programs away from existing pages. AWS WAF challenges with 202 and 405, IEEE Xplore
/// with 418, `linkedin.com` with 999.
const TURNED_AWAY: &[u16] = &[202, 401, 403, 405, 406, 407, 408, 412, 418, 421, 425, 451, 999];

/// The fact about a link whose last request had this result.
///
/// `missing` is the trail of a page in the same folder that certainly does not exist, if one was requested.
pub(super) fn judge(trail: &Trail, outcome: &Outcome, missing: Option<&Trail>) -> LinkFact {
    let (verdict, detail) = match outcome {
        Outcome::Answer(answer) => judge_answer(trail, answer, missing),
        Outcome::Failure(failure) => (judge_failure(failure), failure.to_string()),
        Outcome::Redirect(_) => (Verdict::Unchecked, "a redirect that was not followed".to_owned()),
    };
    let mut fact = LinkFact::new(verdict, detail);
    fact.evidence.status = trail.status.map(|status| status.as_u16());
    fact.evidence.leads_to = trail.leads_to().map(ToString::to_string);
    fact.evidence.requests = trail.requests;
    fact
}

/// True if an answer shows that the page exists.
pub(super) fn proves_life(answer: &Answer) -> bool {
    let is_page = match answer.status.as_u16() {
        // "Accepted" is not a page: AWS WAF and Semantic Scholar answer programs with it.
        202 => false,
        // The page has not changed since the last check, or is too short for the requested range.
        304 | 416 => true,
        _ => answer.status.is_success(),
    };
    is_page && !answer.is_challenge()
}

fn judge_answer(trail: &Trail, answer: &Answer, missing: Option<&Trail>) -> (Verdict, String) {
    let status = status_line(answer);
    let host = trail.here().host_str().unwrap_or_default();
    // Before the status, because a challenge may come with any: a 404 with a challenge says nothing about the page.
    if answer.is_challenge() {
        let detail = format!("{status}, with a challenge for browsers");
        return (Verdict::Blocked, detail);
    }
    if !proves_life(answer) {
        return (judge_status(answer.status.as_u16(), host), status);
    }
    if sites::has_habit(host, Habit::ShowsNothing) {
        let detail = format!("{status}, as for every page of this host");
        return (Verdict::Blocked, detail);
    }
    judge_end(trail, missing).unwrap_or((Verdict::Alive, status))
}

/// The verdict on an existing page, if it may not be the page that the link means.
fn judge_end(trail: &Trail, missing: Option<&Trail>) -> Option<(Verdict, String)> {
    let (verdict, detail) = match trail.end() {
        End::Login => (Verdict::Blocked, "redirects to a login page"),
        End::FrontPage => (Verdict::Soft404, "redirects to the front page"),
        // Before `moved`: a site that redirects everything to one page often does so permanently.
        _ if missing.is_some_and(|missing| trail.ends_with(missing)) => {
            (Verdict::Soft404, "redirects where a non-existent page would")
        }
        End::Elsewhere(_) => (Verdict::Moved, "moved permanently"),
        End::Here => return None,
    };
    Some((verdict, detail.to_owned()))
}

/// The verdict on a status that does not prove that the page exists.
fn judge_status(status: u16, host: &str) -> Verdict {
    match status {
        404 if sites::has_habit(host, Habit::Hides) => Verdict::Blocked,
        404 | 410 => Verdict::Dead,
        429 => Verdict::RateLimited,
        _ if TURNED_AWAY.contains(&status) || sites::has_habit(host, Habit::TurnsAway) => Verdict::Blocked,
        // Server errors are temporary, and 400 and the like may be the fault of the request.
        _ => Verdict::Unchecked,
    }
}

fn judge_failure(failure: &Failure) -> Verdict {
    match failure {
        Failure::NoConnection(_) | Failure::NoAnswer(_) => Verdict::TimedOut,
        Failure::RateLimited | Failure::AsksToWait(_) => Verdict::RateLimited,
        // Even a name that is not found does not mean dead: domains lapse for some days and are renewed.
        Failure::NameNotFound
        | Failure::ConnectionRefused
        | Failure::ConnectionReset
        | Failure::Unreachable
        | Failure::Tls(_) => Verdict::Unreachable,
        _ => Verdict::Unchecked,
    }
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

    use reqwest::header::{HeaderName, HeaderValue};
    use url::Url;

    use super::*;
    use crate::net::guard::Refusal;
    use crate::net::outcome::Hop;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("the test's URL is well formed")
    }

    fn answer(status: u16) -> Answer {
        Answer::of(status)
    }

    fn judged(start: &str, status: u16) -> (Verdict, String) {
        let fact = judge(&Trail::new(url(start)), &Outcome::Answer(answer(status)), None);
        (fact.verdict, fact.evidence.detail)
    }

    #[test]
    fn a_status_means_one_verdict() {
        use Verdict::{Alive, Blocked, Dead, RateLimited, Unchecked};
        for (verdict, statuses) in [
            (Alive, &[200, 203, 204, 206, 226, 304, 416][..]),
            (
                Blocked,
                &[202, 401, 403, 405, 406, 407, 408, 412, 418, 421, 425, 451, 999],
            ),
            (RateLimited, &[429]),
            (Dead, &[404, 410]),
            (Unchecked, &[300, 400, 402, 409, 411, 414, 422, 431, 444]),
            (Unchecked, &[500, 501, 502, 503, 504, 520, 525, 530]),
        ] {
            for &status in statuses {
                assert_eq!(judged("https://a.org/p", status).0, verdict, "{status}");
            }
        }
    }

    #[test]
    fn a_status_is_shown_as_people_know_it() {
        assert_eq!(judged("https://a.org/", 404).1, "404 Not Found");
        assert_eq!(judged("https://a.org/", 999).1, "999");
    }

    #[test]
    fn a_404_of_a_host_that_hides_pages_from_programs_is_ignored() {
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
                let fact = judge(&Trail::new(url("https://a.org/")), &Outcome::Answer(answer), None);
                assert_eq!(fact.verdict, Verdict::Blocked, "{name} {status}");
            }
        }
    }

    #[test]
    fn no_failure_makes_a_link_dead() {
        let second = Duration::from_secs(1);
        for (failure, verdict) in [
            (Failure::NoConnection(second), Verdict::TimedOut),
            (Failure::NoAnswer(second), Verdict::TimedOut),
            (Failure::RateLimited, Verdict::RateLimited),
            (Failure::AsksToWait(second), Verdict::RateLimited),
            (Failure::Refused(Refusal::Address), Verdict::Unchecked),
            (Failure::NameNotFound, Verdict::Unreachable),
            (Failure::ConnectionRefused, Verdict::Unreachable),
            (Failure::ConnectionReset, Verdict::Unreachable),
            (Failure::Unreachable, Verdict::Unreachable),
            (Failure::Tls("TLS failed"), Verdict::Unreachable),
            (Failure::BrokenOff, Verdict::Unchecked),
            (Failure::BadAnswer, Verdict::Unchecked),
            (Failure::TooManyRedirects(10), Verdict::Unchecked),
            (Failure::RedirectCircle, Verdict::Unchecked),
            (Failure::RedirectNowhere, Verdict::Unchecked),
            (Failure::RedirectOffWeb, Verdict::Unchecked),
        ] {
            let words = failure.to_string();
            let fact = judge(
                &Trail::new(url("https://a.org/")),
                &Outcome::Failure(failure),
                None,
            );
            assert_eq!((fact.verdict, fact.evidence.detail), (verdict, words));
        }
    }

    #[test]
    fn a_moved_link_names_its_new_url() {
        let mut trail = Trail::new(url("https://a.org/p"));
        let to = url("https://b.org/q");
        trail.follow(Hop { permanent: true, to });
        let fact = judge(&trail, &Outcome::Answer(answer(200)), None);
        assert_eq!(fact.verdict, Verdict::Moved);
        assert_eq!(fact.evidence.leads_to.as_deref(), Some("https://b.org/q"));
        let gone = judge(&trail, &Outcome::Answer(answer(404)), None);
        assert_eq!(gone.verdict, Verdict::Dead);
    }

    /// The verdict on an existing page to which `https://a.org/p` redirects.
    fn redirected(permanent: bool, to: &str, missing: Option<&str>) -> Verdict {
        let way = |to: &str| {
            let mut trail = Trail::new(url("https://a.org/p"));
            let to = url(to);
            trail.follow(Hop { permanent, to });
            trail
        };
        let missing = missing.map(way);
        judge(&way(to), &Outcome::Answer(answer(200)), missing.as_ref()).verdict
    }

    #[test]
    fn the_end_of_redirects_decides_the_verdict() {
        for (verdict, permanent, to, missing) in [
            (Verdict::Soft404, true, "https://a.org/", None),
            (Verdict::Soft404, false, "https://www.a.org/", None),
            (
                Verdict::Soft404,
                true,
                "https://b.org/new",
                Some("https://b.org/new/"),
            ),
            (
                Verdict::Moved,
                true,
                "https://b.org/q",
                Some("https://b.org/missing"),
            ),
            (
                Verdict::Alive,
                false,
                "https://b.org/q",
                Some("https://b.org/missing"),
            ),
            (Verdict::Moved, true, "https://b.org/", None),
            (Verdict::Blocked, true, "https://b.org/login?for=p", None),
            (Verdict::Blocked, false, "https://x.com/lab", None),
        ] {
            assert_eq!(redirected(permanent, to, missing), verdict, "{to}");
        }
    }
}
