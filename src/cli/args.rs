//! The arguments as typed. Must not act on them.

#[cfg(feature = "net")]
use std::net::SocketAddr;
use std::path::PathBuf;
#[cfg(feature = "net")]
use std::time::Duration;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use super::destination::{Destination, DestinationParser};
use crate::{
    baseline, export,
    finding::{Confidence, Severity},
};

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
    /// A file is fixed until nothing changes any more, and written whole or not at all. What is left is reported as check
    /// reports it. Exit status: that of check for what is left.
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

    /// Check only what needs the network: whether links are alive
    ///
    /// Exit status: that of check; 130 when the run was interrupted, after a report on what was learnt by then.
    #[cfg(feature = "net")]
    #[command(after_help = "\
Examples:
  paperlint links                     README.md in this folder, for a nightly job
  paperlint links --budget 10m --format markdown >> \"$GITHUB_STEP_SUMMARY\"
  paperlint links --dead-after 3      call a link dead when it was so for three days
  paperlint links --dump              only the addresses, one a line, for another program")]
    Links(LinksOptions),

    /// Show what is remembered about links, or forget what is old
    #[cfg(feature = "net")]
    #[command(after_help = "\
Examples:
  paperlint cache                     one line for each link: verdict, day, address, what happened
  paperlint cache --prune 30          forget links that were last asked more than 30 days ago")]
    Cache(CacheOptions),

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

/// What is known about the world outside the files.
#[derive(Args, Debug)]
#[cfg_attr(feature = "net", command(group(clap::ArgGroup::new("net").multiple(true).requires("online"))))]
pub(super) struct KnowledgeOptions {
    /// Also ask the network whether links are alive
    #[cfg(feature = "net")]
    #[arg(long, conflicts_with = "replay")]
    pub(super) online: bool,

    #[cfg(feature = "net")]
    #[command(flatten)]
    pub(super) net: NetOptions,

    #[command(flatten)]
    pub(super) replay: ReplayOptions,
}

/// What was known before.
#[derive(Args, Debug)]
pub(super) struct ReplayOptions {
    /// Judge by the facts that --record has kept in this file, without asking the network
    #[arg(long, value_name = "FILE")]
    #[cfg_attr(feature = "net", arg(conflicts_with = "net"))]
    pub(super) replay: Option<PathBuf>,
}

/// Whether old findings are reported.
#[derive(Args, Debug, Default)]
pub(super) struct NewsOptions {
    /// Report only what the files have now and did not have at this revision: where HEAD has left it, if it has
    #[arg(long, value_name = "REV")]
    pub(super) since: Option<String>,

    /// Report only what is not in this file, which paperlint baseline has written
    #[arg(long, value_name = "FILE", conflicts_with = "since")]
    pub(super) baseline: Option<PathBuf>,

    /// With --since, also ask for links that the files had before
    #[cfg(feature = "net")]
    #[arg(long, requires = "since")]
    pub(super) all_links: bool,
}

#[cfg(feature = "net")]
#[derive(Args, Debug)]
#[command(group(clap::ArgGroup::new("net").multiple(true)))]
pub(super) struct LinksOptions {
    #[command(flatten)]
    scope: ScopeOptions,

    #[command(flatten)]
    news: NewsOptions,

    #[command(flatten)]
    report: ReportOptions,

    #[command(flatten)]
    net: NetOptions,

    #[command(flatten)]
    replay: ReplayOptions,

    /// Only print the addresses that would be asked, one a line
    #[arg(long, conflicts_with = "net")]
    pub(super) dump: bool,
}

/// How the network is asked.
#[cfg(feature = "net")]
#[derive(Args, Debug)]
pub(super) struct NetOptions {
    /// Stop asking after this time, such as 90s or 10m, and report what was learnt by then
    #[arg(long, value_name = "TIME", value_parser = humantime::parse_duration, group = "net")]
    pub(super) budget: Option<Duration>,

    /// Call a link dead only when it was so for this many days, and more than once
    #[arg(long, value_name = "DAYS", group = "net", conflicts_with = "no_cache")]
    pub(super) dead_after: Option<u32>,

    /// Also look whether pages have the sections that links name behind `#`
    #[arg(long, group = "net")]
    pub(super) fragments: bool,

    #[command(flatten)]
    pub(super) cache: CacheChoice,

    /// Keep what was learnt in this file, for --replay
    #[arg(long, value_name = "FILE", group = "net")]
    pub(super) record: Option<PathBuf>,

    /// Also ask hosts of private networks; only for lists whose authors you trust
    #[arg(long, group = "net")]
    pub(super) allow_private: bool,

    /// Ask the server at this address of this machine in place of every host: for demonstrations and tests
    #[arg(long, value_name = "ADDRESS", value_parser = loopback, group = "net")]
    pub(super) mirror: Option<SocketAddr>,

    /// Where GitHub's API is, which gets the token in `GITHUB_TOKEN` [default: `GITHUB_API_URL`, or the public one]
    #[arg(long, value_name = "URL", group = "net")]
    pub(super) github_api: Option<String>,
}

/// An address of this machine, such as `127.0.0.1:8000`. Another machine would be told tokens.
#[cfg(feature = "net")]
fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text
        .parse()
        .map_err(|_| "it is no address such as 127.0.0.1:8000".to_owned())?;
    let is_here = address.ip().is_loopback();
    is_here
        .then_some(address)
        .ok_or_else(|| "it is no address of this machine".to_owned())
}

/// Where links are remembered between runs.
#[cfg(feature = "net")]
#[derive(Args, Debug)]
pub(super) struct CacheChoice {
    /// Remember links in this file [default: paperlint/links.jsonl in your folder for caches]
    #[arg(long, value_name = "FILE", group = "net")]
    pub(super) cache: Option<PathBuf>,

    /// Neither use nor write what earlier runs have learnt about links
    #[arg(long, group = "net", conflicts_with = "cache")]
    pub(super) no_cache: bool,
}

#[cfg(feature = "net")]
#[derive(Args, Debug)]
pub(super) struct CacheOptions {
    /// The file [default: paperlint/links.jsonl in your folder for caches]
    #[arg(long, value_name = "FILE")]
    pub(super) cache: Option<PathBuf>,

    /// Forget links that were last asked more than this many days ago, instead of printing
    #[arg(long, value_name = "DAYS")]
    pub(super) prune: Option<u32>,
}

#[cfg(feature = "net")]
impl From<LinksOptions> for CheckOptions {
    fn from(options: LinksOptions) -> Self {
        let scope = ScopeOptions {
            online_only: true,
            ..options.scope
        };
        Self {
            scope,
            news: options.news,
            report: options.report,
            knowledge: KnowledgeOptions {
                online: options.replay.replay.is_none(),
                net: options.net,
                replay: options.replay,
            },
        }
    }
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
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Error)]
    pub(super) fail_on: FailOn,

    /// Also say for each entry what was verified by whom; only with facts, from --online or --replay
    #[arg(long)]
    pub(super) entries: bool,
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
