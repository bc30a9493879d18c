//! The words of a list by their uses, and the words of the dictionary. Must not report.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use crate::{hash::fnv1a, rules::support::is_one_typo};

/// Words with fewer uses prove nothing about another word.
const ENOUGH: usize = 3;

/// The words of a list, in lower case.
#[derive(Default)]
pub(super) struct Vocabulary {
    uses: HashMap<String, usize>,
    /// The frequent words by the hashes of the words without one of their inner letters.
    by_typo: HashMap<u64, String>,
}

impl Vocabulary {
    /// Counts words; a word may come several times.
    pub(super) fn of<'t>(words: impl Iterator<Item = &'t str>) -> Self {
        let mut uses: HashMap<String, usize> = HashMap::new();
        let mut lower = String::new();
        for word in words {
            lower.clear();
            lower.extend(word.chars().map(|c| c.to_ascii_lowercase()));
            match uses.get_mut(&lower) {
                Some(uses) => *uses += 1,
                None => {
                    uses.insert(lower.clone(), 1);
                }
            }
        }
        let mut by_typo = HashMap::new();
        for word in uses
            .iter()
            .filter(|(_, uses)| **uses >= ENOUGH)
            .map(|(word, _)| word)
        {
            for typo in with_letter_missing(word) {
                // Of two frequent words, the more frequent one is meant; of equals, the first of the alphabet.
                let other = by_typo.entry(typo).or_insert_with(|| word.clone());
                if (uses[word], &*other) > (uses[other], word) {
                    other.clone_from(word);
                }
            }
        }
        Self { uses, by_typo }
    }

    /// The number of uses of a word in lower case.
    pub(super) fn uses(&self, word: &str) -> usize {
        self.uses.get(word).copied().unwrap_or(0)
    }

    /// The frequent word that a word in lower case is, without one of its inner letters.
    pub(super) fn with_letter_added(&self, word: &str) -> Option<&str> {
        let meant = self.by_typo.get(&fnv1a(word.bytes()))?;
        is_one_typo(meant, word).then_some(meant)
    }

    /// True for a word that is used often enough to prove another one wrong.
    pub(super) fn is_frequent(&self, word: &str) -> bool {
        self.uses(word) >= ENOUGH
    }

    /// The most frequent word that is one typo away from a word in lower case. Typos keep the first letter.
    pub(super) fn nearest(&self, word: &str) -> Option<&str> {
        let near = self.uses.iter().filter(|(other, _)| {
            // Another typo of the word proves nothing.
            other.as_bytes().first() == word.as_bytes().first()
                && is_one_typo(other, word)
                && corrections(other).is_empty()
        });
        let (nearest, _) = near.max_by_key(|(other, uses)| (**uses, *other))?;
        Some(nearest)
    }
}

/// The hashes of a word without one of its letters: neither the first nor the last, and none that is doubled.
///
/// `planing` is a word beside `planning`, and a word without its last letter is another form of it.
fn with_letter_missing(word: &str) -> impl Iterator<Item = u64> {
    let bytes = word.as_bytes();
    let inner = 1..bytes.len().saturating_sub(1);
    inner
        .filter(|&at| bytes[at] != bytes[at - 1] && bytes[at] != bytes[at + 1])
        // `color` and `colour` are both right.
        .filter(|&at| !(bytes[at] == b'u' && bytes[at - 1] == b'o'))
        .map(|at| fnv1a(bytes[..at].iter().chain(&bytes[at + 1..]).copied()))
}

/// The corrections of a misspelled word, each one typo away; empty for a word that is not in the dictionary.
pub(super) fn corrections(word: &str) -> Vec<&'static str> {
    let Some(found) = typos_dict::WORD.find(&word.into()) else {
        return Vec::new();
    };
    let lower = word.to_ascii_lowercase();
    // Words without their end are abbreviations more often than typos.
    // The dictionary has no plural of some words: `implicits`.
    let is_near = |meant: &str| {
        !meant.starts_with(&lower) && lower.strip_suffix('s') != Some(meant) && is_one_typo(meant, &lower)
    };
    if !found.iter().all(|meant| is_near(meant)) || is_able(&lower) {
        return Vec::new();
    }
    found.to_vec()
}

/// The right words of the dictionary.
static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    typos_dict::WORD
        .map
        .values()
        .flat_map(|words| words.iter().copied())
        .collect()
});

/// True for a word in lower case that is a right one.
pub(super) fn is_known(word: &str) -> bool {
    KNOWN.contains(word)
}

/// True for a verb with `able` behind it, which the dictionary may spell in another way: `invokable`.
fn is_able(word: &str) -> bool {
    let stem = ["able", "ably", "ability"]
        .iter()
        .find_map(|end| word.strip_suffix(end));
    stem.is_some_and(|stem| is_known(stem) || is_known(&format!("{stem}e")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_words_are_found_by_their_typos() {
        let text = "Reconstruction reconstruction RECONSTRUCTION planning planning planning sigle";
        let vocabulary = Vocabulary::of(text.split(' '));
        assert_eq!(vocabulary.uses("reconstruction"), 3);
        assert_eq!(
            vocabulary.with_letter_added("reconstrction"),
            Some("reconstruction")
        );
        assert_eq!(vocabulary.with_letter_added("planing"), None);
        assert_eq!(vocabulary.nearest("plannning"), Some("planning"));
        assert_eq!(vocabulary.nearest("gathering"), None);
    }

    #[test]
    fn the_dictionary_has_typos_and_right_words() {
        assert_eq!(corrections("Scirpt"), ["script"]);
        assert!(corrections("vetor").len() > 1);
        assert!(corrections("invokable").is_empty());
        assert!(is_known("causal") && !is_known("caussal"));
    }
}
