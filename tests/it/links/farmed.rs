//! Many hosts at once: their schedule, and the verdict on every kind of answer.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use paperlint::cache::Cache;
use paperlint::facts::{LinkFacts, Verdict};
use paperlint::net::{Options, Progress, Proxies, Waiting, check_links};

use super::{check_all, options};
use crate::farm::scenario::{Link, Scenario, Truth, scenario};
use crate::farm::{Farm, Manner, Plan};

fn name(number: usize) -> String {
    format!("host{number}.example.org")
}

/// Options that find the hosts of a farm on this machine.
fn at_home() -> Options {
    let mut options = options();
    let home = vec![Ipv4Addr::LOCALHOST.into()];
    let names = (0..200).map(|number| (name(number), home.clone()));
    options.seams.names.extend(names);
    options
}

fn farm(name_of_scenario: &str, links: usize) -> (Farm, Scenario) {
    let scenario = scenario(name_of_scenario, links, Duration::ZERO, &name).expect("the scenario is known");
    (Farm::new(scenario.plan.clone()), scenario)
}

fn urls(farm: &Farm, scenario: &Scenario) -> Vec<String> {
    let links = scenario.links.iter();
    links.map(|link| farm.url(&link.host, &link.path)).collect()
}

fn verdict(facts: &LinkFacts, url: &str) -> Verdict {
    facts.get(url).expect("every link gets a fact").verdict
}

#[test]
fn no_live_link_is_called_dead_and_no_dead_one_alive() {
    let (farm, scenario) = farm("cases", 76);
    let (open, known): (Vec<_>, Vec<_>) = scenario.links.iter().partition(|link| link.truth == Truth::Open);
    // Some of the open links never answer, and a time-out is a right result for all of them.
    let mut impatient = at_home();
    impatient.seams.timeout = Some(Duration::from_millis(200));
    for (links, options) in [(known, at_home()), (open, impatient)] {
        let url = |link: &&Link| farm.url(&link.host, &link.path);
        let facts = check_all(links.iter().map(url), &options);
        for link in links {
            let verdict = verdict(&facts, &url(&link));
            let is_right = match link.truth {
                Truth::There => matches!(verdict, Verdict::Alive | Verdict::Moved),
                Truth::Gone => matches!(verdict, Verdict::Dead | Verdict::Soft404),
                Truth::Open => !verdict.is_verified(),
            };
            assert!(is_right, "{}: {verdict:?}", link.path);
        }
    }
}

#[test]
fn a_slow_host_does_not_delay_the_others() {
    let farm = Farm::new(Plan::default());
    let busy = |page: usize| farm.url(&name(0), &format!("/busy/60/{page}"));
    let healthy = |page: usize| farm.url(&name(1 + page), "/ok");
    let options = at_home();
    // The run stops as soon as all others are done; waiting for the first host would take a minute.
    let stopper = Stopper::after(40, &options);
    let urls = (0..10).map(busy).chain((0..40).map(healthy));
    let facts = check_links(urls, &options, &mut Cache::default(), &stopper).expect("a client");
    for page in 0..40 {
        assert_eq!(verdict(&facts, &healthy(page)), Verdict::Alive);
    }
    assert_eq!(verdict(&facts, &busy(9)), Verdict::Unchecked);
    // All simultaneous requests may have been refused before the first refusal was read.
    let requests = farm.log().hosts[&name(0)].requests;
    assert!(requests <= usize::from(options.limits.per_host), "{requests}");
}

#[test]
fn a_host_with_a_limit_gets_no_more_and_all_its_links_are_verified() {
    let manner = Manner {
        most_per_second: Some(10),
        ..Manner::default()
    };
    let farm = Farm::new(Plan {
        hosts: [(name(0), manner)].into(),
        ..Plan::default()
    });
    let facts = check_all(
        (0..15).map(|page| farm.url(&name(0), &format!("/ok/{page}"))),
        &at_home(),
    );
    assert_eq!(facts.coverage().verdicts.get(&Verdict::Alive), Some(&15));
    let statuses = &farm.log().hosts[&name(0)].statuses;
    assert!(
        statuses.contains_key(&429),
        "the host must refuse some requests: {statuses:?}"
    );
}

#[test]
fn redirects_are_paced_by_the_host_that_they_lead_to() {
    let (farm, scenario) = farm("redirects", 20);
    let mut options = at_home();
    options.limits.interval = 20;
    let start = Instant::now();
    let facts = check_all(urls(&farm, &scenario), &options);
    assert_eq!(facts.coverage().verified(), 20);
    assert!(
        start.elapsed() >= Duration::from_millis(19 * 20),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn connections_are_used_again_even_after_long_bodies() {
    let farm = Farm::new(Plan::default());
    let url = |page: usize| farm.url(&name(page % 3), &format!("/get/200/{page}"));
    check_all((0..30).map(url), &at_home());
    let large = |page: usize| farm.url(&name(page % 3), &format!("/body/262144/{page}"));
    let mut fragments = at_home();
    fragments.fragments = true;
    check_all((0..30).map(|page| large(page) + "#part"), &fragments);
    let log = farm.log();
    assert!(
        log.connections <= 2 * 3 * 2,
        "two runs, three hosts, two at once: {log:?}"
    );
}

#[test]
fn a_run_ends_when_its_time_is_up() {
    let farm = Farm::new(Plan::default());
    let mut options = at_home();
    // Each link alone would take four times ten seconds.
    options.budget = Some(Duration::from_millis(100));
    let start = Instant::now();
    let facts = check_all(
        (0..9).map(|page| farm.url(&name(0), &format!("/stall/{page}"))),
        &options,
    );
    assert!(start.elapsed() < Duration::from_secs(10));
    for (_, fact) in facts.iter() {
        assert_eq!(
            (fact.verdict, &*fact.evidence.detail),
            (Verdict::Unchecked, "the time was up")
        );
    }
}

/// Ends a run after some verdicts.
struct Stopper {
    left: AtomicUsize,
    stop: Arc<AtomicBool>,
}

impl Stopper {
    fn after(verdicts: usize, options: &Options) -> Self {
        Self {
            left: AtomicUsize::new(verdicts),
            stop: Arc::clone(&options.stop),
        }
    }
}

impl Progress for Stopper {
    fn planned(&self, _: usize) {}

    fn done(&self, _: &str, _: Verdict) {
        if self.left.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    fn waiting(&self, _: &mut dyn FnMut() -> Vec<Waiting>) {}
}

#[test]
fn an_interrupted_run_reports_its_results_so_far() {
    let farm = Farm::new(Plan::default());
    let urls = [farm.url(&name(0), "/ok"), farm.url(&name(1), "/stall")];
    let options = at_home();
    let stopper = Stopper::after(1, &options);
    let facts = check_links(urls.clone(), &options, &mut Cache::default(), &stopper).expect("a client");
    assert_eq!(verdict(&facts, &urls[0]), Verdict::Alive);
    let left = facts.get(&urls[1]).expect("every link gets a fact");
    assert_eq!(left.evidence.detail, "the run was interrupted");
}

#[test]
fn requests_go_through_a_proxy_if_one_is_set() {
    let proxy = Farm::new(Plan::default());
    let mut options = options();
    options.allow_private = false;
    options.proxies = Proxies {
        http: Some(format!("http://127.0.0.1:{}", proxy.port())),
        https: None,
        except: "kept.example.org".to_owned(),
    };
    let facts = check_all(
        [
            "http://any.example.org/status/410/x",
            "http://kept.example.org/ok",
            "http://10.0.0.1/ok",
        ]
        .map(str::to_owned),
        &options,
    );
    assert_eq!(
        verdict(&facts, "http://any.example.org/status/410/x"),
        Verdict::Dead
    );
    assert_ne!(verdict(&facts, "http://kept.example.org/ok"), Verdict::Alive);
    let refused = facts.get("http://10.0.0.1/ok").expect("every link gets a fact");
    assert_eq!(refused.evidence.detail, "private IP address, no request sent");
    let hosts: Vec<_> = proxy.log().hosts.into_keys().collect();
    assert_eq!(hosts, ["any.example.org"]);
}

#[test]
fn fragments_of_pages_are_looked_up_on_request() {
    let farm = Farm::new(Plan::default());
    let page = farm.url(&name(0), "/html");
    let urls = ["#usage", "#data"].map(|fragment| format!("{page}{fragment}"));
    let anchors = |fragments| {
        let mut options = at_home();
        options.fragments = fragments;
        let facts = check_all(urls.clone(), &options);
        facts.get(&page).expect("every link gets a fact").anchors.clone()
    };
    assert!(anchors(false).is_empty());
    let found: Vec<_> = anchors(true).into_iter().collect();
    assert_eq!(found, [("data".to_owned(), false), ("usage".to_owned(), true)]);
}
