//! Texts from the file as messages quote them, and bytes and slips found in them. Must not know rules.

/// The length of the blocks in which rare bytes are looked for.
const BLOCK: usize = 256;

/// Where bytes of a rare kind stand. Blocks without one are passed over in a loop that the compiler turns into
/// instructions for many bytes at once.
pub(in crate::rules) fn rare_bytes(
    text: &str,
    is_rare: impl Fn(u8) -> bool + Copy,
) -> impl Iterator<Item = usize> {
    let blocks = text.as_bytes().chunks(BLOCK).enumerate();
    let blocks =
        blocks.filter(move |(_, block)| block.iter().fold(false, |found, &byte| found | is_rare(byte)));
    blocks.flat_map(move |(index, block)| {
        let bytes = block.iter().enumerate().filter(move |&(_, &byte)| is_rare(byte));
        bytes.map(move |(at, _)| index * BLOCK + at)
    })
}

/// What to put in the place of a cell's text; in a blank cell it takes the place of as many blanks, so that columns
/// stay aligned.
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

/// A text from the file in one line, cut to so many characters: a message is no place for a stranger's novel.
pub(in crate::rules) fn shorten(text: &str, longest: usize) -> String {
    // Many findings may quote one long text.
    let start = &text[..text.floor_char_boundary(8 * longest)];
    let line = start.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if start.len() < text.len() => line + "…",
        None => line,
    }
}

/// Whether two texts differ by one slip of the keyboard: a letter too many, too few or wrong, or two swapped.
///
/// The same as an optimal string alignment distance of one, and linear.
pub(in crate::rules) fn is_one_slip(a: &str, b: &str) -> bool {
    let alike = |(a, b): &(char, char)| a == b;
    let len = |(c, _): (char, char)| c.len_utf8();
    let before: usize = a.chars().zip(b.chars()).take_while(alike).map(len).sum();
    let (a, b) = (&a[before..], &b[before..]);
    let ends = a.chars().rev().zip(b.chars().rev());
    let behind: usize = ends.take_while(alike).map(len).sum();
    let rest = |text: &str| {
        let mut chars = text[..text.len() - behind].chars();
        [chars.next(), chars.next(), chars.next()]
    };
    match (rest(a), rest(b)) {
        ([Some(_), None, _], [_, None, _]) | ([None, ..], [Some(_), None, _]) => true,
        ([Some(a), Some(b), None], [Some(c), Some(d), None]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_slip_is_a_letter_or_two_that_are_swapped() {
        for (a, b) in [
            ("github.com", "gihub.com"),
            ("github.com", "githubb.com"),
            ("github.com", "gitbub.com"),
            ("github.com", "gihtub.com"),
            ("github.com", "githüb.com"),
            ("", "a"),
        ] {
            assert!(is_one_slip(a, b) && is_one_slip(b, a), "{a} {b}");
            assert_eq!(strsim::osa_distance(a, b), 1, "{a} {b}");
        }
        for (a, b) in [
            ("a", "a"),
            ("ab", ""),
            ("abcd", "badc"),
            ("abc", "cba"),
            ("aab", "abb"),
        ] {
            assert_eq!(is_one_slip(a, b), strsim::osa_distance(a, b) == 1, "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn a_slip_is_a_distance_of_one(a in "[abé]{0,6}", b in "[abé]{0,6}") {
            prop_assert_eq!(is_one_slip(&a, &b), strsim::osa_distance(&a, &b) == 1);
        }
    }
}
