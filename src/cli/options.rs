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
    pub(super) knowledge: KnowledgeOptions,

    #[command(flatten)]
    pub(super) news: NewsOptions,

    #[command(flatten)]
    pub(super) report: ReportOptions,
}

/// Which files are checked, and by which rules.
#[derive(Args, Debug)]
pub(super) struct ScopeOptions {
    /// Files, folders, or - for standard input [default: README.md]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Run only these rules (may be given several times, or as a list with commas)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) only: Vec<String>,

    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) skip: Vec<String>,

    /// Report only findings of which the rule is this sure: low reports all
    #[arg(long, value_enum, value_name = "CONFIDENCE", default_value_t = Confidence::Low)]
    pub(super) min_confidence: Confidence,

    /// Use this configuration instead of the paperlint.toml nearest to each file
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Only run rules that need the network
    #[arg(skip)]
    pub(super) online_only: bool,
}

/// The source of what is known about links: the network, or a recording.
#[derive(Args, Debug)]
pub(super) struct KnowledgeOptions {
    #[command(flatten)]
    pub(super) net: net::OnlineOptions,

    #[command(flatten)]
    pub(super) replay: ReplayOptions,
}

/// Facts of an earlier run.
#[derive(Args, Debug)]
pub(super) struct ReplayOptions {
    /// Judge by the facts that --record has kept in this file, without asking the network
    #[arg(long, value_name = "FILE", conflicts_with = "net")]
    pub(super) replay: Option<PathBuf>,
}

/// Which findings are left out because they are old.
#[derive(Args, Debug, Default)]
pub(super) struct NewsOptions {
    /// Report only what the files have now and did not have at this revision: where HEAD has left it, if it has
    #[arg(long, value_name = "REV")]
    pub(super) since: Option<String>,

    /// Report only what is not in this file, which paperlint baseline has written
    #[arg(long, value_name = "FILE", conflicts_with = "since")]
    pub(super) baseline: Option<PathBuf>,

    #[command(flatten)]
    pub(super) net: net::LinkNewsOptions,
}

/// How findings are reported.
#[derive(Args, Debug)]
pub(super) struct ReportOptions {
    /// How findings are written, and to which file; may be given several times, one of them without a file
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = DestinationParser, default_value = "human")]
    pub(super) format: Vec<Destination>,

    /// Write the report whose format names no file to this one instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// The lowest level of a finding that makes the exit status 1; findings of low confidence never do
    #[arg(long, value_name = "LEVEL", value_parser = FailOn::parser(), default_value = "error")]
    pub(super) fail_on: FailOn,

    /// Also say for each entry what was verified by whom; only with facts, from --online or --replay
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
