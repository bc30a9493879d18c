//! `--since` in a repository with a history: each commit gets exactly the findings that it introduces.

use std::process::Command;

use crate::support::{Run, run};

/// Lets a run find the Git of the tests.
fn with_git(run: Run) -> Run {
    run.variable("PATH", std::env::var_os("PATH").unwrap_or_default())
}

/// A repository in which a list grows.
struct Repository {
    run: Run,
    text: String,
    /// The number of commits.
    commits: usize,
}

impl Repository {
    fn new(text: &str) -> Self {
        let mut repository = Self {
            run: with_git(run("check --format concise --since HEAD~1")),
            text: String::new(),
            commits: 0,
        };
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository.commit(text);
        repository
    }

    fn git(&self, arguments: &[&str]) {
        let status = Command::new("git")
            .args([
                "-c",
                "user.name=T",
                "-c",
                "user.email=t@t.org",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(self.run.path(""))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output();
        let output = status.expect("Git can be started");
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }

    /// A run in the folder of the repository.
    fn run(&self, arguments: &str) -> Run {
        let folder = self.run.path("");
        with_git(run(arguments).below(&folder.to_string_lossy()))
    }

    fn commit(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        std::fs::write(self.run.path("README.md"), text).expect("the list can be written");
        self.git(&["add", "--all"]);
        self.commits += 1;
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "more"]);
    }

    /// Commits the list with `from` replaced, and compares the findings for the commit, without places.
    #[track_caller]
    fn step(&mut self, from: &str, to: &str, expected: &[&str]) {
        assert!(self.text.contains(from), "{from} is not in\n{}", self.text);
        let text = self.text.replace(from, to);
        self.commit(&text);
        self.reports(expected);
    }

    #[track_caller]
    fn reports(&self, expected: &[&str]) {
        let output = self.run.output();
        let lines = output
            .stdout
            .lines()
            .filter(|line| line.starts_with("README.md:"));
        let found: Vec<_> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(_, finding)| finding)
            .collect();
        assert_eq!(
            found, expected,
            "{}\n{}\n{}",
            self.text, output.stdout, output.stderr
        );
    }
}

/// A list with some old faults: a lost contents entry, an empty link and a venue in another style.
fn list() -> String {
    let rows = |section: &str| -> String {
        let row = |number: usize| {
            let venue = if (section, number) == ("Maps", 3) {
                "CVPR2024"
            } else {
                "CVPR 2024"
            };
            let code = if (section, number) == ("Trees", 5) {
                "[code]()"
            } else {
                "[code](https://github.com/lab/code)"
            };
            format!(
                "| **{section} Paper Number {number}** | {venue} | [paper](https://example.org/{section}/{number}) | {code} |\n"
            )
        };
        (1..=9).map(row).collect()
    };
    let head = "| Title | Venue | Paper | Code |\n|---|---|---|---|\n";
    format!(
        "# Papers\n\n- [Maps](#maps)\n- [Trees](#trees)\n- [Lost](#lost)\n\n## Maps\n\n{head}{}\n## Trees\n\n{head}{}",
        rows("Maps"),
        rows("Trees")
    )
}

const EMPTY: &str = "warning[empty-link] the link “code” leads nowhere: it has no destination";
const DETACHED: &str =
    "error[detached-row] a blank line cuts 3 rows off from the table above: GitHub shows text there";
const NOWHERE: &str = "error[missing-anchor] no heading or element has the anchor ";

fn style(venue: &str, right: &str, evidence: &str) -> String {
    format!(
        "warning[inconsistent-venue-style] `{venue}` should be `{right}`: {evidence} venues are written so"
    )
}

#[test]
fn a_commit_gets_only_the_findings_that_it_introduces() {
    const CODE: &str = "[code](https://github.com/lab/code)";
    let row = |number: usize, venue: &str, code: &str| {
        format!(
            "| **Another Paper Number {number}** | {venue} | [paper](https://example.org/x/{number}) | {code} |\n"
        )
    };
    let mut list = Repository::new(&list());
    // 1: no change, 2: text elsewhere, 3: the title of an old row with a fault.
    list.step("# Papers\n", "# Papers\n", &[]);
    list.step("# Papers\n", "# Papers\n\nA list of papers.\n", &[]);
    list.step("**Maps Paper Number 3**", "**Maps Paper Number Three**", &[]);
    // 4: a renamed heading breaks an old line of the contents, 5: the line is repaired, 6: and broken again by hand.
    list.step("## Trees", "## Forests", &[&format!("{NOWHERE}`#trees`")]);
    list.step("- [Trees](#trees)", "- [Forests](#forests)", &[]);
    list.step("(#forests)", "(#forest)", &[&format!("{NOWHERE}`#forest`")]);
    list.step("(#forest)", "(#forests)", &[]);
    // 8: a row like the others, 9: a row in another style, 10: a row with an empty link beside an old one.
    let ninth =
        format!("| **Maps Paper Number 9** | CVPR 2024 | [paper](https://example.org/Maps/9) | {CODE} |\n");
    list.step(&ninth, &(ninth.clone() + &row(1, "CVPR 2023", CODE)), &[]);
    list.step(
        &ninth,
        &(ninth.clone() + &row(2, "ICCV2023", CODE)),
        &[&style("ICCV2023", "ICCV 2023", "18 of 20")],
    );
    list.step(
        &ninth,
        &(ninth.clone() + &row(3, "CVPR 2023", "[code]()")),
        &[EMPTY],
    );
    // 11: a row with an old fault moves, 12: its table moves, 13: the row is doubled.
    let moved = row(2, "ICCV2023", CODE);
    list.step(&moved, "", &[]);
    list.step(
        &ninth,
        &(moved.clone() + &ninth),
        &[&style("ICCV2023", "ICCV 2023", "19 of 21")],
    );
    list.step("# Papers\n", "# Papers\n\nMoved down.\n", &[]);
    // 14: the rows are re-aligned. 15: so are all others, with another mark for items.
    list.step("| **", "|   **", &[]);
    list.step("- [", "* [", &[]);
    // 16: a section is removed, but not its line of the contents. 17: the line is removed too.
    let section = list.text.find("## Forests").expect("the section exists");
    let without = list.text[..section].to_owned();
    list.commit(&without);
    list.reports(&[&format!("{NOWHERE}`#forests`")]);
    list.step("* [Forests](#forests)\n", "", &[]);
    // 18: a blank line cuts rows off. 19: an old fault is repaired. 20: so is an old row in another style. The other old
    // row is an outlier again, because two were too many for a form in so few rows, but its line has not changed.
    list.step(
        &ninth.replace("| **", "|   **"),
        &("\n".to_owned() + &ninth.replace("| **", "|   **")),
        &[DETACHED],
    );
    list.step("* [Lost](#lost)\n", "", &[]);
    list.step("CVPR2024", "CVPR 2024", &[]);
    assert!(list.commits > 20);
}

#[test]
fn a_renamed_list_has_no_new_findings_but_a_new_list_has() {
    let list = Repository::new(&list());
    list.git(&["mv", "README.md", "papers.md"]);
    let text = list.text.clone();
    std::fs::write(list.run.path("other.md"), "# Other\n\n- [x](#lost)\n").expect("the list can be written");
    list.git(&["add", "--all"]);
    list.git(&["commit", "--quiet", "--message", "rename"]);
    std::fs::write(list.run.path("papers.md"), text + "\n[y](#nowhere)\n").expect("the list can be written");
    let output = list
        .run("check --format concise --since HEAD~1 papers.md other.md")
        .exits(1);
    let found: Vec<_> = output.stdout.lines().take(2).collect();
    assert_eq!(
        found,
        [
            format!("other.md:3:7: {NOWHERE}`#lost`"),
            format!("papers.md:35:5: {NOWHERE}`#nowhere`"),
        ]
    );
}

#[test]
fn a_target_removed_since_the_revision_is_reported() {
    let mut list = Repository::new("# Maps\n\n[guide](./docs/guide.md) [old](docs/old.md)\n");
    std::fs::create_dir(list.run.path("docs")).expect("a folder can be made");
    for name in ["docs/guide.md", "docs/other.md"] {
        std::fs::write(list.run.path(name), "# Guide\n").expect("a file can be written");
    }
    list.commit("# Maps\n\n[guide](./docs/guide.md) [old](docs/old.md)\n");
    std::fs::remove_file(list.run.path("docs/guide.md")).expect("the file can be removed");
    list.commit("# Maps\n\n[guide](./docs/guide.md) [old](docs/old.md)\n\nText.\n");
    list.reports(&["error[missing-file] there is no file “docs/guide.md”"]);
}

#[test]
fn inputs_without_history_are_refused_with_a_reason() {
    let list = Repository::new("# Maps\n");
    let refused = |arguments: &str, reason: &str, help: &str| {
        let output = list.run(arguments).stdin("# Maps\n").exits(2);
        assert!(
            output.stderr.contains(reason) && output.stderr.contains(help),
            "{}",
            output.stderr
        );
        assert_eq!(output.stdout, "");
    };
    refused(
        "check --since nonsense",
        "`nonsense` is not a known revision",
        "such as `origin/main`",
    );
    refused(
        "check --since=--help",
        "`--help` is not a known revision",
        "such as `origin/main`",
    );
    refused(
        "check --since HEAD -",
        "standard input has no history",
        "name a file",
    );
    refused(
        "check --since HEAD --baseline x",
        "cannot be used with",
        "--baseline",
    );
    let output = with_git(run("check --since HEAD"))
        .file("README.md", "# Maps\n")
        .exits(2);
    assert!(
        output.stderr.contains("is not in a Git repository"),
        "{}",
        output.stderr
    );
    list.git(&["clone", "--quiet", "--depth", "1", "--no-local", ".", "shallow"]);
    let output = list.run("check --since HEAD~1 shallow/README.md").exits(2);
    assert!(
        output.stderr.contains("git fetch --unshallow"),
        "{}",
        output.stderr
    );
    let output = list
        .run("check --since HEAD")
        .variable("PATH", "/nowhere")
        .exits(2);
    assert!(output.stderr.contains("cannot start Git"), "{}", output.stderr);
}

#[cfg(feature = "net")]
#[test]
fn only_new_links_are_requested() {
    let mut list = Repository::new("[a](https://a.org/1)\n");
    list.commit("[a](https://a.org/1#x) [b](https://b.org/2)\n");
    let asked = |arguments: &str| list.run(arguments).exits(0).stdout;
    assert_eq!(asked("links --dump --since HEAD~1"), "https://b.org/2\n");
    let all = "https://a.org/1\nhttps://b.org/2\n";
    assert_eq!(asked("links --dump --since HEAD~1 --all-links"), all);
    assert_eq!(asked("links --dump"), all);
    let refused = list.run("links --dump --all-links").exits(2);
    assert!(refused.stderr.contains("--since <REV>"), "{}", refused.stderr);
}
