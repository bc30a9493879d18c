//! Runs the real binary in a folder of its own, without the outer environment.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;
use paperlint::{
    config::Config,
    engine::{Engine, Selection},
    facts::Facts,
    finding::Finding,
    source::SourceFile,
};
use tempfile::TempDir;

/// A configuration without pauses between the requests to a host that has published no limit.
#[cfg(feature = "net")]
pub(crate) const AT_ONCE: &str = "[links]\ninterval = 0\n";

/// A run of the binary that has not started.
pub(crate) struct Run {
    folder: TempDir,
    arguments: Vec<String>,
    stdin: Vec<u8>,
    below: PathBuf,
    environment: Vec<(&'static str, OsString)>,
}

/// The output and the status of a run.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

/// A run with these arguments, separated by spaces.
pub(crate) fn run(arguments: &str) -> Run {
    Run {
        folder: TempDir::new().expect("a temporary folder can be made"),
        arguments: arguments.split_whitespace().map(str::to_owned).collect(),
        stdin: Vec::new(),
        below: PathBuf::new(),
        environment: Vec::new(),
    }
}

impl Run {
    /// Writes a file, and the folders above it.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        let folder = path.parent().expect("the path lies in the folder of the test");
        fs::create_dir_all(folder).expect("folders can be made");
        fs::write(path, content).expect("the file can be written");
        self
    }

    /// Adds an argument that may contain spaces.
    pub(crate) fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// Sets the content of standard input.
    pub(crate) fn stdin(mut self, text: impl Into<Vec<u8>>) -> Self {
        self.stdin = text.into();
        self
    }

    /// Runs in a folder below the test's own.
    pub(crate) fn below(mut self, folder: &str) -> Self {
        self.below = folder.into();
        self
    }

    /// Sets an environment variable; there are none otherwise.
    pub(crate) fn variable(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    /// A path in the folder of the test.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The text of a file in the folder of the test.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file can be read")
    }

    /// The names of everything in the folder of the test, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("the folder can be read");
        let names = entries.map(|entry| entry.expect("the entry can be read").file_name());
        let mut names: Vec<_> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The command, before it runs.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(binary());
        command
            .env_clear()
            .envs(self.environment.iter().cloned())
            .current_dir(self.folder.path().join(&self.below))
            .args(&self.arguments)
            .write_stdin(self.stdin.clone());
        command
    }

    /// Runs the binary.
    pub(crate) fn output(&self) -> Output {
        let output = self.command().output().expect("the binary can be run");
        Output {
            stdout: String::from_utf8(output.stdout).expect("reports are UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("errors are UTF-8"),
            status: output.status.code().expect("no signal ends the run"),
        }
    }

    /// Runs the binary, compares its status, and returns its output.
    #[track_caller]
    pub(crate) fn exits(&self, status: i32) -> Output {
        let output = self.output();
        assert_eq!(output.status, status, "{output:#?}");
        output
    }

    /// Runs the binary, which must refuse with one error that contains all of `parts`.
    #[track_caller]
    pub(crate) fn fails(&self, parts: &[&str]) -> Output {
        let output = self.exits(2);
        assert_eq!(output.stdout, "", "an error leaves standard output empty");
        assert!(!output.stderr.contains("panicked"), "{}", output.stderr);
        assert!(!output.stderr.contains('\u{1b}'), "{}", output.stderr);
        let unwrapped = output.stderr.replace("\n  │ ", " ");
        for part in parts {
            assert!(unwrapped.contains(part), "no `{part}` in:\n{}", output.stderr);
        }
        output
    }
}

/// The binary that cargo has built for these tests.
pub(crate) fn binary() -> &'static Path {
    Path::new(assert_cmd::cargo::cargo_bin!("paperlint"))
}

/// Writes a program that runs the binary. Packing the binary itself takes seconds, because it is large without
/// optimisation.
#[cfg(unix)]
pub(crate) fn write_stand_in(path: &Path) {
    use std::os::unix::fs::PermissionsExt;

    let script = format!("#!/bin/sh\nexec '{}' \"$@\"\n", binary().display());
    fs::write(path, script).expect("the program can be written");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("modes can be set");
}

/// The findings of the offline rules, without a configuration.
pub(crate) fn findings(source: &SourceFile) -> Vec<Finding> {
    Engine::new(Config::default(), &Selection::default()).check(source, &Facts::default())
}

/// The findings in a text, each as `LINE:COLUMN RULE`.
pub(crate) fn places(text: &str) -> Vec<String> {
    let source = SourceFile::new("x.md", text);
    let place = |finding: &Finding| {
        let start = source.position(finding.span.start);
        format!("{}:{} {}", start.line, start.column, finding.rule)
    };
    findings(&source).iter().map(place).collect()
}

/// Compares a text with a committed file; with `UPDATE` set, writes the file instead.
#[track_caller]
pub(crate) fn matches_file(text: &str, path: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, text).expect("the file can be written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let hint = "run the tests with UPDATE=1 and read the difference";
    assert!(
        text == committed.replace("\r\n", "\n"),
        "{} is out of date: {hint}",
        path.display()
    );
}

/// Prints a measurement or the reason for a skipped test.
#[expect(clippy::print_stderr, reason = "tests print measurements, for --nocapture")]
pub(crate) fn say(text: &str) {
    eprintln!("{text}");
}

/// A file or folder of real lists, if it exists; real lists are not part of the project.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    let is_there = path.exists();
    if !is_there {
        say(&format!("skipped: there is no {}", path.display()));
    }
    is_there.then_some(path)
}

/// The lists in a folder, in the order of their names.
pub(crate) fn lists(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("the entry can be read").path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    paths
}
