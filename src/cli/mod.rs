//! The command line: reads arguments, files and the environment, and prints. Must not judge lists.

mod args;
mod baseline;
mod check;
mod destination;
mod error;
mod explain;
mod export;
mod files;
mod fix;
mod gathered;
#[expect(clippy::disallowed_methods, reason = "starts Git")]
mod history;
mod init;
#[expect(clippy::disallowed_methods, reason = "finds and reads lists")]
mod input;
mod manual;
#[cfg(feature = "net")]
mod net;
#[cfg(not(feature = "net"))]
#[path = "no_net.rs"]
mod net;
mod news;
mod older;
mod options;
mod outcome;
#[expect(clippy::disallowed_methods, reason = "prints reports and errors")]
mod output;
mod publications;
mod schema;
mod settings;
mod subject;
#[expect(clippy::disallowed_methods, reason = "checks that linked files exist")]
mod tree;
#[expect(clippy::disallowed_methods, reason = "writes files")]
mod write;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use self::{
    args::{Arguments, Command},
    error::Error,
    outcome::Status,
    output::Terminal,
};

/// Runs paperlint with the arguments and the environment of the process.
///
/// Exit status: 0 if nothing fails the run, 1 if findings do, 2 if it could not run, 130 if it was interrupted.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // clap also returns help and version this way, which are not errors.
        Err(answer) => {
            let is_lost = write::unless_left(answer.print()).is_err();
            return ExitCode::from(u8::from(is_lost || answer.use_stderr()) * 2);
        }
    };
    let terminal = Terminal::new(arguments.color);
    match run(arguments.command, &terminal) {
        Ok(outcome) if !terminal.has_failed() => outcome.into(),
        Ok(_) => ExitCode::from(2),
        Err(error) => {
            terminal.print_error(&error);
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, terminal: &Terminal) -> Result<Status, Error> {
    match command {
        Command::Check(options) => return check::run(&options, terminal),
        Command::Fix(options) => return fix::run(&options, terminal),
        Command::Baseline(options) => baseline::run(&options, terminal)?,
        Command::Publications(options) => publications::run(*options, terminal)?,
        Command::Net(command) => return net::run(command, terminal),
        Command::Export(options) => export::run(&options, terminal)?,
        Command::Init(options) => init::run(&options)?,
        Command::Explain { rule } => output::print(&explain::page(&rule)?)?,
        Command::Rules => output::print(&explain::list())?,
        Command::Schema { of } => output::print(&schema::text(of))?,
        Command::Completions { shell } => output::print(&completions(shell))?,
        Command::Man { of } => output::print(&manual::page(of.as_deref())?)?,
    }
    Ok(Status::Clean)
}

fn completions(shell: clap_complete::Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "paperlint", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
