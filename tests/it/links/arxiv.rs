//! Papers on arXiv are looked up through its API, a hundred in one request.

use paperlint::facts::{LinkFacts, Record, Verdict};
use paperlint::net::Options;
use url::Url;
use wiremock::{Request, ResponseTemplate};

use super::site::{Site, status};
use super::{check_all, options};

fn asking(api: &Site) -> Options {
    let mut options = options();
    options.arxiv_api = Url::parse(&api.url("/api/query")).expect("the site has a URL");
    // No page of arXiv answers in tests.
    options
        .seams
        .names
        .insert("arxiv.org".to_owned(), vec![[127, 0, 0, 1].into()]);
    options.limits.retries = 0;
    options
}

fn identifiers(request: &Request) -> Vec<String> {
    let mut pairs = request.url.query_pairs();
    let list = pairs
        .find(|(name, _)| name == "id_list")
        .expect("the request names identifiers")
        .1;
    list.split(',').map(str::to_owned).collect()
}

fn feed(entries: &str) -> ResponseTemplate {
    let head = r#"<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">"#;
    status(200).set_body_string(format!("{head}{entries}</feed>"))
}

fn entry(id: &str) -> String {
    format!("<entry><id>http://arxiv.org/abs/{id}v1</id><title>Paper {id}</title></entry>")
}

/// Has every paper whose number is not a multiple of ten, and rejects identifiers that start with a nine.
fn library(request: &Request) -> ResponseTemplate {
    let identifiers = identifiers(request);
    if identifiers.iter().any(|id| id.starts_with("2399")) {
        let error =
            "<entry><id>http://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title></entry>";
        return feed(error);
    }
    let there = identifiers.iter().filter(|id| !id.ends_with('0'));
    feed(&there.map(|id| entry(id)).collect::<String>())
}

fn urls(month: &str, numbers: std::ops::Range<usize>) -> Vec<String> {
    numbers
        .map(|number| format!("http://arxiv.org/abs/{month}.{number:05}"))
        .collect()
}

fn verdict(facts: &LinkFacts, url: &str) -> Verdict {
    facts.get(url).expect("every link gets a fact").verdict
}

#[test]
fn a_hundred_papers_cost_one_request() {
    let api = Site::new();
    api.answer("/api/query", library);
    let mut options = asking(&api);
    let mut asked = urls("2306", 1001..1010);
    asked.push("https://arxiv.org/pdf/2306.01001".to_owned());
    let facts = check_all(asked.clone(), &options);
    assert_eq!(facts.coverage().verdicts.get(&Verdict::Alive), Some(&10));
    assert_eq!(api.requests().len(), 1);
    assert_eq!(
        identifiers(&api.requests()[0]).len(),
        9,
        "each paper is looked up once"
    );
    let record = facts.get(&asked[9]).and_then(|fact| fact.record.clone());
    assert!(matches!(record, Some(Record::Paper(paper)) if paper.title == "Paper 2306.01001"));
    options.limits.interval = 0;
    check_all(
        urls("2307", 1001..1250)
            .into_iter()
            .filter(|url| !url.ends_with('0')),
        &options,
    );
    assert_eq!(api.requests().len(), 1 + 3);
}

#[test]
fn a_paper_that_arxiv_misses_twice_is_checked_at_its_page() {
    let api = Site::new();
    api.answer("/api/query", library);
    let urls = urls("2306", 1009..1012);
    let facts = check_all(urls.clone(), &asking(&api));
    // No server has the page here.
    let verdicts = [Verdict::Alive, Verdict::Unreachable, Verdict::Alive];
    assert_eq!([0, 1, 2].map(|at| verdict(&facts, &urls[at])), verdicts);
    let asked: Vec<_> = api.requests().iter().map(identifiers).collect();
    assert_eq!(asked[1], ["2306.01010"], "looked up once more, alone");
    assert_eq!(asked.len(), 2);
}

#[test]
fn one_identifier_that_arxiv_rejects_affects_no_other() {
    let api = Site::new();
    api.answer("/api/query", library);
    let mut asked = urls("2306", 1001..1008);
    asked.push("http://arxiv.org/abs/2399.00001".to_owned());
    let facts = check_all(asked.clone(), &asking(&api));
    for url in &asked[..7] {
        assert_eq!(verdict(&facts, url), Verdict::Alive, "{url}");
    }
    assert_ne!(verdict(&facts, &asked[7]), Verdict::Alive);
    assert_ne!(verdict(&facts, &asked[7]), Verdict::Dead);
}

#[test]
fn a_registry_that_fails_kills_no_link() {
    let html = || status(200).insert_header("content-type", "text/html");
    for (what, answer) in [
        ("server error", status(500)),
        (
            "challenge",
            html().set_body_string("<title>Just a moment...</title>"),
        ),
        ("wrong type", html().set_body_string("<html><p>Welcome</html>")),
        (
            "truncated",
            status(200).set_body_string("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>"),
        ),
        ("empty", status(200)),
        ("a feed of nothing", feed("")),
        ("not found", status(404)),
        ("refused", status(403)),
        ("refused in words", status(200).set_body_string("Rate exceeded.")),
        ("too many", status(429).insert_header("retry-after", "3600")),
    ] {
        let api = Site::new();
        api.answer("/api/query", answer);
        let urls = urls("2306", 1001..1002);
        let facts = check_all(urls.clone(), &asking(&api));
        for url in &urls {
            assert!(
                !verdict(&facts, url).is_verified(),
                "{what}: {:?}",
                verdict(&facts, url)
            );
        }
    }
}
