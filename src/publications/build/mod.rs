//! Makes indexes from the records of bibliographies. Must not know files or archives.

mod streams;
mod table;

use std::{io, ops::RangeInclusive};

use thiserror::Error;

pub use streams::Streams;

use super::writer::{TooLarge, Writer};

/// The reason why a source cannot be read.
#[derive(Debug, Error)]
pub enum SourceError {
    /// The source ends early, or cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A record that cannot be a record of this format.
    #[error("line {line}: {fault}")]
    Malformed {
        /// The line, from 1.
        line: u64,
        /// The fault, in a few words.
        fault: &'static str,
    },
    /// More papers than fit into an index.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

/// The papers that an index is to have.
#[derive(Clone, Debug)]
pub struct Selection<'r> {
    /// The venues, with their streams at DBLP.
    pub streams: Streams<'r>,
    /// The years.
    pub years: RangeInclusive<u16>,
}

/// Adds the papers of a table with the columns key, title, authors, file and year.
///
/// # Errors
///
/// If the source cannot be read, or a line is not one of such a table.
pub fn add_table(
    source: impl io::BufRead,
    selection: &Selection<'_>,
    writer: &mut Writer,
) -> Result<(), SourceError> {
    table::add(source, selection, writer)
}
