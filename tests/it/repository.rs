//! Holds together the parts that the compiler does not connect: rules, their pages and their files, and the form of the
//! sources.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use paperlint::rules;

/// The most lines of a file; longer files do more than one thing.
const MAX_LINES: usize = 500;

/// Files in the top folder that people read.
const TOP: [&str; 10] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    ".pre-commit-hooks.yaml",
    "Cargo.toml",
    "Dockerfile",
    "action.yml",
    "clippy.toml",
    "deny.toml",
];

pub(crate) fn root() -> &'static Path {
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
            } else if path.extension().unwrap_or_default() == extension {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Every file whose text the project writes: code, documentation, pages, and the settings of tools.
pub(crate) fn written_files() -> Vec<PathBuf> {
    let mut written = Vec::new();
    for folder in ["src", "tests", "benches", "examples"] {
        written.extend(files(folder, "rs"));
    }
    for folder in ["docs", "rules"] {
        written.extend(files(folder, "md"));
    }
    written.extend(files(".github", "yml"));
    written.extend(files(".github", "sh"));
    written.extend(files(".ci", ""));
    for name in TOP {
        written.push(root().join(name));
    }
    written
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the file is text")
}

/// The files that fail a check, by their paths in the repository.
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

/// The file of a rule, by its group and its name.
fn source(meta: &rules::Meta) -> PathBuf {
    let group = format!("{:?}", meta.group).to_lowercase();
    let file = format!("{}.rs", meta.id.replace('-', "_"));
    root().join("src/rules").join(group).join(file)
}

#[test]
fn every_rule_has_one_page_and_one_file() {
    let registered: BTreeSet<_> = ids().into_iter().map(str::to_owned).collect();
    assert_eq!(stems("rules", "md"), registered, "pages and registry");
    let wanted: BTreeSet<_> = rules::metas().map(source).collect();
    let found = files("src/rules", "rs").into_iter();
    let found: BTreeSet<_> = found
        .filter(|path| read(path).contains("\nimpl Rule for "))
        .collect();
    assert_eq!(
        found, wanted,
        "files with a rule, and files that the registry expects by group and name"
    );
}

#[test]
fn rules_are_in_order_within_their_groups() {
    let all: Vec<_> = rules::metas().map(|meta| (meta.group, meta.id)).collect();
    assert!(all.is_sorted(), "sort the rules of each group by name: {all:?}");
}

#[test]
fn rules_yield_only_to_existing_rules() {
    for meta in rules::metas() {
        for stronger in meta.yields_to {
            let found = rules::meta(stronger);
            assert!(
                found.is_some(),
                "{} yields to `{stronger}`, which is not a rule",
                meta.id
            );
        }
    }
}

#[test]
fn every_page_says_level_need_and_fix() {
    for meta in rules::metas() {
        let path = root().join("rules").join(format!("{}.md", meta.id));
        let (summary, wanted) = (meta.summary(), meta.properties());
        if std::env::var_os("UPDATE").is_some() {
            let page = read(&path);
            let rest = page.split("\n\n").skip(2).collect::<Vec<_>>();
            let old = usize::from(rest[0].starts_with("Level: "));
            let head = format!("# {}\n\n{summary}\n\n{wanted}\n\n", meta.id);
            fs::write(&path, head + &rest[old..].join("\n\n")).expect("the page can be written");
        } else {
            let found = meta.page.split("\n\n").nth(2);
            assert_eq!(
                found,
                Some(&*wanted),
                "{}: `UPDATE=1 cargo test --test it repository` writes it",
                meta.id
            );
        }
        let has_part = meta.page.contains("\n## Fix\n");
        assert_eq!(
            has_part,
            meta.fix.is_some(),
            "{}: the page must have `## Fix` if and only if the rule has a fix",
            meta.id
        );
    }
}

#[test]
fn every_page_has_the_same_parts() {
    let parts = ["\n## Example", "\n## Not reported\n", "\n## Options\n"];
    let pages = offenders(files("rules", "md"), |page| {
        let places: Vec<_> = parts.iter().map(|part| page.find(part)).collect();
        places.iter().all(Option::is_some) && places.is_sorted()
    });
    assert!(
        pages.is_empty(),
        "these pages do not have all of {parts:?} in order: {pages:?}"
    );
}

#[test]
fn files_are_short_enough_to_read() {
    let sources = ["src", "tests"].map(|folder| files(folder, "rs")).concat();
    let long = offenders(sources, |text| text.lines().count() <= MAX_LINES);
    assert!(long.is_empty(), "split these files: {long:?}");
}

#[test]
fn every_module_states_its_purpose() {
    let silent = offenders(files("src", "rs"), |text| text.starts_with("//! "));
    assert!(
        silent.is_empty(),
        "open these modules with a `//!` line: {silent:?}"
    );
}
