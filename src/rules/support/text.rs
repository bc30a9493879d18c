//! Spellings from the file as messages quote them, and words and typos found in them. Must not know rules.

use crate::list::on_one_line;

/// The replacement for a cell's text; in an empty cell it replaces as many spaces, so that columns stay aligned.
pub(in crate::rules) fn in_place_of(found: &str, text: &str) -> String {
    match found.len() {
        width if width > 0 && found.trim().is_empty() => {
            format!(" {text:<width$} ", width = width.saturating_sub(2))
        }
        _ => text.to_owned(),
    }
}

/// A text from the file as messages quote it.
pub(in crate::rules) fn quote(text: &str) -> String {
    format!("“{}”", shorten(text, 48))
}

/// A text from the file in one line, cut to so many characters: a message is not the place for a stranger's novel.
pub(in crate::rules) fn shorten(text: &str, longest: usize) -> String {
    // Many findings may quote one long text. Eight bytes for each character leave room for spaces that fall together.
    let start = &text[..text.floor_char_boundary(8 * longest)];
    let line = on_one_line(start);
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if start.len() < text.len() => line + "…",
        None => line,
    }
}

/// The words of a text: runs of letters and digits, with empty ones where punctuation meets.
pub(in crate::rules) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
}

/// True if a text contains one of these parts.
pub(in crate::rules) fn contains_any(text: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| text.contains(part))
}

/// True if two texts differ by one typo: a character too many, too few or wrong, or two swapped.
///
/// The same as an optimal string alignment distance of one, in linear time.
pub(in crate::rules) fn is_one_typo(a: &str, b: &str) -> bool {
    let start = common(a.chars(), b.chars());
    let (a, b) = (&a[start..], &b[start..]);
    // Where the ends overlap, as in `aab` and `ab`, the shared start has been cut off already.
    let end = common(a.chars().rev(), b.chars().rev());
    match [a, b].map(|text| first_three(&text[..text.len() - end])) {
        [[Some(_), None, _], [_, None, _]] | [[None, ..], [Some(_), None, _]] => true,
        [[Some(a), Some(b), None], [Some(c), Some(d), None]] => a == d && b == c,
        _ => false,
    }
}

/// The number of bytes of the characters that two texts have in common before they differ.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    let mut length = 0;
    for (a, b) in a.zip(b) {
        if a != b {
            break;
        }
        length += a.len_utf8();
    }
    length
}

fn first_three(text: &str) -> [Option<char>; 3] {
    let mut chars = text.chars();
    [chars.next(), chars.next(), chars.next()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_typo_is_a_letter_or_two_that_are_swapped() {
        for (a, b) in [
            ("github.com", "gihub.com"),
            ("github.com", "githubb.com"),
            ("github.com", "gitbub.com"),
            ("github.com", "gihtub.com"),
            ("github.com", "githüb.com"),
            ("", "a"),
        ] {
            assert!(is_one_typo(a, b) && is_one_typo(b, a), "{a} {b}");
            assert_eq!(strsim::osa_distance(a, b), 1, "{a} {b}");
        }
        for (a, b) in [
            ("a", "a"),
            ("ab", ""),
            ("abcd", "badc"),
            ("abc", "cba"),
            ("aab", "abb"),
        ] {
            assert_eq!(is_one_typo(a, b), strsim::osa_distance(a, b) == 1, "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn a_typo_is_a_distance_of_one(a in "[abé]{0,6}", b in "[abé]{0,6}") {
            prop_assert_eq!(is_one_typo(&a, &b), strsim::osa_distance(&a, &b) == 1);
        }
    }
}
