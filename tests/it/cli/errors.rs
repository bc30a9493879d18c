//! Every bad input gets one clear error on standard error, status 2 and an empty standard output.

use super::{CLEAN, WARNING};
use crate::support::run;

#[test]
fn a_missing_file_is_named() {
    run("check README.md gone.md")
        .file("README.md", WARNING)
        .fails(&["error: cannot read gone.md", "No such file"]);
}

#[test]
fn a_folder_without_markdown_is_named() {
    run("check docs")
        .file("docs/x.txt", "")
        .fails(&["no Markdown files in docs"]);
}

#[test]
fn a_file_that_is_not_utf8_is_named_with_its_line() {
    run("check").file("README.md", b"one\ntwo \xff\n").fails(&[
        "README.md: invalid UTF-8 at line 2, byte 5",
        "save the file as UTF-8",
    ]);
    run("check -")
        .stdin(b"\xfe")
        .fails(&["<stdin>: invalid UTF-8 at line 1, byte 1"]);
}

#[test]
fn one_byte_that_is_not_utf8_is_a_finding_and_stays() {
    let list = |scheme: &str| {
        let start = b"# Boats\n\n- Rowing in Caf\xe9s and Bars [[paper](".as_slice();
        let end = "://arxiv.org/abs/2401.03141)]\n- Sailing Past Them [[paper](https://arxiv.org/abs/2401.03142)]\n";
        [start, scheme.as_bytes(), end.as_bytes()].concat()
    };
    let output = run("check --format concise")
        .file("README.md", list("ttps"))
        .exits(1);
    for part in [
        "README.md:3:16: warning[replacement-character] the byte 0xE9 is not UTF-8",
        "README.md:3:37: error[malformed-link]",
    ] {
        assert!(output.stdout.contains(part), "{}", output.stdout);
    }
    let fix = run("fix --unsafe").file("README.md", list("ttps"));
    fix.exits(0);
    let fixed = std::fs::read(fix.path("README.md")).expect("the list is there");
    assert_eq!(fixed, list("https"));
    let output = run("export --format json")
        .file("README.md", list("https"))
        .exits(0);
    assert!(
        output.stdout.contains("Rowing in Caf\u{fffd}s and Bars"),
        "{}",
        output.stdout
    );
}

#[cfg(unix)]
#[test]
fn a_file_without_an_end_is_refused() {
    run("check /dev/zero").fails(&["cannot read /dev/zero: it is larger than 64 MiB"]);
}

#[test]
fn an_unknown_rule_is_refused_with_the_nearest_name() {
    for command in [
        "check --only misspeled-venue",
        "check --skip short-row,misspeled-venue",
        "explain misspeled-venue",
    ] {
        run(command).file("README.md", CLEAN).fails(&[
            "unknown rule `misspeled-venue`",
            "did you mean `misspelled-venue`?",
        ]);
    }
    run("explain xyz").fails(&["unknown rule `xyz`", "run `paperlint rules` to list the rules"]);
}

#[test]
fn hostile_names_are_escaped_in_errors() {
    let hostile = "\u{1b}[31mx\u{202e}\n::error::y";
    let output = run("explain").argument(hostile).fails(&["unknown rule"]);
    assert!(!output.stderr.contains('\u{202e}'), "{}", output.stderr);
    assert!(!output.stderr.contains("\n::error"), "{}", output.stderr);
    let output = run("check").argument(hostile).fails(&["cannot read"]);
    assert!(!output.stderr.contains("\n::error"), "{}", output.stderr);
}

#[track_caller]
fn refused(config: impl AsRef<[u8]>, parts: &[&str]) -> String {
    let run = run("check")
        .file("README.md", CLEAN)
        .file("paperlint.toml", config);
    run.fails(&["paperlint.toml"]);
    run.fails(parts).stderr
}

#[test]
fn mistakes_in_the_configuration_are_underlined() {
    refused(
        "[rulez]\n",
        &["unknown field `rulez`", "[rulez]", "here", "paperlint.toml:1:2"],
    );
    refused(
        "\n[rules]\nshort-row = 'loud'\n",
        &[
            "unknown variant `loud`",
            "short-row = 'loud'",
            "paperlint.toml:3:13",
        ],
    );
    refused(
        "[links]\ntimeout = 'long'\n",
        &["invalid type", "paperlint.toml:2:11"],
    );
    refused(
        "[links]\nretries = 9\n",
        &["`retries` is 9 and must be from 0 to 5", "paperlint.toml:2:1"],
    );
    refused(
        "[columns]\nA = 'papers'\n",
        &["unknown variant `papers`", "paperlint.toml:2:5"],
    );
    refused(
        "[conventions]\nvenue = 'xyz'\n",
        &["`xyz` is not a venue with a year", "CVPR 2024"],
    );
    refused("[[venues]]\naliases = []\n", &["missing field `id`"]);
    refused("[rules\n", &["paperlint.toml is not a valid configuration"]);
}

#[test]
fn an_unknown_rule_in_the_configuration_is_underlined_with_the_nearest_name() {
    let parts = [
        "unknown rule `shortrow`",
        "shortrow = 'off'",
        "did you mean `short-row`?",
        ":2:1",
    ];
    refused("[rules]\nshortrow = 'off'\n", &parts);
}

#[test]
fn hostile_configurations_are_escaped() {
    let shown = refused("\"\\u001b[31m\" = 1 # \u{202e}\n", &["unknown field"]);
    assert!(!shown.contains('\u{202e}'), "{shown}");
    refused("x = 1 # \u{1b}[31m\n", &["not a valid configuration"]);
    let shown = refused("[rules]\n'a\u{202e}' = 'off'\n", &["unknown rule"]);
    assert!(!shown.contains('\u{202e}'), "{shown}");
    refused(b"\xff", &["cannot read"]);
}

#[test]
fn a_missing_named_configuration_is_an_error() {
    run("check --config gone.toml")
        .file("README.md", CLEAN)
        .fails(&["cannot read gone.toml"]);
}

#[test]
fn usage_errors_have_the_same_status() {
    run("check --format xml").fails(&["invalid value 'xml'", "human", "sarif"]);
    run("check --fail-on fatal").fails(&["invalid value 'fatal'"]);
    run("check --colour always").fails(&["unexpected argument"]);
    run("chekc").fails(&["unrecognized subcommand"]);
    run("explain").fails(&["RULE"]);
    run("").fails(&["Usage:"]);
}
