//! The entries of lists for other programs: as JSON, CSV and BibTeX. Must not print, judge, or invent unknown values.

mod authors;
mod bibtex;
mod csl;
mod csv;
mod explain;
pub mod json;
mod key;
mod record;
mod registered;
#[cfg(test)]
mod tests;

use std::io;

pub use explain::explain;
pub use record::{Identifier, LinkRecord, Record, Shape, Venue, VenueKind, records};
pub use registered::Registered;

/// The format of exported entries.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Format {
    /// One JSON object with all known values.
    Json,
    /// One line per entry (RFC 4180).
    Csv,
    /// One BibTeX entry per paper.
    Bibtex,
    /// One item of CSL-JSON per paper, for reference managers.
    Csl,
}

/// Writes entries in the given order.
///
/// # Errors
/// The errors of `out`.
pub fn write(format: Format, records: &[Record], out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::Json => json::write(records, out),
        Format::Csv => csv::write(records, out),
        Format::Bibtex => bibtex::write(records, out),
        Format::Csl => csl::write(records, out),
    }
}
