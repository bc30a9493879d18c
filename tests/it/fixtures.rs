//! Whole lists, invented and realistic, with everything that is found in them. `UPDATE=1 cargo test --test it fixtures`
//! rewrites the reports and the counts; read the difference.

use std::{collections::BTreeMap, fmt::Write, fs, path::PathBuf};

use crate::support::{matches_file, places, run};

/// The lists with their texts, by name.
fn lists() -> BTreeMap<String, String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/lists");
    let entries = fs::read_dir(folder).expect("the fixtures can be read");
    let paths = entries.map(|entry| entry.expect("the fixture can be read").path());
    let lists = paths.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    lists
        .map(|path| {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            (name, fs::read_to_string(&path).expect("the fixture is text"))
        })
        .filter(|(name, _)| name != "README")
        .collect()
}

/// How often each rule that runs offline finds something in each list, by rule.
fn counts() -> BTreeMap<&'static str, BTreeMap<String, usize>> {
    let offline = paperlint::rules::metas().filter(|meta| !meta.is_online());
    let mut counts: BTreeMap<_, BTreeMap<_, _>> = offline.map(|meta| (meta.id, BTreeMap::new())).collect();
    for (name, text) in lists() {
        for place in places(&text) {
            let rule = place.rsplit(' ').next().unwrap_or_default();
            let in_lists = counts.get_mut(rule).expect("only rules find something");
            *in_lists.entry(name.clone()).or_default() += 1;
        }
    }
    counts
}

#[test]
fn every_list_has_the_findings_of_its_report() {
    for (name, text) in lists() {
        let output = run("check --format concise --fail-on never").file("README.md", text);
        matches_file(&output.exits(0).stdout, &format!("fixtures/reports/{name}.txt"));
    }
}

#[test]
fn a_change_of_a_rule_changes_the_counts() {
    let mut text = String::new();
    for (rule, in_lists) in counts() {
        let in_lists: Vec<_> = in_lists
            .iter()
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        writeln!(text, "{rule:26} {}", in_lists.join(", ")).expect("a string takes everything");
    }
    matches_file(&text, "fixtures/lists/COUNTS");
}

/// `missing-file` needs a repository around the list; [`crate::cli`] gives it one.
const NEEDS_A_REPOSITORY: [&str; 1] = ["missing-file"];

#[test]
fn every_other_rule_that_is_on_and_runs_offline_finds_something() {
    let silent: Vec<_> = counts()
        .into_iter()
        .filter(|(_, in_lists)| in_lists.is_empty())
        .map(|(rule, _)| rule)
        .collect();
    assert_eq!(silent, NEEDS_A_REPOSITORY);
}

#[test]
fn a_tidy_list_has_no_findings() {
    let tidy = &lists()["tidy"];
    assert_eq!(places(tidy), [""; 0]);
}

#[test]
fn the_readme_describes_every_list() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/lists");
    let readme = fs::read_to_string(folder.join("README.md")).expect("the lists have a README");
    for name in lists().keys() {
        assert!(
            readme.contains(&format!("| [{name}.md]({name}.md) |")),
            "{name} is not described"
        );
    }
}
