//! Limits of action.yml and the workflows, checked in their text.

use std::{fs, path::Path};

use super::stage::VERSION;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the file is there")
}

/// The action and every workflow, by their paths.
fn manifests() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows");
    let entries = fs::read_dir(folder).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("the entry can be read").file_name());
    let mut names: Vec<_> = names
        .map(|name| format!(".github/workflows/{}", name.to_string_lossy()))
        .collect();
    names.push("action.yml".to_owned());
    names
        .into_iter()
        .map(|name| (name.clone(), read(&name)))
        .collect()
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

/// The scripts of all steps: the text after `run:` and the lines below it that are indented further.
fn scripts(manifest: &str) -> Vec<String> {
    let lines: Vec<_> = manifest.lines().collect();
    let run = |line: &str| line.trim_start_matches([' ', '-']).starts_with("run:");
    let starts = lines.iter().enumerate().filter(|(_, line)| run(line));
    let script = |(at, first): (usize, &&str)| {
        let depth = indentation(first);
        let below = lines[at + 1..].iter();
        let below = below.take_while(|line| line.trim().is_empty() || indentation(line) > depth);
        std::iter::once(first)
            .chain(below)
            .copied()
            .collect::<Vec<_>>()
            .join("\n")
    };
    starts.map(script).collect()
}

#[test]
fn no_script_holds_an_expression() {
    for (name, manifest) in manifests() {
        let scripts = scripts(&manifest);
        assert!(!scripts.is_empty(), "{name} has steps that run scripts");
        for script in scripts {
            assert!(
                !script.contains("${{"),
                "pass it as an environment variable, in {name}:\n{script}"
            );
        }
    }
}

#[test]
fn scripts_are_found_with_all_their_lines() {
    let manifest = "steps:\n  - run: a ${{ b }}\n  - env:\n      C: ${{ c }}\n    run: |\n      d\n\n      e\n  - f: g\n";
    assert_eq!(
        scripts(manifest),
        ["  - run: a ${{ b }}", "    run: |\n      d\n\n      e"]
    );
}

#[test]
fn actions_are_pinned_by_commit_and_name_their_version() {
    for (name, manifest) in manifests() {
        for line in manifest.lines().filter(|line| line.contains("uses:")) {
            let (_, action) = line.split_once("uses:").expect("the line contains `uses:`");
            let (action, version) = action
                .split_once(" # v")
                .unwrap_or_else(|| panic!("no version in {name}: {line}"));
            let (_, commit) = action
                .split_once('@')
                .unwrap_or_else(|| panic!("no commit in {name}: {line}"));
            let is_commit = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_commit, "no commit in {name}: {line}");
            assert_eq!(
                version.split('.').count(),
                3,
                "the whole version in {name}: {line}"
            );
        }
    }
}

#[test]
fn one_action_has_one_version() {
    let manifests = manifests();
    let lines = manifests.iter().flat_map(|(_, manifest)| manifest.lines());
    let mut pins: Vec<_> = lines
        .filter_map(|line| line.split_once("uses: ")?.1.split_once('@'))
        .map(|(action, commit)| (action.split('/').take(2).collect::<Vec<_>>().join("/"), commit))
        .collect();
    pins.sort();
    pins.dedup();
    let mut actions: Vec<_> = pins.iter().map(|(action, _)| action).collect();
    actions.dedup();
    assert_eq!(actions.len(), pins.len(), "{pins:#?}");
}

#[test]
fn the_action_runs_the_release_that_it_belongs_to() {
    let manifest = read("action.yml");
    let default =
        format!("  version:\n    description: The release of paperlint to run\n    default: \"{VERSION}\"\n");
    assert!(manifest.contains(&default), "action.yml must name {VERSION}");
}

#[test]
fn every_input_is_passed_to_the_script_and_described() {
    let manifest = read("action.yml");
    let script = read(".github/action/run.sh");
    let page = read("docs/ci.md");
    let (_, inputs) = manifest.split_once("\ninputs:\n").expect("there are inputs");
    let (inputs, _) = inputs.split_once("\noutputs:\n").expect("there are outputs");
    let is_name = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let names: Vec<_> = inputs
        .lines()
        .filter(is_name)
        .map(|line| line.trim().trim_end_matches(':'))
        .collect();
    assert_eq!(names.len(), 11);
    for name in names {
        let variable = match name {
            "github-token" => "TOKEN".to_owned(),
            _ => name.to_uppercase().replace('-', "_"),
        };
        let handed = format!("PAPERLINT_{variable}: ${{{{ inputs.{name} }}}}\n");
        assert!(manifest.contains(&handed), "action.yml must contain {handed}");
        assert!(
            script.contains(&format!("PAPERLINT_{variable}")),
            "the script must read {variable}"
        );
        assert!(
            page.contains(&format!("| `{name}` | ")),
            "docs/ci.md must describe {name}"
        );
    }
}
