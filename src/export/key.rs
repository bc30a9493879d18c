//! Keys for BibTeX entries that stay when a list grows or is put in another order. Must not know where entries stand.

use std::collections::BTreeMap;

use super::Record;

/// Hands out a key for each paper: the short name or the first telling word of the title, the year, and a mark of
/// what the paper link names, such as `clip2021-1f9c2`.
///
/// The mark is always there: otherwise the key of a paper would change when its namesake joins the list.
#[derive(Default)]
pub(super) struct Keys {
    /// The papers by key.
    taken: BTreeMap<String, String>,
}

impl Keys {
    /// The key of a paper; `None` if the paper has been given one before.
    pub(super) fn key(&mut self, record: &Record) -> Option<String> {
        let paper = letters(record.label().unwrap_or_default());
        let year = record.year.map_or(String::new(), |year| year.to_string());
        let mark = mark(&identity(record));
        let key = format!("{}{year}-{mark}", word(record));
        self.claim(key, paper)
    }

    /// Takes the key, or that with the first number behind it that is free: marks may be equal by chance.
    fn claim(&mut self, key: String, paper: String) -> Option<String> {
        let numbered = (2_usize..).map(|number| format!("{key}-{number}"));
        for key in std::iter::once(key.clone()).chain(numbered) {
            match self.taken.get(&key) {
                Some(other) if *other == paper => return None,
                Some(_) => {}
                None => {
                    self.taken.insert(key.clone(), paper);
                    return Some(key);
                }
            }
        }
        None
    }
}

/// What the paper is known by: its identifier, else its title, else its first link.
fn identity(record: &Record) -> String {
    if let Some(identifier) = record.identifiers().next() {
        return format!("{}:{}", identifier.kind, identifier.id);
    }
    let title = record.label().map(letters).filter(|letters| !letters.is_empty());
    title.unwrap_or_else(|| {
        record
            .links
            .first()
            .map_or(String::new(), |link| link.url.clone())
    })
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

/// Letters and digits alone, in lower case.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Five digits to the base 16 that depend on the text alone, in every version and on every machine (FNV-1a).
fn mark(text: &str) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let hash = text
        .bytes()
        .fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    format!("{:05x}", (hash ^ (hash >> 32)) & 0xf_ffff)
}
