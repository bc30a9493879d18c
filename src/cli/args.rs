//! The arguments as typed. Must not act on them.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use crate::{export, finding::Severity, report::Format};

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
  git show HEAD:README.md | paperlint check -")]
    Check(CheckOptions),

    /// Check only what needs the network: whether links are alive
    #[cfg(feature = "net")]
    #[command(after_help = "\
Examples:
  paperlint links                     README.md in this folder, for a nightly job
  paperlint links --format markdown >> \"$GITHUB_STEP_SUMMARY\"")]
    Links(LinksOptions),

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
  paperlint init --stdout   only show it")]
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
}

#[derive(Args, Debug)]
pub(super) struct InitOptions {
    /// The list, its folder, or - to read standard input and print [default: README.md]
    #[arg(value_name = "PATH")]
    pub(super) path: Option<PathBuf>,

    /// Print the configuration instead of writing it
    #[arg(long)]
    pub(super) stdout: bool,

    /// Replace a paperlint.toml that is there
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Args, Debug)]
pub(super) struct CheckOptions {
    #[command(flatten)]
    pub(super) common: CommonOptions,

    /// Also ask the network whether links are alive
    #[cfg(feature = "net")]
    #[arg(long)]
    pub(super) online: bool,

    /// Only run rules that need the network
    #[arg(skip)]
    pub(super) online_only: bool,
}

#[cfg(feature = "net")]
#[derive(Args, Debug)]
pub(super) struct LinksOptions {
    #[command(flatten)]
    common: CommonOptions,
}

#[cfg(feature = "net")]
impl From<LinksOptions> for CheckOptions {
    fn from(options: LinksOptions) -> Self {
        Self {
            common: options.common,
            online: true,
            online_only: true,
        }
    }
}

#[derive(Args, Debug)]
pub(super) struct CommonOptions {
    /// Files, folders, or - for standard input [default: README.md]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,

    /// Write the report to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// The lowest level of a finding that makes the exit status 1
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Error)]
    pub(super) fail_on: FailOn,

    /// Run only these rules (may be given several times, or as a list with commas)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) only: Vec<String>,

    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) skip: Vec<String>,

    /// Use this configuration instead of the paperlint.toml nearest to each file
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Also ask hosts of private networks; only for lists whose authors you trust
    #[cfg(feature = "net")]
    #[arg(long)]
    pub(super) allow_private: bool,
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

/// The lowest level that fails a run.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The level, if any fails a run.
    pub(super) const fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
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
