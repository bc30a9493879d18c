//! Entries as CSV (RFC 4180), one line each, safe to open in a spreadsheet. Must not know how entries are read.

use std::{borrow::Cow, io};

use super::Record;
use crate::{config::Role, escape};

/// The columns, which `docs/export.md` describes.
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
    let venue = record.venue.as_ref();
    [
        record.path.clone(),
        record.line.to_string(),
        record.section.join(" > "),
        text(record.name.as_ref()),
        text(record.title.as_ref()),
        text(record.authors.as_ref()),
        text(venue.map(|venue| &venue.text)),
        text(venue.and_then(|venue| venue.id.as_ref())),
        text(record.year),
        text(record.date.as_ref()),
        // An entry may link to several versions, but spreadsheets compare whole cells, so a cell contains one.
        text(record.identifiers().next()),
        urls(record, |role| role == Role::Paper),
        urls(record, |role| role == Role::Code),
        urls(record, |role| role == Role::Project),
        urls(record, |role| role == Role::Dataset),
        urls(record, |role| {
            !matches!(role, Role::Paper | Role::Code | Role::Project | Role::Dataset)
        }),
    ]
}

/// The text of a field, or an empty cell for an unknown value.
fn text(field: Option<impl ToString>) -> String {
    field.map_or(String::new(), |field| field.to_string())
}

/// The links of some roles, separated by spaces. Spaces within a URL are percent-encoded, as a browser sends them.
fn urls(record: &Record, is_meant: impl Fn(Role) -> bool) -> String {
    let links = record.links.iter().filter(|link| is_meant(link.role));
    let urls: Vec<_> = links.map(|link| link.url.replace(' ', "%20")).collect();
    urls.join(" ")
}

fn write_line(fields: [String; HEADER.len()], out: &mut dyn io::Write) -> io::Result<()> {
    let fields = fields.map(|field| quoted(&harmless(&field)).into_owned());
    write!(out, "{}\r\n", fields.join(","))
}

/// The text escaped for terminals, logs and spreadsheets.
fn harmless(field: &str) -> String {
    let field = escape::printable(field);
    let field = escape::log(&field);
    // Spreadsheets read text that starts with one of these characters as a formula; an apostrophe prevents it.
    if field.starts_with(['=', '+', '-', '@']) {
        format!("'{field}")
    } else {
        field.into_owned()
    }
}

fn quoted(field: &str) -> Cow<'_, str> {
    // Some readers trim spaces from an unquoted field.
    if field.contains([',', '"', '\r', '\n']) || field.trim() != field {
        Cow::Owned(format!("\"{}\"", field.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(field)
    }
}
