//! Reads tables of papers: a line for each, with tabs between key, title, authors, stream, year and more.

use std::io::BufRead;

use super::{bounded::Bounded, error::SourceError, selection::Selection};
use crate::publications::writer::{Paper, Writer};

/// No line of a table is longer.
const LONGEST_LINE: usize = 1 << 20;

pub(super) fn add(
    source: impl BufRead,
    selection: &Selection<'_>,
    writer: &mut Writer,
) -> Result<(), SourceError> {
    let mut source = Bounded::new(source, LONGEST_LINE);
    let mut text = Vec::new();
    for line in 1.. {
        text.clear();
        source.begin();
        let read = source.read_until(b'\n', &mut text);
        if read.map_err(|error| SourceError::at(line, error.to_string()))? == 0 {
            break;
        }
        let text = std::str::from_utf8(&text).map_err(|_| SourceError::at(line, "invalid UTF-8"))?;
        let row = text.trim_end_matches(['\n', '\r']);
        add_row(row, line, selection, writer)?;
    }
    Ok(())
}

fn add_row(row: &str, line: u64, selection: &Selection<'_>, writer: &mut Writer) -> Result<(), SourceError> {
    let mut cells = [""; 5];
    let mut split = row.split('\t');
    for cell in &mut cells {
        *cell = split
            .next()
            .ok_or_else(|| SourceError::at(line, "fewer than five columns"))?;
    }
    let [key, title, authors, container, year] = cells;
    let Ok(number) = year.parse() else {
        // The first line names the columns.
        return if line == 1 {
            Ok(())
        } else {
            Err(SourceError::at(line, "the fifth column is not a year"))
        };
    };
    if let Some(venue) = selection.streams.venue(key, container)
        && selection.takes(venue, number)
    {
        let author = authors.split(';').next().unwrap_or_default();
        writer.dated(year);
        writer.add(&Paper {
            title,
            author,
            venue: &venue.id,
            year: number,
        })?;
    }
    Ok(())
}
