//! The command line: reads arguments, files and the environment, and prints. Must not judge lists.

mod args;
mod baseline;
#[cfg(feature = "net")]
#[expect(clippy::disallowed_methods, reason = "finds the cache and tells it the time")]
mod cache;
mod check;
mod destination;
#[cfg(feature = "net")]
#[expect(clippy::disallowed_methods, reason = "reads the environment")]
mod environment;
mod error;
mod explain;
mod export;
#[expect(clippy::disallowed_methods, reason = "tries whether files can be written")]
mod files;
mod fix;
#[cfg(feature = "net")]
#[expect(
    clippy::disallowed_methods,
    reason = "takes the time of what was asked first off the budget"
)]
mod gather;
#[cfg(feature = "net")]
mod hints;
#[expect(clippy::disallowed_methods, reason = "starts Git")]
mod history;
mod init;
#[expect(clippy::disallowed_methods, reason = "finds and reads lists")]
mod input;
mod manual;
mod news;
#[expect(clippy::disallowed_methods, reason = "prints reports and errors")]
mod output;
#[cfg(feature = "net")]
#[expect(clippy::disallowed_methods, reason = "draws on standard error, now and then")]
mod progress;
mod schema;
mod settings;
#[expect(clippy::disallowed_methods, reason = "looks whether linked files exist")]
mod tree;
#[expect(clippy::disallowed_methods, reason = "writes files")]
mod write;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use self::{
    args::{Arguments, Command},
    error::Error,
    output::Terminal,
};

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    /// Nothing at or above the level that fails a run.
    Clean,
    /// Findings at or above it.
    Findings,
    /// Somebody wanted an end before all links were checked.
    Interrupted,
}

/// The exit status of a program that was ended by an interruption, as shells know it.
const INTERRUPTED: u8 = 130;

/// Runs paperlint with the arguments and the environment of the process.
///
/// Exit status: 0 when nothing fails the run, 1 when findings do, 2 when it could not run, 130 when it was interrupted.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // Help and versions are answers, not errors; clap knows which is which.
        Err(answer) => {
            let is_lost = write::unless_left(answer.print()).is_err();
            return ExitCode::from(u8::from(is_lost || answer.use_stderr()) * 2);
        }
    };
    let terminal = Terminal::new(arguments.color);
    match run(arguments, &terminal) {
        Ok(_) if terminal.has_failed() => ExitCode::from(2),
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Interrupted) => ExitCode::from(INTERRUPTED),
        Err(error) => {
            terminal.print_error(&error);
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Arguments, terminal: &Terminal) -> Result<Outcome, Error> {
    match arguments.command {
        Command::Check(options) => return check::run(&options, terminal),
        Command::Fix(options) => return fix::run(&options, terminal),
        Command::Baseline(options) => baseline::run(&options, terminal)?,
        #[cfg(feature = "net")]
        Command::Links(options) if options.dump => check::dump(&options.into())?,
        #[cfg(feature = "net")]
        Command::Links(options) => return check::run(&options.into(), terminal),
        #[cfg(feature = "net")]
        Command::Cache(options) => cache::run(&options, terminal)?,
        Command::Export(options) => export::run(&options)?,
        Command::Init(options) => init::run(&options)?,
        Command::Explain { rule } => output::print(&explain::page(&rule)?)?,
        Command::Rules => output::print(&explain::list())?,
        Command::Schema { of } => output::print(&schema::text(of))?,
        Command::Completions { shell } => output::print(&completions(shell))?,
        Command::Man { of } => output::print(&manual::page(of.as_deref())?)?,
    }
    Ok(Outcome::Clean)
}

fn completions(shell: clap_complete::Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "paperlint", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
