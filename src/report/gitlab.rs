//! GitLab's Code Quality report, which merge requests show. Must not give two findings one fingerprint.
//!
//! Source: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use std::io;

use serde::Serialize;

use super::{Run, json, words::in_repository};
use crate::{
    escape,
    finding::{Finding, Severity},
    fingerprint::Fingerprints,
    source::{SourceFile, Span},
};

#[derive(Serialize)]
struct Issue<'a> {
    /// The only text that a merge request shows, so it names the rule.
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

/// The first line and the last, both from 1.
#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub(super) fn write(run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let fingerprints = fingerprints(run);
    let findings = run.findings().zip(fingerprints);
    let issues: Vec<_> = findings
        .map(|((source, finding), fingerprint)| issue(source, finding, fingerprint))
        .collect();
    json::write_value(&issues, out)
}

fn issue<'a>(source: &'a SourceFile, finding: &'a Finding, fingerprint: String) -> Issue<'a> {
    Issue {
        description: format!("{}: {}", finding.rule, escape::printable(&finding.text())),
        check_name: finding.rule,
        fingerprint,
        severity: severity(finding.severity),
        location: Location {
            path: in_repository(source.path()),
            lines: lines(source, finding.span),
        },
    }
}

/// GitLab knows `info`, `minor`, `major`, `critical` and `blocker`; a defect of a list blocks nobody.
const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

/// The lines of a place; a line feed at its end belongs to the line that it ends.
fn lines(source: &SourceFile, span: Span) -> Lines {
    let last = span.end.saturating_sub(1).max(span.start);
    Lines {
        begin: source.line_index(span.start) + 1,
        end: source.line_index(last) + 1,
    }
}

/// The fingerprints of all findings of a run, in their order: GitLab throws all files together.
fn fingerprints(run: &Run<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for file in &run.files {
        let path = in_repository(file.source.path());
        let mut fingerprints = Fingerprints::default();
        let findings = file.findings.iter();
        all.extend(findings.map(|finding| format!("{path}:{}", fingerprints.next(file.source, finding))));
    }
    all
}
