//! Tells titles and names from the text around them. Must not know documents or markup.

use std::ops::Range;

/// Shorter texts are labels or names.
pub(super) const SHORTEST_TITLE: usize = 20;

/// Longer brackets are no tags; the search for their end is bounded by it.
const LONGEST_TAG: usize = 200;

/// Whether a text is long enough for a title and made of words.
pub(super) fn is_title(text: &str) -> bool {
    let letters = text
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(SHORTEST_TITLE)
        .count();
    let han = text.chars().filter(|c| *c >= '\u{2e80}').take(8).count();
    letters + han >= SHORTEST_TITLE.min(16) && (text.contains(' ') || han >= 8) && !text.contains("://")
}

/// Whether a text may be the short name of a paper: a word, or a few.
pub(super) fn is_name(text: &str) -> bool {
    const LONGEST: usize = 30;
    let is_short = text.chars().nth(LONGEST).is_none() && text.chars().nth(1).is_some();
    let words = text.split(' ').count();
    is_short
        && words <= 4
        && !text.contains([',', ';', ':'])
        && text.starts_with(char::is_alphanumeric)
        && text.contains(char::is_alphabetic)
}

/// Whether a text says what stands next to it and not what a paper is called.
pub(super) fn is_label(text: &str) -> bool {
    const LABELS: [&str; 6] = ["abstract", "download", "link", "note", "title", "update"];
    LABELS.contains(
        &text
            .to_lowercase()
            .trim_end_matches(|c: char| c.is_ascii_digit() || c == 's'),
    )
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
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = rest.strip_prefix(['.', ')']).filter(|_| rest.len() < text.len());
    behind.and_then(|rest| rest.strip_prefix(' ')).unwrap_or(text)
}

/// The length of what stands in brackets before a plain title: `[CVPR 2024] `, `(2023/10) `, `1. `, `:fire: `.
pub(super) fn leading_tags(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_opening(c) && c != ':');
        let tag = bracketed(rest).or_else(|| shortcode(rest)).or_else(|| year(rest));
        match tag {
            Some(len) => rest = &rest[len..],
            None => match rest.strip_prefix(|c: char| !c.is_alphanumeric()) {
                Some(behind) => rest = behind,
                None => return text.len() - rest.len(),
            },
        }
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
    let end = text.char_indices().take(LONGEST_TAG).find(|&(_, c)| {
        depth += usize::from(c == open);
        depth -= usize::from(c == close);
        depth == 0
    })?;
    Some(end.0 + close.len_utf8())
}

/// The length of an emoji by name, such as `:fire:`, that a text starts with.
fn shortcode(text: &str) -> Option<usize> {
    let name = text.strip_prefix(':')?;
    let mut letters = name.char_indices().take(LONGEST_TAG);
    let (end, _) = letters.find(|(_, c)| !c.is_ascii_alphanumeric() && *c != '_' && *c != '-')?;
    name[end..].starts_with(':').then_some(end + 2)
}

/// The length of a year with the sign behind it, as in `2022-Title`.
fn year(text: &str) -> Option<usize> {
    let is_year = text.len() > 4 && text.bytes().take(4).all(|byte| byte.is_ascii_digit());
    (is_year && text[4..].starts_with(['-', ':', '.', ' ']) && text.starts_with(['1', '2'])).then_some(5)
}

/// A text up to the end of its first sentence, without the brackets and signs that its end was cut from.
pub(super) fn sentence(text: &str) -> &str {
    let is_end = |at: usize| {
        let word = text[..at].rsplit([' ', '(']).next().unwrap_or_default();
        word.chars().count() > 1 && !matches!(word, "vs" | "al" | "e.g" | "i.e" | "cf")
    };
    let end = text.match_indices(". ").map(|(at, _)| at).find(|at| is_end(*at));
    let kept = &text[..end.unwrap_or(text.len())];
    kept.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '!' | ')'))
}

/// The bytes of a title within a text: without brackets before it and a venue or year in brackets behind it.
pub(super) fn title(text: &str) -> Range<usize> {
    let trimmed = text.trim_end();
    let lead = bracketed(trimmed).filter(|len| trimmed[*len..].starts_with(' '));
    let start = lead.filter(|len| is_title(&trimmed[*len..])).unwrap_or(0);
    let group = trimmed.strip_suffix(')').and_then(|text| text.rfind('('));
    let has_year = |open: &usize| {
        let digits = trimmed.as_bytes()[*open..].windows(4);
        digits
            .filter(|four| four.starts_with(b"19") || four.starts_with(b"20"))
            .any(|four| four.iter().all(u8::is_ascii_digit))
    };
    let end = group.filter(|open| *open > start).filter(has_year);
    start..end.unwrap_or(trimmed.len())
}

/// Whether the second half of an arXiv number stands here, so that the first is no year: `arXiv:2007` + `.10787`.
pub(super) fn starts_with_number(text: &str) -> bool {
    let digits = text.strip_prefix('.').unwrap_or_default().bytes();
    digits.take(4).filter(u8::is_ascii_digit).count() == 4
}

/// A title without the full stop or comma behind it and the quotation marks around it.
pub(super) fn without_stop(title: &str) -> &str {
    let title = title.trim_end_matches([' ', ',', ';', ':', '|', '.', '，', '。']);
    let quoted = title.strip_prefix('"').and_then(|title| title.strip_suffix('"'));
    quoted.filter(|title| !title.contains('"')).unwrap_or(title)
}

/// The length of the authors that a citation starts with: `Wang, Q.; Li, X. Title`, `Sun, Yuli, et al. Title`.
pub(super) fn leading_authors(text: &str) -> usize {
    /// More authors are not looked at.
    const LONGEST: usize = 300;
    let head = &text[..text.floor_char_boundary(LONGEST)];
    let surname = head.split(',').next().unwrap_or_default();
    if surname.len() == head.len() || surname.split(' ').count() > 2 {
        return 0;
    }
    if let Some(at) = head.find("et al. ") {
        return at + "et al. ".len();
    }
    let Some(last) = head.rfind("; ") else { return 0 };
    let is_initial =
        |at: &usize| head[..*at].ends_with(|c: char| c.is_uppercase()) && head[..*at].contains(", ");
    let ends = head[last..].match_indices(". ").map(|(at, _)| last + at);
    let end = ends.take_while(is_initial).last();
    end.map_or(0, |at| at + ". ".len())
}

/// Whether a text ends as a venue does: `Remote Sensing, 2019`.
pub(super) fn ends_with_year(text: &str) -> bool {
    let year = text
        .trim_end_matches(['.', ' '])
        .rsplit_once(", ")
        .map(|(_, year)| year);
    year.is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
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
