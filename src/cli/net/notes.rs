//! Notes of a run that asks the network. Must not know when they are worth it.

use crate::cli::output::{Terminal, say};

impl Terminal {
    /// Prints errors that do not end the run on standard error.
    pub(super) fn warn(&self, message: &str) {
        say(&self.theme().styles.warning.style("warning"), message);
    }

    /// Prints advice on standard error that would have led to more answers.
    pub(super) fn hint(&self, message: &str) {
        say(&self.theme().styles.help.style("hint"), message);
    }
}
