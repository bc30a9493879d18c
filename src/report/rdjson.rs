//! Reviewdog Diagnostic Format, for review comments. Must not offer a part of a fix as the whole fix.
//!
//! Source: <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>.

use std::io;

use serde::Serialize;

use super::{
    Run, concise, json,
    words::{fix_word, in_repository},
};
use crate::{
    escape,
    finding::{Edit, Finding, Label, Severity},
    source::{self, SourceFile, Span},
};

#[derive(Serialize)]
struct DiagnosticResult<'a> {
    source: Source,
    /// The worst severity.
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'static str>,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    /// Markdown, which reviewdog copies into a comment.
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation<'a>>,
    /// Plain text, for logs and the details of a check.
    original_output: String,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// Both numbers start at 1; the column counts bytes.
#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct RelatedLocation<'a> {
    message: String,
    location: Location<'a>,
}

pub(super) fn write(run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let findings = run.findings();
    let result = DiagnosticResult {
        source: Source {
            name: env!("CARGO_PKG_NAME"),
            url: env!("CARGO_PKG_REPOSITORY"),
        },
        severity: run.worst().map(severity),
        diagnostics: findings
            .map(|(source, finding)| diagnostic(source, finding))
            .collect(),
    };
    json::write_value(&result, out)
}

fn diagnostic<'a>(source: &'a SourceFile, finding: &'a Finding) -> Diagnostic<'a> {
    let fix = finding.fix.iter();
    let related = finding.related.iter();
    Diagnostic {
        message: message(finding),
        location: location(source, finding.span),
        severity: severity(finding.severity),
        code: Code { value: finding.rule },
        suggestions: fix.filter_map(|fix| suggestion(source, &fix.edits)).collect(),
        related_locations: related.map(|label| related_location(source, label)).collect(),
        original_output: escape::log(&concise::located(source, finding)).into_owned(),
    }
}

/// The message, the help and the fix, one paragraph each.
fn message(finding: &Finding) -> String {
    let mut message = escape::markdown(&finding.text());
    if let Some(help) = &finding.help {
        message = format!("{message}\n\nhelp: {}", escape::markdown(help));
    }
    if let Some(fix) = &finding.fix {
        let word = fix_word(fix.applicability);
        message = format!("{message}\n\n{word}: {}", escape::markdown(&fix.title));
    }
    message
}

fn suggestion<'a>(source: &SourceFile, edits: &'a [Edit]) -> Option<Suggestion<'a>> {
    // Several suggestions would be alternatives, so only a fix with a single edit becomes a suggestion.
    let [Edit { span, replacement }] = edits else {
        return None;
    };
    Some(Suggestion {
        range: range(source, *span),
        text: replacement,
    })
}

fn related_location<'a>(source: &'a SourceFile, label: &Label) -> RelatedLocation<'a> {
    RelatedLocation {
        message: escape::markdown(&label.message),
        location: location(source, label.span),
    }
}

fn location(source: &SourceFile, span: Span) -> Location<'_> {
    Location {
        path: in_repository(source.path()),
        range: range(source, span),
    }
}

fn range(source: &SourceFile, span: Span) -> Range {
    Range {
        start: source.position_utf8(span.start).into(),
        end: source.position_utf8(span.end).into(),
    }
}

impl From<source::Position> for Position {
    fn from(source::Position { line, column }: source::Position) -> Self {
        Self { line, column }
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}
