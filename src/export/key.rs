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
    /// The number of papers that share a key.
    sharing: BTreeMap<String, usize>,
}

impl Keys {
    /// The key of a paper; `None` if the paper has been given one before.
    pub(super) fn key(&mut self, record: &Record) -> Option<String> {
        let year = record.year.map_or(String::new(), |year| year.to_string());
        let paper = paper(record);
        let key = format!("{}{year}-{}", word(record), mark(&paper));
        if !self.papers.insert((key.clone(), paper)) {
            return None;
        }
        // Marks may be equal by chance: five digits are few.
        let papers = self.sharing.entry(key.clone()).or_default();
        *papers += 1;
        Some(match papers {
            1 => key,
            papers => format!("{key}-{papers}"),
        })
    }
}

/// The text that a paper is known by: its identifier or else its first link, and its title.
fn paper(record: &Record) -> String {
    let known = match (record.identifiers().next(), record.links.first()) {
        (Some(identifier), _) => identifier.to_string(),
        (None, Some(link)) => link.url.clone(),
        (None, None) => String::new(),
    };
    // The title as well, because a list may give two papers one link by mistake.
    let title = title::key(record.label().unwrap_or_default());
    format!("{known} {}", title.as_str())
}

/// The first word of the name, else of the title, that has letters and says something; in ASCII and lower case.
fn word(record: &Record) -> String {
    const EMPTY: [&str; 12] = [
        "a", "an", "and", "are", "for", "from", "in", "is", "of", "on", "the", "to",
    ];
    for text in record.name.iter().chain(&record.title) {
        for word in text.split_whitespace() {
            // BibTeX takes other characters in a key, but not all programs that read its files do.
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

/// Five digits to the base 16 that depend on the text alone.
fn mark(text: &str) -> String {
    let hash = fnv1a(text.bytes());
    // The low bits of FNV-1a mix less than the high ones.
    format!("{:05x}", (hash ^ (hash >> 32)) & 0xf_ffff)
}
