//! Whole lists, invented and realistic, with all their findings. `UPDATE=1 cargo test --test it fixtures`
//! rewrites the reports and the counts; read the difference.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

use crate::support::{self, matches_file, places, run};

/// The lists with their texts, by name.
fn lists() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lists");
    support::lists(&folder)
        .into_iter()
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

/// The number of findings of each offline rule in each list, by rule.
fn counts() -> BTreeMap<&'static str, BTreeMap<String, usize>> {
    // The lists are invented, so that no index of publications has their papers.
    let offline = paperlint::rules::metas().filter(|meta| !meta.uses_links());
    let mut counts: BTreeMap<_, BTreeMap<_, _>> = offline.map(|meta| (meta.id, BTreeMap::new())).collect();
    for (name, text) in lists() {
        for place in places(&text) {
            let rule = place.rsplit(' ').next().unwrap_or_default();
            let in_lists = counts.get_mut(rule).expect("every finding has a known rule");
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
        writeln!(text, "{rule:26} {}", in_lists.join(", ")).expect("writing to a string cannot fail");
    }
    matches_file(&text, "fixtures/lists/COUNTS");
}

/// The rules that need a repository around the list; [`crate::cli`] gives them one.
const NEED_A_REPOSITORY: [&str; 1] = ["missing-file"];

#[test]
fn every_other_rule_that_is_on_and_runs_offline_finds_something() {
    for (rule, in_lists) in counts() {
        let needs_repository = NEED_A_REPOSITORY.contains(&rule);
        assert!(
            needs_repository || !in_lists.is_empty(),
            "`{rule}` finds nothing in fixtures/lists: add the defect to one of the lists, as it occurs in real lists, and \
             run the tests with UPDATE=1"
        );
        assert!(
            !needs_repository || in_lists.is_empty(),
            "`{rule}` has findings in {in_lists:?}: remove it from NEED_A_REPOSITORY"
        );
    }
}

#[test]
fn a_tidy_list_has_no_findings() {
    let tidy = &lists()["tidy"];
    assert_eq!(places(tidy), [""; 0]);
}

/// The README of the lists, with the right last column in its table: the rules with findings in a list.
fn described(readme: &str) -> String {
    let mut rules: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (rule, in_lists) in counts() {
        for name in in_lists.into_keys() {
            rules.entry(name).or_default().push(format!("`{rule}`"));
        }
    }
    let mut text = String::new();
    for line in readme.lines() {
        let cells: Vec<_> = line.split(" | ").collect();
        let name = line
            .strip_prefix("| [")
            .and_then(|rest| rest.split(".md]").next());
        match (name, &cells[..]) {
            (Some(name), [list, make, _]) => {
                let rules = rules
                    .get(name)
                    .map_or("none".to_owned(), |rules| rules.join(", "));
                writeln!(text, "{list} | {make} | {rules} |")
            }
            _ => writeln!(text, "{line}"),
        }
        .expect("writing to a string cannot fail");
    }
    text
}

#[test]
fn the_readme_describes_every_list() {
    let path = "fixtures/lists/README.md";
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    let readme = readme.expect("the lists have a README").replace("\r\n", "\n");
    for name in lists().keys() {
        assert!(
            readme.contains(&format!("\n| [{name}.md]({name}.md) | ")),
            "add a row to the table in {path}, `| [{name}.md]({name}.md) | ITS FORM | |`, and run the tests with UPDATE=1"
        );
    }
    matches_file(&described(&readme), path);
}
