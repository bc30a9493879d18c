//! GitHub workflow commands, which become annotations of a pull request. Must not let a message leave its command.

use std::io;

use super::{Run, concise, summary};
use crate::{
    escape,
    finding::{Finding, Severity},
    source::{Position, SourceFile},
};

pub(super) fn write(run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    // GitHub shows ten annotations of each level for each step, so the worst come first.
    for (source, finding) in run.worst_first() {
        writeln!(out, "{}", command(source, finding))?;
    }
    // Only commands become annotations; the sentences appear in the log of the step.
    for sentence in summary::sentences(run) {
        writeln!(out, "{}", escape::log(&escape::printable(&sentence.text)))?;
    }
    Ok(())
}

fn command(source: &SourceFile, finding: &Finding) -> String {
    // The log of the step shows only the message, so it repeats the place.
    let mut message = format!(
        "{}: {}",
        concise::place(source, finding.span),
        escape::printable(&finding.text())
    );
    if let Some(help) = &finding.help {
        message += "\nhelp: ";
        message += &escape::printable(help);
    }
    format!(
        "::{} file={},{},title={}::{}",
        level(finding.severity),
        escape::workflow_property(&escape::printable(source.path())),
        region(
            source.position(finding.span.start),
            source.position(finding.span.end)
        ),
        // The title is the bold part of an annotation.
        escape::workflow_property(finding.rule),
        escape::workflow_data(&message),
    )
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

fn region(start: Position, end: Position) -> String {
    let lines = format!("line={},endLine={}", start.line, end.line);
    // GitHub ignores an annotation that has columns on different lines.
    if start.line == end.line {
        format!("{lines},col={},endColumn={}", start.column, end.column)
    } else {
        lines
    }
}
