//! A Markdown table for GitHub's step summary. Must not let any text of a checked file become markup.

use std::io;

use super::{Run, summary};
use crate::{escape::markdown as escaped, finding::Finding, source::SourceFile};

/// Rows of the table; a longer one helps nobody, and GitHub drops a summary above 1 MiB.
const ROWS: usize = 200;

/// Characters of a message, for the same reason.
const MESSAGE_CHARACTERS: usize = 300;

pub(super) fn write(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "## paperlint: {}", escaped(&summary::findings(run)))?;
    let findings = run.worst_first();
    if !findings.is_empty() {
        writeln!(
            out,
            "\n| Severity | Place | Rule | Message |\n| --- | --- | --- | --- |"
        )?;
    }
    for (source, finding) in findings.iter().take(ROWS) {
        writeln!(out, "{}", row(source, finding))?;
    }
    if findings.len() > ROWS {
        writeln!(out, "\n… and {} more.", findings.len() - ROWS)?;
    }
    for line in [summary::fixes(run), summary::links(run), summary::sources(run)]
        .into_iter()
        .flatten()
    {
        writeln!(out, "\n{}", escaped(&line))?;
    }
    Ok(())
}

fn row(source: &SourceFile, finding: &Finding) -> String {
    let place = format!("{}:{}", source.path(), source.position(finding.span.start).line);
    let message = clipped(&finding.message);
    let (severity, rule) = (finding.severity.as_str(), finding.rule);
    format!(
        "| {severity} | {} | `{rule}` | {} |",
        escaped(&place),
        escaped(&message)
    )
}

fn clipped(message: &str) -> String {
    match message.char_indices().nth(MESSAGE_CHARACTERS) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message.to_owned(),
    }
}
