//! Links that are cached between runs, and links that are checked again.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use paperlint::cache::Cache;
use paperlint::facts::{LinkFact, LinkFacts, Question, Record, Verdict, Wants};
use paperlint::net::{Options, Token, check_links};
use tempfile::TempDir;

use super::options;
use super::world::{options as options_of, world};
use crate::farm::{Act, Farm, Plan};

/// A folder with a cache in it.
struct Desk {
    _folder: TempDir,
    file: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let file = folder.path().join("links.jsonl");
        Self {
            _folder: folder,
            file,
        }
    }

    /// A run with the cache.
    fn check(&self, urls: &[String], options: &Options) -> LinkFacts {
        let (mut cache, _) = Cache::open(self.file.clone()).expect("the folder can be written");
        let facts = check_links(urls.to_vec(), options, &mut cache, &()).expect("the client can be set up");
        cache.save().expect("the folder can be written");
        facts
    }

    /// A run with the cache, for one link.
    fn ask(&self, question: Question, options: &Options) -> LinkFact {
        let (mut cache, _) = Cache::open(self.file.clone()).expect("the folder can be written");
        let url = question.url.clone();
        let facts = check_links([question], options, &mut cache, &()).expect("the client can be set up");
        cache.save().expect("the folder can be written");
        facts.get(&url).expect("every link gets a fact").clone()
    }

    fn text(&self) -> String {
        read(&self.file)
    }

    /// Makes every result in the cache very old.
    fn age(&self) {
        let aged: String = self
            .text()
            .lines()
            .map(|line| {
                let year = line.find("\"checked\":\"").map(|at| at + 11);
                let aged = year.map(|at| format!("{}2001{}", &line[..at], &line[at + 4..]));
                aged.unwrap_or_else(|| line.to_owned()) + "\n"
            })
            .collect();
        fs::write(&self.file, aged).expect("the folder can be written");
    }
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).expect("the cache is there")
}

fn pages(farm: &Farm, paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| farm.url("127.0.0.1", path)).collect()
}

#[test]
fn cached_links_are_not_requested_again() {
    let (desk, farm) = (Desk::new(), Farm::new(Plan::default()));
    let urls = pages(
        &farm,
        &[
            "/ok",
            "/status/404",
            "/status/403",
            "/to/301/-/ok/2",
            "/status/503",
        ],
    );
    let first = desk.check(&urls, &options());
    let asked = farm.log().requests;
    let second = desk.check(&urls, &options());
    for url in &urls {
        let (before, now) = (first.get(url).expect("a fact"), second.get(url).expect("a fact"));
        assert_eq!(before.verdict, now.verdict, "{url}");
        assert_eq!(before.evidence.leads_to, now.evidence.leads_to, "{url}");
        let is_known = before.verdict != Verdict::Unchecked;
        assert_eq!(now.evidence.is_remembered, is_known, "{url}");
    }
    assert_eq!(
        farm.log().requests - asked,
        4,
        "a server error is retried as often as before"
    );
}

#[test]
fn old_results_are_renewed_by_conditional_requests() {
    let (desk, farm) = (Desk::new(), Farm::new(Plan::default()));
    let urls = pages(&farm, &["/etag"]);
    desk.check(&urls, &options());
    assert!(
        desk.text().contains(r#""validators":{"etag":"\"1\""}"#),
        "{}",
        desk.text()
    );
    desk.age();
    let facts = desk.check(&urls, &options());
    let fact = facts.get(&urls[0]).expect("a fact");
    assert_eq!(
        (fact.verdict, &*fact.evidence.detail),
        (Verdict::Alive, "304 Not Modified")
    );
    assert!(!fact.evidence.is_remembered);
}

#[test]
fn a_link_is_dead_after_two_runs_and_enough_days() {
    let (desk, farm) = (Desk::new(), Farm::new(Plan::default()));
    let urls = pages(&farm, &["/status/410"]);
    let mut patient = options();
    patient.dead_after = Some(Duration::ZERO);
    let check = |options: &Options| desk.check(&urls, options).get(&urls[0]).expect("a fact").clone();
    let first = check(&patient);
    assert_eq!(first.verdict, Verdict::Unchecked);
    assert!(
        first.evidence.detail.starts_with("410 Gone since 20"),
        "{}",
        first.evidence.detail
    );
    assert_eq!(
        check(&patient).verdict,
        Verdict::Unchecked,
        "from the cache, without a new check"
    );
    desk.age();
    assert_eq!(check(&patient).verdict, Verdict::Dead);
    patient.dead_after = Some(Duration::from_hours(72));
    assert_eq!(
        check(&patient).verdict,
        Verdict::Unchecked,
        "it failed for less than three days"
    );
    assert_eq!(
        check(&options()).verdict,
        Verdict::Dead,
        "this run has no `--dead-after`"
    );
}

#[test]
fn unknown_fragments_are_looked_up_again() {
    let (desk, farm) = (Desk::new(), Farm::new(Plan::default()));
    let urls = [farm.url("127.0.0.1", "/html/x") + "#part"];
    desk.check(&urls, &options());
    let mut options = options();
    options.fragments = true;
    let facts = desk.check(&urls, &options);
    assert_eq!(
        facts.get(&urls[0]).and_then(|fact| fact.anchors.get("part")),
        Some(&false)
    );
}

#[test]
fn data_that_needs_a_token_is_looked_up_again_with_one() {
    let (desk, farm) = (Desk::new(), world([]));
    let question = || Question::from("https://github.com/soon-lab/UmbernetXL".to_owned());
    let empty = |token: Option<&str>| {
        let mut options = options_of(&farm);
        options.github_token = token.map(Token::new);
        let fact = desk.ask(question(), &options);
        let Some(Record::Repository(repository)) = fact.record else {
            panic!("a repository")
        };
        (repository.empty, fact.evidence.is_remembered)
    };
    assert_eq!(empty(None), (None, false));
    assert_eq!(empty(None), (None, true));
    assert_eq!(empty(Some("secret")), (Some(true), false));
    assert_eq!(empty(Some("secret")), (Some(true), true));
    assert_eq!(empty(None), (Some(true), true));
}

#[test]
fn a_link_without_an_answer_of_its_registry_is_not_cached_for_a_week() {
    let desk = Desk::new();
    let question = || Question::from("https://arxiv.org/abs/2309.20013".to_owned());
    let failing = world([("export.arxiv.org", Act::status(500))]);
    let fact = desk.ask(question(), &options_of(&failing));
    assert_eq!((fact.verdict, fact.record), (Verdict::Alive, None));
    assert!(desk.text().contains("\"missed\":true"), "{}", desk.text());
    desk.age();
    let fact = desk.ask(question(), &options_of(&world([])));
    assert!(fact.record.is_some());
    assert!(!desk.text().contains("missed"), "{}", desk.text());
}

#[test]
fn a_lookup_for_a_doubt_proves_nothing_about_a_link() {
    let (desk, farm) = (Desk::new(), world([]));
    let options = options_of(&farm);
    let url = "https://github.com/path-lab/DeltascopeXL/blob/HEAD/README.md".to_owned();
    let aside = || {
        desk.ask(Question::lookup(url.clone()), &options)
            .evidence
            .is_remembered
    };
    assert_eq!([aside(), aside()], [false, true]);
    let fact = desk.ask(Question::from(url.clone()), &options);
    assert_eq!(fact.verdict, Verdict::Dead, "{fact:?}");
}

#[test]
fn a_page_that_was_only_seen_is_read_when_it_is_a_paper() {
    let (desk, farm) = (Desk::new(), world([]));
    let options = options_of(&farm);
    let paper = Question {
        url: "https://papers.other.org/1.html".to_owned(),
        wants: Wants::Paper,
        title: None,
    };
    let seen = desk.ask(Question::from(paper.url.clone()), &options);
    assert_eq!((seen.verdict, seen.record), (Verdict::Alive, None));
    assert!(desk.ask(paper.clone(), &options).record.is_some());
    assert!(desk.ask(paper, &options).evidence.is_remembered);
}
