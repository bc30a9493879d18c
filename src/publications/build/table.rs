//! Reads tables of papers: a line for each, with tabs between key, title, authors, stream, year and more.

use std::io::{BufRead, Read};

use super::{Selection, SourceError};
use crate::publications::writer::{Paper, Writer};

/// No line of a table is longer.
const LONGEST_LINE: u64 = 1 << 20;

pub(super) fn add(
    mut source: impl BufRead,
    selection: &Selection<'_>,
    writer: &mut Writer,
) -> Result<(), SourceError> {
    let mut text = String::new();
    for line in 1.. {
        text.clear();
        if source.by_ref().take(LONGEST_LINE).read_line(&mut text)? == 0 {
            break;
        }
        let cells: Vec<&str> = text.trim_end_matches(['\n', '\r']).split('\t').collect();
        let [key, title, authors, container, year, ..] = cells[..] else {
            let fault = "fewer than five columns";
            return Err(SourceError::Malformed { line, fault });
        };
        // The first line names the columns.
        let Ok(number) = year.parse() else {
            if line == 1 {
                continue;
            }
            let fault = "the fifth column is not a year";
            return Err(SourceError::Malformed { line, fault });
        };
        let Some(venue) = selection.streams.venue(key, container) else {
            continue;
        };
        if selection.years.contains(&number) {
            let author = authors.split(';').next().unwrap_or_default();
            writer.dated(year);
            writer.add(&Paper {
                title,
                author,
                venue: &venue.id,
                year: number,
            })?;
        }
    }
    Ok(())
}
