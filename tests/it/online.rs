//! Whole runs of `check --online` and `links` with a server on this machine.

use serde_json::json;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, path},
};

use crate::farm::{Farm, Plan, World};
use crate::support::{AT_ONCE, Output, Run, run};

/// A server with a page for every verdict that a host can give.
async fn server() -> MockServer {
    let server = MockServer::start().await;
    let pages = [
        ("/paper", ResponseTemplate::new(200)),
        (
            "/old",
            ResponseTemplate::new(301).insert_header("location", "/new"),
        ),
        ("/new", ResponseTemplate::new(200)),
        ("/shy", ResponseTemplate::new(403)),
    ];
    for (page, answer) in pages {
        Mock::given(path(page)).respond_with(answer).mount(&server).await;
    }
    let gone = Mock::given(any()).respond_with(ResponseTemplate::new(404));
    gone.with_priority(9).mount(&server).await;
    server
}

fn list(server: &MockServer) -> String {
    let at = server.uri();
    format!(
        "
| Title | Venue | Paper | Code |
|---|---|---|---|
| Looking Twice | CVPR 2024 | [paper]({at}/paper) | [code]({at}/gone) |
| Reading Maps | ICLR 2024 | [paper]({at}/old) | [code]({at}/gone#readme) |
| Saying No | [x]() | [paper]({at}/shy) | - |
"
    )
}

async fn check(arguments: &str) -> (MockServer, Output) {
    let server = server().await;
    let output = run(arguments)
        .file("README.md", list(&server))
        .file("paperlint.toml", AT_ONCE)
        .exits(1);
    (server, output)
}

#[tokio::test]
async fn links_are_judged_with_everything_else() {
    let (server, output) = check("check --online --allow-private --format concise").await;
    let at = server.uri();
    let expected = format!(
        "README.md:4:{}: error[dead-link] the code link of “Looking Twice” is dead: 404 Not Found (2 links)
README.md:5:38: warning[moved-link] this page has moved to “{at}/new”
README.md:6:15: warning[empty-link] the link “x” leads nowhere: it has no destination
3 findings in README.md: 1 error, 2 warnings
1 fixable with `paperlint fix`
warning: only 3 of 4 links verified (1 moved, 1 dead); 1 unknown: 127.0.0.1 1 blocked
",
        56 + at.len()
    );
    assert_eq!(output.stdout, expected, "{}", output.stdout);
}

#[tokio::test]
async fn each_url_is_requested_once_however_often_the_list_contains_it() {
    let (server, _) = check("links --allow-private").await;
    let requests = server.received_requests().await.expect("requests are recorded");
    let gone = requests.iter().filter(|request| request.url.path() == "/gone");
    let methods: Vec<_> = gone.map(|request| request.method.as_str()).collect();
    assert_eq!(
        methods,
        ["HEAD", "GET"],
        "HEAD does not prove death, and nothing is requested twice"
    );
}

#[tokio::test]
async fn links_runs_no_offline_rule_and_counts_verified_links() {
    let (server, output) = check("links --allow-private --format json").await;
    let report: serde_json::Value = serde_json::from_str(&output.stdout).expect("the report is JSON");
    let findings = report["findings"].as_array().expect("findings are a list");
    let rules: Vec<_> = findings.iter().map(|finding| &finding["rule"]).collect();
    assert_eq!(rules, ["dead-link", "moved-link"]);
    let links = &report["links"];
    assert_eq!((&links["verified"], &links["total"]), (&json!(3), &json!(4)));
    assert_eq!(
        links["verdicts"],
        json!({ "alive": 1, "moved": 1, "dead": 1, "blocked": 1 })
    );
    assert_eq!(
        links["unknown_hosts"],
        json!([{ "host": "127.0.0.1", "links": 1, "verdicts": { "blocked": 1 } }])
    );
    let moved = links["checked"].as_array().expect("the report has every link")[1].clone();
    let at = server.uri();
    let expected = json!({
        "url": format!("{at}/old"),
        "verdict": "moved",
        "by": null,
        "detail": "moved permanently",
        "status": 200,
        "leads_to": format!("{at}/new"),
        "requests": 2,
        "remembered": false,
        "anchors": {},
        "record": null,
    });
    assert_eq!(moved, expected);
}

#[tokio::test]
async fn private_hosts_are_not_requested_and_fail_no_run() {
    let server = server().await;
    let run = run("links").file("README.md", list(&server));
    let output = run.exits(0);
    assert!(output.stdout.contains("only 0 of 4 links verified"), "{output:?}");
    let requests = server.received_requests().await.expect("requests are recorded");
    assert!(requests.is_empty(), "{requests:?}");
}

/// The invented world, and a run of the binary in it.
fn in_the_world(arguments: &str, list: &str) -> (Farm, Run) {
    let farm = Farm::new(Plan {
        world: Some(World::read()),
        ..Plan::default()
    });
    let arguments = format!("{arguments} --mirror 127.0.0.1:{}", farm.port());
    let run = run(&arguments).file("README.md", list);
    (farm, run)
}

const WORLD: &str = "
| Title | Venue | Paper |
|---|---|---|
| Reading Street Maps from Nowhere | arXiv 2023 | [paper](https://arxiv.org/abs/2309.20013) |
| Recipes | arXiv 2023 | [paper](https://papers.gone.org/paper.html) |
";

#[test]
fn a_mirror_replaces_every_host_and_entries_name_their_sources() {
    let (farm, run) = in_the_world("check --online --no-cache --format concise --entries", WORLD);
    let output = run.exits(1);
    let shows = |line: &str| assert!(output.stdout.contains(line), "{line}:\n{}", output.stdout);
    shows("README.md:4:59: error[wrong-paper]");
    shows("README.md:4:59: warning[withdrawn-paper]");
    shows("is dead: 410 Gone");
    shows("README.md:4: “Reading Street Maps from Nowhere”: paper alive by arXiv (a different title)");
    shows("README.md:5: “Recipes”: paper dead");
    shows("2 of 2 links verified (1 dead)\nverified by: arXiv 1, the pages themselves 1");
    let hosts = farm.log().hosts;
    assert_eq!(
        (
            hosts["export.arxiv.org"].requests,
            hosts["papers.gone.org"].requests
        ),
        (1, 1)
    );
    assert!(
        !hosts.contains_key("arxiv.org"),
        "the page of a paper that its registry knows gets no request: {hosts:?}"
    );
}

#[test]
fn a_mirror_is_on_this_machine() {
    for (address, reason) in [
        ("203.0.113.7:80", "only an IP address of this machine is allowed"),
        (
            "localhost",
            "expected an IP address and a port, such as 127.0.0.1:8000",
        ),
    ] {
        let arguments = format!("check --online --mirror {address}");
        let output = run(&arguments).file("README.md", WORLD).exits(2);
        assert!(output.stderr.contains(reason), "{}", output.stderr);
    }
}
