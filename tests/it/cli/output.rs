//! The destinations and the colours of reports.

use std::process::{Command, Stdio};

use super::{CLEAN, ERROR};
use crate::support::{binary, run};

#[test]
fn a_report_in_a_file_is_complete_and_alone() {
    let run = run("check --format json --output report.json").file("README.md", ERROR);
    let output = run.exits(1);
    assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("", ""));
    let report: serde_json::Value =
        serde_json::from_str(&run.read("report.json")).expect("the report is JSON");
    assert_eq!(report["findings"][0]["rule"], "missing-anchor");
    assert_eq!(run.names(), ["README.md", "report.json"]);
}

#[test]
fn a_report_replaces_an_older_one() {
    let run = run("check -o report.txt --format concise")
        .file("README.md", CLEAN)
        .file("report.txt", "old ".repeat(999));
    run.exits(0);
    assert_eq!(run.read("report.txt"), "no findings in README.md\n");
}

#[test]
fn a_report_in_a_file_has_no_colours() {
    let run = run("check -o report.txt --color always").file("README.md", ERROR);
    run.exits(1);
    assert!(!run.read("report.txt").contains('\u{1b}'));
}

#[test]
fn a_missing_folder_is_an_error() {
    let run = run("check --output gone/report.json").file("README.md", ERROR);
    run.fails(&["cannot write to gone/report.json"]);
    assert_eq!(run.names(), ["README.md"]);
}

#[test]
fn a_file_that_cannot_be_replaced_stays_as_it_was() {
    let run = run("check --output report")
        .file("README.md", ERROR)
        .file("report/old.txt", "old");
    run.fails(&["cannot write to report"]);
    assert_eq!(run.read("report/old.txt"), "old");
    assert_eq!(run.names(), ["README.md", "report"]);
}

#[test]
fn a_run_that_fails_leaves_the_older_report() {
    let run = run("check --output report.txt gone.md").file("report.txt", "old");
    run.fails(&["cannot read gone.md"]);
    assert_eq!(run.read("report.txt"), "old");
}

#[test]
fn colours_are_for_terminals_unless_forced() {
    for (option, is_colored) in [
        ("", false),
        ("--color auto", false),
        ("--color never", false),
        ("--color always", true),
    ] {
        let output = run(&format!("check {option}")).file("README.md", ERROR).exits(1);
        assert_eq!(
            output.stdout.contains("\u{1b}["),
            is_colored,
            "{option}: {output:?}"
        );
    }
}

#[test]
fn only_the_human_format_is_coloured() {
    for format in [
        "concise", "json", "github", "sarif", "markdown", "gitlab", "junit", "rdjson",
    ] {
        let output = run(&format!("check --color always --format {format}"))
            .file("README.md", ERROR)
            .exits(1);
        assert!(!output.stdout.contains('\u{1b}'), "{format}: {output:?}");
    }
}

#[test]
fn a_reader_that_leaves_early_is_not_an_error() {
    let commands = [
        (&["check", "-"][..], 1),
        (&["check", "--format", "json", "-"], 1),
        (&["check", "--fail-on", "never", "-"], 0),
        (&["fix", "-"], 1),
        (&["fix", "--diff", "-"], 1),
        (&["explain", "short-row"], 0),
        (&["rules"], 0),
        (&["schema"], 0),
        (&["export", "-"], 0),
        (&["init", "-"], 0),
        (&["completions", "bash"], 0),
        (&["man"], 0),
        (&["help"], 0),
        (&["check", "--help"], 0),
    ];
    for (arguments, status) in commands {
        let (reader, writer) = std::io::pipe().expect("a pipe can be made");
        drop(reader);
        let mut check = Command::new(binary())
            .args(arguments)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary can be run");
        let mut stdin = check.stdin.take().expect("standard input is a pipe");
        // A command that ignores standard input may have ended already.
        _ = std::io::Write::write_all(&mut stdin, ERROR.as_bytes());
        drop(stdin);
        let output = check.wait_with_output().expect("the binary ends");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {errors}");
        let errors = errors.lines().filter(|line| !line.starts_with("note: "));
        assert_eq!(errors.collect::<Vec<_>>(), [""; 0], "{arguments:?}");
    }
}
