//! Marks of surnames, which show whether a record can be that of an author. Must not know titles.

use crate::{hash::fnv1a, identity::title};

/// A surname in two bytes: equal surnames have equal marks, and one in 65,536 of the other pairs too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AuthorMark(u16);

impl AuthorMark {
    /// The mark of the surname in a full name; `None` if the name has no letters.
    ///
    /// The surname is the last word, apart from the number that DBLP gives to people of one name and from `Jr.`.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        name.split_whitespace().rev().find_map(Self::of_word)
    }

    fn of_word(word: &str) -> Option<Self> {
        let key = title::key(word);
        let word = key.as_str();
        let is_name = word.chars().any(char::is_alphabetic) && !SUFFIXES.contains(&word);
        // A word always has a mark other than 0, which stands for an unknown author in files.
        is_name.then(|| Self(u16::try_from(fnv1a(word.bytes()) % 0xffff).map_or(1, |mark| mark + 1)))
    }

    /// The two bytes in a file; 0 for an unknown author.
    pub(super) fn written(mark: Option<Self>) -> u16 {
        mark.map_or(0, |mark| mark.0)
    }

    /// The mark that these bytes of a file are.
    pub(super) fn read(bytes: u16) -> Option<Self> {
        (bytes != 0).then_some(Self(bytes))
    }
}

/// Words after a surname.
const SUFFIXES: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// The marks of all words in a list of names: any of them may be the surname, as in `Lind, Nora` and `Wang Wei`.
///
/// Only the first words are marked; lists name fewer authors.
#[must_use]
pub fn marks(names: &str) -> Vec<AuthorMark> {
    /// More words than the names of an entry have.
    const MOST: usize = 400;
    let words = names.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '&' | '.' | '、' | '，'));
    words.take(MOST).filter_map(AuthorMark::of_word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_has_one_mark_in_every_spelling_of_a_name() {
        let mark = AuthorMark::of("Nora Lind").expect("a name");
        for name in ["N. Lind", "Lind", "Nora Lind 0002", "Nora Lind Jr.", "Nora LIND"] {
            assert_eq!(AuthorMark::of(name), Some(mark), "{name}");
        }
        for names in [
            "Lind, Nora; Oster, Karl",
            "Karl Oster, N. Lind",
            "Lind et al.",
            "Lind Nora",
        ] {
            assert!(marks(names).contains(&mark), "{names}");
        }
        assert_eq!(AuthorMark::of("José Peña"), AuthorMark::of("J. Pena"));
        assert_eq!(AuthorMark::of("Aäron van den Oord"), AuthorMark::of("Oord"));
        assert_ne!(AuthorMark::of("Karl Oster"), Some(mark));
        assert_eq!(AuthorMark::of(" 0001 "), None);
        assert_eq!(marks(" , ; "), []);
    }
}
