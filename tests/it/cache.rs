//! The cache file beside unrelated files: none of them is renamed, overwritten or followed.

use crate::farm::{Farm, Plan};
use crate::support::{Output, Run, run};

const LINKS: &str = "links --allow-private --cache links.jsonl";

/// A cache of one link, which no list here has.
const OLD: &str = r#"{"paperlint-cache":1}
{"url":"https://old.example.org/","verdict":"alive","detail":"200 OK","checked":"2023-11-14T22:14:20Z"}
"#;

/// A cache whose second line is truncated.
const DAMAGED: &str = "{\"paperlint-cache\":1}\n{\"url\":\"https://old.example.org/\",\"ver";

/// A run over a list with one link that is alive.
fn over(farm: &Farm, arguments: &str) -> Run {
    let link = farm.url("127.0.0.1", "/ok");
    run(arguments).file("README.md", format!("- [A paper]({link})\n"))
}

fn farm() -> Farm {
    Farm::new(Plan::default())
}

/// Checks that the command refuses its cache with these words, and leaves the folder as it was.
#[track_caller]
fn refuses(run: &Run, words: &str) -> Output {
    let before = run.names();
    let output = run.fails(&["cannot use the cache links.jsonl", words]);
    assert_eq!(run.names(), before, "nothing is left behind");
    output
}

#[test]
fn a_file_that_is_not_a_cache_stays_and_nothing_is_requested() {
    let farm = farm();
    for content in [
        "# My papers\n",
        "https://example.org/,200\n",
        "{\"paperlint\":1}\n",
        "\n{\"paperlint-cache\":1}\n",
        "{\"paperlint-ca",
    ] {
        for arguments in [
            LINKS,
            "cache --cache links.jsonl",
            "cache --prune 0 --cache links.jsonl",
        ] {
            let run = over(&farm, arguments).file("links.jsonl", content);
            refuses(&run, "it is not a link cache");
            assert_eq!(run.read("links.jsonl"), content);
        }
    }
    assert_eq!(farm.log().requests, 0);
}

#[test]
fn an_empty_file_becomes_a_cache() {
    let farm = farm();
    let run = over(&farm, LINKS).file("links.jsonl", "");
    assert_eq!(run.exits(0).stderr, "");
    assert!(run.read("links.jsonl").contains("alive"));
}

#[test]
fn a_damaged_cache_is_set_aside_under_a_free_name() {
    let farm = farm();
    let newer = "{\"paperlint-cache\":2}\n";
    for content in [DAMAGED, newer] {
        let run = over(&farm, LINKS)
            .file("links.jsonl", content)
            .file("links.jsonl.unreadable-1", "kept");
        let output = run.exits(0);
        assert_eq!(
            output.stderr,
            "warning: links.jsonl is not a link cache of this version of paperlint; it was renamed to links.jsonl.unreadable-2\n"
        );
        assert_eq!(run.read("links.jsonl.unreadable-1"), "kept");
        assert_eq!(run.read("links.jsonl.unreadable-2"), content);
        assert!(run.read("links.jsonl").contains("alive"));
    }
}

#[test]
fn showing_a_cache_writes_nothing() {
    let show = || run("cache --cache links.jsonl");
    let whole = show().file("links.jsonl", OLD);
    assert!(
        whole
            .exits(0)
            .stdout
            .starts_with("alive\t2023-11-14\thttps://old.example.org/")
    );
    assert_eq!(
        (whole.names(), whole.read("links.jsonl")),
        (vec!["links.jsonl".to_owned()], OLD.to_owned())
    );
    for arguments in ["cache --cache links.jsonl", "cache --prune 0 --cache links.jsonl"] {
        let damaged = run(arguments).file("links.jsonl", DAMAGED);
        refuses(&damaged, "it is damaged or from a different version");
        assert_eq!(damaged.read("links.jsonl"), DAMAGED);
    }
}

#[test]
fn a_missing_cache_is_not_an_error() {
    for arguments in ["cache", "cache --prune 30"] {
        let run = run(arguments).variable("XDG_CACHE_HOME", "caches");
        let output = run.exits(0);
        assert_eq!(output.stdout, "");
        assert!(
            output.stderr.starts_with("note: there is no link cache yet"),
            "{}",
            output.stderr
        );
        assert!(run.names().is_empty(), "{:?}", run.names());
    }
}

/// Pipes, sockets and symbolic links.
#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::process::Command;
    use std::time::Duration;

    use super::*;
    use crate::support::binary;

    /// Runs the binary, which must not wait for the writer of a pipe.
    #[track_caller]
    fn refuses_soon(run: &Run, words: &str) {
        let before = run.names();
        let output = run
            .command()
            .timeout(Duration::from_secs(20))
            .output()
            .expect("the binary can be run");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(stderr.contains(words), "{stderr}");
        assert_eq!(run.names(), before, "nothing is left behind");
    }

    #[test]
    fn only_a_plain_file_is_a_cache() {
        let farm = farm();
        for arguments in [LINKS, "cache --cache links.jsonl"] {
            let pipe = over(&farm, arguments);
            let made = Command::new("mkfifo").arg(pipe.path("links.jsonl")).status();
            assert!(made.expect("there is a program that makes pipes").success());
            refuses_soon(&pipe, "links.jsonl is not a regular file");

            let socket = over(&farm, arguments);
            let _listener = UnixListener::bind(socket.path("links.jsonl")).expect("a socket can be made");
            refuses_soon(&socket, "links.jsonl is not a regular file");

            let folder = over(&farm, arguments).file("links.jsonl/README.md", "x");
            refuses_soon(&folder, "links.jsonl is not a regular file");
        }
        assert_eq!(farm.log().requests, 0);
    }

    #[test]
    fn a_symbolic_link_is_not_followed_to_a_cache() {
        let farm = farm();
        for (target, arguments) in [
            ("whole.jsonl", LINKS),
            ("whole.jsonl", "cache --cache links.jsonl"),
            ("none.jsonl", LINKS),
        ] {
            let run = over(&farm, arguments).file("whole.jsonl", OLD);
            symlink(target, run.path("links.jsonl")).expect("links can be made");
            refuses(&run, "links.jsonl is a symbolic link");
            assert_eq!(run.read("whole.jsonl"), OLD);
        }
        assert_eq!(farm.log().requests, 0);
    }

    #[test]
    fn the_target_of_a_link_beside_the_cache_is_not_touched() {
        let farm = farm();
        for (name, words) in [
            ("links.jsonl.lock", Some("links.jsonl.lock is a symbolic link")),
            ("links.jsonl.new", None),
        ] {
            let run = over(&farm, LINKS)
                .file("victim", "precious\n")
                .file("links.jsonl", OLD);
            symlink("victim", run.path(name)).expect("links can be made");
            match words {
                Some(words) => _ = refuses(&run, words),
                None => assert!(run.exits(0).stdout.contains("1 of 1 link verified")),
            }
            assert_eq!(run.read("victim"), "precious\n", "{name}");
        }
    }

    #[test]
    fn a_lock_is_not_emptied() {
        let farm = farm();
        let run = over(&farm, LINKS).file("links.jsonl.lock", "precious\n");
        run.exits(0);
        assert_eq!(run.read("links.jsonl.lock"), "precious\n");
    }

    #[test]
    fn a_full_disk_leaves_the_old_cache_and_nothing_else() {
        let farm = farm();
        let run = over(&farm, LINKS).file("links.jsonl", OLD);
        // No file may grow, which acts like a full disk. The signal would kill the program, so it is ignored.
        let script = format!("trap '' XFSZ; ulimit -f 0; exec \"$0\" {LINKS}");
        let output = Command::new("sh")
            .args(["-c", &script])
            .arg(binary())
            .env_clear()
            .current_dir(run.path(""))
            .output()
            .expect("there is a shell");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(
            stderr.contains("warning: cannot use the cache links.jsonl"),
            "{stderr}"
        );
        assert_eq!(run.read("links.jsonl"), OLD);
        assert_eq!(run.names(), ["README.md", "links.jsonl", "links.jsonl.lock"]);
    }
}
