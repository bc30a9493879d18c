//! The script of the GitHub Action, with fakes for all programs that it starts.

mod manifest;
mod revisions;
mod stage;

use std::fs;

use self::stage::{VERSION, stage};

/// Text that would leave a file behind if a shell evaluated it.
const HOSTILE: &str = "$(touch pwned) `touch pwned`; touch pwned & \"'\\ | > pwned * ~ ${HOME} %s";

#[test]
fn the_binary_matches_the_platform() {
    for (system, processor, target) in [
        ("Linux", "aarch64", "aarch64-unknown-linux-musl"),
        ("Darwin", "x86_64", "x86_64-apple-darwin"),
        ("Darwin", "arm64", "aarch64-apple-darwin"),
        ("MINGW64_NT-10.0-26100", "x86_64", "x86_64-pc-windows-msvc"),
    ] {
        let stage = stage().machine(system, processor).serves(target);
        stage.ends(0);
        let addresses: Vec<_> = stage.calls("curl").expect("curl was called");
        let addresses: Vec<_> = addresses
            .iter()
            .filter(|word| word.starts_with("https://"))
            .collect();
        let folder = format!("https://github.com/paperlint/paperlint/releases/download/v{VERSION}");
        let archive = format!("{folder}/paperlint-v{VERSION}-{target}.tar.gz");
        assert_eq!(addresses, [&archive, &format!("{archive}.sha256")]);
        assert_eq!(stage.calls("cargo"), None);
    }
}

#[test]
fn a_download_is_encrypted_and_fails_where_the_server_says_so() {
    let stage = stage();
    stage.ends(0);
    let words = stage.calls("curl").expect("curl was called");
    assert!(
        words.windows(2).any(|pair| pair == ["--proto", "=https"]),
        "{words:?}"
    );
    assert!(words.contains(&"--fail".to_owned()), "{words:?}");
}

#[test]
fn a_wrong_checksum_ends_the_run_and_installs_nothing() {
    let wrong = "0".repeat(64);
    for line in [&*format!("{wrong}  archive\n"), "", "\n", "<!doctype html>\n"] {
        let stage = stage().checksum("x86_64-unknown-linux-musl", line);
        stage.refuses("SHA-256");
        assert_eq!(
            stage.calls("cargo"),
            None,
            "a failed download does not start a build"
        );
    }
}

#[test]
fn a_missing_checksum_ends_the_run_and_installs_nothing() {
    let stage = stage().without_checksum();
    stage.refuses("the checksum of paperlint");
    assert_eq!(stage.calls("cargo"), None);
}

#[test]
fn a_platform_without_a_binary_builds_with_the_lock_file() {
    for stage in [
        stage().serves_nothing(),
        stage().machine("FreeBSD", "amd64"),
        stage().machine("Linux", "riscv64"),
    ] {
        stage.ends(0);
        let words = stage.calls("cargo").expect("cargo was called");
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        assert_eq!(
            words[..5],
            ["install", "--locked", "--version", VERSION, "--root"]
        );
        assert_eq!(words[6..], ["paperlint"]);
        assert!(stage.calls("paperlint").is_some());
    }
}

#[test]
fn a_failed_download_does_not_start_a_build() {
    for status in ["500", "403", "000"] {
        let stage = stage().serves_nothing().answers(status);
        stage.refuses(&format!("could not be downloaded: HTTP status {status}"));
        assert_eq!(stage.calls("cargo"), None);
    }
}

#[test]
fn a_machine_without_binary_and_cargo_is_an_error() {
    stage()
        .serves_nothing()
        .without("cargo")
        .refuses("no cargo to build one");
}

#[test]
fn the_reports_are_annotations_and_a_summary() {
    let stage = stage().exits(1);
    fs::write(stage.path("step-summary"), "output of an earlier action\n").expect("it can be written");
    let ended = stage.ends(1);
    assert_eq!(ended.stdout, "::warning file=README.md,line=1::a finding\n");
    let arguments = [
        "check",
        "--format=github",
        "--fail-on=error",
        "--format=markdown=SUMMARY",
        "--",
        "README.md",
    ];
    assert_eq!(stage.arguments(), arguments);
    assert_eq!(
        stage.text("step-summary"),
        "output of an earlier action\n| 1 | error |\n"
    );
    assert_eq!(stage.output(), "status=1\nfindings=true\nsarif=\n");
    assert_eq!(stage.leftovers(), Vec::<String>::new());
}

#[test]
fn the_script_returns_the_status_of_paperlint() {
    for (status, findings) in [(0, false), (1, true), (2, false), (130, false)] {
        let stage = stage().exits(status);
        stage.ends(status);
        assert_eq!(
            stage.output(),
            format!("status={status}\nfindings={findings}\nsarif=\n")
        );
    }
}

#[test]
fn sarif_is_written_to_the_requested_file() {
    let stage = stage().with("SARIF", "a folder=x.sarif").exits(1);
    stage.ends(1);
    assert!(
        stage
            .arguments()
            .contains(&"--format=sarif=a folder=x.sarif".to_owned())
    );
    assert_eq!(
        stage.output(),
        "status=1\nfindings=true\nsarif=a folder=x.sarif\n"
    );
    assert_eq!(stage.text("work/a folder=x.sarif"), "{}\n");
}

#[test]
fn a_summary_that_github_would_drop_is_cut_at_a_line() {
    let line = format!("{}\n", "x".repeat(999));
    let stage = stage().reports(&line.repeat(1500));
    stage.ends(0);
    let summary = stage.text("step-summary");
    assert!(summary.len() < 1024 * 1024, "{}", summary.len());
    assert!(summary.starts_with(&line.repeat(999)));
    assert!(summary.ends_with("\n\nThe rest of the report is too long for this page.\n"));
}

#[test]
fn paths_are_data() {
    let paths = [
        HOSTILE,
        "-x.md",
        "--online",
        "a b.md",
        "it's \"so\".md",
        "论文.md",
        "*.md",
    ];
    let lines = format!("\n  {}\r\n\t\n", paths.join("\n  "));
    let stage = stage().with("PATHS", &lines);
    stage.ends(0);
    let arguments = stage.arguments();
    let behind = arguments
        .iter()
        .position(|word| word == "--")
        .expect("paths have a place of their own")
        + 1;
    assert_eq!(arguments[behind..], paths);
    assert!(!stage.path("work/pwned").exists(), "nothing was executed");
}

#[test]
fn empty_paths_are_an_error() {
    stage()
        .with("PATHS", " \n\t\n")
        .refuses("the input `paths` is empty");
}

#[test]
fn other_inputs_are_data_too() {
    let hostile = format!("--x\n::error::made up\n{HOSTILE}");
    for (input, option) in [("FORMAT", "format"), ("FAIL_ON", "fail-on"), ("CONFIG", "config")] {
        let stage = stage().with(input, &hostile);
        let ended = stage.ends(0);
        assert!(
            stage.arguments().contains(&format!("--{option}={hostile}")),
            "{:?}",
            stage.arguments()
        );
        assert!(!ended.stdout.contains("made up"), "{ended:?}");
        assert!(!stage.path("work/pwned").exists(), "nothing was executed");
    }
}

#[test]
fn invalid_inputs_are_refused_in_one_line() {
    let hostile = format!("1%\r\n::error::made up\n{HOSTILE}");
    for (input, part) in [
        (
            "VERSION",
            "the input `version` must be a version such as 0.1.0, not `1%25%0D%0A::error::made up%0A$(touch",
        ),
        (
            "ONLINE",
            "the input `online` must be true or false, not `1%25%0D%0A::error::made up%0A$(touch",
        ),
        (
            "CACHE",
            "the input `cache` must be true or false, not `1%25%0D%0A",
        ),
        (
            "PUBLICATIONS",
            "the input `publications` must be true or false, not `1%25%0D%0A",
        ),
        ("SARIF", "the input `sarif` contains a line break"),
        ("SINCE", "the revision `1%25%0D%0A::error::made up%0A$(touch"),
    ] {
        let stage = stage().with(input, &hostile);
        stage.refuses(part);
        assert!(!stage.path("work/pwned").exists(), "nothing was executed");
    }
    for version in [
        "",
        "v0.1.0",
        "0.1",
        "0.1.0/../..",
        "0.1.0 --git",
        "../0.1.0",
        "latest",
    ] {
        stage().with("VERSION", version).refuses("the input `version`");
    }
}

#[test]
fn the_network_is_used_only_on_request() {
    let stage_offline = stage();
    stage_offline.ends(0);
    assert_eq!(
        stage_offline.text("log/token"),
        "none",
        "an offline run gets no token"
    );

    let stage_online = stage().with("ONLINE", "true");
    stage_online.ends(0);
    let file = stage_online.path("temp/links.jsonl").display().to_string();
    let arguments = stage_online.arguments();
    assert_eq!(
        arguments[4..6],
        ["--online".to_owned(), format!("--cache={file}")]
    );
    assert_eq!(stage_online.text("log/token"), "a-token");

    let stage_forgetful = stage()
        .with("ONLINE", "true")
        .with("CACHE", "false")
        .with("TOKEN", "");
    stage_forgetful.ends(0);
    assert_eq!(stage_forgetful.arguments()[4..6], ["--online", "--no-cache"]);
    assert_eq!(stage_forgetful.text("log/token"), "none");
}

#[test]
fn publications_are_fetched_on_request() {
    let fetching = stage().with("PUBLICATIONS", "true");
    fetching.ends(0);
    let arguments = fetching.arguments();
    assert_eq!(arguments[..2], ["publications", "update"]);
    let file = arguments[2].strip_prefix("--output=").expect("a file");
    assert!(file.ends_with("/publications.bin"), "{file}");
    assert!(
        arguments.contains(&format!("--publications={file}")),
        "{arguments:?}"
    );

    let failing = stage().exits(2).with("PUBLICATIONS", "true");
    let ended = failing.ends(2);
    let error = "::error title=paperlint::the index of publications could not be fetched";
    assert!(ended.stdout.contains(error), "{ended:?}");
    assert_eq!(failing.arguments().len(), 3, "no list is checked");
}

#[test]
fn installers_do_not_see_the_token() {
    let stage = stage().serves_nothing().with("ONLINE", "true");
    stage.ends(0);
    let environment = stage.text("log/environment");
    assert!(environment.contains("PAPERLINT_VERSION="), "{environment}");
    assert!(!environment.contains("a-token"), "{environment}");
}

#[test]
fn paperlint_accepts_every_option_of_the_script() {
    let stage = stage().serves_paperlint();
    stage.shell(
        "git init -q work
        cd work
        git config user.name somebody
        git config user.email somebody@example.org
        git config commit.gpgsign false
        touch paperlint.toml
        printf '# List\\n\\n[Old](#old)\\n' >-list.md
        git add .
        git commit -q -m one
        printf '\\n[New](#new)\\n' >>-list.md
        git commit -q -a -m two",
    );
    let stage = stage
        .with("PATHS", "-list.md")
        .with("SINCE", "HEAD~1")
        .with("SARIF", "out.sarif")
        .with("CONFIG", "paperlint.toml")
        .with("ONLINE", "true");
    let ended = stage.ends(1);
    assert!(
        ended.stdout.contains("::error file=-list.md,line=5"),
        "{ended:#?}"
    );
    assert!(
        !ended.stdout.contains("line=3"),
        "the finding in line 3 is old: {ended:#?}"
    );
    assert!(stage.text("step-summary").contains("missing-anchor"));
    assert_eq!(stage.output(), "status=1\nfindings=true\nsarif=out.sarif\n");
    let sarif: serde_json::Value = serde_json::from_str(&stage.text("work/out.sarif")).expect("it is JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "missing-anchor");
}
