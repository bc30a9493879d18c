//! A list with a thousand papers and a thousand repositories costs thirty requests, and none the next time.

use paperlint::cache::Cache;
use paperlint::facts::Verdict;
use paperlint::net::{Token, check_links};
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use url::Url;
use wiremock::{Request, ResponseTemplate};

use super::options;
use super::site::{Site, status};

/// A feed with every requested paper.
fn arxiv(request: &Request) -> ResponseTemplate {
    let mut pairs = request.url.query_pairs();
    let (_, list) = pairs
        .find(|(name, _)| name == "id_list")
        .expect("the request names identifiers");
    let entry =
        |id: &str| format!("<entry><id>http://arxiv.org/abs/{id}v1</id><title>Paper {id}</title></entry>");
    let entries: String = list.split(',').map(entry).collect();
    let feed = format!(r#"<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>"#);
    status(200).set_body_string(feed)
}

/// Every requested repository.
fn github(request: &Request) -> ResponseTemplate {
    let query: Value = serde_json::from_slice(&request.body).expect("a query");
    let variable = |name: String| query["variables"][&name].as_str().map(str::to_owned);
    let repositories = (0..).map_while(|number| {
        let name = format!(
            "{}/{}",
            variable(format!("o{number}"))?,
            variable(format!("n{number}"))?
        );
        let repository = json!({
            "nameWithOwner": name, "isArchived": false, "isDisabled": false, "isEmpty": false,
            "isPrivate": false, "description": null, "licenseInfo": null,
        });
        Some((format!("r{number}"), repository))
    });
    let data: Map<String, Value> = repositories.collect();
    status(200).set_body_json(json!({ "data": data }))
}

#[test]
fn two_thousand_links_cost_thirty_requests_and_none_the_next_time() {
    let (papers, code) = (Site::new(), Site::new());
    papers.answer("/api/query", arxiv);
    code.answer("/graphql", github);
    let mut options = options();
    options.arxiv_api = Url::parse(&papers.url("/api/query")).expect("the site has a URL");
    options.github_api = Url::parse(&code.url("/")).expect("the site has a URL");
    options.github_token = Some(Token::new("secret"));
    let links = (1000..2000).flat_map(|number| {
        [
            format!("https://arxiv.org/abs/2306.0{number}"),
            format!("https://github.com/owner/paper{number}"),
        ]
    });
    let links: Vec<_> = links.collect();
    let folder = TempDir::new().expect("a temporary folder can be made");
    for requests in [(10, 20), (10, 20)] {
        let opened = Cache::open(folder.path().join("links.jsonl"));
        let (mut cache, _) = opened.expect("the folder can be written");
        let facts = check_links(links.clone(), &options, &mut cache, &()).expect("the client can be set up");
        cache.save().expect("the folder can be written");
        assert_eq!(facts.coverage().verdicts.get(&Verdict::Alive), Some(&2000));
        assert!(facts.iter().all(|(_, fact)| fact.record.is_some()));
        assert_eq!((papers.requests().len(), code.requests().len()), requests);
    }
}
