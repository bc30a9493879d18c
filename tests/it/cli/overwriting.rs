//! No run overwrites its inputs, and none loses its report because a file cannot be written.

use std::fs;

use super::{CLEAN, ERROR};
use crate::support::{Run, binary, run};

/// Commands that write, each with the file that it would overwrite.
const WRITERS: [&str; 8] = [
    "check -o FILE",
    "check --format json=FILE",
    "check --format concise --format sarif=FILE",
    "fix -o FILE",
    "fix --diff --format json=FILE",
    "export -o FILE",
    "baseline -o FILE",
    "init --force --with hook FILE",
];

/// The same commands with the network.
#[cfg(feature = "net")]
const ONLINE: [&str; 6] = [
    "check --online --record FILE",
    "links --record FILE",
    "links --cache FILE",
    "links --dump -o FILE",
    "fix --online --record FILE",
    "baseline --online --cache FILE",
];
#[cfg(not(feature = "net"))]
const ONLINE: [&str; 0] = [];

/// Checks that the command refuses to write to `file`, says why, and leaves everything as it was.
#[track_caller]
fn refuses(run: &Run, read: &str) {
    let before = run.names();
    let output = run.fails(&[&format!("the {read} of this run")]);
    assert!(output.stderr.starts_with("error: the "), "{}", output.stderr);
    assert_eq!(run.names(), before);
}

#[test]
fn a_list_is_not_overwritten() {
    for writer in WRITERS
        .iter()
        .chain(&ONLINE)
        .filter(|writer| !writer.starts_with("init"))
    {
        // If the list were read first, this would be the error.
        for list in [&b"# List\n"[..], b"\xff"] {
            let run = run(&format!("{} list.md", writer.replace("FILE", "list.md"))).file("list.md", list);
            refuses(&run, "list");
            assert_eq!(fs::read(run.path("list.md")).expect("the list is there"), list);
        }
    }
}

#[test]
fn a_list_is_recognised_under_every_name() {
    for name in ["./list.md", "a/../list.md", "symbolic.md", "hard.md", "a/up.md"] {
        let run = run(&format!("fix -o {name} list.md"))
            .file("list.md", ERROR)
            .file("a/x.txt", "");
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink("list.md", run.path("symbolic.md")).expect("links can be made");
            symlink("../list.md", run.path("a/up.md")).expect("links can be made");
            fs::hard_link(run.path("list.md"), run.path("hard.md")).expect("links can be made");
        }
        if cfg!(unix) || name.contains("./") {
            refuses(&run, "list");
        }
        assert_eq!(run.read("list.md"), ERROR);
    }
    let found = run("check -o lists/a.md .")
        .file("lists/a.md", CLEAN)
        .file("b.md", CLEAN);
    refuses(&found, "list");
}

#[test]
fn other_inputs_are_not_overwritten() {
    let list = |arguments: &str| run(arguments).file("README.md", CLEAN);
    let config = |arguments: &str| list(arguments).file("paperlint.toml", "[rules]\n");
    refuses(&config("check -o paperlint.toml"), "configuration");
    refuses(&config("export -o paperlint.toml"), "configuration");
    refuses(&config("fix --format json=paperlint.toml"), "configuration");
    refuses(&config("baseline -o paperlint.toml"), "configuration");
    let named = list("check --config other.toml -o other.toml").file("other.toml", "");
    refuses(&named, "configuration");
    let baseline = "{\"paperlint-baseline\":1}\n";
    let known = list("check --baseline b.jsonl -o b.jsonl").file("b.jsonl", baseline);
    refuses(&known, "baseline");
    let facts = "{\"paperlint-facts\":1}\n";
    for writer in ["check -o", "fix -o", "baseline -o"] {
        let replayed = list(&format!("{writer} f.jsonl --replay f.jsonl")).file("f.jsonl", facts);
        refuses(&replayed, "recording");
    }
    list("baseline -o b.jsonl").file("b.jsonl", baseline).exits(0);
    let init = run("init --force paperlint.toml").file("paperlint.toml", "# List\n");
    refuses(&init, "list");
}

#[cfg(feature = "net")]
#[test]
fn two_outputs_go_to_two_files() {
    for (arguments, message) in [
        (
            "links --record a -o ./a",
            "the report and the recording cannot both go to a",
        ),
        (
            "links --record a --cache a",
            "the recording and the cache cannot both go to a",
        ),
        (
            "check --online --cache a --format json=a",
            "the report and the cache cannot both go to a",
        ),
    ] {
        let run = run(&format!("{arguments} gone.md"));
        run.fails(&[message]);
        assert_eq!(run.names(), [""; 0], "{arguments}");
    }
}

#[test]
fn a_place_that_cannot_be_written_is_found_before_anything_is_read() {
    for writer in ["check -o", "fix -o", "export -o", "baseline -o"] {
        for (place, reason) in [
            ("gone/x", "cannot write to gone/x: No such file"),
            ("folder", "cannot write to folder: "),
        ] {
            let run = run(&format!("{writer} {place} list.md"))
                .file("list.md", b"\xff")
                .file("folder/x", "");
            run.fails(&[reason]);
            assert_eq!(run.names(), ["folder", "list.md"]);
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_at_the_output_is_replaced_and_not_followed() {
    let run = run("check --format concise -o report.txt")
        .file("README.md", CLEAN)
        .file("victim", "dear\n");
    std::os::unix::fs::symlink("victim", run.path("report.txt")).expect("links can be made");
    run.exits(0);
    assert_eq!(run.read("victim"), "dear\n");
    assert_eq!(run.read("report.txt"), "no findings in README.md\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_does_not_fit_on_the_disk_is_shown_instead() {
    let run_with = |arguments: &str| {
        let output = run(&format!("check {arguments}"))
            .file("README.md", ERROR)
            .exits(2);
        let full = "cannot write to /dev/full: No space left on device";
        assert!(output.stderr.contains(full), "{}", output.stderr);
        output
    };
    let output = run_with("--format concise -o /dev/full");
    assert!(
        output.stderr.contains("README.md:3:10: error[missing-anchor]"),
        "{}",
        output.stderr
    );
    assert_eq!(output.stdout, "");
    let output = run_with("--format concise --format json=/dev/full");
    assert!(
        output.stdout.starts_with("README.md:3:10: error[missing-anchor]"),
        "{}",
        output.stdout
    );
    assert_eq!(output.stderr.lines().count(), 1, "{}", output.stderr);
}

/// The same for a regular file: a limit of the shell acts like a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_older_report_and_shows_the_new_one() {
    let check = "trap '' XFSZ; ulimit -f 8; exec \"$0\" check --format concise -o report.txt";
    let links = (0..999).map(|number| format!("[Papers](#paper-{number})\n"));
    let run = run("")
        .file("README.md", links.collect::<String>())
        .file("report.txt", "old\n");
    let output = std::process::Command::new("sh")
        .args(["-c", check])
        .arg(binary())
        .current_dir(run.path(""))
        .output()
        .expect("there is a shell");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(
        errors.starts_with("error: cannot write to report.txt: File too large"),
        "{errors}"
    );
    assert!(
        errors.contains("README.md:999:10: error[missing-anchor]"),
        "{errors}"
    );
    assert_eq!(run.read("report.txt"), "old\n");
    assert_eq!(run.names(), ["README.md", "report.txt"]);
}

#[cfg(all(target_os = "linux", feature = "net"))]
#[test]
fn a_recording_that_does_not_fit_on_the_disk_keeps_the_report() {
    let farm = crate::farm::Farm::new(crate::farm::Plan::default());
    let list = format!("[a]({})\n", farm.url("127.0.0.1", "/status/404"));
    let output = run("links --allow-private --no-cache --format concise --record /dev/full")
        .file("README.md", list)
        .exits(2);
    assert!(
        output.stderr.contains("cannot write to /dev/full"),
        "{}",
        output.stderr
    );
    assert!(output.stdout.contains("error[dead-link]"), "{}", output.stdout);
}

#[cfg(unix)]
#[test]
fn standard_output_keeps_its_position_in_the_file() {
    let run = run("").file("README.md", CLEAN);
    let check = "echo first > out.txt; exec \"$0\" check --format concise -o /dev/stdout >> out.txt";
    let status = std::process::Command::new("sh")
        .args(["-c", check])
        .arg(binary())
        .current_dir(run.path(""))
        .status();
    assert!(status.is_ok_and(|status| status.success()));
    assert_eq!(run.read("out.txt"), "first\nno findings in README.md\n");
    assert_eq!(run.names(), ["README.md", "out.txt"]);
}
