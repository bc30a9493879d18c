//! Entries as BibTeX. What is unknown has no field; must not know how entries are read.

use std::io;

use super::{Record, Venue, VenueKind, authors, key::Keys};
use crate::{config::Role, escape};

/// Writes each paper once, however often the lists name it.
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
    let identifier = |kind: &str| record.identifiers().find(|found| found.kind == kind);
    let eprint = identifier("arxiv").map(|arxiv| verbatim(&arxiv.id));
    let venue = Publication::of(record, eprint.is_some());
    let fields = [
        ("title", record.label().map(title)),
        ("author", record.authors.as_deref().map(author)),
        (venue.field, venue.name.map(latex)),
        ("year", record.year.map(|year| year.to_string())),
        ("archivePrefix", eprint.as_ref().map(|_| "arXiv".to_owned())),
        ("eprint", eprint),
        ("doi", identifier("doi").map(|doi| verbatim(&doi.id))),
        ("url", url(record).map(verbatim)),
        ("note", venue.note.map(latex)),
    ];
    let known = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    let lines: Vec<_> = known
        .map(|(name, value)| format!("  {name} = {{{value}}},\n"))
        .collect();
    format!("@{}{{{key},\n{}}}\n", venue.kind, lines.concat())
}

/// What a venue makes of an entry.
struct Publication<'r> {
    /// The type of the entry.
    kind: &'static str,
    /// The field that holds the venue.
    field: &'static str,
    name: Option<&'r str>,
    note: Option<&'r str>,
}

impl<'r> Publication<'r> {
    /// A preprint is named by its number where it has one, an unknown venue as the list writes it.
    fn of(record: &'r Record, has_eprint: bool) -> Self {
        let venue = record.venue.as_ref();
        let (kind, field) = match venue.and_then(|venue| venue.kind) {
            Some(VenueKind::Conference | VenueKind::Workshop) => ("inproceedings", "booktitle"),
            Some(VenueKind::Journal) => ("article", "journal"),
            Some(VenueKind::Preprint) | None => ("misc", "howpublished"),
        };
        let is_named = |venue: &&Venue| venue.kind != Some(VenueKind::Preprint) || !has_eprint;
        let name = |venue: &'r Venue| venue.full_name.as_deref().unwrap_or(&venue.text);
        Self {
            kind,
            field,
            name: venue.filter(is_named).map(name),
            note: venue.and_then(|venue| venue.qualifier.as_deref()),
        }
    }
}

/// The address of the paper, else of its project.
fn url(record: &Record) -> Option<&str> {
    let first = |role| {
        let of_role = record.links.iter().filter(move |link| link.role == role);
        let mut urls = of_role.map(|link| &*link.url);
        urls.find(|url| url.starts_with("https://") || url.starts_with("http://"))
    };
    first(Role::Paper).or_else(|| first(Role::Project))
}

fn author(cell: &str) -> String {
    match authors::names(cell) {
        Some(names) => names
            .iter()
            .map(|name| latex(name))
            .collect::<Vec<_>>()
            .join(" and "),
        // Braces make one name of what is not known to be several.
        None => format!("{{{}}}", latex(cell)),
    }
}

/// A title. Styles change the case of words; braces keep that of acronyms and names such as `NeRF`.
fn title(text: &str) -> String {
    let has_inner_capital = |word: &str| {
        let pairs = word.chars().zip(word.chars().skip(1));
        pairs
            .into_iter()
            .any(|(before, c)| before.is_alphanumeric() && c.is_uppercase())
    };
    let words = text.split(' ').map(|word| {
        let written = latex(word);
        if has_inner_capital(word) {
            format!("{{{written}}}")
        } else {
            written
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Text that LaTeX shows as it stands. Braces are named, as BibTeX counts them also behind a backslash.
fn latex(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    for character in escape::printable(text).chars() {
        match character {
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

/// An address or identifier, in which nothing but balanced braces matters to BibTeX.
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
