//! Entries as CSV (RFC 4180), one line each, safe to open in a spreadsheet. Must not know how entries are read.

use std::{borrow::Cow, io};

use super::{Link, Record};
use crate::{config::Role, escape};

/// The columns; what they hold is said in `docs/export.md`.
const HEADER: [&str; 16] = [
    "path",
    "line",
    "section",
    "name",
    "title",
    "authors",
    "venue",
    "venue_id",
    "year",
    "date",
    "identifier",
    "paper",
    "code",
    "project",
    "dataset",
    "other",
];

pub(super) fn write(records: &[Record], out: &mut dyn io::Write) -> io::Result<()> {
    write_line(HEADER.map(str::to_owned), out)?;
    records
        .iter()
        .try_for_each(|record| write_line(fields(record), out))
}

fn fields(record: &Record) -> [String; HEADER.len()] {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let urls = |role| joined(record.links.iter().filter(|link| link.role == role));
    let other = |link: &&Link| {
        !matches!(
            link.role,
            Role::Paper | Role::Code | Role::Project | Role::Dataset
        )
    };
    let venue = record.venue.as_ref();
    [
        record.path.clone(),
        record.line.to_string(),
        record.section.join(" > "),
        text(&record.name),
        text(&record.title),
        text(&record.authors),
        venue.map_or(String::new(), |venue| venue.text.clone()),
        venue.and_then(|venue| venue.id.clone()).unwrap_or_default(),
        record.year.map_or(String::new(), |year| year.to_string()),
        text(&record.date),
        identifier(record),
        urls(Role::Paper),
        urls(Role::Code),
        urls(Role::Project),
        urls(Role::Dataset),
        joined(record.links.iter().filter(other)),
    ]
}

/// The identifier of the first link to the paper that has one, such as `arxiv:2304.02643`.
fn identifier(record: &Record) -> String {
    let identifier = record.identifiers().next();
    identifier.map_or(String::new(), |identifier| {
        format!("{}:{}", identifier.kind, identifier.id)
    })
}

fn joined<'r>(links: impl Iterator<Item = &'r Link>) -> String {
    let urls: Vec<_> = links.map(|link| link.url.replace(' ', "%20")).collect();
    urls.join(" ")
}

fn write_line(fields: [String; HEADER.len()], out: &mut dyn io::Write) -> io::Result<()> {
    let fields = fields.map(|field| quoted(&harmless(&field)).into_owned());
    write!(out, "{}\r\n", fields.join(","))
}

/// A text that neither a terminal, a log nor a spreadsheet acts on.
///
/// Spreadsheets take text that starts with one of four signs for a formula; an apostrophe before it makes it text.
fn harmless(field: &str) -> String {
    let field = escape::printable(field);
    let field = escape::log(&field);
    let is_formula = field.starts_with(['=', '+', '-', '@']);
    format!("{}{field}", if is_formula { "'" } else { "" })
}

fn quoted(field: &str) -> Cow<'_, str> {
    if field.contains([',', '"', '\r', '\n']) || field.trim() != field {
        Cow::Owned(format!("\"{}\"", field.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(field)
    }
}
