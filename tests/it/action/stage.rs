//! A machine for the script of the action: an environment of its own, and fakes of every program that would leave the
//! folder of the test.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use crate::support::write_stand_in;

pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The output of `uname` unless a test sets another one, and the release for it.
const LINUX: (&str, &str) = ("Linux", "x86_64");
const LINUX_TARGET: &str = "x86_64-unknown-linux-musl";

/// The real programs that the script may use.
const REAL: [&str; 18] = [
    "base64", "bash", "cat", "cp", "cut", "env", "git", "gzip", "head", "mkdir", "mktemp", "mv", "rm", "sed",
    "sh", "tar", "tr", "wc",
];

/// Logs its arguments, and serves files of a folder by the last part of the URL.
const CURL: &str = r#"
printf '%s\0' "$@" >>"$STAGE/log/curl"
env >>"$STAGE/log/environment"
while [ $# -gt 1 ]; do
    [ "$1" != --output ] || output=$2
    shift
done
if [ -f "$STAGE/served/${1##*/}" ]; then
    cp "$STAGE/served/${1##*/}" "$output"
    printf 200
else
    cat "$STAGE/served/missing"
    exit 22
fi
"#;

/// Logs its arguments, and installs the fake of paperlint.
const CARGO: &str = r#"
printf '%s\0' "$@" >>"$STAGE/log/cargo"
env >>"$STAGE/log/environment"
while [ "$1" != --root ]; do shift; done
mkdir -p "$2/bin"
cp "$STAGE/paperlint" "$2/bin/paperlint"
"#;

/// Logs its arguments and its token, and writes the requested reports.
const PAPERLINT: &str = r#"
printf '%s\0' "$@" >>"$STAGE/log/paperlint"
printf '%s' "${GITHUB_TOKEN-none}" >"$STAGE/log/token"
for argument; do
    case $argument in
        --format=markdown=*) cat "$STAGE/summary" >"${argument#--format=markdown=}" ;;
        --format=sarif=*) echo '{}' >"${argument#--format=sarif=}" ;;
    esac
done
echo '::warning file=README.md,line=1::a finding'
exit "$(cat "$STAGE/status")"
"#;

/// A run of the script that has not started.
pub(super) struct Stage {
    folder: TempDir,
    environment: BTreeMap<String, String>,
}

/// The output and the status of the script.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) status: i32,
    pub(super) stdout: String,
    /// The log of all programs, for assertions that fail.
    #[expect(dead_code, reason = "Debug reads it")]
    pub(super) stderr: String,
}

/// A machine with a release for Linux to download and the default inputs of action.yml.
pub(super) fn stage() -> Stage {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let stage = Stage {
        environment: defaults(folder.path()),
        folder,
    };
    for name in ["bin", "log", "served", "temp", "work"] {
        fs::create_dir(stage.path(name)).expect("folders can be made");
    }
    for name in REAL {
        symlink(
            real(name).expect("the program is installed"),
            stage.path("bin").join(name),
        )
        .expect("links can be made");
    }
    // Linux has the first, macOS the second.
    for name in ["sha256sum", "shasum", "perl"] {
        if let Some(real) = real(name) {
            symlink(real, stage.path("bin").join(name)).expect("links can be made");
        }
    }
    stage.program("bin/curl", CURL);
    stage.program("bin/cargo", CARGO);
    stage.program("paperlint", PAPERLINT);
    stage
        .machine(LINUX.0, LINUX.1)
        .serves(LINUX_TARGET)
        .answers("404")
        .reports("| 1 | error |\n")
        .exits(0)
}

fn defaults(folder: &Path) -> BTreeMap<String, String> {
    let inside = |name: &str| folder.join(name).display().to_string();
    let environment = [
        ("HOME", inside("temp")),
        ("PATH", inside("bin")),
        ("STAGE", inside("")),
        ("RUNNER_TEMP", inside("temp")),
        ("GITHUB_OUTPUT", inside("output")),
        ("GITHUB_STEP_SUMMARY", inside("step-summary")),
        ("PAPERLINT_PATHS", "README.md".to_owned()),
        ("PAPERLINT_VERSION", VERSION.to_owned()),
        ("PAPERLINT_ONLINE", "false".to_owned()),
        ("PAPERLINT_SINCE", String::new()),
        ("PAPERLINT_BASE", String::new()),
        ("PAPERLINT_FORMAT", "github".to_owned()),
        ("PAPERLINT_FAIL_ON", "error".to_owned()),
        ("PAPERLINT_CONFIG", String::new()),
        ("PAPERLINT_CACHE", "true".to_owned()),
        ("PAPERLINT_CACHE_FILE", inside("temp/links.jsonl")),
        ("PAPERLINT_PUBLICATIONS", "false".to_owned()),
        ("PAPERLINT_TOKEN", "a-token".to_owned()),
        ("PAPERLINT_SARIF", String::new()),
    ];
    environment.map(|(name, value)| (name.to_owned(), value)).into()
}

/// The path of a program of this machine.
fn real(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

impl Stage {
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a program for `sh`.
    fn program(&self, name: &str, script: &str) {
        let path = self.path(name);
        fs::write(&path, format!("#!/bin/sh\n{script}")).expect("the program can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("modes can be set");
    }

    fn write(self, name: &str, text: &str) -> Self {
        fs::write(self.path(name), text).expect("the file can be written");
        self
    }

    /// Sets an input of the script.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        let name = format!("PAPERLINT_{name}");
        assert!(self.environment.contains_key(&name), "the script reads no {name}");
        self.environment.insert(name, value.to_owned());
        self
    }

    /// Sets the output of `uname`.
    pub(super) fn machine(self, system: &str, processor: &str) -> Self {
        self.program(
            "bin/uname",
            &format!("case $1 in -s) echo {system} ;; -m) echo {processor} ;; esac\n"),
        );
        self
    }

    /// Removes a program.
    pub(super) fn without(self, program: &str) -> Self {
        fs::remove_file(self.path("bin").join(program)).expect("the program was there");
        self
    }

    /// Sets the HTTP status for files that are not served.
    pub(super) fn answers(self, status: &str) -> Self {
        self.write("served/missing", status)
    }

    /// Sets the Markdown report of paperlint.
    pub(super) fn reports(self, summary: &str) -> Self {
        self.write("summary", summary)
    }

    /// Sets the exit status of paperlint.
    pub(super) fn exits(self, status: i32) -> Self {
        self.write("status", &status.to_string())
    }

    /// Serves nothing.
    pub(super) fn serves_nothing(self) -> Self {
        let missing = fs::read_to_string(self.path("served/missing")).expect("the file is there");
        fs::remove_dir_all(self.path("served")).expect("the folder can be removed");
        fs::create_dir(self.path("served")).expect("folders can be made");
        self.answers(&missing)
    }

    /// Serves a release with its checksum.
    pub(super) fn serves(self, target: &str) -> Self {
        let name = format!("paperlint-v{VERSION}-{target}");
        let archive = format!("served/{name}.tar.gz");
        fs::create_dir_all(self.path(&name)).expect("folders can be made");
        fs::copy(self.path("paperlint"), self.path(&name).join("paperlint"))
            .expect("the program can be copied");
        self.shell(&format!("tar -czf {archive} {name}"));
        let sum = self.shell(&format!(
            "if command -v sha256sum >/dev/null; then sha256sum {archive}; else shasum -a 256 {archive}; fi"
        ));
        let sum = sum.split_whitespace().next().expect("there is a checksum");
        self.checksum(target, &format!("{sum}  {name}.tar.gz\n"))
    }

    /// Serves paperlint itself instead of its fake.
    pub(super) fn serves_paperlint(self) -> Self {
        write_stand_in(&self.path("paperlint"));
        self.serves(LINUX_TARGET)
    }

    /// Writes the release's file with the checksum of an archive.
    pub(super) fn checksum(self, target: &str, line: &str) -> Self {
        self.write(
            &format!("served/paperlint-v{VERSION}-{target}.tar.gz.sha256"),
            line,
        )
    }

    /// Serves no checksum.
    pub(super) fn without_checksum(self) -> Self {
        let name = format!("served/paperlint-v{VERSION}-{LINUX_TARGET}.tar.gz.sha256");
        fs::remove_file(self.path(&name)).expect("it was there");
        self
    }

    /// Runs a line of shell with the real programs, in the folder of the test, and returns its output.
    pub(super) fn shell(&self, line: &str) -> String {
        let output = Command::new("sh")
            .args(["-ec", line])
            .current_dir(self.folder.path())
            .output()
            .expect("there is a shell");
        assert!(output.status.success(), "{line}: {output:?}");
        String::from_utf8(output.stdout).expect("it is text")
    }

    /// Runs the script.
    pub(super) fn run(&self) -> Ended {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/action/run.sh");
        let output = Command::new(real("bash").expect("there is a bash"))
            .arg(script)
            .env_clear()
            .envs(&self.environment)
            .current_dir(self.path("work"))
            .stdin(Stdio::null())
            .output()
            .expect("the script can be run");
        Ended {
            status: output.status.code().expect("no signal ends the run"),
            stdout: String::from_utf8(output.stdout).expect("it is text"),
            stderr: String::from_utf8(output.stderr).expect("it is text"),
        }
    }

    /// Runs the script and compares its status.
    #[track_caller]
    pub(super) fn ends(&self, status: i32) -> Ended {
        let ended = self.run();
        assert_eq!(ended.status, status, "{ended:#?}");
        ended
    }

    /// Runs the script, which must refuse with one error that contains this text, before paperlint runs.
    #[track_caller]
    pub(super) fn refuses(&self, part: &str) {
        let ended = self.ends(2);
        let errors: Vec<_> = ended
            .stdout
            .lines()
            .filter(|line| line.starts_with("::"))
            .collect();
        assert_eq!(errors.len(), 1, "{ended:#?}");
        assert!(errors[0].starts_with("::error title=paperlint::"), "{ended:#?}");
        assert!(errors[0].contains(part), "no `{part}` in {ended:#?}");
        assert_eq!(self.calls("paperlint"), None, "paperlint must not run");
        assert_eq!(self.output(), "status=2\nfindings=false\nsarif=\n");
        assert_eq!(self.leftovers(), Vec::<String>::new(), "nothing stays installed");
    }

    /// The arguments of all calls of a program, one after another; empty if it was not called.
    pub(super) fn calls(&self, program: &str) -> Option<Vec<String>> {
        let log = fs::read_to_string(self.path("log").join(program)).ok()?;
        Some(log.split_terminator('\0').map(str::to_owned).collect())
    }

    /// The arguments of paperlint without the folder of the test, whose name changes every time.
    pub(super) fn arguments(&self) -> Vec<String> {
        let hide = |argument: String| match argument.strip_prefix("--format=markdown=") {
            Some(_) => "--format=markdown=SUMMARY".to_owned(),
            None => argument,
        };
        let calls = self.calls("paperlint").expect("paperlint was called");
        calls.into_iter().map(hide).collect()
    }

    /// The content of a file of the test; empty if there is none.
    pub(super) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// The outputs of the step.
    pub(super) fn output(&self) -> String {
        self.text("output")
    }

    /// The remaining names in the folder for temporary files.
    pub(super) fn leftovers(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("temp")).expect("the folder is there");
        let names = entries.map(|entry| entry.expect("the entry can be read").file_name());
        names.map(|name| name.to_string_lossy().into_owned()).collect()
    }
}
