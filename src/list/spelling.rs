//! Spellings: the different ways to write one word. Must not know the meaning of words.

use std::collections::HashMap;

use crate::handle::{Arena, handle};

handle! {
    /// A text of the list, by number: two are equal when their texts are.
    pub struct Spelling;
}

/// The texts that forms are made of, each once.
#[derive(Clone, Debug, Default)]
pub struct Spellings {
    known: Arena<Spelling, Box<str>>,
    numbers: HashMap<Box<str>, Spelling>,
    words: HashMap<Spelling, Spelling>,
}

impl Spellings {
    /// The number of a text.
    pub(super) fn number(&mut self, text: &str) -> Spelling {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let number = self.known.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }

    /// The word that a text spells, which all its other spellings share.
    pub(super) fn word(&mut self, text: Spelling) -> Spelling {
        if let Some(known) = self.words.get(&text) {
            return *known;
        }
        let letters = letters(self.get(text));
        let word = self.number(&letters);
        self.words.insert(text, word);
        word
    }

    /// The number of a text that is known.
    pub(super) fn known(&self, text: &str) -> Option<Spelling> {
        self.numbers.get(text).copied()
    }

    /// A text by its number.
    #[must_use]
    pub fn get(&self, number: Spelling) -> &str {
        &self.known[number]
    }
}

/// The letters and digits of a text in lower case, which all spellings of a word have in common.
#[must_use]
pub fn letters(spelling: &str) -> String {
    let mut letters = String::with_capacity(spelling.len());
    for c in spelling.chars() {
        // Nearly all are of ASCII; the tables of Unicode take several times as long.
        if c.is_ascii_alphanumeric() {
            letters.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            letters.extend(c.to_lowercase());
        }
    }
    letters
}

/// The bytes of a text in order, which two swapped letters leave as they are.
#[must_use]
pub fn sorted_letters(text: &str) -> Vec<u8> {
    let mut letters = text.as_bytes().to_vec();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_share_it() {
        let mut texts = Spellings::default();
        let [a, b, c] = ["arXiv", "ArXiv", "PyTorch (author)"].map(|text| texts.number(text));
        assert_ne!(a, b);
        assert_eq!(texts.number("arXiv"), a);
        assert_eq!(texts.word(a), texts.word(b));
        assert_ne!(texts.word(a), texts.word(c));
        let word = texts.word(c);
        assert_eq!(texts.get(word), "pytorchauthor");
    }
}
