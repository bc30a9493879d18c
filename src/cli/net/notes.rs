//! Notes of a run that asks the network. Must not know when they are worth it.

use crate::cli::output::{Terminal, say};

impl Terminal {
    /// Says on standard error what went wrong without ending the run.
    pub(super) fn warn(&self, message: &str) {
        say(&self.theme().styles.warning.style("warning"), message);
    }

    /// Says on standard error what would have given more.
    pub(super) fn hint(&self, message: &str) {
        say(&self.theme().styles.help.style("hint"), message);
    }
}
