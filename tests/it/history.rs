//! `--since` in a repository with a history: at each commit exactly what it brings is reported.

use std::process::Command;

use crate::support::{Run, run};

/// A repository in which a list grows.
struct Repository {
    run: Run,
    text: String,
    /// How many commits there are.
    commits: usize,
}

impl Repository {
    fn new(text: &str) -> Self {
        let mut repository = Self {
            run: run("check --format concise --since HEAD~1"),
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

    fn commit(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        std::fs::write(self.run.path("README.md"), text).expect("the list can be written");
        self.git(&["add", "--all"]);
        self.commits += 1;
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "more"]);
    }

    /// Commits the list with `from` replaced, and compares what is reported of the commit, without places.
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

const NOWHERE: &str = "error[missing-anchor] no heading or element has the anchor ";

#[test]
fn a_commit_is_told_from_what_was_there_before() {
    let mut list = Repository::new(&list());
    // 1: nothing. 2: text elsewhere. 3: an old row with a fault is edited elsewhere.
    list.step("# Papers\n", "# Papers\n", &[]);
    list.step("# Papers\n", "# Papers\n\nA list of papers.\n", &[]);
    list.step("**Maps Paper Number 3**", "**Maps Paper Number Three**", &[]);
    // 4: a renamed heading breaks an old line of the contents, 5: which is then mended.
    let renamed = format!("{NOWHERE}`#trees`");
    list.step("## Trees", "## Forests", &[&renamed]);
    list.step("- [Trees](#trees)", "- [Forests](#forests)", &[]);
    // 6: a good row. 7: a row in another style. 8: a row with an empty link beside an old one.
    let after = "| **Maps Paper Number 9** | CVPR 2024 | [paper](https://example.org/Maps/9) | [code](https://github.com/lab/code) |\n";
    let row = |number: usize, venue: &str, code: &str| {
        format!(
            "| **Another Paper Number {number}** | {venue} | [paper](https://example.org/x/{number}) | {code} |\n"
        )
    };
    let code = "[code](https://github.com/lab/code)";
    list.step(after, &(after.to_owned() + &row(1, "CVPR 2023", code)), &[]);
    let style = "warning[inconsistent-venue-style] “ICCV2023” is written without a blank before the year; 18 of 20 venues here are written like `CVPR 2024`";
    let _ = style;
    list.step(after, &(after.to_owned() + &row(2, "ICCV2023", code)), &["STYLE"]);
}
