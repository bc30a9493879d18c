//! `man`: the manual pages, made of the declared arguments. Must not hold a text of its own.

use clap::CommandFactory;

use super::{args::Arguments, error::Error};

/// The page of a command, or of paperlint itself, for `man` to read.
pub(super) fn page(name: Option<&str>) -> Result<String, Error> {
    let mut whole = Arguments::command();
    // Only what is built knows the options of all commands and that `check` is called `paperlint-check` here.
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
