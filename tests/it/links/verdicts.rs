//! The verdicts on well-behaved answers.

use paperlint::facts::Verdict;

use super::site::{Site, status};
use super::{check, check_with, options};

#[test]
fn a_page_that_answers_head_is_alive_after_one_request() {
    let site = Site::new();
    site.answer("/p", status(200));
    let fact = check(&site.url("/p"));
    assert_eq!(fact.verdict, Verdict::Alive);
    assert_eq!(
        (fact.evidence.status, &*fact.evidence.detail),
        (Some(200), "200 OK")
    );
    assert_eq!(
        (fact.evidence.requests, site.asked()),
        (1, vec!["HEAD /p".to_owned()])
    );
}

#[test]
fn head_does_not_prove_death() {
    for refusal in [400, 403, 404, 405, 410, 500, 501] {
        let site = Site::new();
        site.answer_to("HEAD", "/p", status(refusal));
        site.answer_to("GET", "/p", status(200));
        let fact = check(&site.url("/p"));
        assert_eq!(
            (fact.verdict, fact.evidence.requests),
            (Verdict::Alive, 2),
            "{refusal}"
        );
        assert_eq!(site.asked(), ["HEAD /p", "GET /p"]);
    }
}

#[test]
fn a_page_is_dead_when_get_says_so() {
    for (code, words) in [(404, "404 Not Found"), (410, "410 Gone")] {
        let site = Site::new();
        site.answer("/p", status(code));
        let fact = check(&site.url("/p"));
        assert_eq!((fact.verdict, fact.evidence.status), (Verdict::Dead, Some(code)));
        assert_eq!((&*fact.evidence.detail, fact.evidence.requests), (words, 2));
    }
}

#[test]
fn hosts_that_turn_programs_away_block() {
    let site = Site::new();
    for code in [202, 401, 403, 405, 406, 412, 418, 421, 451, 999] {
        let page = format!("/{code}");
        site.answer(&page, status(code));
        let fact = check(&site.url(&page));
        assert_eq!(
            (fact.verdict, fact.evidence.status),
            (Verdict::Blocked, Some(code))
        );
    }
}

#[test]
fn a_challenge_is_not_the_page() {
    let site = Site::new();
    site.answer("/p", status(200).insert_header("cf-mitigated", "challenge"));
    let fact = check(&site.url("/p"));
    assert_eq!(fact.verdict, Verdict::Blocked);
    assert_eq!(fact.evidence.detail, "200 OK, with a challenge for browsers");
}

#[test]
fn a_404_of_a_host_known_for_false_ones_is_ignored() {
    let site = Site::new();
    let fact = check(&site.url_at("old.kaggle.com", "/p"));
    assert_eq!(
        (fact.verdict, fact.evidence.status),
        (Verdict::Blocked, Some(404))
    );
}

#[test]
fn statuses_that_prove_nothing_leave_a_page_unchecked() {
    let site = Site::new();
    for (code, words) in [(400, "400 Bad Request"), (501, "501 Not Implemented")] {
        let page = format!("/{code}");
        site.answer(&page, status(code));
        let fact = check(&site.url(&page));
        assert_eq!(
            (fact.verdict, &*fact.evidence.detail),
            (Verdict::Unchecked, words)
        );
    }
}

#[test]
fn requests_identify_the_program_and_nothing_else() {
    let site = Site::new();
    site.answer("/p", status(200));
    check_with(&site.url("/p?q=1#part"), &options());
    let request = site.requests().pop().expect("the page was requested");
    let header = |name| request.headers.get(name).and_then(|value| value.to_str().ok());
    assert!(header("user-agent").is_some_and(|agent| agent.starts_with("paperlint/")));
    assert_eq!(
        header("accept"),
        Some("text/html,application/xhtml+xml;q=0.9,*/*;q=0.5")
    );
    assert_eq!(header("accept-language"), Some("en"));
    for silent in ["authorization", "cookie", "referer", "proxy-authorization"] {
        assert_eq!(header(silent), None, "{silent}");
    }
    assert_eq!((request.url.query(), request.url.fragment()), (Some("q=1"), None));
}
