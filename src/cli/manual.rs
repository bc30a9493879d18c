//! `man`: the manual pages, made from the declared arguments. Must not contain its own text.

use clap::CommandFactory;

use super::{args::Arguments, error::Error};

/// The page of a command, or of paperlint itself, for `man` to read.
pub(super) fn page(name: Option<&str>) -> Result<String, Error> {
    let mut whole = Arguments::command();
    // Only built commands know the global options and that the page of `check` is called `paperlint-check`.
    whole.build();
    let command = match name {
        None => Some(whole),
        Some(name) => whole.find_subcommand(name).cloned(),
    };
    let unknown = || Error::UnknownCommand {
        name: name.unwrap_or_default().to_owned(),
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command.ok_or_else(unknown)?)
        .source(concat!("paperlint ", env!("CARGO_PKG_VERSION")))
        .render(&mut page)
        .expect("memory can be written to");
    Ok(String::from_utf8_lossy(&page).into_owned())
}
