//! The choice of rules, and the findings that fail a run.

use super::{CLEAN, ERROR, WARNING};
use crate::support::{Output, run};

/// A list with an error and two warnings, from three rules.
const MIXED: &str = "# List\n\n[Papers](#paper)\n\nA [paper]()\n\nA ** bold** word\n";

fn rules(output: &Output) -> Vec<&str> {
    let lines = output.stdout.lines();
    lines
        .filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0))
        .collect()
}

#[track_caller]
fn check(options: &str, status: i32, expected: &[&str]) {
    let output = run(&format!("check --format concise {options}"))
        .file("README.md", MIXED)
        .exits(status);
    assert_eq!(rules(&output), expected, "{options}");
}

#[test]
fn every_rule_runs_by_default() {
    check("", 1, &["missing-anchor", "empty-link", "unrendered-emphasis"]);
}

#[test]
fn only_and_skip_take_names_in_any_way() {
    check("--only empty-link", 0, &["empty-link"]);
    check(
        "--only empty-link,missing-anchor",
        1,
        &["missing-anchor", "empty-link"],
    );
    check(
        "--only empty-link --only missing-anchor",
        1,
        &["missing-anchor", "empty-link"],
    );
    check("--skip missing-anchor", 0, &["empty-link", "unrendered-emphasis"]);
    check("--skip missing-anchor,empty-link", 0, &["unrendered-emphasis"]);
    check(
        "--skip missing-anchor --skip empty-link",
        0,
        &["unrendered-emphasis"],
    );
    check(
        "--only empty-link,missing-anchor --skip missing-anchor",
        0,
        &["empty-link"],
    );
}

#[test]
fn fail_on_sets_the_lowest_level_that_fails() {
    for (level, on_error, on_warning) in [
        ("error", 1, 0),
        ("warning", 1, 1),
        ("info", 1, 1),
        ("never", 0, 0),
    ] {
        let run = |text| run(&format!("check --fail-on {level}")).file("README.md", text);
        run(ERROR).exits(on_error);
        run(WARNING).exits(on_warning);
        run(CLEAN).exits(0);
    }
}

#[test]
fn infos_fail_only_on_request() {
    for (level, status) in [("warning", 0), ("info", 1)] {
        run(&format!("check --fail-on {level}"))
            .file("README.md", WARNING)
            .file("paperlint.toml", "[rules]\nempty-link = 'info'\n")
            .exits(status);
    }
}
