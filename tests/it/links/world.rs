//! A whole online check in an invented world, where every registry answers in its documented shape.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{fs, iter};

use biblatex::{Bibliography, RetrievalError};
use paperlint::cache::Cache;
use paperlint::config::{Config, Links};
use paperlint::engine::{Engine, Selection};
use paperlint::facts::{Facts, LinkFact, Question, Verdict};
use paperlint::finding::{Confidence, Finding, Severity};
use paperlint::net::{Hosts, Options, Seams, Token, check_links};
use paperlint::source::SourceFile;

use crate::farm::{Act, Farm, Plan, World};
use crate::support::{run, say};

fn list(name: &str) -> SourceFile {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/world/{name}.md"));
    SourceFile::new(
        "README.md",
        fs::read_to_string(path).expect("the list can be read"),
    )
}

pub(super) fn world(broken: impl IntoIterator<Item = (&'static str, Act)>) -> Farm {
    let broken = broken.into_iter().map(|(host, act)| (host.to_owned(), act));
    Farm::new(Plan {
        world: Some(World::read()),
        broken: broken.collect(),
        ..Plan::default()
    })
}

/// Options that replace the whole internet by a farm, without pauses.
pub(super) fn options(farm: &Farm) -> Options {
    Options {
        limits: Links {
            timeout: 10,
            interval: 0,
            ..Links::default()
        },
        mirror: Some(SocketAddr::from((Ipv4Addr::LOCALHOST, farm.port()))),
        github_token: Some(Token::new("secret")),
        fragments: true,
        seams: Seams {
            backoff: Duration::from_millis(2),
            longest_backoff: Duration::from_millis(4),
            unpaced: true,
            ..Seams::default()
        },
        ..Options::default()
    }
}

/// The facts about a list, as the command line gathers them.
fn gather(source: &SourceFile, options: &Options) -> Facts {
    let engine = engine();
    let reading = engine.read(source);
    let mut hosts = Hosts::default();
    let mut ask = |questions| {
        let facts = hosts.check(questions, options, &mut Cache::default(), &());
        facts.expect("the client can be set up")
    };
    let mut facts = Facts {
        links: Some(ask(engine.questions(&reading))),
        ..Facts::default()
    };
    facts.lookups = ask(engine.doubts(&reading, &facts));
    facts
}

fn questions(source: &SourceFile) -> Vec<Question> {
    let engine = engine();
    engine.questions(&engine.read(source))
}

fn engine() -> Engine {
    Engine::new(Config::default(), &Selection::default())
}

fn show(source: &SourceFile, finding: &Finding) -> String {
    format!(
        "{} {}: {}",
        source.position(finding.span.start).line,
        finding.rule,
        finding.message
    )
}

/// The rows of the faulty list, with the rules and levels in the comment above them: `RULE:LEVEL` in the order of the
/// rows.
fn planted(source: &SourceFile) -> Vec<(usize, String, Severity, Confidence)> {
    let comment = source
        .text()
        .split("<!--")
        .nth(1)
        .expect("a comment names the planted fault");
    let comment = comment.split("-->").next().unwrap_or_default();
    let faults = comment.split_whitespace().filter_map(|word| word.split_once(':'));
    let is_row = |line: &(usize, &str)| line.1.starts_with("| ") && !line.1.starts_with("| Name");
    let lines = source.text().lines().enumerate().filter(is_row);
    let level = |level: &str| match level {
        "error" => (Severity::Error, Confidence::High),
        "doubtful-error" => (Severity::Error, Confidence::Low),
        "warning" => (Severity::Warning, Confidence::High),
        _ => (Severity::Info, Confidence::High),
    };
    let rows = faults
        .filter(|(rule, _)| !rule.is_empty() && *rule != "rows")
        .zip(lines);
    rows.map(|((rule, word), (line, _))| {
        let (severity, confidence) = level(word);
        (line + 1, rule.to_owned(), severity, confidence)
    })
    .collect()
}

#[test]
fn every_planted_fault_is_found_at_its_level_and_nothing_else() {
    let farm = world([]);
    let source = list("faults");
    let findings = engine().check(&source, &gather(&source, &options(&farm)));
    let line = |finding: &Finding| source.position(finding.span.start).line;
    let planted = planted(&source);
    assert!(planted.len() > 25, "{} faults are planted", planted.len());
    for (row, rule, severity, confidence) in &planted {
        let found: Vec<_> = findings.iter().filter(|finding| line(finding) == *row).collect();
        let is_it = |finding: &&Finding| {
            finding.rule == rule && finding.severity == *severity && finding.confidence == *confidence
        };
        assert!(
            !found.is_empty() && found.iter().all(is_it),
            "line {row} has {rule}, found: {:?}",
            found
                .iter()
                .map(|finding| show(&source, finding))
                .collect::<Vec<_>>()
        );
    }
    let last = planted.last().expect("faults are planted").0;
    let more: Vec<_> = findings.iter().filter(|finding| line(finding) > last).collect();
    assert!(
        more.is_empty(),
        "{:?}",
        more.iter()
            .map(|finding| show(&source, finding))
            .collect::<Vec<_>>()
    );
}

#[test]
fn five_hundred_sound_rows_have_no_finding_and_no_link_is_unknown() {
    let farm = world([]);
    let source = list("sound");
    let facts = gather(&source, &options(&farm));
    let findings = engine().check(&source, &facts);
    let shown: Vec<_> = findings.iter().map(|finding| show(&source, finding)).collect();
    assert!(shown.is_empty(), "{shown:#?}");
    let links = facts.links.expect("links were checked");
    let unknown: Vec<_> = links
        .iter()
        .filter(|(_, fact)| !fact.verdict.is_verified())
        .collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

/// The least time between two requests by the published limits of registries, in milliseconds.
const PUBLISHED: [(&str, u64); 8] = [
    ("export.arxiv.org", 3000),
    ("api.github.com", 100),
    ("api.crossref.org", 1000),
    ("api.datacite.org", 1000),
    ("api.semanticscholar.org", 1000),
    ("sparql.dblp.org", 2000),
    ("huggingface.co", 667),
    ("zenodo.org", 1000),
];

/// Checks that no registry received requests more often than it allows. Returns the least time of a run within these
/// limits, in milliseconds.
fn floor(farm: &Farm) -> u64 {
    let hosts = farm.log().hosts;
    let asked = PUBLISHED
        .into_iter()
        .filter_map(|(host, gap)| Some((host, gap, hosts.get(host)?)));
    let floors = asked.map(|(host, gap, log)| {
        say(&format!(
            "{host}: {} requests, closest {:?} ms",
            log.requests, log.closest_ms
        ));
        // A request may travel some milliseconds longer than the next one.
        assert!(
            log.closest_ms.is_none_or(|closest| closest + 50 >= gap),
            "{host}: {log:?}"
        );
        gap * (log.requests as u64 - 1)
    });
    floors.max().unwrap_or(0)
}

/// Options with the pauses that registries require.
fn paced(farm: &Farm) -> Options {
    let mut options = options(farm);
    options.limits = Links::default();
    options.seams.unpaced = false;
    options
}

#[test]
#[ignore = "it waits as long as registries require, which takes half a minute"]
fn five_hundred_rows_take_little_longer_than_registries_require() {
    let farm = world([]);
    let start = Instant::now();
    gather(&list("sound"), &paced(&farm));
    let (wall, floor) = (start.elapsed(), floor(&farm));
    say(&format!("{wall:?}, and at least {floor} ms"));
    assert!(
        wall <= Duration::from_millis(floor).mul_f64(1.2),
        "{wall:?}, and at least {floor} ms"
    );
}

#[test]
#[ignore = "it waits as long as registries require, which takes a minute and a half"]
fn no_registry_gets_more_requests_than_it_has_published() {
    let farm = world([]);
    let unknown = |count: u32, start: &'static str, end: &'static str| {
        (0..count).map(move |number| format!("{start}{number:05}{end}"))
    };
    let elsevier = "https://www.sciencedirect.com/science/article/pii/S";
    let sound = questions(&list("sound"));
    // The pages of papers that arXiv does not have are fetched, which takes three seconds each.
    let links = unknown(4, "https://arxiv.org/abs/2301.", "")
        .chain(unknown(60, "https://doi.org/10.6084/m9.figshare.", ""))
        .chain(unknown(120, elsevier, "00000000000"))
        .chain(unknown(220, "https://openreview.net/forum?id=loaded", ""))
        .chain(unknown(6, "https://zenodo.org/records/9", ""))
        .chain(sound.into_iter().map(|question| question.url));
    check_links(links, &paced(&farm), &mut Cache::default(), &()).expect("the client can be set up");
    let hosts = farm.log().hosts;
    // One request in the second round gets all second opinions.
    for (host, _) in PUBLISHED
        .iter()
        .filter(|(host, _)| !host.contains("semanticscholar"))
    {
        assert!(
            hosts[*host].requests > 1,
            "{host} must get at least two requests: {hosts:?}"
        );
    }
    floor(&farm);
}

/// The ways in which registries fail, by their symptoms.
fn failures() -> Vec<(&'static str, Act)> {
    let json = [("content-type", "application/json")];
    vec![
        ("429", Act::with(429, &[], b"")),
        ("500", Act::status(500)),
        (
            "503 with a pause",
            Act::with(503, &[("retry-after", "9999")], b""),
        ),
        (
            "a body that was cut",
            Act::with(200, &json, b"{\"data\":{\"r0\":{\"name"),
        ),
        (
            "a page instead of data",
            Act::html("<h1>We are working on it</h1>"),
        ),
        (
            "a challenge",
            Act::with(403, &[("cf-mitigated", "challenge")], b"Just a moment..."),
        ),
        (
            "a challenge with 200",
            Act::html("Making sure you&#39;re not a bot!"),
        ),
        ("a refusal in words", Act::with(200, &[], b"Rate exceeded.")),
        ("nothing", Act::with(200, &json, b"")),
        (
            "a feed without entries",
            Act::with(
                200,
                &[("content-type", "application/atom+xml")],
                br#"<feed xmlns="http://www.w3.org/2005/Atom"></feed>"#,
            ),
        ),
        ("empty data", Act::json(200, &serde_json::json!({}))),
        ("no connection", Act::Cut),
    ]
}

/// Every registry with a link that it looks up, the verdict on the link's own page, and a link to nothing.
const SOURCES: [(&str, &str, Verdict); 9] = [
    (
        "export.arxiv.org",
        "https://arxiv.org/abs/2309.20003",
        Verdict::Unchecked,
    ),
    ("api.github.com", "https://github.com/quiet-lab/", Verdict::Alive),
    (
        "api.crossref.org",
        "https://www.sciencedirect.com/science/article/pii/",
        Verdict::Blocked,
    ),
    (
        "api.datacite.org",
        "https://doi.org/10.6084/m9.figshare.8000002",
        Verdict::Alive,
    ),
    (
        "doi.org",
        "https://doi.org/10.11834/jrs.20230041",
        Verdict::Unchecked,
    ),
    (
        "sparql.dblp.org",
        "https://openreview.net/forum?id=WrOnGpApEr",
        Verdict::Blocked,
    ),
    (
        "api.semanticscholar.org",
        "https://api.semanticscholar.org/arXiv:2309.20025",
        Verdict::Unchecked,
    ),
    (
        "huggingface.co",
        "https://huggingface.co/shut-lab/model",
        Verdict::Unchecked,
    ),
    (
        "zenodo.org",
        "https://zenodo.org/records/8000001",
        Verdict::Unchecked,
    ),
];

/// The link in the lists with this start.
fn whole(start: &str) -> String {
    let lists = [list("faults"), list("sound")];
    let links = lists.iter().flat_map(questions).map(|question| question.url);
    links
        .chain(iter::once(start.to_owned()))
        .find(|url| url.starts_with(start))
        .expect("the start itself is a URL")
}

#[test]
fn a_registry_that_fails_in_any_way_kills_no_link() {
    let sources = SOURCES.map(|(host, start, without)| (host, whole(start), without));
    for (what, act) in failures() {
        for (host, url, without) in &sources {
            let farm = world([(*host, act.clone())]);
            let mut options = options(&farm);
            options.seams.timeout = Some(Duration::from_secs(5));
            let fact = ask(url, &options);
            let is_right = match without {
                // The page is at the host that fails, or at a host that counts requests together with it.
                Verdict::Unchecked => {
                    !matches!(fact.verdict, Verdict::Dead | Verdict::Soft404 | Verdict::Moved)
                }
                verdict => fact.verdict == *verdict,
            };
            assert!(is_right, "{host} with {what}: {url} is {fact:?}");
        }
    }
}

fn ask(url: &str, options: &Options) -> LinkFact {
    let mut question = Question::from(url.to_owned());
    if url.contains("semanticscholar") {
        question = Question::lookup(url.to_owned());
    }
    let facts =
        check_links([question], options, &mut Cache::default(), &()).expect("the client can be set up");
    facts.get(url).expect("every link gets a fact").clone()
}

#[test]
fn every_registry_gets_its_lookups() {
    let farm = world([]);
    for (host, start, _) in SOURCES {
        let fact = ask(&whole(start), &options(&farm));
        assert_eq!(fact.verdict, Verdict::Alive, "{host}: {fact:?}");
        assert!(fact.evidence.by.is_some(), "{host}: {fact:?}");
        assert!(farm.log().hosts.contains_key(host), "{host}");
    }
}

#[test]
fn a_malformed_identifier_and_a_missing_record_affect_no_other() {
    let farm = world([]);
    let urls = [
        "https://arxiv.org/abs/2309.20003",
        "https://arxiv.org/abs/2309.99999",
        "https://arxiv.org/abs/2309.20001",
    ];
    let asked = urls.map(str::to_owned);
    let facts =
        check_links(asked, &options(&farm), &mut Cache::default(), &()).expect("the client can be set up");
    let verdict = |url: &str| facts.get(url).expect("every link gets a fact").verdict;
    assert_eq!(verdict(urls[0]), Verdict::Alive);
    assert_eq!(verdict(urls[2]), Verdict::Dead);
    assert_eq!(verdict(urls[1]), Verdict::Dead, "its page says 404");
}

#[test]
fn papers_are_dead_when_their_pages_say_so_and_not_when_a_feed_is_empty() {
    let empty = Act::with(200, &[], br#"<feed xmlns="http://www.w3.org/2005/Atom"></feed>"#);
    let farm = world([("export.arxiv.org", empty)]);
    let urls = ["03", "04", "01"].map(|end| format!("https://arxiv.org/abs/2309.200{end}"));
    let facts = check_links(urls.clone(), &options(&farm), &mut Cache::default(), &());
    let facts = facts.expect("the client can be set up");
    let verdicts = urls.map(|url| facts.get(&url).expect("every link gets a fact").verdict);
    assert_eq!(verdicts, [Verdict::Alive, Verdict::Alive, Verdict::Dead]);
}

#[test]
fn a_list_is_checked_in_few_requests() {
    let farm = world([]);
    let source = list("sound");
    gather(&source, &options(&farm));
    let hosts: BTreeMap<_, _> = farm
        .log()
        .hosts
        .into_iter()
        .map(|(host, log)| (host, log.requests))
        .collect();
    for (host, most) in [
        ("export.arxiv.org", 3),
        ("api.github.com", 12),
        ("sparql.dblp.org", 1),
        ("api.semanticscholar.org", 1),
        ("openaccess.thecvf.com", 3),
    ] {
        assert!((1..=most).contains(&hosts[host]), "{host}: {hosts:?}");
    }
    for host in [
        "arxiv.org",
        "github.com",
        "openreview.net",
        "www.sciencedirect.com",
        "ieeexplore.ieee.org",
    ] {
        assert!(!hosts.contains_key(host), "{host}: {hosts:?}");
    }
}

#[test]
fn an_export_takes_authors_from_registries() {
    let farm = world([]);
    let source = list("sound");
    let mut facts = Vec::new();
    gather(&source, &options(&farm))
        .record(&mut facts)
        .expect("memory takes everything");
    let replay = |format: &str| {
        let run = run(&format!("export --replay facts.json --format {format}"));
        let run = run.file("README.md", source.text()).file("facts.json", &facts);
        run.exits(0).stdout
    };
    let bibliography = Bibliography::parse(&replay("bibtex")).expect("the export is BibTeX");
    let mut named = 0;
    for entry in bibliography.iter() {
        match entry.author() {
            Ok(authors) => named += usize::from(!authors.is_empty()),
            Err(RetrievalError::Missing(_)) => {}
            Err(error) => panic!("the authors of {} cannot be read: {error}", entry.key),
        }
        assert!(
            !matches!(entry.date(), Err(RetrievalError::TypeError(_))),
            "{}",
            entry.key
        );
    }
    // The listings of some conferences name no authors.
    let all = bibliography.len();
    assert!(named * 10 >= all * 7, "{named} of {all} entries have authors");
    let items: serde_json::Value = serde_json::from_str(&replay("csl")).expect("CSL-JSON is JSON");
    let items = items.as_array().expect("an array");
    assert_eq!(items.len(), all);
    let has_authors = |item: &&serde_json::Value| !item["author"].is_null();
    assert_eq!(items.iter().filter(has_authors).count(), named);
}
