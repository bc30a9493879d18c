//! Several reports of one run.

use serde_json::Value;

use super::{CLEAN, ERROR};
use crate::support::run;

#[test]
fn one_run_writes_several_reports() {
    let run =
        run("check --format concise --format sarif=a.sarif --format=junit=b.xml --format json=c=d.json")
            .file("README.md", ERROR);
    let output = run.exits(1);
    assert!(output.stdout.starts_with("README.md:3:"), "{}", output.stdout);
    assert_eq!(output.stderr, "");
    let log: Value = serde_json::from_str(&run.read("a.sarif")).expect("the log is JSON");
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "missing-anchor");
    assert!(run.read("b.xml").contains("<failure type=\"error\""));
    assert!(run.read("c=d.json").starts_with("{\n  \"version\": 1,"));
    assert_eq!(run.names(), ["README.md", "a.sarif", "b.xml", "c=d.json"]);
}

#[test]
fn output_is_for_the_format_without_a_file() {
    let run = run("check --format sarif=a.sarif --format concise --output b.txt").file("README.md", CLEAN);
    assert_eq!(run.exits(0).stdout, "");
    assert_eq!(run.read("b.txt"), "no findings in README.md\n");
    assert_eq!(run.names(), ["README.md", "a.sarif", "b.txt"]);
}

#[test]
fn a_run_whose_reports_all_have_files_prints_nothing() {
    let run = run("check --format github=a.txt").file("README.md", ERROR);
    assert_eq!(run.exits(1).stdout, "");
    assert!(run.read("a.txt").starts_with("::error file=README.md"));
}

#[test]
fn reports_that_meet_are_an_error_before_anything_is_read() {
    for (arguments, message) in [
        (
            "--format json --format sarif",
            "two reports cannot both go to standard output",
        ),
        ("--format human --format human", "`--format human=FILE`"),
        (
            "--format json --format sarif -o a",
            "two reports cannot both go to a",
        ),
        (
            "--format json=a --format sarif=b --format junit=./a",
            "two reports cannot both go to ./a",
        ),
        (
            "--format json=a --format sarif -o a",
            "two reports cannot both go to a",
        ),
        ("--format json=a -o b", "nothing to write to b"),
    ] {
        let run = run(&format!("check {arguments} gone.md"));
        run.fails(&[message]);
        assert_eq!(run.names(), [""; 0], "{arguments}");
    }
}

#[test]
fn a_mistyped_format_gets_the_list_of_formats() {
    for mistyped in ["sarf", "sarf=a.sarif"] {
        let run = run(&format!("check --format {mistyped}")).file("README.md", CLEAN);
        run.fails(&[
            "invalid value 'sarf'",
            "'sarif'",
            "[possible values: human, concise,",
        ]);
    }
    run("check --format sarif=").fails(&["`--format sarif=` needs a file after the `=`"]);
    let help = run("check --help").exits(0).stdout;
    assert!(
        help.contains("--format <FORMAT[=FILE]>") && help.contains("- rdjson:"),
        "{help}"
    );
}

#[test]
fn a_report_that_cannot_be_written_leaves_none_behind() {
    let run =
        run("check --format json --format sarif=a.sarif --format junit=gone/b.xml --format concise=c.txt")
            .file("README.md", ERROR)
            .file("c.txt", "old");
    run.fails(&["cannot write to gone/b.xml"]);
    assert_eq!(run.read("c.txt"), "old");
    assert_eq!(run.names(), ["README.md", "c.txt"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_to_and_not_replaced() {
    use std::{fs, os::unix::fs::FileTypeExt, process::Command, thread};

    let run = run("check --format concise --format json=pipe").file("README.md", CLEAN);
    let pipe = run.path("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()), "a pipe can be made");
    let reader = thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).expect("the pipe can be read")
    });
    // The reader would wait for a replaced pipe without end.
    run.exits(0);
    let kind = fs::metadata(&pipe).expect("the pipe is there").file_type();
    assert!(kind.is_fifo());
    let report = reader.join().expect("the reader ends");
    assert!(report.starts_with("{\n  \"version\": 1,"), "{report}");
}
