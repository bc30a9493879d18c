//! Keys for BibTeX entries that stay when a list grows or is put in another order. Must not know where entries stand.

use std::collections::{BTreeMap, BTreeSet};

use super::Record;
use crate::{hash::fnv1a, identity::title};

/// Hands out a key for each paper: the short name or the first telling word of the title, the year, and a mark of
/// what else is known of it, such as `clip2021-1f9c2`.
///
/// The mark is always there: otherwise the key of a paper would change when its namesake joins the list.
#[derive(Default)]
pub(super) struct Keys {
    /// The keys that were handed out, each with what its paper is known by.
    papers: BTreeSet<(String, String)>,
    /// How many papers share a key.
    sharing: BTreeMap<String, usize>,
}

impl Keys {
    /// The key of a paper; `None` if the paper has been given one before.
    pub(super) fn key(&mut self, record: &Record) -> Option<String> {
        let year = record.year.map_or(String::new(), |year| year.to_string());
        let paper = paper(record);
        let key = format!("{}{year}-{}", word(record), mark(&paper));
        let is_new = self.papers.insert((key.clone(), paper));
        is_new.then(|| self.numbered(key))
    }

    /// The key, with a number from the second paper on: marks may be equal by chance.
    fn numbered(&mut self, key: String) -> String {
        let papers = self.sharing.entry(key.clone()).or_default();
        *papers += 1;
        if *papers == 1 {
            key
        } else {
            format!("{key}-{papers}")
        }
    }
}

/// What a paper is known by: its identifier or else its first link, and its title.
fn paper(record: &Record) -> String {
    let link = record.links.first().map(|link| link.url.clone());
    let identifier = record.identifiers().next();
    let identifier = identifier.map(|identifier| format!("{}:{}", identifier.kind, identifier.id));
    let title = title::key(record.label().unwrap_or_default());
    format!("{} {}", identifier.or(link).unwrap_or_default(), title.as_str())
}

/// The first word of the name, else of the title, that has letters and says something; in ASCII and lower case.
fn word(record: &Record) -> String {
    const EMPTY: [&str; 12] = [
        "a", "an", "and", "are", "for", "from", "in", "is", "of", "on", "the", "to",
    ];
    let words = record
        .name
        .iter()
        .chain(&record.title)
        .flat_map(|text| text.split_whitespace());
    let mut words = words.map(|word| {
        let ascii = word.chars().filter(char::is_ascii_alphanumeric);
        ascii.collect::<String>().to_ascii_lowercase()
    });
    let says = |word: &String| word.contains(|c: char| c.is_ascii_alphabetic()) && !EMPTY.contains(&&**word);
    words.find(says).unwrap_or_else(|| "paper".to_owned())
}

/// Five digits to the base 16 that depend on the text alone.
fn mark(text: &str) -> String {
    let hash = fnv1a(text.bytes());
    // The low bits of FNV-1a mix less than the high ones.
    format!("{:05x}", (hash ^ (hash >> 32)) & 0xf_ffff)
}
