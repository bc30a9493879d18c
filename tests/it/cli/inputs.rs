//! The choice of the files to check.

use super::{CLEAN, ERROR, WARNING};
use crate::support::run;

#[test]
fn the_exit_status_distinguishes_clean_findings_and_failure() {
    run("check").file("README.md", CLEAN).exits(0);
    run("check").file("README.md", ERROR).exits(1);
    run("check").exits(2);
}

#[test]
fn readme_is_checked_by_default() {
    let output = run("check --format concise")
        .file("README.md", ERROR)
        .file("OTHER.md", ERROR)
        .exits(1);
    assert!(
        output.stdout.starts_with("README.md:3:10: error[missing-anchor]"),
        "{output:?}"
    );
    assert!(!output.stdout.contains("OTHER.md"), "{output:?}");
    assert_eq!(output.stderr, "");
}

#[test]
fn a_missing_readme_is_an_error_with_advice() {
    run("check").fails(&["no README.md in this folder", "paperlint check PATH"]);
}

#[test]
fn folders_are_searched_for_markdown_in_order() {
    let output = run("check --format concise --fail-on never .")
        .file("b.md", WARNING)
        .file("a/z.markdown", WARNING)
        .file("a/c.MD", WARNING)
        .file("a/notes.txt", WARNING)
        .file(".hidden/d.md", WARNING)
        .file("ignored/e.md", WARNING)
        .file("f.md", WARNING)
        .file(".gitignore", "ignored/\nf.md\n")
        .exits(0);
    let files: Vec<_> = output
        .stdout
        .lines()
        .filter_map(|line| line.split_once(':').filter(|_| line.contains("warning[")))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(files, ["a/c.MD", "a/z.markdown", "b.md"]);
}

#[test]
fn standard_input_is_a_file_like_others() {
    let output = run("check --format concise -").stdin(ERROR).exits(1);
    assert!(
        output.stdout.starts_with("<stdin>:3:10: error[missing-anchor]"),
        "{output:?}"
    );
    run("check -").stdin(CLEAN).exits(0);
}

#[test]
fn a_file_that_is_named_twice_is_reported_once() {
    for paths in ["README.md README.md", "README.md .", ". .", "- - README.md"] {
        let output = run(&format!("check --format concise {paths}"))
            .file("README.md", ERROR)
            .stdin(CLEAN)
            .exits(1);
        assert_eq!(
            output.stdout.matches("missing-anchor").count(),
            1,
            "{paths}: {output:?}"
        );
    }
}

#[test]
fn a_file_that_is_named_in_two_ways_is_reported_once() {
    for paths in ["README.md ./README.md", "a/../README.md README.md", ". ./a/.."] {
        let output = run(&format!("check --format concise {paths}"))
            .file("README.md", ERROR)
            .file("a/x.txt", "")
            .exits(1);
        assert_eq!(
            output.stdout.matches("missing-anchor").count(),
            1,
            "{paths}: {output:?}"
        );
    }
}

#[test]
fn a_named_file_is_checked_under_any_name() {
    let output = run("check --format concise list.txt .x.md")
        .file("list.txt", ERROR)
        .file(".x.md", ERROR)
        .exits(1);
    assert_eq!(output.stdout.matches("missing-anchor").count(), 2, "{output:?}");
}

#[test]
fn an_empty_file_is_clean() {
    run("check").file("README.md", "").exits(0);
    run("check -").exits(0);
}
