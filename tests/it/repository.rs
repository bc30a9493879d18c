//! Holds together what the compiler does not: rules, their pages and their files, and the form of the sources.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use paperlint::rules;

/// Longer files do more than one thing.
const MOST_LINES: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files in a folder and the folders below it, in order.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the file is text")
}

/// The files of which something does not hold, by their paths in the repository.
fn offenders(files: Vec<PathBuf>, holds: impl Fn(&str) -> bool) -> Vec<String> {
    let offenders = files.into_iter().filter(|path| !holds(&read(path)));
    offenders
        .map(|path| path.strip_prefix(root()).unwrap_or(&path).display().to_string())
        .collect()
}

fn stems(folder: &str, extension: &str) -> BTreeSet<String> {
    let stem = |path: &PathBuf| {
        path.file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    files(folder, extension).iter().map(stem).collect()
}

fn ids() -> Vec<&'static str> {
    rules::metas().map(|meta| meta.id).collect()
}

#[test]
fn every_rule_has_one_page_and_one_file() {
    let registered: BTreeSet<_> = ids().into_iter().map(str::to_owned).collect();
    assert_eq!(stems("rules", "md"), registered, "pages and registry");
    let mut sources = stems("src/rules", "rs");
    for helper in ["mod", "confirmed", "lines", "publication", "testing", "text"] {
        sources.remove(helper);
    }
    let sources: BTreeSet<_> = sources.iter().map(|stem| stem.replace('_', "-")).collect();
    assert_eq!(sources, registered, "files and registry");
}

#[test]
fn rules_are_in_order() {
    let mut ids = ids();
    let last = ids.pop();
    assert_eq!(last, Some("unused-suppression"), "it reads what the others found");
    assert!(ids.is_sorted(), "sort the rules by name: {ids:?}");
}

#[test]
fn every_page_has_the_same_parts() {
    let parts = ["\n## Example", "\n## What it leaves alone\n", "\n## Options\n"];
    let pages = offenders(files("rules", "md"), |page| {
        let places: Vec<_> = parts.iter().map(|part| page.find(part)).collect();
        places.iter().all(Option::is_some) && places.is_sorted()
    });
    assert!(pages.is_empty(), "these pages lack one of {parts:?}: {pages:?}");
}

#[test]
fn files_are_short_enough_to_read() {
    let sources = ["src", "tests"].map(|folder| files(folder, "rs")).concat();
    let long = offenders(sources, |text| text.lines().count() <= MOST_LINES);
    assert!(long.is_empty(), "split these files: {long:?}");
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent = offenders(files("src", "rs"), |text| text.starts_with("//! "));
    assert!(
        silent.is_empty(),
        "open these modules with a `//!` line: {silent:?}"
    );
}
