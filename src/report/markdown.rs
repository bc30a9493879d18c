//! A Markdown table for GitHub's step summary and for comments. Must not let any text of a checked file become markup.

use std::io;

use super::{Run, summary};
use crate::{escape::markdown as escaped, finding::Finding, source::SourceFile};

/// The most rows of the table; a longer one is not read.
const ROWS: usize = 200;

/// The most characters of a message, for the same reason.
const MESSAGE_CHARACTERS: usize = 300;

/// The most characters of a sentence below the table, so that the sentences alone never fill a comment.
const SENTENCE_CHARACTERS: usize = 1_000;

/// The longest comment that GitHub accepts; the step summary may be longer.
///
/// GitHub counts characters; here, characters of two UTF-16 code units count as two, to be on the safe side.
const COMMENT: usize = 65_536;

/// The longest line with the number of omitted rows.
const MORE: usize = 100;

const HEAD: &str = "\n| Severity | Place | Rule | Message |\n| --- | --- | --- | --- |\n";

pub(super) fn write(run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    // The sentences sum up all lists, so they get room before the rows.
    let title = format!("## paperlint: {}\n", sentence(&summary::findings(run)));
    let sentences = sentences(run);
    let room = COMMENT - MORE - [&title, HEAD, &sentences].map(length).iter().sum::<usize>();
    out.write_all(title.as_bytes())?;
    table(run, room, out)?;
    out.write_all(sentences.as_bytes())
}

/// Writes as many rows as fit, the worst first.
fn table(run: &Run<'_>, mut room: usize, out: &mut dyn io::Write) -> io::Result<()> {
    let findings = run.worst_first();
    if findings.is_empty() {
        return Ok(());
    }
    out.write_all(HEAD.as_bytes())?;
    let mut shown = 0;
    for (source, finding) in findings.iter().take(ROWS) {
        let row = row(source, finding);
        let Some(rest) = room.checked_sub(length(&row)) else {
            // A shorter row below this one is less important, so it must not take its place.
            break;
        };
        room = rest;
        shown += 1;
        out.write_all(row.as_bytes())?;
    }
    match findings.len() - shown {
        0 => Ok(()),
        more => writeln!(out, "\n… and {more} more."),
    }
}

fn row(source: &SourceFile, finding: &Finding) -> String {
    let place = format!("{}:{}", source.path(), source.position(finding.span.start).line);
    let message = clipped(&finding.text(), MESSAGE_CHARACTERS);
    let (severity, rule) = (finding.severity.as_str(), finding.rule);
    format!(
        "| {severity} | {} | `{rule}` | {} |\n",
        escaped(&place),
        escaped(&message)
    )
}

/// The text below the table, each sentence a paragraph.
fn sentences(run: &Run<'_>) -> String {
    // The first sentence is the title.
    let sentences = summary::sentences(run).into_iter().skip(1);
    let paragraphs: Vec<_> = sentences.map(|said| sentence(&said.text)).collect();
    match paragraphs.as_slice() {
        [] => String::new(),
        paragraphs => format!("\n{}\n", paragraphs.join("\n\n")),
    }
}

fn sentence(text: &str) -> String {
    escaped(&clipped(text, SENTENCE_CHARACTERS))
}

fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn length(text: impl AsRef<str>) -> usize {
    text.as_ref().encode_utf16().count()
}
