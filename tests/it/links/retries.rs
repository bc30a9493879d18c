//! Requests that are repeated, and their number.

use std::time::{Duration, Instant, SystemTime};

use paperlint::facts::Verdict;

use super::site::{Site, status};
use super::{check, check_with, options};

#[test]
fn a_temporary_server_error_is_forgotten() {
    for code in [500, 502, 503, 504] {
        let site = Site::new();
        site.answer_to("HEAD", "/p", status(405));
        site.answer_first(2, "GET", "/p", status(code));
        site.answer_to("GET", "/p", status(200));
        let fact = check(&site.url("/p"));
        assert_eq!(
            (fact.verdict, fact.evidence.requests),
            (Verdict::Alive, 4),
            "{code}"
        );
    }
}

#[test]
fn a_server_error_that_stays_leaves_the_link_unchecked() {
    let site = Site::new();
    site.answer("/p", status(503));
    let fact = check(&site.url("/p"));
    assert_eq!(
        (fact.verdict, fact.evidence.status),
        (Verdict::Unchecked, Some(503))
    );
    assert_eq!(site.asked(), ["HEAD /p", "GET /p", "GET /p", "GET /p"]);
}

#[test]
fn repetitions_can_be_switched_off() {
    let site = Site::new();
    site.answer("/p", status(503));
    let mut options = options();
    options.limits.retries = 0;
    assert_eq!(check_with(&site.url("/p"), &options).evidence.requests, 2);
}

#[test]
fn permanent_failures_are_not_retried() {
    let site = Site::new();
    site.answer("/p", status(501));
    assert_eq!(check(&site.url("/p")).evidence.requests, 2);
}

#[test]
fn a_host_that_demands_a_pause_of_a_second_gets_it() {
    let site = Site::new();
    site.answer_first(1, "HEAD", "/p", status(429).insert_header("retry-after", "1"));
    site.answer("/p", status(200));
    let start = Instant::now();
    let fact = check(&site.url("/p"));
    assert_eq!((fact.verdict, fact.evidence.requests), (Verdict::Alive, 2));
    assert!(start.elapsed() >= Duration::from_secs(1), "{:?}", start.elapsed());
}

#[test]
fn a_host_that_demands_a_pause_of_an_hour_is_left_alone() {
    for code in [429, 503] {
        let site = Site::new();
        site.answer("/p", status(code).insert_header("retry-after", "3600"));
        let fact = check(&site.url("/p"));
        assert_eq!(
            (fact.verdict, fact.evidence.status),
            (Verdict::RateLimited, Some(code))
        );
        assert_eq!(
            (&*fact.evidence.detail, fact.evidence.requests),
            ("the host requests a pause of 3600 s", 1)
        );
    }
}

#[test]
fn a_host_may_demand_a_pause_by_date() {
    let site = Site::new();
    let tomorrow = SystemTime::now() + Duration::from_hours(24);
    let date = httpdate::fmt_http_date(tomorrow);
    site.answer("/p", status(503).insert_header("retry-after", &*date));
    let fact = check(&site.url("/p"));
    assert_eq!(fact.verdict, Verdict::RateLimited);
    assert!(
        fact.evidence
            .detail
            .starts_with("the host requests a pause of 86"),
        "{}",
        fact.evidence.detail
    );
}
