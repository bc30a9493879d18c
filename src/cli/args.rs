//! The arguments as typed. Must not act on them.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use super::{
    net,
    options::{CheckOptions, KnowledgeOptions, ReportOptions, ScopeOptions},
    publications::PublicationsOptions,
};
use crate::{baseline, export};

/// A linter and link checker for curated paper lists.
#[derive(Debug, Parser)]
#[command(name = "paperlint", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,

    /// Colour the output
    #[arg(long, global = true, value_name = "WHEN", default_value_t)]
    pub(super) color: ColorChoice,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check lists
    ///
    /// Exit status: 0 if no finding reaches the level of --fail-on, 1 if one does, 2 if paperlint could not run.
    #[command(after_long_help = "\
Examples:
  paperlint check                       # README.md in this folder
  paperlint check --online              # also check whether links are alive
  paperlint check --only short-row .    # one rule, all Markdown files below this folder
  paperlint check --since origin/main   # only findings that this branch introduces
  paperlint check --format human --format sarif=paperlint.sarif
  git show HEAD:README.md | paperlint check -")]
    Check(CheckOptions),

    /// Fix every finding that has a safe fix
    ///
    /// Repeats the fixes until a file no longer changes, then writes it atomically. Reports the remaining findings as
    /// check does. Exit status: as for check, by the remaining findings.
    #[command(after_long_help = "\
Examples:
  paperlint fix                     # README.md in this folder
  paperlint fix --diff              # only show the changes
  paperlint fix --unsafe --diff     # also show fixes that should be reviewed
  paperlint fix --only inconsistent-bold,missing-anchor lists/*.md
  paperlint fix - < list.md         # print the fixed list")]
    Fix(FixOptions),

    /// Record current findings so that check --baseline reports only new ones
    #[command(after_long_help = "\
Examples:
  paperlint baseline            # record the findings in README.md of this folder
  paperlint baseline --prune    # only remove findings that no longer occur
  paperlint check --baseline paperlint-baseline.jsonl")]
    Baseline(BaselineOptions),

    #[command(flatten)]
    Net(net::Command),

    /// Export the papers of lists as JSON, CSV, BibTeX or CSL-JSON
    #[command(after_long_help = "\
Examples:
  paperlint export                                  # README.md in this folder, as JSON
  paperlint export --format bibtex -o papers.bib    # for LaTeX
  paperlint export --format csv lists/*.md          # several lists, for a spreadsheet
  paperlint export --online --format bibtex         # with authors, DOIs and pages from registries")]
    Export(ExportOptions),

    /// Show which published papers are known, or make or fetch an index of more
    ///
    /// Rules look titles up in these papers, without the network.
    #[command(after_long_help = "\
Examples:
  paperlint publications                                 # the papers that are built in
  paperlint publications build papers.bib -o physics.bin # an index for another field
  paperlint check --publications physics.bin")]
    Publications(Box<PublicationsOptions>),

    /// Write a paperlint.toml with the column roles and conventions of a list
    ///
    /// Comments in the file say how many cells follow each convention.
    #[command(after_long_help = "\
Examples:
  paperlint init                         # paperlint.toml beside README.md in this folder
  paperlint init --stdout                # only print it
  paperlint init --with workflow,hook    # also add a GitHub workflow and a pre-commit hook")]
    Init(InitOptions),

    /// Show a rule's page
    Explain {
        /// The rule's name
        rule: String,
    },

    /// List the rules
    Rules,

    /// Print the JSON schema of paperlint.toml, the JSON report or exported entries
    Schema {
        /// The format that the schema describes
        #[arg(value_enum, default_value_t = SchemaOf::Config)]
        of: SchemaOf,
    },

    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },

    /// Print the manual page of paperlint or of a command
    #[command(after_long_help = "\
Examples:
  paperlint man check > paperlint-check.1
  man ./paperlint-check.1")]
    Man {
        /// The command [default: paperlint itself]
        #[arg(value_name = "COMMAND")]
        of: Option<String>,
    },
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub(super) struct InitOptions {
    /// The list, its folder, or - for standard input [default: README.md]
    ///
    /// The configuration for a list from standard input is printed.
    #[arg(value_name = "PATH", help_heading = None)]
    pub(super) path: Option<PathBuf>,

    /// Also write these files at the root of the repository
    ///
    /// Several files are comma-separated or repeated.
    #[arg(long, value_enum, value_name = "FILE", value_delimiter = ',')]
    pub(super) with: Vec<Companion>,

    /// Print the files instead of writing them
    #[arg(long)]
    pub(super) stdout: bool,

    /// Replace existing files
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Args, Debug)]
pub(super) struct FixOptions {
    #[command(flatten)]
    pub(super) scope: ScopeOptions,

    /// Also apply fixes that are probably right but should be reviewed
    #[arg(long = "unsafe", help_heading = "Fixes")]
    pub(super) is_unsafe: bool,

    /// Print the changes as a unified diff instead of writing them
    #[arg(long, help_heading = "Fixes")]
    pub(super) diff: bool,

    #[command(flatten)]
    pub(super) report: ReportOptions,

    #[command(flatten)]
    pub(super) knowledge: KnowledgeOptions,
}

#[derive(Args, Debug)]
pub(super) struct BaselineOptions {
    #[command(flatten)]
    pub(super) scope: ScopeOptions,

    /// Write the baseline to FILE
    #[arg(long, short, value_name = "FILE", default_value = baseline::FILE_NAME, help_heading = "Output")]
    pub(super) output: PathBuf,

    /// Remove findings that no longer occur, and add none
    #[arg(long, help_heading = "Output")]
    pub(super) prune: bool,

    #[command(flatten)]
    pub(super) knowledge: KnowledgeOptions,
}

#[derive(Args, Debug)]
pub(super) struct ExportOptions {
    /// Files, folders, or - for standard input [default: README.md]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Use FILE instead of the paperlint.toml nearest to each list
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Write the entries in this format
    #[arg(long, value_enum, default_value_t = export::Format::Json, help_heading = "Output")]
    pub(super) format: export::Format,

    /// Write the entries to FILE instead of standard output
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub(super) output: Option<PathBuf>,

    /// Show how paperlint reads this line of one file, instead of the export
    #[arg(long, value_name = "LINE", conflicts_with = "format", help_heading = "Output", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) explain: Option<u32>,

    #[command(flatten)]
    pub(super) knowledge: KnowledgeOptions,
}

/// A file that `init` writes on request.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Companion {
    /// .github/workflows/paperlint.yml: checks pull requests, and links every week
    Workflow,
    /// .pre-commit-config.yaml: checks lists before they are committed
    Hook,
}

/// A format that has a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SchemaOf {
    /// paperlint.toml
    Config,
    /// The output of check --format json
    Report,
    /// The output of export --format json
    Entries,
}
