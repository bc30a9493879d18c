//! What was verified of each entry, and by whom, for people. Must not escape: each format does.

use super::{CheckedFile, Run};
use crate::rules::{ConfirmedEntry, ConfirmedLink};

/// A line for each entry, if they were asked for: `README.md:12: “MapNet”: paper alive by arXiv (the same title)`.
pub(super) fn lines(run: &Run<'_>) -> Vec<String> {
    let files = run.files.iter().filter(|_| run.shows_entries);
    let lines = files.flat_map(|file| file.entries.iter().map(move |entry| line(file, entry)));
    lines.collect()
}

fn line(file: &CheckedFile<'_>, entry: &ConfirmedEntry) -> String {
    let place = file.source.position(entry.span.start).line;
    let links: Vec<_> = entry.links.iter().map(link).collect();
    format!(
        "{}:{place}: “{}”: {}",
        file.source.path(),
        entry.label,
        links.join("; ")
    )
}

fn link(link: &ConfirmedLink) -> String {
    let by = link.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let title = link
        .title
        .map(|title| format!(" ({})", title.as_str()))
        .unwrap_or_default();
    format!("{} {}{by}{title}", link.role.as_str(), link.verdict.as_str())
}
