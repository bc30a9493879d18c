//! `publications`: shows, makes and fetches indexes of published papers, and opens them for other commands.

mod build;
mod counts;
mod open;
mod options;
#[expect(clippy::disallowed_methods, reason = "shows progress on a terminal")]
mod progress;
mod show;

pub(super) use open::open;
pub(super) use options::PublicationsOptions;

use super::{error::Error, net, output::Terminal};
use options::PublicationsCommand;

pub(super) fn run(options: PublicationsOptions, terminal: &Terminal) -> Result<(), Error> {
    match options.command {
        None => show::run(&options),
        Some(PublicationsCommand::Build(build)) => build::run(&build, terminal),
        Some(PublicationsCommand::Net(command)) => net::run_publications(command, terminal),
    }
}
