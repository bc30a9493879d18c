//! The scripts of a release: the files that they pack, and the releases that they refuse.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

use crate::support::write_stand_in;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The script of a release, ready to run.
fn script(name: &str) -> Command {
    let mut command = Command::new("bash");
    command.arg(root().join(".github/release").join(name));
    command
}

fn stdout(command: &mut Command) -> Result<String, String> {
    let output = command.output().expect("there is a bash");
    let text = |bytes| String::from_utf8(bytes).expect("it is text");
    if output.status.success() {
        Ok(text(output.stdout))
    } else {
        Err(text(output.stderr))
    }
}

#[test]
fn an_archive_of_a_release_has_the_form_that_the_action_installs() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let program = folder.path().join("paperlint");
    write_stand_in(&program);
    let mut pack = script("pack.sh");
    pack.arg(program).arg("some-target").arg(folder.path());
    stdout(&mut pack).expect("the archive is packed");
    let name = format!("paperlint-v{}-some-target", env!("CARGO_PKG_VERSION"));
    let mut list = Command::new("tar");
    list.arg("-tzf").arg(folder.path().join(format!("{name}.tar.gz")));
    let list = stdout(&mut list).expect("tar reads it");
    for file in [
        "paperlint",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "completions/_paperlint",
        "man/paperlint.1",
        "man/paperlint-check.1",
        "man/paperlint-man.1",
    ] {
        let path = format!("{name}/{file}");
        assert!(list.lines().any(|line| line == path), "no {path} in\n{list}");
    }
    let checksum =
        fs::read_to_string(folder.path().join(format!("{name}.tar.gz.sha256"))).expect("it is there");
    let (sum, file) = checksum.split_once("  ").expect("the name follows the checksum");
    assert_eq!((sum.len(), file), (64, &*format!("{name}.tar.gz\n")));
}

/// A folder with the files that the check of a release reads.
fn release(changelog: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a temporary folder can be made");
    for name in ["Cargo.toml", "action.yml"] {
        fs::copy(root().join(name), folder.path().join(name)).expect("the file can be copied");
    }
    let path = folder.path().to_owned();
    fs::write(path.join("CHANGELOG.md"), changelog).expect("it can be written");
    (folder, path)
}

#[test]
fn a_release_has_the_notes_of_its_changelog() {
    let version = env!("CARGO_PKG_VERSION");
    let changelog = format!(
        "# Changelog\n\n## [Unreleased]\n\nlater\n\n## [{version}] - 2026-12-01\n\n### Added\n\n- This.\n\n## [0.0.9]\n\nearlier\n\n[0.0.9]: x\n"
    );
    let (_folder, path) = release(&changelog);
    let notes = stdout(script("check.sh").arg(format!("v{version}")).current_dir(path));
    assert_eq!(notes.as_deref(), Ok("\n### Added\n\n- This.\n"));
}

#[test]
fn a_release_needs_one_version_everywhere() {
    let version = env!("CARGO_PKG_VERSION");
    let (_folder, path) = release("## [Unreleased]\n\nlater\n");
    let check = |tag: &str| stdout(script("check.sh").arg(tag).current_dir(&path));
    let error = check("v9.9.9").expect_err("the tag differs");
    assert!(
        error.contains(&format!(
            "the tag is v9.9.9, but Cargo.toml has version {version}"
        )),
        "{error}"
    );
    let error = check(&format!("v{version}")).expect_err("the changelog has no part for this version");
    assert!(
        error.contains(&format!("CHANGELOG.md says nothing about {version}")),
        "{error}"
    );
    let action = fs::read_to_string(path.join("action.yml"))
        .expect("it is there")
        .replace(&format!("\"{version}\""), "\"0.0.1\"");
    fs::write(path.join("action.yml"), action).expect("it can be written");
    let error = check(&format!("v{version}")).expect_err("the action runs another version");
    assert!(error.contains("action.yml runs 0.0.1"), "{error}");
}
