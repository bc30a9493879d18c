//! Repositories are asked of GitHub's API, and the token goes nowhere else.

use paperlint::facts::Verdict;
use paperlint::net::{Options, Token};
use serde_json::json;
use url::Url;
use wiremock::ResponseTemplate;

use super::site::{Site, redirect, status};
use super::{check_all, check_with, options};

const REPOSITORY: &str = "http://github.com/owner/paper";

fn with_token(api: &Site) -> Options {
    let mut options = options();
    options.github_token = Some(Token::new("secret"));
    options.github_api = Url::parse(&api.url("/")).expect("the site has a URL");
    options.limits.retries = 0;
    options
}

fn record(full_name: &str, private: bool) -> ResponseTemplate {
    status(200).set_body_json(json!({ "full_name": full_name, "private": private }))
}

fn has_token(request: &wiremock::Request) -> bool {
    request
        .headers
        .get("authorization")
        .is_some_and(|value| value == "Bearer secret")
}

#[test]
fn a_repository_that_the_api_knows_is_alive() {
    let api = Site::new();
    api.answer("/repos/owner/paper", record("Owner/Paper", false));
    let fact = check_with(REPOSITORY, &with_token(&api));
    assert_eq!((fact.verdict, fact.evidence.requests), (Verdict::Alive, 1));
    assert!(api.requests().iter().all(has_token));
    assert_eq!(api.asked(), ["GET /repos/owner/paper"]);
}

#[test]
fn a_repository_with_another_name_has_moved() {
    let api = Site::new();
    api.answer("/repos/owner/paper", redirect(301, "/repositories/7"));
    api.answer("/repositories/7", record("lab/paper2", false));
    let fact = check_with(REPOSITORY, &with_token(&api));
    assert_eq!(fact.verdict, Verdict::Moved);
    assert_eq!(
        fact.evidence.leads_to.as_deref(),
        Some("https://github.com/lab/paper2")
    );
    assert_eq!(fact.evidence.requests, 2);
    assert!(api.requests().iter().all(has_token));
}

#[test]
fn what_the_api_does_not_show_to_everybody_is_asked_of_the_page() {
    let hidden = [
        record("owner/paper", true),
        status(404),
        status(403),
        status(200).set_body_string("{"),
    ];
    for answer in hidden {
        let api = Site::new();
        api.answer("/repos/owner/paper", answer);
        let fact = check_with(REPOSITORY, &with_token(&api));
        assert_eq!(api.requests().len(), 1);
        assert!(fact.evidence.requests > 1, "the page is asked after the API");
        assert_eq!(
            fact.verdict,
            Verdict::Unreachable,
            "nothing answers for the page on this machine"
        );
    }
}

#[test]
fn the_token_does_not_follow_a_redirect_to_another_host() {
    let (api, thief) = (Site::new(), Site::new());
    api.answer(
        "/repos/owner/paper",
        redirect(301, &thief.url("/repos/owner/paper")),
    );
    thief.answer("/repos/owner/paper", record("owner/paper", false));
    let fact = check_with(REPOSITORY, &with_token(&api));
    assert!(thief.requests().is_empty());
    assert_ne!(fact.verdict, Verdict::Alive);
}

#[test]
fn other_links_are_asked_without_the_token() {
    let api = Site::new();
    api.answer("/page", redirect(302, "/end"));
    api.answer("/end", status(200));
    let fact = check_with(&api.url("/page"), &with_token(&api));
    assert_eq!(fact.verdict, Verdict::Alive);
    assert!(
        !api.requests().iter().any(has_token),
        "the link is not the program's own question"
    );
}

#[test]
fn an_api_without_quota_is_left_alone() {
    let api = Site::new();
    let spent = || {
        let answer = status(403).insert_header("x-ratelimit-remaining", "0");
        answer.insert_header("x-ratelimit-reset", "3600")
    };
    for name in ["a", "b", "c"] {
        api.answer(&format!("/repos/owner/{name}"), spent());
    }
    let mut options = with_token(&api);
    options.limits.per_host = 1;
    check_all(
        ["a", "b", "c"].map(|name| format!("http://github.com/owner/{name}")),
        &options,
    );
    assert_eq!(api.requests().len(), 1);
}

#[test]
fn without_a_token_the_api_is_not_asked() {
    let api = Site::new();
    let mut options = with_token(&api);
    options.github_token = None;
    check_with(REPOSITORY, &options);
    assert!(api.requests().is_empty());
}
