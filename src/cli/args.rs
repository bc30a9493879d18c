//! The arguments as typed. Must not act on them.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use super::{
    net,
    options::{CheckOptions, KnowledgeOptions, ReportOptions, ScopeOptions},
};
use crate::{baseline, export};

/// A linter and link checker for curated paper lists.
#[derive(Debug, Parser)]
#[command(name = "paperlint", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,

    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value_t)]
    pub(super) color: ColorChoice,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check lists
    ///
    /// Exit status: 0 when nothing is found at or above --fail-on, 1 when something is, 2 when paperlint could not run.
    #[command(after_help = "\
Examples:
  paperlint check                     README.md in this folder
  paperlint check --online            also whether links are alive
  paperlint check --only short-row .  one rule, every Markdown file below this folder
  paperlint check --since origin/main only what this branch brings
  paperlint check --format human --format sarif=paperlint.sarif
  git show HEAD:README.md | paperlint check -")]
    Check(CheckOptions),

    /// Repair lists: every finding whose fix is safe
    ///
    /// A file is fixed until nothing changes any more, and written whole or not at all. What is left is reported as
    /// check reports it. Exit status: that of check for what is left.
    #[command(after_help = "\
Examples:
  paperlint fix                       README.md in this folder
  paperlint fix --diff | git apply    the same, with a look at it before
  paperlint fix --unsafe --diff       also what is likely right and wants a look
  paperlint fix --only inconsistent-bold,missing-anchor lists/*.md
  paperlint fix - < list.md           the fixed list on standard output")]
    Fix(FixOptions),

    /// Write down what is found now, so that check --baseline reports only what is new
    #[command(after_help = "\
Examples:
  paperlint baseline                  README.md in this folder, into paperlint-baseline.jsonl
  paperlint baseline --prune          only forget what does not occur any more
  paperlint check --baseline paperlint-baseline.jsonl")]
    Baseline(BaselineOptions),

    #[command(flatten)]
    Net(net::Command),

    /// Write the papers of lists as JSON, CSV or BibTeX
    #[command(after_help = "\
Examples:
  paperlint export                                the papers of README.md in this folder, as JSON
  paperlint export --format bibtex -o papers.bib  for LaTeX
  paperlint export --format csv lists/*.md        the papers of several lists, for a spreadsheet")]
    Export(ExportOptions),

    /// Write a paperlint.toml with the roles and conventions of a list, and how many cells follow them
    #[command(after_help = "\
Examples:
  paperlint init            paperlint.toml beside the README.md of this folder
  paperlint init --stdout   only show it
  paperlint init --with workflow,hook
                            also a workflow for GitHub and the hook of pre-commit")]
    Init(InitOptions),

    /// Show a rule's page
    Explain {
        /// The rule's name
        rule: String,
    },

    /// List the rules
    Rules,

    /// Print the JSON schema of paperlint.toml, of the JSON report or of exported entries
    Schema {
        /// Which schema
        #[arg(value_enum, default_value_t = SchemaOf::Config)]
        of: SchemaOf,
    },

    /// Print a script that completes paperlint's arguments in a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },

    /// Print the manual page of paperlint or of one of its commands
    #[command(after_help = "\
Examples:
  paperlint man check > paperlint-check.1   the page of check, to be read by: man ./paperlint-check.1")]
    Man {
        /// The command [default: paperlint itself]
        #[arg(value_name = "COMMAND")]
        of: Option<String>,
    },
}

#[derive(Args, Debug)]
pub(super) struct InitOptions {
    /// The list, its folder, or - to read standard input and print [default: README.md]
    #[arg(value_name = "PATH")]
    pub(super) path: Option<PathBuf>,

    /// Also write these files, at the root of the repository
    #[arg(long, value_enum, value_name = "FILE", value_delimiter = ',')]
    pub(super) with: Vec<Companion>,

    /// Print what would be written instead of writing it
    #[arg(long)]
    pub(super) stdout: bool,

    /// Replace files that are there
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Args, Debug)]
pub(super) struct FixOptions {
    #[command(flatten)]
    pub(super) scope: ScopeOptions,

    #[command(flatten)]
    pub(super) knowledge: KnowledgeOptions,

    #[command(flatten)]
    pub(super) report: ReportOptions,

    /// Also apply fixes that are likely right but want a look
    #[arg(long = "unsafe")]
    pub(super) is_unsafe: bool,

    /// Print what would change as a unified diff, and write nothing
    #[arg(long)]
    pub(super) diff: bool,
}

#[derive(Args, Debug)]
pub(super) struct BaselineOptions {
    #[command(flatten)]
    pub(super) scope: ScopeOptions,

    #[command(flatten)]
    pub(super) knowledge: KnowledgeOptions,

    /// The file that is written
    #[arg(long, short, value_name = "FILE", default_value = baseline::FILE_NAME)]
    pub(super) output: PathBuf,

    /// Add nothing: only take out what does not occur any more
    #[arg(long)]
    pub(super) prune: bool,
}

#[derive(Args, Debug)]
pub(super) struct ExportOptions {
    /// Files, folders, or - for standard input [default: README.md]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// How entries are written
    #[arg(long, value_enum, default_value_t = export::Format::Json)]
    pub(super) format: export::Format,

    /// Write the entries to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// Use this configuration instead of the paperlint.toml nearest to each file
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

/// A file that `init` writes on request.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Companion {
    /// .github/workflows/paperlint.yml: checks pull requests and, every week, links
    Workflow,
    /// .pre-commit-config.yaml: checks lists before they are committed
    Hook,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SchemaOf {
    /// paperlint.toml
    Config,
    /// The output of check --format json
    Report,
    /// The output of export --format json
    Entries,
}
