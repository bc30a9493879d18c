//! A process that writes a cache is killed at any moment, again and again. The file always keeps its old content.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use paperlint::cache::{Cache, Validators};
use paperlint::facts::{LinkFact, Verdict};
use tempfile::TempDir;

/// The variable with the file for the process that will be killed.
const FILE: &str = "PAPERLINT_TEST_CACHE";

/// The number of kills.
const KILLS: u64 = 40;

/// Writes links to a cache until it is killed, each with a file write of its own. Runs only in a process of its own.
#[test]
#[ignore = "runs for ever: it is the process that is killed"]
fn writes_for_ever() {
    let file = std::env::var_os(FILE).expect("the other test sets the variable");
    let (mut cache, aside) = Cache::open(file.into()).expect("the folder can be written");
    assert_eq!(aside, None, "the file could not be read");
    let first = cache.iter().count();
    for number in first.. {
        let fact = LinkFact::new(Verdict::Alive, "200 OK");
        let key = format!("https://example.org/{number}");
        cache.learn(&key, &fact, Validators::default(), SystemTime::now());
        cache.save().expect("the folder can be written");
    }
}

/// The number of links in the file, which must be readable.
fn links(file: &Path) -> usize {
    let (cache, aside) = Cache::open(file.to_owned()).expect("the folder can be written");
    assert_eq!(aside, None, "a cache that cannot be read was set aside");
    cache.iter().count()
}

#[test]
fn a_cache_survives_being_killed_at_any_moment() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let file = folder.path().join("links.jsonl");
    let mut before = 0;
    for kill in 0..KILLS {
        let mut writer = Command::new(std::env::current_exe().expect("this test is a program"))
            .args([
                "--exact",
                "killed::writes_for_ever",
                "--ignored",
                "--test-threads=1",
            ])
            .env(FILE, &file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("this test can be run again");
        // After some time to start, the process dies within an interval that the steps cover evenly, without luck.
        sleep(Duration::from_micros(20_000 + kill * 7_919 % 20_000));
        writer.kill().expect("the process can be killed");
        writer.wait().expect("the process ends");
        let now = links(&file);
        assert!(
            now >= before,
            "{before} links were in the file, now there are {now}"
        );
        before = now;
    }
    for entry in fs::read_dir(folder.path()).expect("the folder can be read") {
        let name = entry.expect("the folder can be read").file_name();
        let name = name.to_string_lossy();
        // A killed process cannot remove its unfinished file, but a random name keeps that out of the way.
        let is_expected = matches!(&*name, "links.jsonl" | "links.jsonl.lock");
        assert!(is_expected || name.starts_with(".paperlint-cache-"), "{name}");
    }
}
