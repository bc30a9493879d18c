//! Output formats, one file each. Reports read findings and rule pages; they must not judge or change anything.

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
mod run;
mod sarif;
mod summary;
#[cfg(test)]
mod tests;
mod words;

use std::io;

pub use human::Style;
pub use run::{CheckedFile, Run};

/// A form in which a run is written.
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

/// Writes a run.
///
/// The output depends on the arguments alone, and no text of a checked file gets through unescaped.
///
/// # Errors
/// Whatever `out` answers.
pub fn write(format: Format, run: &Run<'_>, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    // Only people have a terminal: what programs read is the same on every machine.
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
