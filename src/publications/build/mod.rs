//! Makes indexes from the records of bibliographies. Must not know files, and holds no source in memory.

mod bibtex;
mod bounded;
mod error;
mod record;
mod selection;
mod streams;
mod table;
#[cfg(test)]
mod tests;
mod xml;

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

pub use error::SourceError;
pub use selection::Selection;
pub use streams::Streams;

use super::{
    format::{DBLP, is_index},
    writer::Writer,
};

/// The first bytes of a source, which show its format.
const START: u64 = 8 << 10;

/// The most bytes of a source after decompression: DBLP has 5 GB.
const MOST_BYTES: u64 = 64 << 30;

/// The first bytes of a gzip file.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The size of a piece that is read and decompressed at once.
const PIECE: usize = 256 << 10;

/// Adds the papers of a source, whose format its first bytes show: DBLP's XML, also compressed with gzip, a table with
/// the columns key, title, authors, stream and year, or BibTeX, whose papers have the source `name`.
///
/// # Errors
///
/// If the source cannot be read, has another format, or a fault.
pub fn add(
    name: &str,
    source: impl Read,
    selection: &Selection<'_>,
    writer: &mut Writer,
) -> Result<(), SourceError> {
    let mut source = BufReader::with_capacity(PIECE, source);
    // A pipe may have a single byte ready.
    let start = start_of(&mut source)?;
    let whole = io::Cursor::new(start.clone()).chain(source);
    if start.starts_with(&GZIP) {
        let unpacked = MultiGzDecoder::new(whole).take(MOST_BYTES);
        let mut unpacked = BufReader::with_capacity(PIECE, unpacked);
        let start = start_of(&mut unpacked)?;
        let whole = io::Cursor::new(start.clone()).chain(unpacked);
        return add_plain(name, &start, whole, selection, writer);
    }
    add_plain(name, &start, whole.take(MOST_BYTES), selection, writer)
}

/// Adds the papers of BibTeX, which have the source `name`.
///
/// # Errors
///
/// If the source cannot be read, or is not BibTeX.
pub fn add_bibtex(
    name: &str,
    source: impl BufRead,
    selection: &Selection<'_>,
    writer: &mut Writer,
) -> Result<(), SourceError> {
    writer.begin(name)?;
    bibtex::add(source, selection, writer)
}

fn start_of(source: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    source.take(START).read_to_end(&mut start)?;
    Ok(start)
}

fn add_plain(
    name: &str,
    start: &[u8],
    source: impl BufRead,
    selection: &Selection<'_>,
    writer: &mut Writer,
) -> Result<(), SourceError> {
    if is_index(start) {
        return Err(SourceError::Index);
    }
    let text = start.trim_ascii_start();
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let has_columns = line.split(|byte| *byte == b'\t').count() > 4;
    if text.starts_with(b"<") {
        writer.begin(DBLP)?;
        xml::add(source, selection, writer)
    } else if has_columns {
        writer.begin(DBLP)?;
        table::add(source, selection, writer)
    } else if text.contains(&b'@') {
        add_bibtex(name, source, selection, writer)
    } else {
        Err(SourceError::Unknown)
    }
}
