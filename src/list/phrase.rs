//! Tells titles and names from the text around them. Must not know documents or markup.

use std::ops::Range;

use crate::identity::is_four_digits;

/// Shorter texts are labels or names.
pub(super) const SHORTEST_TITLE: usize = 20;

/// Longer brackets are not tags; the search for their end is bounded by it.
const LONGEST_TAG: usize = 200;

/// True if a text is long enough for a title and made of words.
pub(super) fn is_title(text: &str) -> bool {
    const MIN_LETTERS: usize = 16;
    /// A Chinese title has no spaces, and one character for two or three letters.
    const MIN_HAN: usize = 8;
    let (mut letters, mut han) = (0, 0);
    for c in text.chars() {
        letters += usize::from(c.is_alphabetic());
        // Scripts of East Asia start here, and so do their full-width characters.
        han += usize::from(c >= '\u{2e80}');
    }
    letters + han.min(MIN_HAN) >= MIN_LETTERS
        && (han >= MIN_HAN || text.contains(' '))
        && !text.contains("://")
}

/// True if a text may be the short name of a paper: a word, or a few.
pub(super) fn is_name(text: &str) -> bool {
    const LONGEST: usize = 30;
    const MAX_WORDS: usize = 4;
    let is_short = text.chars().nth(LONGEST).is_none() && text.chars().nth(1).is_some();
    is_short
        && text.split(' ').count() <= MAX_WORDS
        && !text.contains([',', ';', ':'])
        && text.starts_with(char::is_alphanumeric)
        && text.contains(char::is_alphabetic)
}

/// True if a text describes its neighbours and is not the title of a paper.
pub(super) fn is_label(text: &str) -> bool {
    const LABELS: [&str; 6] = ["abstract", "download", "link", "note", "title", "update"];
    let lower = text.to_lowercase();
    // `Links`, `Link 2`.
    LABELS.contains(&lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == 's'))
}

/// The first quotation in a text that may be a title.
pub(super) fn quoted(text: &str) -> Option<Range<usize>> {
    let open = text.find(['"', '“', '《'])?;
    let start = open + text[open..].chars().next()?.len_utf8();
    let end = start + text[start..].find(['"', '”', '》'])?;
    is_title(&text[start..end]).then_some(start..end)
}

/// A text without the number of a list before it: `5. `, `12) `.
pub(super) fn without_number(text: &str) -> &str {
    match text.find(is_not_digit) {
        Some(digits @ 1..) => text[digits..]
            .strip_prefix(". ")
            .or(text[digits..].strip_prefix(") "))
            .unwrap_or(text),
        _ => text,
    }
}

fn is_not_digit(c: char) -> bool {
    !c.is_ascii_digit()
}

/// The length of the tags before a plain title: `[CVPR 2024] `, `(2023/10) `, `1. `, `:fire: `.
pub(super) fn leading_tags(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_opening(c) && c != ':');
        let tag = bracketed(rest).or(shortcode(rest)).or(year(rest));
        rest = match (tag, rest.chars().next()) {
            (Some(len), _) => &rest[len..],
            // A bracket or colon that opens no tag.
            (None, Some(c)) if !c.is_alphanumeric() => &rest[c.len_utf8()..],
            _ => return text.len() - rest.len(),
        };
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '[' | '(' | '【')
}

/// The length of the brackets, with those inside them, that a text starts with.
fn bracketed(text: &str) -> Option<usize> {
    let (open, close) = match text.chars().next()? {
        '[' => ('[', ']'),
        '(' => ('(', ')'),
        '【' => ('【', '】'),
        _ => return None,
    };
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().take(LONGEST_TAG) {
        depth += usize::from(c == open);
        depth -= usize::from(c == close);
        if depth == 0 {
            return Some(at + close.len_utf8());
        }
    }
    None
}

/// The length of an emoji by name, such as `:fire:`, that a text starts with.
fn shortcode(text: &str) -> Option<usize> {
    let name = text.strip_prefix(':')?;
    for (at, c) in name.char_indices().take(LONGEST_TAG) {
        if !c.is_ascii_alphanumeric() && c != '_' && c != '-' {
            return (c == ':').then_some(at + 2);
        }
    }
    None
}

/// The length of a year with the character behind it, as in `2022-Title`.
fn year(text: &str) -> Option<usize> {
    let is_year = is_four_digits(text.get(..4)?) && text.starts_with(['1', '2']);
    (is_year && text[4..].starts_with(['-', ':', '.', ' '])).then_some(5)
}

/// A text up to the end of its first sentence, without brackets and punctuation at that end.
pub(super) fn sentence(text: &str) -> &str {
    let mut kept = text;
    for (at, _) in text.match_indices(". ") {
        if ends_sentence(&text[..at]) {
            kept = &text[..at];
            break;
        }
    }
    kept.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '!' | ')'))
}

/// True if the word before a full stop is more than an initial or an abbreviation.
fn ends_sentence(text: &str) -> bool {
    let word = text.rsplit([' ', '(']).next().unwrap_or_default();
    word.chars().nth(1).is_some() && !matches!(word, "vs" | "al" | "e.g" | "i.e" | "cf")
}

/// The bytes of a title within a text: without brackets before it and a venue or year in brackets behind it.
pub(super) fn title(text: &str) -> Range<usize> {
    let text = text.trim_end();
    // Brackets with a title behind them are a tag, but `(2+1)D convolutions` starts with a word.
    let start = match bracketed(text) {
        Some(len) if text[len..].starts_with(' ') && is_title(&text[len..]) => len,
        _ => 0,
    };
    let group = text.strip_suffix(')').and_then(|text| text.rfind('('));
    match group {
        // Without a year, brackets belong to the title: `A survey (of surveys)`.
        Some(open) if open > start && has_year(&text[open..]) => start..open,
        _ => start..text.len(),
    }
}

fn has_year(text: &str) -> bool {
    text.as_bytes().windows(4).any(|four| {
        (four.starts_with(b"19") || four.starts_with(b"20")) && four.iter().all(u8::is_ascii_digit)
    })
}

/// True if the second half of an arXiv number is here, so that the first is not a year: `arXiv:2007` + `.10787`.
pub(super) fn starts_with_number(text: &str) -> bool {
    let number = text.strip_prefix('.').and_then(|number| number.get(..4));
    number.is_some_and(is_four_digits)
}

/// A title without the full stop or comma behind it and the quotation marks around it.
pub(super) fn without_stop(title: &str) -> &str {
    let title = title.trim_end_matches([' ', ',', ';', ':', '|', '.', '，', '。']);
    let quoted = title.strip_prefix('"').and_then(|title| title.strip_suffix('"'));
    // Two quotations in a title have marks at both ends, which do not belong together.
    quoted.filter(|title| !title.contains('"')).unwrap_or(title)
}

/// The length of the authors that a citation starts with: `Wang, Q.; Li, X. Title`, `Sun, Yuli, et al. Title`.
pub(super) fn leading_authors(text: &str) -> usize {
    /// More authors are not looked at.
    const LONGEST: usize = 300;
    const ET_AL: &str = "et al. ";
    let head = &text[..text.floor_char_boundary(LONGEST)];
    // A citation starts with a surname of one or two words and a comma; few titles do.
    match head.split_once(',') {
        Some((surname, _)) if surname.split(' ').count() <= 2 => {}
        _ => return 0,
    }
    if let Some(at) = head.find(ET_AL) {
        return at + ET_AL.len();
    }
    let Some(last) = head.rfind("; ") else { return 0 };
    // The last author ends with the last of the initials: `Li, X.Y. Title`.
    let mut end = 0;
    for (at, stop) in head[last..].match_indices(". ") {
        let authors = &head[..last + at];
        if !authors.ends_with(char::is_uppercase) || !authors.contains(", ") {
            break;
        }
        end = last + at + stop.len();
    }
    end
}

/// True if a text ends as a venue does: `Remote Sensing, 2019`.
pub(super) fn ends_with_year(text: &str) -> bool {
    let year = text.trim_end_matches(['.', ' ']).rsplit_once(", ");
    year.is_some_and(|(_, year)| is_four_digits(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_title_is_passed_over() {
        for (text, expected) in [
            ("[CVPR 2024] A title", "A title"),
            ("[88:fire:] (black-box (defense)) A title", "A title"),
            (" :star: A title", "A title"),
            ("2022-A title", "A title"),
            (": A title", "A title"),
            ("3D title", "3D title"),
            ("[open", "open"),
        ] {
            assert_eq!(&text[leading_tags(text)..], expected, "{text}");
        }
    }

    #[test]
    fn sentences_end_behind_words_and_not_behind_abbreviations() {
        assert_eq!(sentence("A title of words. Chen, D. et al."), "A title of words");
        assert_eq!(sentence("Full vs. sparse training ("), "Full vs. sparse training");
        assert_eq!(sentence("Is this a title? ["), "Is this a title?");
    }

    #[test]
    fn a_venue_in_brackets_is_no_part_of_a_title() {
        for (text, expected) in [
            ("A title (KDD 2020)", "A title "),
            ("A title (for short)", "A title (for short)"),
            (
                "(CVPR2018) End-to-end title of words",
                " End-to-end title of words",
            ),
            (
                "(2+1)D convolutions for all of us",
                "(2+1)D convolutions for all of us",
            ),
        ] {
            assert_eq!(&text[title(text)], expected, "{text}");
        }
    }

    #[test]
    fn authors_before_a_title_are_passed_over() {
        for (text, expected) in [
            ("Wang, Q.; Li, X. A title. Sensors", "A title. Sensors"),
            ("Daudt, R.C.; Le Saux, B. A title", "A title"),
            ("Sun, Yuli, et al. A title", "A title"),
            ("A title; with more. And more", "A title; with more. And more"),
            (
                "A title of words. King, A. et al. 2024",
                "A title of words. King, A. et al. 2024",
            ),
        ] {
            assert_eq!(&text[leading_authors(text)..], expected, "{text}");
        }
    }

    #[test]
    fn the_number_of_a_list_is_no_part_of_a_title() {
        assert_eq!(without_number("5. 3D title"), "3D title");
        assert_eq!(without_number("12) title"), "title");
        assert_eq!(without_number("3D title"), "3D title");
        assert_eq!(without_number(". title"), ". title");
    }

    #[test]
    fn names_are_short() {
        assert!(is_name("CLIP") && is_name("Gaussian YOLOv3"));
        assert!(!is_name("?") && !is_name("2024") && !is_name("one two three four five"));
    }
}
