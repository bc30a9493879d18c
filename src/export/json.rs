//! Entries as one JSON object. Must keep its shape: a change that breaks readers raises the version.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;

use super::Record;
use crate::escape;

/// The version of the format.
const VERSION: u32 = 2;

/// The entries of one or several lists.
#[derive(Serialize, JsonSchema)]
struct Entries<'a> {
    /// The version of this format.
    version: u32,
    /// The entries, by file and place.
    entries: &'a [Record],
}

/// The JSON schema of the format.
#[must_use]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Entries<'_>).into()
}

pub(super) fn write(records: &[Record], out: &mut dyn io::Write) -> io::Result<()> {
    let entries = Entries {
        version: VERSION,
        entries: records,
    };
    let serialised = serde_json::to_string_pretty(&entries)?;
    writeln!(out, "{}", escape::json(&serialised))
}
