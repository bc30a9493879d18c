//! Entries as BibTeX, without fields for unknown values. Must not know how entries are read.

use std::io;

use super::{Record, VenueKind, authors, key::Keys};
use crate::escape;

/// Writes each paper once, even if the lists name it several times.
pub(super) fn write(records: &[Record], out: &mut dyn io::Write) -> io::Result<()> {
    let mut keys = Keys::default();
    let mut is_first = true;
    for record in records {
        if let Some(key) = keys.key(record) {
            let gap = if std::mem::take(&mut is_first) { "" } else { "\n" };
            write!(out, "{gap}{}", entry(record, &key))?;
        }
    }
    Ok(())
}

fn entry(record: &Record, key: &str) -> String {
    let arxiv = verbatim_identifier(record, "arxiv");
    let venue = EntryType::of(record, arxiv.is_some());
    let fields = [
        ("title", record.label().map(title)),
        ("author", author(record)),
        (venue.field, venue.name.map(latex)),
        ("year", record.year_of_work().map(|year| year.to_string())),
        ("month", record.month().map(|month| month.to_string())),
        ("pages", record.pages().map(pages)),
        // Styles link an `eprint` to the archive in the field before it.
        ("archivePrefix", arxiv.as_ref().map(|_| "arXiv".to_owned())),
        ("eprint", arxiv),
        ("doi", record.doi().map(verbatim)),
        ("url", record.url().map(verbatim)),
        ("note", venue.note.map(latex)),
    ];
    let lines: String = fields
        .into_iter()
        .filter_map(|(name, value)| Some(format!("  {name} = {{{}}},\n", value?)))
        .collect();
    format!("@{}{{{key},\n{lines}}}\n", venue.kind)
}

fn verbatim_identifier(record: &Record, kind: &str) -> Option<String> {
    let found = record.identifiers().find(|found| found.kind == kind)?;
    Some(verbatim(&found.id))
}

/// The type of an entry and the fields from its venue.
struct EntryType<'r> {
    /// The type of the entry.
    kind: &'static str,
    /// The field that holds the venue.
    field: &'static str,
    name: Option<&'r str>,
    note: Option<&'r str>,
}

impl<'r> EntryType<'r> {
    /// The type and fields for the venue of an entry; an unknown venue keeps its name from the list.
    fn of(record: &'r Record, has_eprint: bool) -> Self {
        let venue = record.venue.as_ref();
        let (kind, field) = match record.kind() {
            Some(VenueKind::Conference | VenueKind::Workshop) => ("inproceedings", "booktitle"),
            Some(VenueKind::Journal) => ("article", "journal"),
            Some(VenueKind::Preprint) | None => ("misc", "howpublished"),
        };
        // With the number of the preprint, "arXiv" would be printed twice.
        let is_named = record.kind() != Some(VenueKind::Preprint) || !has_eprint;
        Self {
            kind,
            field,
            name: record.container().filter(|_| is_named),
            note: venue.and_then(|venue| venue.qualifier.as_deref()),
        }
    }
}

/// The authors: all that the list or a registry names, else the text of the list.
fn author(record: &Record) -> Option<String> {
    let listed = record.authors.as_deref();
    let people = record.people();
    if people.is_empty() {
        // Braces keep a cell together that may be one name.
        return listed.map(|cell| format!("{{{}}}", latex(cell)));
    }
    let mut names: Vec<_> = people.iter().map(|name| person(name)).collect();
    let is_listed = record
        .record
        .as_ref()
        .is_none_or(|record| record.authors != people);
    if is_listed
        && listed
            .and_then(authors::names)
            .is_some_and(|names| names.len() > people.len())
    {
        names.push(authors::OTHERS.to_owned());
    }
    Some(names.join(" and "))
}

/// A name; braces keep the name of a group together, which BibTeX would split.
fn person(name: &str) -> String {
    let written = latex(name);
    if name.contains(" and ") || name.matches(',').count() > 1 {
        format!("{{{written}}}")
    } else {
        written
    }
}

/// Pages with the dash that BibTeX expects.
fn pages(pages: &str) -> String {
    latex(&pages.replace('–', "-"))
        .replace('-', "--")
        .replace("----", "--")
}

/// A title, with braces around acronyms and names such as `NeRF`, because styles change the case of other words.
fn title(text: &str) -> String {
    let mut words = Vec::new();
    for word in text.split(' ') {
        let written = latex(word);
        // A capital at the start may be the start of a sentence, which a style may change.
        if has_inner_capital(word) {
            words.push(format!("{{{written}}}"));
        } else {
            words.push(written);
        }
    }
    words.join(" ")
}

fn has_inner_capital(word: &str) -> bool {
    let mut pairs = word.chars().zip(word.chars().skip(1));
    pairs.any(|(before, c)| before.is_alphanumeric() && c.is_uppercase())
}

/// The text escaped for LaTeX.
fn latex(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    for character in escape::printable(text).chars() {
        match character {
            // BibTeX counts braces even after a backslash, so they are written as commands.
            '{' => written.push_str("\\textbraceleft{}"),
            '}' => written.push_str("\\textbraceright{}"),
            '\\' => written.push_str("\\textbackslash{}"),
            '^' => written.push_str("\\textasciicircum{}"),
            '~' => written.push_str("\\textasciitilde{}"),
            '#' | '$' | '%' | '&' | '_' => written.extend(['\\', character]),
            _ => written.push(character),
        }
    }
    written
}

/// A URL or identifier, in which BibTeX only needs balanced braces.
fn verbatim(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '{' | '}' | '\\' | '"' | '[' | ']' => write_percent(&mut written, character),
            _ if character.is_whitespace() || escape::is_unprintable(character) => {
                write_percent(&mut written, character);
            }
            _ => written.push(character),
        }
    }
    written
}

fn write_percent(written: &mut String, character: char) {
    let mut bytes = [0; 4];
    for byte in character.encode_utf8(&mut bytes).bytes() {
        written.push_str(percent_encoding::percent_encode_byte(byte));
    }
}
