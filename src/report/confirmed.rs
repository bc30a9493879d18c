//! The verified links of each entry and their sources, for people. Must not escape: each format does.

use super::{CheckedFile, Run};
use crate::rules::{ConfirmedEntry, ConfirmedLink};

/// A line for each entry with `--entries`: `README.md:12: “MapNet”: paper alive by arXiv (the same title)`.
pub(super) fn lines(run: &Run<'_>) -> Vec<String> {
    if !run.shows_entries {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for file in &run.files {
        lines.extend(file.entries.iter().map(|entry| line(file, entry)));
    }
    lines
}

fn line(file: &CheckedFile<'_>, entry: &ConfirmedEntry) -> String {
    // Editors and terminals turn a path with a line into a link.
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
    let mut said = format!("{} {}", link.role.as_str(), link.verdict.as_str());
    if let Some(by) = &link.by {
        said = format!("{said} by {by}");
    }
    if let Some(title) = link.title {
        said = format!("{said} ({})", title.as_str());
    }
    said
}
