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
    /// The only text in a merge request, so it names the rule.
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
    let mut issues = Vec::new();
    for file in &run.files {
        // GitLab mixes the issues of all files, and two lists may have a finding in the same words.
        let path = in_repository(file.source.path());
        let mut fingerprints = Fingerprints::default();
        for finding in &file.findings {
            let fingerprint = format!("{path}:{}", fingerprints.next(file.source, finding));
            issues.push(issue(file.source, finding, fingerprint));
        }
    }
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

/// The severity as GitLab calls it.
const fn severity(severity: Severity) -> &'static str {
    match severity {
        // `critical` and `blocker` are too much: a list with a defect can still be used.
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

fn lines(source: &SourceFile, span: Span) -> Lines {
    // A line feed at the end of a span belongs to the line that it ends.
    let last = span.end.saturating_sub(1).max(span.start);
    Lines {
        begin: source.line_index(span.start) + 1,
        end: source.line_index(last) + 1,
    }
}
