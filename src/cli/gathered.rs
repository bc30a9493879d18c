//! Facts about links, however they were come by. Must not ask the network: `net` does.

use super::{error::Error, input, options::ReplayOptions};
use crate::facts::Facts;

/// Facts about the links of all lists.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) facts: Facts,
    /// True if a signal came before all links were checked.
    pub(super) was_interrupted: bool,
}

/// The facts of a recording, if one is named.
pub(super) fn replayed(options: &ReplayOptions) -> Result<Option<Gathered>, Error> {
    let Some(file) = &options.replay else {
        return Ok(None);
    };
    Ok(Some(Gathered {
        facts: input::recording(file)?,
        was_interrupted: false,
    }))
}
