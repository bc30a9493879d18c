//! Keys for BibTeX entries, stable when a list grows or is reordered. Must not use the places of entries.

use std::collections::{BTreeMap, BTreeSet};

use super::Record;
use crate::{hash::fnv1a, identity::title};

/// Assigns a key such as `clip2021-1f9c2` to each paper: the short name or the first distinctive word of the title, the
/// year, and a hash of its identifier and title.
///
/// Every key has the hash: otherwise the key of a paper would change if another paper with this name joins the list.
#[derive(Default)]
pub(super) struct Keys {
    /// The assigned keys by the identity of their papers.
    papers: BTreeSet<(String, String)>,
    /// The number of papers with the same key.
    sharing: BTreeMap<String, usize>,
}

impl Keys {
    /// The key of a paper; `None` if it already has one.
    pub(super) fn key(&mut self, record: &Record) -> Option<String> {
        let year = record.year.map_or(String::new(), |year| year.to_string());
        let paper = paper(record);
        let key = format!("{}{year}-{}", word(record), mark(&paper));
        if !self.papers.insert((key.clone(), paper)) {
            return None;
        }
        // With only five digits, hashes may be equal by chance.
        let papers = self.sharing.entry(key.clone()).or_default();
        *papers += 1;
        Some(match papers {
            1 => key,
            papers => format!("{key}-{papers}"),
        })
    }
}

/// The identity of a paper: its identifier or else its first link, and its title.
fn paper(record: &Record) -> String {
    let known = match (record.identifiers().next(), record.links.first()) {
        (Some(identifier), _) => identifier.to_string(),
        (None, Some(link)) => link.url.clone(),
        (None, None) => String::new(),
    };
    // The title is needed too, because a list may give two papers the same link by mistake.
    let title = title::key(record.label().unwrap_or_default());
    format!("{known} {}", title.as_str())
}

/// The first distinctive word with letters of the name, else of the title; in ASCII and lower case.
fn word(record: &Record) -> String {
    const EMPTY: [&str; 12] = [
        "a", "an", "and", "are", "for", "from", "in", "is", "of", "on", "the", "to",
    ];
    for text in record.name.iter().chain(&record.title) {
        for word in text.split_whitespace() {
            // BibTeX accepts other characters in a key, but some other programs that read its files do not.
            let mut word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
            word.make_ascii_lowercase();
            let has_letters = word.contains(|c: char| c.is_ascii_alphabetic());
            if has_letters && !EMPTY.contains(&&*word) {
                return word;
            }
        }
    }
    "paper".to_owned()
}

/// Five hexadecimal digits that depend only on the text.
fn mark(text: &str) -> String {
    let hash = fnv1a(text.bytes());
    // The low bits of FNV-1a are mixed less than the high ones.
    format!("{:05x}", (hash ^ (hash >> 32)) & 0xf_ffff)
}
