//! DOIs are looked up at Crossref, also the DOIs of publishers that turn programs away.

use paperlint::facts::{Record, Verdict};
use paperlint::net::Options;
use serde_json::json;
use url::Url;

use super::site::{Site, status};
use super::{OLD, check_all, check_with, options};

fn asking(api: &Site) -> Options {
    let mut options = options();
    options.crossref_api = Url::parse(&api.url("/works")).expect("the site has a URL");
    options.contact = Some("me@example.org".to_owned());
    options.limits.retries = 0;
    for publisher in ["doi.org", "dl.acm.org"] {
        let home = vec![[127, 0, 0, 1].into()];
        options.seams.names.insert(publisher.to_owned(), home);
    }
    options
}

#[test]
fn a_doi_is_verified_without_a_request_to_its_publisher() {
    let api = Site::new();
    let work = json!({ "DOI": "10.1145/3394171.3413961", "title": ["Reading Maps"] });
    api.answer(
        "/works",
        status(200).set_body_json(json!({ "message": { "items": [work] } })),
    );
    let urls = [
        "http://dl.acm.org/doi/10.1145/3394171.3413961",
        "http://doi.org/10.1145/3394171.3413961",
    ];
    let facts = check_all(urls.map(str::to_owned), &asking(&api));
    for url in urls {
        let fact = facts.get(url).expect("every link gets a fact");
        assert_eq!(fact.verdict, Verdict::Alive);
        assert!(matches!(&fact.record, Some(Record::Paper(paper)) if paper.title == "Reading Maps"));
    }
    let requests = api.requests();
    assert_eq!(requests.len(), 1, "one DOI is looked up once");
    let query = requests[0].url.query().unwrap_or_default();
    assert!(query.contains("mailto=me%40example.org"), "{query}");
}

#[test]
fn a_doi_that_crossref_does_not_have_is_checked_at_its_page() {
    for answer in [
        status(200).set_body_json(json!({ "message": { "items": [] } })),
        status(400),
        status(404).set_body_string("Resource not found."),
        status(500),
        status(200).set_body_string("<title>Just a moment...</title>"),
    ] {
        let api = Site::new();
        api.answer("/works", answer);
        let fact = check_with("http://doi.org/10.1145/3394171.3413961", &asking(&api));
        assert_eq!(api.requests().len(), 1);
        assert!(fact.evidence.requests > 0, "the page is requested after the API");
        assert_eq!(fact.verdict, Verdict::Unreachable, "no server has the page here");
    }
}

#[test]
fn other_pages_are_not_looked_up_at_crossref() {
    let (api, page) = (Site::new(), Site::new());
    page.answer("/p", status(200));
    check_with(&page.url_at(OLD, "/p"), &asking(&api));
    assert!(api.requests().is_empty());
}
