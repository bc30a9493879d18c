//! Separates titles and names from the text around them. Must not know documents or markup.

use std::ops::Range;

use super::authors;
use crate::identity::is_four_digits;

/// Shorter texts are labels or names.
pub(super) const SHORTEST_TITLE: usize = 20;

/// Longer brackets are not tags; the search for their end is bounded by it.
pub(super) const LONGEST_TAG: usize = 200;

/// A text with single spaces between its words.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    // Most texts are on one line already.
    if !text.contains(|c: char| c.is_whitespace() && c != ' ') && !text.contains("  ") {
        return text.trim().to_owned();
    }
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ")
}

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
        && !text.contains([',', ';', ':', '，', '；', '：', '、', '。'])
        && text.starts_with(char::is_alphanumeric)
        && text.contains(char::is_alphabetic)
}

/// True if a text is written as titles are: nearly all of its long words start with a capital.
pub(super) fn is_title_case(text: &str) -> bool {
    /// Shorter words, such as `with` and `from`, are written small in titles.
    const LONG: usize = 5;
    const MIN_WORDS: usize = 5;
    let words: Vec<_> = text
        .split(' ')
        .filter(|word| word.starts_with(char::is_alphabetic))
        .collect();
    let long = words.iter().filter(|word| word.chars().count() >= LONG);
    let small = long
        .clone()
        .filter(|word| word.starts_with(char::is_lowercase))
        .count();
    words.len() >= MIN_WORDS && small * 5 <= long.count()
}

/// True for a text in Chinese or Japanese.
pub(super) fn is_han(text: &str) -> bool {
    let han = text.chars().filter(|c| *c >= '\u{2e80}').count();
    2 * han > letters(text)
}

/// The number of letters and digits.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
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
        let tag = bracketed(rest)
            .or_else(|| shortcode(rest))
            .or_else(|| year(rest))
            .or_else(|| number(rest));
        rest = match (tag, rest.chars().next()) {
            (Some(len), _) => &rest[len..],
            // A bracket or colon that opens no tag.
            (None, Some(c)) if !c.is_alphanumeric() => &rest[c.len_utf8()..],
            _ => return text.len() - rest.len(),
        };
    }
}

pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '[' | '(' | '【' | '（')
}

/// The length of the number of a list at the start of a text, with the character behind it: `5. `, `12) `.
pub(super) fn number(text: &str) -> Option<usize> {
    let digits = text
        .find(is_not_digit)
        .filter(|digits| (1..=3).contains(digits))?;
    let behind = &text[digits..];
    let stop = [". ", ") ", "、", ".\u{a0}"]
        .iter()
        .find(|stop| behind.starts_with(**stop))?;
    Some(digits + stop.len())
}

/// The length of the brackets, with those inside them, that a text starts with.
pub(super) fn bracketed(text: &str) -> Option<usize> {
    let (open, close) = match text.chars().next()? {
        '[' => ('[', ']'),
        '(' => ('(', ')'),
        '【' => ('【', '】'),
        '（' => ('（', '）'),
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
    kept.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '!' | ')' | ']' | ':'))
}

/// True if the word before a full stop is more than an initial or an abbreviation.
pub(super) fn ends_sentence(text: &str) -> bool {
    let word = text.rsplit([' ', '(']).next().unwrap_or_default();
    word.chars().nth(1).is_some() && !word.contains('.') && !matches!(word, "vs" | "al" | "cf")
}

/// A text up to the emoji by name that it ends with.
pub(super) fn without_shortcode(text: &str) -> Option<&str> {
    let name = text.trim_end_matches([' ', '.', ',']).strip_suffix(':')?;
    let open = name.rfind(':')?;
    let inner = &name[open + 1..];
    let is_code = !inner.is_empty()
        && inner
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'));
    (is_code && open > 0).then_some(&text[..open])
}

/// True for such words as `Oral` and `Best Paper`, which are about a talk and not part of a title.
pub(super) fn is_award(text: &str) -> bool {
    const WORDS: [&str; 20] = [
        "extended",
        "abstract",
        "oral",
        "spotlight",
        "poster",
        "highlight",
        "highlighted",
        "award",
        "best",
        "paper",
        "notable",
        "top",
        "accepted",
        "outstanding",
        "honorable",
        "mention",
        "candidate",
        "student",
        "long",
        "short",
    ];
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some()
        && words.all(|word| {
            let lower = word.to_lowercase();
            WORDS.contains(&&*lower) || word.bytes().all(|byte| byte.is_ascii_digit())
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
///
/// Only initials and `et al.` are proof, as titles start with words in capitals, too.
pub(super) fn leading_authors(text: &str) -> usize {
    let Some(found) = authors::leading(text) else {
        return 0;
    };
    let names = &text[found.range.clone()];
    let behind = text[found.range.end..].trim_start_matches(['.', ',', ' ', ':']);
    if names.contains('.') || names.contains("et al") {
        text.len() - behind.len()
    } else {
        0
    }
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
