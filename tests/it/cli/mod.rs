//! The command line as users and scripts meet it.

mod commands;
mod configuration;
mod destinations;
mod errors;
mod export;
mod files;
mod fix;
mod formats;
mod hostile;
mod init;
mod inputs;
mod output;
mod overwriting;
mod publications;
mod selection;
#[cfg(feature = "net")]
mod updating;

/// A list with one error, a table of contents that leads nowhere, besides the warning `empty-link`.
const ERROR: &str = "# List\n\n[Papers](#paper)\n";
/// A list with one warning.
const WARNING: &str = "# List\n\nA [paper]()\n";
/// A list without defects.
const CLEAN: &str = "# List\n\n[Up](#list)\n";
