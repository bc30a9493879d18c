//! `publications`: shows which papers are known. Must not count them.

use std::{fmt::Write, path::Path};

use serde_json::json;

use super::{
    counts::{Counts, grouped, range},
    open::open,
    options::{Format, PublicationsOptions},
};
use crate::{
    cli::{error::Error, output},
    escape,
    publications::Publications,
};

pub(super) fn run(options: &PublicationsOptions) -> Result<(), Error> {
    let mut added = Vec::new();
    for path in &options.publications {
        added.push(open(path, &[])?);
    }
    let publications = Publications::builtin_and(added);
    let files = options.publications.iter().map(|path| shown(path)).map(Some);
    let names = files.chain([None]);
    let counts: Vec<_> = names
        .zip(publications.indexes())
        .map(|(file, index)| Counts::of(file, index))
        .collect();
    let text = match options.format {
        Format::Human => counts.iter().map(table).collect::<Vec<_>>().join("\n"),
        Format::Json => format!("{:#}\n", json!({ "version": 1, "indexes": counts })),
    };
    output::print(&text)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// A table with a line for each venue.
fn table(counts: &Counts) -> String {
    let name = counts.file.as_deref().unwrap_or("built in");
    let mut text = format!("{name}: {} ({})\n\n", counts.summary(), counts.dates());
    let width = counts.venues.keys().map(|venue| venue.chars().count()).max();
    let width = width.unwrap_or_default().max("Venue".len());
    let mut line = |venue: &str, papers: &str, years: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{venue:width$}  {papers:>9}  {years}");
    };
    line("Venue", "Papers", "Years");
    for (venue, years) in &counts.venues {
        let papers: u32 = years.values().sum();
        if let Some((first, last)) = years.keys().min().zip(years.keys().max()) {
            line(venue, &grouped(papers as usize), &range(*first, *last));
        }
    }
    // The names come from files of others.
    let lines = text.lines().map(escape::printable);
    lines.map(|line| line + "\n").collect()
}
