//! GitHub workflow commands, which become annotations of a pull request. Must not let a message leave its command.

use std::io;

use super::{Run, concise, summary};
use crate::{
    escape,
    finding::{Finding, Severity},
    source::{Position, SourceFile},
};

/// GitHub shows ten annotations of each level for each step, so the worst come first.
pub(super) fn write(run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    for (source, finding) in run.worst_first() {
        writeln!(out, "{}", command(source, finding))?;
    }
    for line in summary::lines(run) {
        writeln!(out, "{}", escape::log(&escape::printable(&line)))?;
    }
    Ok(())
}

/// The command; its message repeats the place, which the log of the step shows nowhere else.
fn command(source: &SourceFile, finding: &Finding) -> String {
    let message = format!(
        "{}: {}{}",
        concise::place(source, finding.span),
        escape::printable(&finding.text()),
        finding.help.as_deref().map(help).unwrap_or_default(),
    );
    format!(
        "::{} file={},{},title={}::{}",
        level(finding.severity),
        escape::workflow_property(&escape::printable(source.path())),
        region(
            source.position(finding.span.start),
            source.position(finding.span.end)
        ),
        escape::workflow_property(finding.rule),
        escape::workflow_data(&message),
    )
}

fn help(help: &str) -> String {
    format!("\nhelp: {}", escape::printable(help))
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// GitHub ignores an annotation that has columns on different lines.
fn region(start: Position, end: Position) -> String {
    let lines = format!("line={},endLine={}", start.line, end.line);
    if start.line == end.line {
        format!("{lines},col={},endColumn={}", start.column, end.column)
    } else {
        lines
    }
}
