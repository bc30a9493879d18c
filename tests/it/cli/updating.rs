//! `publications update`, from a server on this machine.

use std::fmt::Write;

use wiremock::{Mock, MockServer, ResponseTemplate, matchers::path};

use crate::support::{Run, run};

const PLACE: &str = "/releases/publications.bin";

/// A server with files, and a run that gets the index from it.
struct Release {
    // Keeps the server running.
    _server: MockServer,
    run: Run,
}

fn release(files: Vec<(&str, ResponseTemplate)>) -> Release {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let server = runtime.expect("a runtime can be built").block_on(async {
        let server = MockServer::start().await;
        for (place, answer) in files {
            Mock::given(path(place)).respond_with(answer).mount(&server).await;
        }
        server
    });
    let address = server.address();
    let run = run(&format!(
        "publications update --url https://example.org{PLACE} --mirror {address}"
    ));
    Release { _server: server, run }
}

fn body(bytes: impl Into<Vec<u8>>) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_bytes(bytes)
}

fn redirect(to: &str) -> ResponseTemplate {
    ResponseTemplate::new(302).insert_header("location", to)
}

/// An index of one paper.
fn index() -> Vec<u8> {
    let bibtex = "@article{a, title = {Counting Trees in Forests}, journal = {IJCV}, year = 2021}";
    let build = run("publications build a.bib -o x.bin").file("a.bib", bibtex);
    build.exits(0);
    std::fs::read(build.path("x.bin")).expect("the index is there")
}

fn sum(bytes: &[u8]) -> ResponseTemplate {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    let mut text = String::new();
    for byte in digest.as_ref() {
        write!(text, "{byte:02X}").expect("a string can be written to");
    }
    body(format!("{text}  publications.bin\n"))
}

const SUM: &str = "/releases/publications.bin.sha256";

#[test]
fn the_released_index_replaces_an_older_one() {
    let bytes = index();
    let release = release(vec![
        (PLACE, redirect("https://files.example.org/1")),
        ("/1", body(bytes.clone())),
        (SUM, redirect("/2")),
        ("/2", sum(&bytes)),
    ]);
    let run = release.run.file("publications.bin", "older");
    let output = run.exits(0);
    assert!(
        output
            .stderr
            .starts_with("note: publications.bin: 1 paper and 0 preprints (a.bib, 2021)"),
        "{output:?}"
    );
    assert_eq!(
        std::fs::read(run.path("publications.bin")).expect("the index"),
        bytes
    );
    assert_eq!(run.names(), ["publications.bin"]);
}

#[track_caller]
fn keeps(files: Vec<(&str, ResponseTemplate)>, parts: &[&str]) {
    let release = release(files);
    let run = release.run.file("publications.bin", "older");
    run.fails(parts);
    assert_eq!(run.read("publications.bin"), "older");
    assert_eq!(run.names(), ["publications.bin"]);
}

#[test]
fn a_wrong_download_leaves_the_older_index() {
    let bytes = index();
    let bad = &bytes[..bytes.len() - 1];
    let wrong = || sum(b"other");
    keeps(
        vec![(PLACE, body(bytes.clone())), (SUM, wrong())],
        &["has the SHA-256 ", "nothing was written"],
    );
    keeps(
        vec![(PLACE, body(bytes.clone())), (SUM, body("<html>"))],
        &["says no checksum"],
    );
    keeps(
        vec![(PLACE, body(bytes.clone()))],
        &["publications.bin.sha256: HTTP status 404"],
    );
    keeps(
        vec![(SUM, sum(&bytes))],
        &["cannot fetch https://example.org", "HTTP status 404"],
    );
    keeps(
        vec![(PLACE, body(bad)), (SUM, sum(bad))],
        &["as publications: the index is truncated"],
    );
    keeps(
        vec![(PLACE, body("text")), (SUM, sum(b"text"))],
        &["not an index"],
    );
    let large = body(vec![b'a'; 2 << 20]);
    keeps(vec![(SUM, large)], &["it is larger than 1 MiB"]);
}

#[test]
fn redirects_stay_secure_and_end() {
    let bytes = index();
    let to = |place: &str| {
        vec![
            (PLACE, redirect(place)),
            (SUM, sum(&bytes)),
            ("/1", body(bytes.clone())),
        ]
    };
    keeps(
        to("http://example.org/1"),
        &["redirects to an invalid or non-HTTP URL"],
    );
    keeps(
        to("https://127.0.0.1/1"),
        &["private IP address, no request sent"],
    );
    keeps(to("https://localhost/1"), &["local host name, no request sent"]);
    keeps(to(PLACE), &["redirects more than 5 times"]);
    for url in ["http://example.org/x", "file:///etc/passwd", "x"] {
        run(&format!("publications update --url {url}")).fails(&["is not a secure URL"]);
    }
}
