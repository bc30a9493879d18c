//! `fix` and `baseline`: their outputs, their limits and their exit statuses.

use std::fs;
use std::process::{Command, Stdio};

use crate::support::run;

const LIST: &str = "# Maps\n\n- [Maps](#Maps-)\n- [x](#nowhere)\n\n##Trees\n";
const FIXED: &str = "# Maps\n\n- [Maps](#maps)\n- [x](#nowhere)\n\n## Trees\n";

#[test]
fn safe_fixes_are_applied_and_the_rest_is_reported() {
    let fix = run("fix --format concise").file("README.md", LIST);
    let output = fix.exits(1);
    assert_eq!(fix.read("README.md"), FIXED);
    assert!(
        output.stdout.starts_with("README.md:4:7: error[missing-anchor]"),
        "{}",
        output.stdout
    );
    assert_eq!(
        output.stderr,
        "note: 2 findings fixed in 1 file: missing-anchor 1, unrendered-heading 1\n"
    );
    assert_eq!(fix.exits(1).stderr, "note: no safe fixes\n");
    assert_eq!(fix.read("README.md"), FIXED);
}

#[test]
fn unsafe_fixes_need_the_option() {
    let list = "# Map Maker\n\n- [Maps](#map-makr)\n";
    let fix = run("fix").file("README.md", list);
    assert_eq!(
        fix.exits(1).stderr,
        "note: no safe fixes; 1 available with `--unsafe`\n"
    );
    assert_eq!(fix.read("README.md"), list);
    let fix = run("fix --unsafe").file("README.md", list);
    fix.exits(0);
    assert_eq!(fix.read("README.md"), list.replace("makr", "maker"));
}

#[test]
fn marks_line_ends_and_permissions_stay() {
    let windows = |list: &str| format!("\u{feff}{}", list.replace('\n', "\r\n"));
    let fix = run("fix").file("README.md", windows(LIST));
    let path = fix.path("README.md");
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        fs::set_permissions(&path, fs::Permissions::from_mode(0o751)).expect("permissions can be set");
        fs::rename(&path, fix.path("real.md")).expect("the file can be renamed");
        symlink("real.md", &path).expect("a link can be made");
    }
    fix.exits(1);
    assert_eq!(fix.read("README.md"), windows(FIXED));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let link = fs::symlink_metadata(&path).expect("the link is there");
        assert!(link.is_symlink());
        let mode = fs::metadata(&path)
            .expect("the file is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o751);
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_left_alone_and_reported_unfixed() {
    use std::os::unix::fs::PermissionsExt;
    let fix = run("fix --format concise README.md other.md")
        .file("README.md", LIST)
        .file("other.md", LIST);
    fs::set_permissions(fix.path("README.md"), fs::Permissions::from_mode(0o444))
        .expect("permissions can be set");
    let output = fix.exits(2);
    assert!(output.stderr.contains("cannot write to"), "{}", output.stderr);
    assert!(
        output
            .stderr
            .ends_with("note: 2 findings fixed in 1 file: missing-anchor 1, unrendered-heading 1\n"),
        "{}",
        output.stderr
    );
    assert_eq!(
        output.stdout.matches("\nREADME.md:").count() + 1,
        3,
        "{}",
        output.stdout
    );
    assert_eq!(
        output.stdout.matches("\nother.md:").count(),
        1,
        "{}",
        output.stdout
    );
    assert_eq!([fix.read("README.md"), fix.read("other.md")], [LIST, FIXED]);
    assert_eq!(fix.names(), ["README.md", "other.md"]);
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let output = run("fix -").stdin(LIST).exits(1);
    assert_eq!(output.stdout, FIXED);
    assert!(
        output.stderr.starts_with("note: 2 findings fixed"),
        "{}",
        output.stderr
    );
    assert_eq!(run("fix -").stdin(FIXED).exits(1).stdout, FIXED);
}

#[test]
fn git_applies_the_difference() {
    for (name, list) in [
        ("README.md", LIST.to_owned()),
        ("a list.md", LIST.trim_end().replace('\n', "\r\n")),
    ] {
        let fix = run("fix --diff").argument(name).file(name, &list);
        let output = fix.exits(1);
        assert_eq!(fix.read(name), list, "nothing is written");
        assert!(
            output.stderr.contains("2 findings would be fixed"),
            "{}",
            output.stderr
        );
        let mut git = Command::new("git");
        let git = git
            .args(["apply", "--unidiff-zero", "-"])
            .current_dir(fix.path(""));
        let mut git = git.stdin(Stdio::piped()).spawn().expect("Git can be started");
        let mut stdin = git.stdin.take().expect("there is a pipe");
        std::io::Write::write_all(&mut stdin, output.stdout.as_bytes()).expect("Git reads");
        drop(stdin);
        assert!(git.wait().expect("Git ends").success(), "{}", output.stdout);
        let applied = fix.read(name);
        let fixed = run("fix").argument(name).file(name, &list);
        fixed.exits(1);
        assert_eq!(applied, fixed.read(name));
    }
}

#[test]
fn moved_links_are_repaired_from_a_recording() {
    let facts = "{\"paperlint-facts\":1}\n{\"url\":\"https://a.org/old\",\"fact\":{\"verdict\":\"moved\",\"evidence\":\
        {\"detail\":\"moved permanently\",\"leads-to\":\"https://a.org/new\",\"requests\":1,\"is-remembered\":false}}}\n";
    let fix = run("fix --replay facts.jsonl")
        .file("facts.jsonl", facts)
        .file("README.md", "[a](https://a.org/old)\n");
    fix.exits(0);
    assert_eq!(fix.read("README.md"), "[a](https://a.org/new)\n");
}

#[test]
fn only_the_named_rules_are_applied() {
    let fix = run("fix --only missing-anchor").file("README.md", LIST);
    fix.exits(1);
    assert_eq!(fix.read("README.md"), LIST.replace("#Maps-", "#maps"));
}

#[test]
fn a_baseline_keeps_old_findings_and_prunes_fixed_ones() {
    let file = "paperlint-baseline.jsonl";
    let first = run("baseline")
        .file("README.md", LIST)
        .file("other.md", "[y](#gone)\n");
    let note = "note: paperlint-baseline.jsonl: 3 recorded findings (3 new, 0 gone)\n";
    assert_eq!(first.exits(0).stderr, note);
    let baseline = first.read(file);
    let check = |list: &str| {
        run(&format!("check --format concise --baseline {file}"))
            .file("README.md", list)
            .file(file, &baseline)
    };
    let output = check(&format!("{LIST}\n[z](#new)\n")).exits(1);
    assert!(
        output.stdout.starts_with("README.md:8:5: error[missing-anchor]"),
        "{}",
        output.stdout
    );
    assert!(
        output
            .stdout
            .contains("3 findings that already existed are hidden"),
        "{}",
        output.stdout
    );
    let output = check(FIXED).exits(0);
    assert!(
        output.stderr.contains("2 baseline findings no longer occur"),
        "{}",
        output.stderr
    );
    let pruned = run("baseline --prune")
        .file("README.md", FIXED.to_owned() + "[z](#new)\n")
        .file(file, &baseline);
    assert!(
        pruned
            .exits(0)
            .stderr
            .contains("1 recorded finding (0 new, 2 gone)")
    );
    let both = run("baseline other.md")
        .file("other.md", "[y](#gone)\n")
        .file(file, &baseline);
    assert!(
        both.exits(0)
            .stderr
            .contains("4 recorded findings (1 new, 0 gone)")
    );
}

#[test]
fn a_file_that_is_not_a_baseline_is_refused_and_kept() {
    let baseline = run("baseline -o notes.txt")
        .file("README.md", LIST)
        .file("notes.txt", "milk\n");
    baseline.fails(&["cannot use notes.txt as a baseline", "not a paperlint baseline"]);
    assert_eq!(baseline.read("notes.txt"), "milk\n");
    run("check --baseline missing.jsonl")
        .file("README.md", LIST)
        .fails(&["cannot read missing.jsonl"]);
}
