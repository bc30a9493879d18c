//! Runs over real lists, which are no part of the project: without them these tests say so and pass.

use std::{
    fs,
    path::{Path, PathBuf},
};

use paperlint::{document::Document, source::SourceFile};

use crate::{
    document::check_spans,
    support::{findings, places},
    tables,
};

/// A file or folder of the lists, if they are there.
fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    let is_there = path.exists();
    if !is_there {
        say(&format!("skipped: there is no {}", path.display()));
    }
    is_there.then_some(path)
}

#[expect(
    clippy::print_stderr,
    reason = "the numbers are worth reading with --nocapture"
)]
fn say(text: &str) {
    eprintln!("{text}");
}

#[test]
fn every_list_is_read_without_harm_and_split_as_the_parser_does() {
    let Some(folder) = shared("corpus") else { return };
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("the entry can be read").path());
    let (mut lists, mut rows) = (0, 0);
    for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "md")) {
        let text = fs::read_to_string(&path).expect("the list can be read");
        let source = SourceFile::new("README.md", text);
        check_spans(&Document::parse(&source));
        findings(&source);
        let (compared, disagreements) = tables::compare(source.text());
        assert!(disagreements.is_empty(), "{}: {disagreements:#?}", path.display());
        (lists, rows) = (lists + 1, rows + compared);
    }
    say(&format!("{rows} rows of {lists} lists compared"));
    assert!(rows > 0);
}

/// The findings in a list of the seed, without their columns.
fn rules(path: &str) -> Option<Vec<String>> {
    let text = fs::read_to_string(shared(path)?).expect("the list can be read");
    let rule = |place: &String| place.rsplit(' ').next().unwrap_or_default().to_owned();
    Some(places(&text).iter().map(rule).collect())
}

#[test]
fn the_seed_has_five_lost_links_and_marks_of_its_copy() {
    let Some(mut rules) = rules("seed/README.md") else {
        return;
    };
    rules.sort_unstable();
    let expected: [&[&str]; 4] = [
        &["copied-view"],
        &["garbled-text"; 2],
        &["missing-anchor"; 5],
        &["unbalanced-tag"; 2],
    ];
    assert_eq!(rules, expected.concat());
}

#[test]
fn the_grown_seed_has_lost_and_copied_links_a_late_preprint_and_two_unfilled_columns() {
    let Some(mut rules) = rules("seed/upstream-2024-12-20.md") else {
        return;
    };
    rules.sort_unstable();
    let expected: [&[&str]; 5] = [
        &["copied-link"; 4],
        &["copied-view"],
        &["missing-anchor"; 5],
        &["preprint-and-published"],
        &["unfilled-column"; 2],
    ];
    assert_eq!(rules, expected.concat());
}
