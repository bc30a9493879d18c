//! Repositories are looked up through GitHub's API, many in one query, and the token goes nowhere else.

use paperlint::facts::{Record, Verdict};
use paperlint::net::{Options, Token};
use serde_json::{Value, json};
use url::Url;
use wiremock::{Request, ResponseTemplate};

use super::site::{Site, redirect, status};
use super::{check_all, check_with, options};

const REPOSITORY: &str = "http://github.com/owner/paper";

fn with_token(api: &Site) -> Options {
    let mut options = options();
    options.github_token = Some(Token::new("secret"));
    options.github_api = Url::parse(&api.url("/")).expect("the site has a URL");
    options.limits.retries = 0;
    // Pages of GitHub are paced, but no test here is about the pace.
    options.seams.unpaced = true;
    options
}

fn repository(name: &str) -> Value {
    json!({
        "nameWithOwner": name, "isArchived": false, "isDisabled": false, "isEmpty": false, "isPrivate": false,
        "description": null, "licenseInfo": null,
    })
}

fn answer(data: impl serde::Serialize) -> ResponseTemplate {
    status(200).set_body_json(json!({ "data": data }))
}

fn has_token(request: &Request) -> bool {
    request
        .headers
        .get("authorization")
        .is_some_and(|value| value == "Bearer secret")
}

#[test]
fn a_repository_that_the_api_knows_is_alive_and_has_a_record() {
    let api = Site::new();
    api.answer("/graphql", answer(json!({ "r0": repository("Owner/Paper") })));
    let fact = check_with(REPOSITORY, &with_token(&api));
    assert_eq!(fact.verdict, Verdict::Alive);
    assert!(matches!(fact.record, Some(Record::Repository(record)) if record.name == "Owner/Paper"));
    assert!(api.requests().iter().all(has_token));
    assert_eq!(api.asked(), ["POST /graphql"]);
}

#[test]
fn a_repository_with_another_name_has_moved() {
    let api = Site::new();
    api.answer("/graphql", answer(json!({ "r0": repository("lab/paper2") })));
    let fact = check_with(REPOSITORY, &with_token(&api));
    assert_eq!(fact.verdict, Verdict::Moved);
    assert_eq!(
        fact.evidence.leads_to.as_deref(),
        Some("https://github.com/lab/paper2")
    );
}

#[test]
fn a_file_in_a_repository_with_another_name_has_moved_with_it() {
    let api = Site::new();
    let mut with_part = repository("lab/paper2");
    with_part["part"] = json!({ "__typename": "Blob" });
    api.answer("/graphql", answer(json!({ "r0": with_part })));
    let fact = check_with(&format!("{REPOSITORY}/blob/main/a%20b.py"), &with_token(&api));
    assert_eq!(fact.verdict, Verdict::Moved);
    assert_eq!(
        fact.evidence.leads_to.as_deref(),
        Some("https://github.com/lab/paper2/blob/main/a%20b.py")
    );
    let raw = "https://raw.githubusercontent.com/owner/paper/main/a.py";
    assert_eq!(check_with(raw, &with_token(&api)).verdict, Verdict::Alive);
}

#[test]
fn many_repositories_are_looked_up_in_few_queries() {
    let api = Site::new();
    api.answer("/graphql", |request: &Request| {
        let query: Value = serde_json::from_slice(&request.body).expect("a query");
        let variables = query["variables"].as_object().expect("the query has variables");
        let text =
            |name: &str, number: usize| variables[&format!("{name}{number}")].as_str().map(str::to_owned);
        let repositories = (0..variables.len() / 3).map(|number| {
            let name = format!(
                "{}/{}",
                text("o", number).unwrap_or_default(),
                text("n", number).unwrap_or_default()
            );
            (format!("r{number}"), repository(&name))
        });
        answer(repositories.collect::<serde_json::Map<_, _>>())
    });
    let urls = (0..120).map(|number| format!("https://github.com/owner/paper{number}"));
    let facts = check_all(urls, &with_token(&api));
    assert_eq!(facts.coverage().verdicts.get(&Verdict::Alive), Some(&120));
    assert_eq!(api.requests().len(), 3);
}

#[test]
fn a_file_missing_from_the_repository_is_checked_at_its_page() {
    let api = Site::new();
    let mut with_part = repository("owner/paper");
    with_part["part"] = json!({ "__typename": "Blob" });
    api.answer_first(1, "POST", "/graphql", answer(json!({ "r0": with_part })));
    let file = format!("{REPOSITORY}/blob/main/train.py");
    let fact = check_with(&file, &with_token(&api));
    assert_eq!(
        (fact.verdict, &*fact.evidence.detail),
        (Verdict::Alive, "the repository contains it")
    );
    api.answer("/graphql", answer(json!({ "r0": repository("owner/paper") })));
    let fact = check_with(&file, &with_token(&api));
    assert_eq!(fact.verdict, Verdict::Unreachable, "no server has the page here");
}

#[test]
fn repositories_hidden_by_the_api_are_checked_at_their_page() {
    let mut private = repository("owner/paper");
    private["isPrivate"] = json!(true);
    let missing = json!({ "type": "NOT_FOUND", "path": ["r0"] });
    let missing = json!({ "data": { "r0": null }, "errors": [missing] });
    for (queries, hidden) in [
        (1, answer(json!({ "r0": private }))),
        (1, status(200).set_body_json(missing)),
        (1, status(403)),
        (1, status(200).set_body_string("{")),
    ] {
        let api = Site::new();
        api.answer("/graphql", hidden);
        let fact = check_with(REPOSITORY, &with_token(&api));
        assert_eq!(api.requests().len(), queries);
        assert!(fact.evidence.requests > 0, "the page is requested after the API");
        assert_eq!(fact.verdict, Verdict::Unreachable, "no server has the page here");
    }
}

#[test]
fn the_token_does_not_follow_a_redirect_to_another_host() {
    let (api, thief) = (Site::new(), Site::new());
    api.answer("/graphql", redirect(307, &thief.url("/graphql")));
    thief.answer("/graphql", answer(json!({ "r0": repository("owner/paper") })));
    let fact = check_with(REPOSITORY, &with_token(&api));
    assert!(thief.requests().is_empty());
    assert_ne!(fact.verdict, Verdict::Alive);
}

#[test]
fn other_links_are_requested_without_the_token() {
    let api = Site::new();
    api.answer("/page", redirect(302, "/end"));
    api.answer("/end", status(200));
    let fact = check_with(&api.url("/page"), &with_token(&api));
    assert_eq!(fact.verdict, Verdict::Alive);
    assert!(
        !api.requests().iter().any(has_token),
        "the link is not the program's own request"
    );
}

#[test]
fn an_api_without_quota_is_left_alone() {
    let api = Site::new();
    let spent = status(403).insert_header("x-ratelimit-remaining", "0");
    api.answer("/graphql", spent.insert_header("x-ratelimit-reset", "3600"));
    let urls = (0..120).map(|number| format!("http://github.com/owner/paper{number}"));
    let mut options = with_token(&api);
    options.limits.per_host = 1;
    check_all(urls, &options);
    assert_eq!(api.requests().len(), 1);
}

#[test]
fn without_a_token_the_api_gets_one_repository_per_request() {
    let api = Site::new();
    let known = json!({ "full_name": "Owner/Paper", "archived": true, "description": null, "license": null });
    api.answer("/repos/owner/paper", status(200).set_body_json(known));
    let mut options = with_token(&api);
    options.github_token = None;
    let fact = check_with(REPOSITORY, &options);
    assert_eq!(fact.verdict, Verdict::Alive);
    assert!(matches!(fact.record, Some(Record::Repository(record)) if record.archived));
    assert!(!api.requests().iter().any(has_token));
}

#[test]
fn without_a_token_the_hourly_limit_is_respected() {
    let api = Site::new();
    let spent = status(403).insert_header("x-ratelimit-remaining", "0");
    api.answer("/repos/owner/paper1", status(404));
    for number in 0..9 {
        let page = format!("/repos/owner/paper{number}");
        api.answer(&page, spent.clone().insert_header("x-ratelimit-reset", "3600"));
    }
    let mut options = with_token(&api);
    options.github_token = None;
    options.limits.per_host = 1;
    let urls = (0..9).map(|number| format!("http://github.com/owner/paper{number}"));
    let facts = check_all(urls, &options);
    assert_eq!(
        api.requests().len(),
        1,
        "the host has reported that no requests are left"
    );
    assert!(
        facts.iter().any(|(_, fact)| fact.evidence.requests > 0),
        "the pages are requested"
    );
}
