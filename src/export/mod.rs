//! The entries of lists for other programs: as JSON, CSV and BibTeX. Must not print, judge, or invent what is unknown.

mod authors;
mod bibtex;
mod csv;
pub mod json;
mod key;
mod record;
#[cfg(test)]
mod tests;

use std::io;

pub use record::{Identifier, LinkRecord, Record, Venue, VenueKind, records};

/// How entries are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Format {
    /// One JSON object with everything that is known.
    Json,
    /// One line for each entry (RFC 4180).
    Csv,
    /// One BibTeX entry for each paper.
    Bibtex,
}

/// Writes entries, in the order in which they are given.
///
/// # Errors
/// Whatever `out` answers.
pub fn write(format: Format, records: &[Record], out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::Json => json::write(records, out),
        Format::Csv => csv::write(records, out),
        Format::Bibtex => bibtex::write(records, out),
    }
}
