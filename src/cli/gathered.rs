//! Facts about links, from any source. Must not send requests: `net` does.

use super::{error::Error, input, options::ReplayOptions};
use crate::facts::Facts;

/// Facts about the links of all lists.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) facts: Facts,
    /// True if the run was interrupted before all links were checked.
    pub(super) was_interrupted: bool,
}

/// The facts of the recording, if `--replay` names one.
pub(super) fn replayed(options: &ReplayOptions) -> Result<Option<Gathered>, Error> {
    let Some(file) = &options.replay else {
        return Ok(None);
    };
    Ok(Some(Gathered {
        facts: input::recording(file)?,
        was_interrupted: false,
    }))
}
