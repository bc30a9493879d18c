//! Output formats, one file each. Reports read findings and rule pages; they must not judge or change anything.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    io,
};

use crate::{
    facts::LinkFacts,
    finding::{Applicability, Finding, Severity},
    rules::ConfirmedEntry,
    source::SourceFile,
};

pub mod concise;
mod confirmed;
mod excerpt;
mod github;
mod gitlab;
mod human;
pub mod json;
mod junit;
mod markdown;
mod rdjson;
mod sarif;
mod summary;
#[cfg(test)]
mod tests;

/// What one run found.
#[derive(Debug, Default)]
pub struct Run<'s> {
    /// The files, in the order of their paths.
    pub files: Vec<CheckedFile<'s>>,
    /// What was learnt about the links; `None` when they were not checked.
    pub links: Option<LinkFacts>,
    /// Whether reports for people say for each entry what was verified by whom.
    pub shows_entries: bool,
    /// How many findings are not among these, because they were known before.
    pub known: usize,
    /// The lines that have changed since, by the path of the file: people look at these.
    pub changed: BTreeMap<String, BTreeSet<usize>>,
}

impl Run<'_> {
    /// Every finding with its file, in the order of the files and their text.
    pub fn findings(&self) -> impl Iterator<Item = (&SourceFile, &Finding)> {
        self.files
            .iter()
            .flat_map(|file| file.findings.iter().map(|finding| (file.source, finding)))
    }

    /// Every finding with its file, the worst first, and of those the ones in changed lines: some readers show only the
    /// first few.
    fn worst_first(&self) -> Vec<(&SourceFile, &Finding)> {
        let mut findings: Vec<_> = self.findings().collect();
        findings
            .sort_by_key(|(source, finding)| Reverse((finding.severity, self.is_changed(source, finding))));
        findings
    }

    /// Whether the line of a finding has changed.
    fn is_changed(&self, source: &SourceFile, finding: &Finding) -> bool {
        let changed = self.changed.get(source.path());
        changed.is_some_and(|lines| lines.contains(&source.line_index(finding.span.start)))
    }

    /// The severity of the worst finding.
    fn worst(&self) -> Option<Severity> {
        self.findings().map(|(_, finding)| finding.severity).max()
    }

    /// How many findings have this severity.
    fn count(&self, severity: Severity) -> usize {
        self.findings()
            .filter(|(_, finding)| finding.severity == severity)
            .count()
    }
}

/// One file and what was found in it, in the order of the text.
#[derive(Debug)]
pub struct CheckedFile<'s> {
    /// The file.
    pub source: &'s SourceFile,
    /// The findings.
    pub findings: Vec<Finding>,
    /// What was verified of each entry; empty when links were not checked.
    pub entries: Vec<ConfirmedEntry>,
}

/// How a run is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Format {
    /// Every finding with the place in its line underlined.
    Human,
    /// One line per finding.
    Concise,
    /// One JSON object, for scripts.
    Json,
    /// GitHub workflow commands, which annotate the changed lines of a pull request.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// A Markdown table, for `$GITHUB_STEP_SUMMARY` or a comment.
    Markdown,
    /// GitLab's Code Quality report, which merge requests show.
    Gitlab,
    /// JUnit XML, which most CI systems show as tests.
    Junit,
    /// Reviewdog Diagnostic Format, for comments of a review.
    Rdjson,
}

/// How the human format is drawn. The other formats look the same everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// Whether to use colours.
    pub color: bool,
    /// The width of the terminal, in columns.
    pub width: usize,
}

/// Writes a run.
///
/// The output depends on the arguments alone, and no text of a checked file gets through unescaped.
///
/// # Errors
/// Whatever `out` answers.
pub fn write(format: Format, run: &Run<'_>, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::Human => human::write(run, style, out),
        Format::Concise => concise::write(run, out),
        Format::Json => json::write(run, out),
        Format::Github => github::write(run, out),
        Format::Sarif => sarif::write(run, out),
        Format::Markdown => markdown::write(run, out),
        Format::Gitlab => gitlab::write(run, out),
        Format::Junit => junit::write(run, out),
        Format::Rdjson => rdjson::write(run, out),
    }
}

/// A path as other programs compare it with those of the repository: without `./` at its start.
fn in_repository(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

/// What a fix is called where people read of it.
const fn fix_word(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::Safe => "fix",
        Applicability::Unsafe => "unsafe fix",
    }
}
