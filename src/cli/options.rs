//! Options that several commands share, as typed. Must not act on them.

use std::path::PathBuf;

use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};

use super::{
    destination::{Destination, DestinationParser},
    net,
};
use crate::finding::{Confidence, Severity};

#[derive(Args, Debug)]
pub(super) struct CheckOptions {
    #[command(flatten)]
    pub(super) scope: ScopeOptions,

    #[command(flatten)]
    pub(super) news: NewsOptions,

    #[command(flatten)]
    pub(super) report: ReportOptions,

    #[command(flatten)]
    pub(super) knowledge: KnowledgeOptions,
}

/// The checked files, and the rules that check them.
#[derive(Args, Debug)]
#[command(next_help_heading = "Rules")]
pub(super) struct ScopeOptions {
    /// Files, folders, or - for standard input [default: README.md]
    #[arg(value_name = "PATH", help_heading = None)]
    pub(super) paths: Vec<PathBuf>,

    /// Use FILE instead of the paperlint.toml nearest to each list
    #[arg(long, value_name = "FILE", help_heading = None)]
    pub(super) config: Option<PathBuf>,

    /// Also use the published papers in FILE, an index or BibTeX (repeatable)
    ///
    /// paperlint publications shows the papers that are known without it.
    #[arg(long, value_name = "FILE", help_heading = None)]
    pub(super) publications: Vec<PathBuf>,

    /// Run only these rules (comma-separated or repeated)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) only: Vec<String>,

    /// Do not run these rules (comma-separated or repeated)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) skip: Vec<String>,

    /// Report only findings of at least this confidence
    #[arg(long, value_enum, value_name = "CONFIDENCE", default_value_t = Confidence::Low)]
    pub(super) min_confidence: Confidence,

    /// Run only rules that need the network
    #[arg(skip)]
    pub(super) online_only: bool,
}

/// The source of link results: the network, or a recording.
#[derive(Args, Debug)]
pub(super) struct KnowledgeOptions {
    #[command(flatten)]
    pub(super) net: net::OnlineOptions,

    #[command(flatten)]
    pub(super) replay: ReplayOptions,
}

/// The link results of an earlier run.
#[derive(Args, Debug)]
#[command(next_help_heading = "Network")]
pub(super) struct ReplayOptions {
    /// Use the link results saved with --record; no network
    #[arg(long, value_name = "FILE", conflicts_with = "net")]
    pub(super) replay: Option<PathBuf>,
}

/// The options that hide findings because they are old.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "New findings")]
pub(super) struct NewsOptions {
    /// Report only findings introduced since REV
    ///
    /// Lists are compared with the merge base of REV and HEAD, so later commits on REV do not count.
    #[arg(long, value_name = "REV")]
    pub(super) since: Option<String>,

    /// Report only findings that are not in this baseline
    ///
    /// The file was written by paperlint baseline.
    #[arg(long, value_name = "FILE", conflicts_with = "since")]
    pub(super) baseline: Option<PathBuf>,

    #[command(flatten)]
    pub(super) net: net::LinkNewsOptions,
}

/// The reports, their level of failure and their files.
#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub(super) struct ReportOptions {
    /// Write a report in this format, to FILE if given (repeatable)
    ///
    /// At most one format may be without a file.
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = DestinationParser, default_value = "human")]
    pub(super) format: Vec<Destination>,

    /// Write the report to FILE instead of standard output
    ///
    /// Applies to the format without a file of its own. The file is written atomically.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// Exit with status 1 if a finding has at least this level
    ///
    /// Findings of low confidence never fail a run.
    #[arg(long, value_name = "LEVEL", value_parser = FailOn::parser(), default_value = "error")]
    pub(super) fail_on: FailOn,

    /// Show which source confirmed each entry (needs link results)
    ///
    /// Link results come from --online, --replay or the links command.
    #[arg(long)]
    pub(super) entries: bool,
}

/// The lowest level that fails a run, if any does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct FailOn(pub(super) Option<Severity>);

impl FailOn {
    /// Reads the name of a level, or `never`.
    fn parser() -> impl TypedValueParser<Value = Self> {
        let levels = [Severity::Error, Severity::Warning, Severity::Info];
        let names = levels.map(Severity::as_str).into_iter().chain(["never"]);
        PossibleValuesParser::new(names)
            .map(move |name| Self(levels.into_iter().find(|level| level.as_str() == name)))
    }
}
