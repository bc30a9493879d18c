//! The words of names of sections, compared whole. Must not choose a section.

use std::collections::BTreeSet;

/// The words and the numbers of a name.
#[derive(Debug)]
pub(in crate::rules) struct NameWords {
    words: BTreeSet<String>,
    numbers: BTreeSet<String>,
}

impl NameWords {
    /// The words of a text or an anchor, in lower case. A number ends a word: `3theory` has one of each.
    pub(in crate::rules) fn of(text: &str) -> Self {
        let (mut words, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        for part in text.split(|c: char| !c.is_alphanumeric()) {
            for run in runs(part) {
                if run.starts_with(|c: char| c.is_ascii_digit()) {
                    numbers.insert(run.to_owned());
                } else {
                    words.insert(run.to_lowercase());
                }
            }
        }
        Self { words, numbers }
    }

    /// True if another name has all these words and numbers, and there are some.
    pub(in crate::rules) fn are_within(&self, other: &Self) -> bool {
        self.has_any() && self.words.is_subset(&other.words) && self.has_numbers_of(other)
    }

    /// True if one of the words has so many bytes.
    pub(in crate::rules) fn has_long_word(&self, length: usize) -> bool {
        self.words.iter().any(|word| word.len() >= length)
    }

    /// True if another name has these words and no others, whatever the numbers.
    pub(in crate::rules) fn are_words_of(&self, other: &Self) -> bool {
        !self.words.is_empty() && self.words == other.words
    }

    /// True if another name has all these numbers.
    pub(in crate::rules) fn has_numbers_of(&self, other: &Self) -> bool {
        self.numbers.is_subset(&other.numbers)
    }

    fn has_any(&self) -> bool {
        !self.words.is_empty() || !self.numbers.is_empty()
    }
}

/// The stretches of a text that are all digits or have none.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
        let end = rest
            .find(|c: char| c.is_ascii_digit() != is_number)
            .unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        rest = behind;
        (!run.is_empty()).then_some(run)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_whole_and_numbers_apart() {
        let within = |a, b| NameWords::of(a).are_within(&NameWords::of(b));
        assert!(within("Theory", "3theory-and-charts"));
        assert!(within("Summer 2024", "harbour-summer-2024"));
        assert!(!within("Summer 2024", "harbour-summer-2025"));
        assert!(!within("General", "song-generation"));
        assert!(!within("…", "song"));
        assert!(NameWords::of("5. General").are_words_of(&NameWords::of("6. General")));
        assert!(!NameWords::of("2024").are_words_of(&NameWords::of("2025")));
    }
}
