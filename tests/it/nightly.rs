//! The options of `links`, as in a nightly job: cache, budget, signals, URLs only.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::farm::{Farm, Plan};
use crate::support::{AT_ONCE, Run, binary, run};

const CACHED: &str = "links --allow-private --cache links.jsonl --format json";

fn farm() -> Farm {
    Farm::new(Plan::default())
}

/// A run over a list with links to these pages of a farm.
fn over(farm: &Farm, arguments: &str, pages: &[&str]) -> Run {
    let links = pages
        .iter()
        .map(|page| format!("- [A paper]({})\n", farm.url("127.0.0.1", page)));
    run(arguments)
        .file("README.md", links.collect::<String>())
        .file("paperlint.toml", AT_ONCE)
}

fn links(stdout: &str) -> Value {
    let report: Value = serde_json::from_str(stdout).expect("the report is JSON");
    report["links"].clone()
}

#[test]
fn a_second_run_sends_no_request() {
    let farm = farm();
    let run = over(&farm, CACHED, &["/ok", "/status/404"]);
    let first = links(&run.exits(1).stdout);
    let asked = farm.log().requests;
    let second = links(&run.exits(1).stdout);
    assert_eq!(farm.log().requests, asked);
    assert_eq!(first["verdicts"], second["verdicts"]);
    assert_eq!(first["checked"][0]["remembered"], false);
    assert_eq!(second["checked"][0]["remembered"], true);
}

#[test]
fn the_cache_is_in_the_folder_for_caches_if_there_is_one() {
    let farm = farm();
    let run = over(&farm, "links --allow-private", &["/ok"]);
    run.exits(0);
    assert_eq!(run.names(), ["README.md", "paperlint.toml"]);
    let status = Command::new(binary())
        .args(["links", "--allow-private", "README.md"])
        .current_dir(run.path(""))
        .env_clear()
        .env("XDG_CACHE_HOME", run.path("caches"))
        .stdout(Stdio::null())
        .status();
    assert!(status.expect("the binary can be run").success());
    assert!(run.path("caches/paperlint/links.jsonl").exists());
}

#[test]
fn the_cache_is_printed_and_pruned() {
    let farm = farm();
    let list = over(&farm, CACHED, &["/ok", "/status/410"]);
    list.exits(1);
    let content = list.read("links.jsonl");
    let show = |arguments: &str| run(arguments).file("links.jsonl", &content);
    let printed = show("cache --cache links.jsonl").exits(0).stdout;
    let lines: Vec<Vec<&str>> = printed.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!((lines[0][0], lines[0][3]), ("alive", "200 OK"));
    assert_eq!((lines[1][0], lines[1][3]), ("dead", "410 Gone"));
    assert_eq!(lines[1][2], farm.url("127.0.0.1", "/status/410"));
    let pruning = show("cache --cache links.jsonl --prune 30");
    let pruned = pruning.exits(0).stdout;
    assert_eq!(pruned, "0 removed, 2 left in links.jsonl\n");
    assert_eq!(pruning.read("links.jsonl"), content);
    let all = show("cache --cache links.jsonl --prune 0");
    assert_eq!(all.exits(0).stdout, "2 removed, 0 left in links.jsonl\n");
    run("cache").fails(&["no folder for the link cache", "--cache FILE"]);
}

#[test]
fn a_cache_that_cannot_be_written_is_an_error_before_any_request() {
    let farm = farm();
    over(&farm, "links --allow-private --cache none/links.jsonl", &["/ok"])
        .fails(&["cannot use the cache none/links.jsonl", "--no-cache"]);
    assert_eq!(farm.log().requests, 0);
}

#[test]
fn a_budget_ends_a_run_with_a_partial_report() {
    let farm = farm();
    let run = over(
        &farm,
        "links --allow-private --budget 2s --format json",
        &["/ok", "/stall"],
    );
    let report = links(&run.exits(0).stdout);
    assert_eq!(
        report["verdicts"],
        serde_json::json!({ "alive": 1, "unchecked": 1 })
    );
    assert_eq!(report["checked"][1]["detail"], "the time was up");
}

#[test]
fn a_run_is_replayed_byte_for_byte_without_a_network() {
    let farm = farm();
    let pages = ["/ok", "/status/404", "/to/301/-/ok/2", "/status/403"];
    let arguments = "check --online --allow-private --format json --record facts.jsonl";
    let run = over(&farm, arguments, &pages);
    let first = run.exits(1).stdout;
    let asked = farm.log().requests;
    for arguments in [
        "check --format json --replay facts.jsonl",
        "links --format json --replay facts.jsonl",
    ] {
        let again = over(&farm, arguments, &pages).file("facts.jsonl", run.read("facts.jsonl"));
        let replayed = again.exits(1).stdout;
        let is_whole = arguments.starts_with("check");
        assert!(!is_whole || replayed == first, "{replayed}");
        assert_eq!(links(&replayed), links(&first));
    }
    assert_eq!(farm.log().requests, asked);
    over(&farm, "check --replay none.jsonl", &pages).fails(&["cannot read none.jsonl"]);
    over(&farm, "check --replay README.md", &pages)
        .fails(&["cannot replay README.md: it is not a recording"]);
    over(&farm, "check --online --replay x", &pages).fails(&["cannot be used with"]);
    over(&farm, "links --budget 3s --replay x", &pages).fails(&["cannot be used with"]);
    over(&farm, "check --record x", &pages).fails(&["--online"]);
}

#[test]
fn dump_prints_each_url_once_and_requests_none() {
    let farm = farm();
    let exclude = format!("[links]\nexclude = [\"{}\"]\n", farm.url("127.0.0.1", "/x"));
    let run = over(&farm, "links --dump", &["/b", "/a", "/x/1", "/b#part"]).file("paperlint.toml", exclude);
    let printed = run.exits(0).stdout;
    let expected = format!(
        "{}\n{}\n",
        farm.url("127.0.0.1", "/b"),
        farm.url("127.0.0.1", "/a")
    );
    assert_eq!(printed, expected);
    assert_eq!(farm.log().requests, 0);
}

#[test]
fn a_hostile_redirect_target_is_escaped() {
    let farm = farm();
    let run = over(&farm, "links --allow-private", &["/to/301/-/ok/%1b[31m%e2%80%ae"]);
    let output = run.exits(0);
    assert!(output.stdout.contains("moved"), "{}", output.stdout);
    assert!(!output.stdout.contains('\u{1b}') && !output.stdout.contains('\u{202e}'));
}

#[test]
fn options_of_the_network_need_the_network() {
    for option in [
        "--budget 9s",
        "--fragments",
        "--no-cache",
        "--allow-private",
        "--dead-after 3",
        "--cache x",
    ] {
        run(&format!("check {option}"))
            .file("README.md", "")
            .fails(&["--online"]);
    }
    for (arguments, words) in [
        ("links --budget soon", "soon"),
        ("links --dump --no-cache", "cannot be used with"),
        ("links --cache x --no-cache", "cannot be used with"),
        ("links --dead-after 3 --no-cache", "cannot be used with"),
        ("links --dead-after 3", "no folder for the link cache"),
        (
            "links --github-api http://example.org",
            "is not a secure URL for GitHub's API",
        ),
        (
            "links --github-api example.org",
            "is not a secure URL for GitHub's API",
        ),
    ] {
        run(arguments).file("README.md", "x").fails(&[words]);
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_run_within_a_second_with_report_and_cache() {
    for signal in ["-INT", "-TERM"] {
        let farm = farm();
        // One request at a time, so that the second proves that the answer to the first was read.
        let list = over(&farm, CACHED, &["/ok", "/stall"])
            .file("paperlint.toml", "[links]\ninterval = 0\nper-host = 1\n");
        let child = Command::new(binary())
            .args(CACHED.split(' '))
            .current_dir(list.path(""))
            .env_clear()
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary can be run");
        let requests = || farm.log().hosts.get("127.0.0.1").map_or(0, |host| host.requests);
        while requests() < 2 {
            std::thread::sleep(Duration::from_millis(10));
        }
        let killed = Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status();
        assert!(killed.expect("there is a program that sends signals").success());
        let output = child.wait_with_output().expect("the binary ends");
        assert_eq!(output.status.code(), Some(130), "{output:?}");
        let report = links(&String::from_utf8(output.stdout).expect("the report is UTF-8"));
        assert_eq!(report["checked"][0]["verdict"], "alive", "{report}");
        assert_eq!(report["checked"][1]["detail"], "the run was interrupted");
        let cache = fs::read_to_string(list.path("links.jsonl")).expect("the cache is kept");
        assert!(cache.contains("alive"), "{cache}");
    }
}
