//! One line per finding, for grep and editors. Must not show excerpts.

use std::io;

use super::{Run, confirmed, summary};
use crate::{
    escape,
    finding::Finding,
    source::{SourceFile, Span},
};

/// `LINE:COLUMN RULE: MESSAGE`, as on the rules' pages; the column counts characters from 1.
#[must_use]
pub fn line(source: &SourceFile, finding: &Finding) -> String {
    let start = source.position(finding.span.start);
    format!(
        "{}:{} {}: {}",
        start.line,
        start.column,
        finding.rule,
        escape::printable(&finding.text())
    )
}

pub(super) fn write(run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    for (source, finding) in run.findings() {
        writeln!(out, "{}", escape::log(&located(source, finding)))?;
    }
    // Findings differ from the sentences by a path and two numbers at the start, which editors look for.
    let sentences = summary::sentences(run).into_iter().map(|sentence| sentence.text);
    for line in confirmed::lines(run).into_iter().chain(sentences) {
        writeln!(out, "{}", escape::log(&escape::printable(&line)))?;
    }
    Ok(())
}

/// `PATH:LINE:COLUMN: SEVERITY[RULE] MESSAGE`.
pub(super) fn located(source: &SourceFile, finding: &Finding) -> String {
    let Finding { rule, severity, .. } = finding;
    format!(
        "{}: {}[{rule}] {}",
        place(source, finding.span),
        severity.as_str(),
        escape::printable(&finding.text())
    )
}

/// `PATH:LINE:COLUMN`, printable.
pub(super) fn place(source: &SourceFile, span: Span) -> String {
    let start = source.position(span.start);
    format!(
        "{}:{}:{}",
        escape::printable(source.path()),
        start.line,
        start.column
    )
}
