//! Reads BibTeX: the venue of an entry is that of its proceedings or journal. Must not expand LaTeX, which titles do.

use std::{
    collections::HashMap,
    io::{BufRead, Read},
};

use biblatex::{ParseError, RawBibliography, RawChunk, RawEntry, Spanned};
use memchr::memchr2_iter;

use super::{error::SourceError, selection::Selection};
use crate::{
    list::container_venue,
    publications::writer::{Paper, Writer},
};

/// No BibTeX is larger: it is read as a whole, and each of its fields takes more memory than its bytes.
const MAX_MIB: u64 = 16;

/// No BibTeX has more fields and parts of values: the shortest ones take sixty times the memory of their bytes.
const MOST_FIELDS: usize = 1 << 20;

/// No value has more parts joined by `#`, so that abbreviations of abbreviations do not grow without end.
const MOST_PARTS: usize = 64;

type Value<'s> = [Spanned<RawChunk<'s>>];

/// Reads the papers of a selection.
pub(super) fn add(
    source: impl BufRead,
    selection: &Selection<'_>,
    writer: &mut Writer,
) -> Result<(), SourceError> {
    let mut text = String::new();
    source.take((MAX_MIB << 20) + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_MIB << 20 {
        let fault = format!("BibTeX is larger than {MAX_MIB} MiB");
        return Err(SourceError::at(1, fault));
    }
    if memchr2_iter(b'=', b'#', text.as_bytes()).count() > MOST_FIELDS {
        return Err(SourceError::at(1, "BibTeX has more than a million fields"));
    }
    let raw = RawBibliography::parse(&text).map_err(|error| fault(&text, &error))?;
    let file = File::of(&raw);
    for entry in &raw.entries {
        file.add(&entry.v, selection, writer)?;
    }
    Ok(())
}

fn fault(text: &str, error: &ParseError) -> SourceError {
    let before = text.get(..error.span.start).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() as u64 + 1;
    SourceError::at(line, error.kind.to_string())
}

/// A file, with the abbreviations and the entries that others refer to.
struct File<'s> {
    abbreviations: HashMap<&'s str, &'s Value<'s>>,
    by_key: HashMap<&'s str, &'s RawEntry<'s>>,
}

impl<'s> File<'s> {
    fn of(raw: &'s RawBibliography<'s>) -> Self {
        let abbreviations = raw.abbreviations.iter();
        let entries = raw.entries.iter();
        Self {
            abbreviations: abbreviations
                .map(|pair| (pair.key.v, pair.value.v.as_slice()))
                .collect(),
            by_key: entries.map(|entry| (entry.v.key.v, &entry.v)).collect(),
        }
    }

    fn add(
        &self,
        entry: &RawEntry<'_>,
        selection: &Selection<'_>,
        writer: &mut Writer,
    ) -> Result<(), SourceError> {
        let Some((title, year)) = self.field(entry, "title").zip(self.year(entry)) else {
            return Ok(());
        };
        let registry = selection.streams.registry();
        let Some(venue) = self
            .container(entry)
            .and_then(|name| container_venue(&plain(&name), registry))
        else {
            return Ok(());
        };
        if selection.takes(venue, year) {
            let authors = self.field(entry, "author").unwrap_or_default();
            writer.dated(&year.to_string());
            writer.add(&Paper {
                title: &title,
                author: first_author(&authors),
                venue: &venue.id,
                year,
            })?;
        }
        Ok(())
    }

    /// The proceedings or journal of an entry, or of the entry for its proceedings.
    fn container(&self, entry: &RawEntry<'_>) -> Option<String> {
        const NAMES: [&str; 3] = ["booktitle", "journal", "journaltitle"];
        let own = NAMES.iter().find_map(|name| self.field(entry, name));
        own.or_else(|| {
            let whole = self.whole(entry)?;
            self.field(whole, "booktitle")
                .or_else(|| self.field(whole, "title"))
        })
    }

    fn year(&self, entry: &RawEntry<'_>) -> Option<u16> {
        let year = |entry| {
            let year = self.field(entry, "year").or_else(|| self.field(entry, "date"))?;
            let year: String = year.chars().filter(|c| !matches!(c, '{' | '}')).collect();
            year.trim().get(..4)?.parse().ok()
        };
        year(entry).or_else(|| year(self.whole(entry)?))
    }

    /// The entry for the proceedings.
    fn whole(&self, entry: &RawEntry<'_>) -> Option<&RawEntry<'_>> {
        let key = self.field(entry, "crossref")?;
        self.by_key.get(key.trim()).copied()
    }

    /// The text of a field, with abbreviations in full; an unknown abbreviation is its own text.
    fn field(&self, entry: &RawEntry<'_>, name: &str) -> Option<String> {
        let field = entry.fields.iter();
        let mut field = field.filter(|pair| pair.key.v.eq_ignore_ascii_case(name));
        let mut text = String::new();
        for part in field.next()?.value.v.iter().take(MOST_PARTS) {
            match part.v {
                RawChunk::Normal(part) => text.push_str(part),
                RawChunk::Abbreviation(short) => self.expand(short, &mut text),
            }
        }
        Some(text).filter(|text| !text.trim().is_empty())
    }

    fn expand(&self, short: &str, text: &mut String) {
        let Some(value) = self.abbreviations.get(short) else {
            text.push_str(short);
            return;
        };
        // One level is enough: abbreviations within abbreviations would grow exponentially.
        for part in value.iter().take(MOST_PARTS) {
            match part.v {
                RawChunk::Normal(part) | RawChunk::Abbreviation(part) => text.push_str(part),
            }
        }
    }
}

/// A name without braces, line breaks and escapes.
fn plain(name: &str) -> String {
    let bare: String = name.chars().filter(|c| !matches!(c, '{' | '}' | '\\')).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first of several names, with the surname last: `Lind, Nora and Oster, Karl`.
fn first_author(names: &str) -> &str {
    let mut words = names.split_whitespace();
    let mut end = names.len();
    if let Some(and) = words.find(|word| word.eq_ignore_ascii_case("and")) {
        // Both are slices of one text, so the difference is the place of the word.
        end = and.as_ptr() as usize - names.as_ptr() as usize;
    }
    let first = &names[..end];
    first.split(',').next().unwrap_or(first)
}
