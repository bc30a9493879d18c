//! The image and the wheel, as far as tests can check them without building them. `.ci/package` does the rest.

use std::{fs, path::Path, process::Command};

use serde_json::Value;
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).expect("the file is there")
}

/// The files that the Dockerfile copies from the repository.
fn copied() -> Vec<String> {
    let dockerfile = read("Dockerfile");
    let sources = |line: &str| {
        let words = line.strip_prefix("COPY ")?.split_whitespace().map(str::to_owned);
        let words: Vec<_> = words.collect();
        let is_ours = !words[0].starts_with("--from");
        is_ours.then(|| words[..words.len() - 1].to_vec())
    };
    dockerfile.lines().filter_map(sources).flatten().collect()
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir(to).expect("folders can be made");
        for entry in fs::read_dir(from).expect("the folder can be read") {
            let entry = entry.expect("the folder can be read");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).expect("the file can be copied");
    }
}

#[test]
fn the_copied_files_of_the_image_exist_and_reach_the_builder() {
    let ignore = read(".dockerignore");
    let sent: Vec<_> = ignore.lines().filter_map(|line| line.strip_prefix('!')).collect();
    let mut copied = copied();
    copied.sort();
    assert!(copied.len() > 5, "{copied:?}");
    for name in &copied {
        assert!(
            root().join(name).exists(),
            "the Dockerfile copies {name}, which does not exist"
        );
    }
    let mut wanted = sent.clone();
    wanted.sort_unstable();
    assert_eq!(wanted, copied, ".dockerignore and Dockerfile name the same");
}

#[test]
fn the_copied_files_of_the_image_are_a_valid_package() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    for name in copied() {
        copy(&root().join(&name), &folder.path().join(&name));
    }
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(folder.path())
        .output()
        .expect("cargo can be run");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(metadata["packages"][0]["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn the_image_contains_one_program_without_privileges() {
    let dockerfile = read("Dockerfile");
    let (_, last) = dockerfile.rsplit_once("\nFROM ").expect("there are two stages");
    assert!(last.starts_with("scratch\n"), "{last}");
    for line in ["USER 65532:65532", "ENTRYPOINT [\"/paperlint\"]"] {
        assert!(last.lines().any(|found| found == line), "no `{line}` in {last}");
    }
}

#[test]
fn the_image_has_the_compiler_that_cargo_requires() {
    let version = read("Cargo.toml");
    let version = version
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "));
    let version = version.expect("Cargo.toml names the version").trim_matches('"');
    assert!(
        read("Dockerfile").contains(&format!("FROM rust:{version}-alpine ")),
        "{version}"
    );
    for workflow in ["ci", "publications", "release"] {
        let workflow = read(&format!(".github/workflows/{workflow}.yml"));
        assert!(
            workflow.contains(&format!("RUST_VERSION: \"{version}\"")),
            "{version}"
        );
    }
}

#[test]
fn the_wheel_has_the_metadata_of_the_crate() {
    let wheel: toml::Table = read("pyproject.toml").parse().expect("it is TOML");
    let package: toml::Table = read("Cargo.toml").parse().expect("it is TOML");
    let (wheel, package) = (&wheel["project"], &package["package"]);
    for key in ["name", "description", "license", "keywords"] {
        assert_eq!(wheel[key], package[key], "{key}");
    }
    assert_eq!(wheel["urls"]["Source"], package["repository"]);
    assert_eq!(wheel["dynamic"].to_string(), "[\"version\"]");
}
