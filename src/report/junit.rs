//! JUnit XML, which CI systems show as tests. Must not give two tests of a file one name: readers would count only one.
//!
//! There is no standard; the elements here mean the same to Jenkins, GitLab and others.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use super::{
    CheckedFile, Run, concise, summary,
    words::{fix_word, in_repository},
};
use crate::{
    escape::{self, xml},
    finding::{Finding, Severity},
    source::SourceFile,
};

/// The tests of one file, or the test of the links.
struct Suite {
    name: String,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    /// The line in the file, from 1.
    line: Option<usize>,
    outcome: CaseResult,
}

enum CaseResult {
    Passed,
    /// Passed, with a remark.
    Remarked(String),
    Failed {
        severity: Severity,
        message: String,
        text: String,
    },
    /// Neither passed nor failed, because too few links could be verified.
    Skipped(String),
}

pub(super) fn write(run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut suites: Vec<_> = run.files.iter().map(of_file).collect();
    suites.extend(of_links(run));
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">",
        env!("CARGO_PKG_NAME"),
        suites.iter().map(|suite| suite.cases.len()).sum::<usize>(),
        suites.iter().map(Suite::failures).sum::<usize>(),
    )?;
    for suite in &suites {
        suite.write(out)?;
    }
    writeln!(out, "</testsuites>")
}

/// A failing test for each finding.
fn of_file(file: &CheckedFile<'_>) -> Suite {
    let mut names = Names::default();
    let mut cases = Vec::new();
    for finding in &file.findings {
        cases.push(of_finding(file.source, finding, &mut names));
    }
    // An empty suite would look like a broken one.
    if cases.is_empty() {
        cases.push(Case {
            name: "no findings".to_owned(),
            line: None,
            outcome: CaseResult::Passed,
        });
    }
    Suite {
        name: in_repository(file.source.path()).to_owned(),
        cases,
    }
}

fn of_finding(source: &SourceFile, finding: &Finding, names: &mut Names) -> Case {
    let message = escape::printable(&finding.text()).into_owned();
    let name = names.unique(&format!("{}: {message}", finding.rule));
    let text = text(source, finding);
    let outcome = match finding.severity {
        // Most systems fail a build for any failing test, and information must not fail it.
        Severity::Info => CaseResult::Remarked(text),
        severity => CaseResult::Failed {
            severity,
            message,
            text,
        },
    };
    Case {
        name,
        line: Some(source.position(finding.span.start).line),
        outcome,
    }
}

/// The test that enough links could be verified, if they were checked.
fn of_links(run: &Run<'_>) -> Option<Suite> {
    let mut text = summary::links(run)?;
    if let Some(sources) = summary::sources(run) {
        text = format!("{text}; {sources}");
    }
    // With too few verified links, the test neither passes nor fails.
    let outcome = if summary::is_low(run) {
        CaseResult::Skipped(text)
    } else {
        CaseResult::Remarked(text)
    };
    Some(Suite {
        name: "links".to_owned(),
        cases: vec![Case {
            name: "links can be verified".to_owned(),
            line: None,
            outcome,
        }],
    })
}

/// The finding as the log of a test: its line, help, fix and other places.
fn text(source: &SourceFile, finding: &Finding) -> String {
    let mut lines = vec![concise::located(source, finding)];
    if let Some(help) = &finding.help {
        lines.push(format!("help: {help}"));
    }
    if let Some(fix) = &finding.fix {
        lines.push(format!("{}: {}", fix_word(fix.applicability), fix.title));
    }
    for label in &finding.related {
        lines.push(format!(
            "{}: {}",
            concise::place(source, label.span),
            label.message
        ));
    }
    // Escaped line by line, because the line feeds between the lines must stay.
    let lines: Vec<_> = lines.iter().map(|line| escape::printable(line)).collect();
    lines.join("\n")
}

/// The names of the tests of a file.
#[derive(Default)]
struct Names {
    given: BTreeSet<String>,
    times: BTreeMap<String, usize>,
}

impl Names {
    /// The name, with a number if it is taken.
    fn unique(&mut self, name: &str) -> String {
        // With a place instead of a number, the name would change whenever lines move.
        let times = self.times.entry(name.to_owned()).or_default();
        // A message may itself end in such a number, so the number grows until the name is free.
        loop {
            *times += 1;
            let name = match *times {
                1 => name.to_owned(),
                times => format!("{name} ({times})"),
            };
            if self.given.insert(name.clone()) {
                return name;
            }
        }
    }
}

impl Suite {
    fn count(&self, is: fn(&CaseResult) -> bool) -> usize {
        self.cases.iter().filter(|case| is(&case.outcome)).count()
    }

    fn failures(&self) -> usize {
        self.count(|outcome| matches!(outcome, CaseResult::Failed { .. }))
    }

    fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">",
            xml(&self.name),
            self.cases.len(),
            self.failures(),
            self.count(|outcome| matches!(outcome, CaseResult::Skipped(_))),
        )?;
        for case in &self.cases {
            case.write(&self.name, out)?;
        }
        writeln!(out, "  </testsuite>")
    }
}

impl Case {
    fn write(&self, suite: &str, out: &mut dyn io::Write) -> io::Result<()> {
        let name = xml(&self.name);
        write!(
            out,
            "    <testcase name=\"{name}\" classname=\"{}\"",
            xml(class(suite))
        )?;
        if let Some(line) = self.line {
            write!(out, " file=\"{}\" line=\"{line}\"", xml(suite))?;
        }
        match self.outcome.element() {
            Some(element) => writeln!(out, ">\n      {element}\n    </testcase>"),
            None => writeln!(out, "/>"),
        }
    }
}

/// The name of the class of a test: the path without its extension.
fn class(path: &str) -> &str {
    // Jenkins reads the text before the last dot as a package.
    path.rsplit_once('.').map_or(path, |(class, _)| class)
}

impl CaseResult {
    fn element(&self) -> Option<String> {
        match self {
            Self::Passed => None,
            Self::Remarked(text) => Some(format!("<system-out>{}</system-out>", lines(text))),
            Self::Failed {
                severity,
                message,
                text,
            } => Some(format!(
                "<failure type=\"{}\" message=\"{}\">{}</failure>",
                severity.as_str(),
                xml(message),
                lines(text)
            )),
            Self::Skipped(text) => Some(format!("<skipped message=\"{}\"/>", xml(text))),
        }
    }
}

/// Character data of several lines, which an attribute cannot hold.
fn lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(xml).collect();
    lines.join("\n")
}
