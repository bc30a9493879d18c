//! Output formats, one file each. Reports read findings and rule pages; they must not judge or change anything.

pub mod concise;
mod confirmed;
mod digest;
mod excerpt;
mod github;
mod gitlab;
mod human;
pub mod json;
mod junit;
mod markdown;
mod rdjson;
mod run;
mod sarif;
mod summary;
#[cfg(test)]
mod tests;
mod words;

use std::io;

pub use human::Style;
pub use run::{CheckedFile, Run};

/// The format of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Format {
    /// Every finding with its line, underlined, for people.
    Human,
    /// One line per finding.
    Concise,
    /// One JSON object, for scripts.
    Json,
    /// GitHub workflow commands, for annotations in a pull request.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// A Markdown table, for `$GITHUB_STEP_SUMMARY` or a comment.
    Markdown,
    /// GitLab's Code Quality report, for merge requests.
    Gitlab,
    /// JUnit XML, for CI systems that show tests.
    Junit,
    /// Reviewdog Diagnostic Format, for review comments.
    Rdjson,
}

/// Writes a run.
///
/// The output depends only on the arguments, and all text of a checked file is escaped.
///
/// # Errors
/// The errors of `out`.
pub fn write(format: Format, run: &Run<'_>, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    // Only the format for people depends on the terminal; the others are the same on every machine.
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
