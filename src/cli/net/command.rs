//! The commands that need the network: `links` and `cache`. Must not gather facts by itself.

use clap::{ArgGroup, Args, Subcommand};

use super::{
    cache,
    gather::planned,
    options::{CacheOptions, NetOptions, OnlineOptions},
};
use crate::{
    cli::{
        check,
        error::Error,
        files::{Files, Use},
        options::{CheckOptions, KnowledgeOptions, NewsOptions, ReplayOptions, ReportOptions, ScopeOptions},
        outcome::Status,
        output::{self, Terminal},
        subject::Subject,
    },
    escape,
};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Check links, with only the rules that need the network
    ///
    /// Exit status: as for check; 130 if the run was interrupted, after a report on the results so far.
    #[command(after_long_help = "\
Examples:
  paperlint links                   # README.md in this folder, for a nightly job
  paperlint links --dead-after 3    # tolerate hosts that are down for less than three days
  paperlint links --budget 10m --format markdown >> \"$GITHUB_STEP_SUMMARY\"
  paperlint links --dump            # only print the URLs, for another program")]
    Links(Box<LinksOptions>),

    /// Show or prune the link cache
    ///
    /// Prints one line for each link: verdict, day, URL, reason.
    #[command(after_long_help = "\
Examples:
  paperlint cache | grep '^dead'
  paperlint cache --prune 30        # remove links last checked more than 30 days ago")]
    Cache(CacheOptions),
}

#[derive(Args, Debug)]
#[command(group(ArgGroup::new("net").multiple(true)))]
pub(in crate::cli) struct LinksOptions {
    #[command(flatten)]
    scope: ScopeOptions,

    #[command(flatten)]
    news: NewsOptions,

    #[command(flatten)]
    report: ReportOptions,

    /// Print the URLs that would be checked, one per line
    ///
    /// No request is sent.
    #[arg(long, conflicts_with = "net", help_heading = "Output")]
    dump: bool,

    #[command(flatten)]
    net: NetOptions,

    #[command(flatten)]
    replay: ReplayOptions,
}

impl From<LinksOptions> for CheckOptions {
    fn from(options: LinksOptions) -> Self {
        // The other rules find the same at every hour; `links` runs because the web may have changed.
        let scope = ScopeOptions {
            online_only: true,
            ..options.scope
        };
        Self {
            scope,
            news: options.news,
            report: options.report,
            knowledge: KnowledgeOptions {
                net: OnlineOptions {
                    // The command means to send requests, unless there is a recording of the answers.
                    online: options.replay.replay.is_none(),
                    how: options.net,
                },
                replay: options.replay,
            },
        }
    }
}

/// Runs a command.
pub(in crate::cli) fn run(command: Command, terminal: &Terminal) -> Result<Status, Error> {
    match command {
        Command::Links(options) if options.dump => dump(&(*options).into())?,
        Command::Links(options) => return check::run(&(*options).into(), terminal),
        Command::Cache(options) => cache::run(&options, terminal)?,
    }
    Ok(Status::Clean)
}

/// Prints the URLs that would be requested, each once.
fn dump(options: &CheckOptions) -> Result<(), Error> {
    let files = Files::default().writing(Use::Report, &options.report.output);
    let subjects = Subject::in_scope(&options.scope, options.news.since.as_deref(), files)?;
    let reads: Vec<_> = subjects.iter().map(Subject::read).collect();
    let addresses = planned(&reads, &options.news.net);
    let lines = addresses.iter().map(|address| escape::printable(address) + "\n");
    let text: String = lines.collect();
    output::write(options.report.output.as_deref(), |out| {
        out.write_all(text.as_bytes())
    })
}
