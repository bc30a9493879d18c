//! Prints the notes of a run that uses the network. Must not decide when to print them.

use crate::cli::output::{Terminal, say};

impl Terminal {
    /// Prints an error that does not end the run on standard error.
    pub(super) fn warn(&self, message: &str) {
        say(&self.theme().styles.warning.style("warning"), message);
    }

    /// Prints advice on standard error about more complete results.
    pub(super) fn hint(&self, message: &str) {
        say(&self.theme().styles.help.style("hint"), message);
    }
}
