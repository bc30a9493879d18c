//! Finds the bytes of a title within a text: behind number, tags and date, and before venue, date and emoji. Must not
//! know documents or markup.

use std::ops::Range;

use super::{
    VenueRegistry, links,
    phrase::{LONGEST_TAG, bracketed, is_award, is_opening, is_title, number, without_shortcode},
    read_date, read_venue,
};
use crate::identity::is_four_digits;

/// The bytes of a title within a text: without the number, tags and date before it, and without tags, venue, date and
/// emoji behind it.
pub(super) fn title(text: &str, registry: &VenueRegistry) -> Range<usize> {
    let start = title_start(text);
    let mut end = text.len();
    loop {
        let kept = &text[start..end];
        let next = start + without_end(kept, registry).len();
        if next == end {
            return start..end;
        }
        end = next;
    }
}

/// The start of a title behind its number, tags and date, each only if a title follows.
fn title_start(text: &str) -> usize {
    let mut start = 0;
    loop {
        let rest = text[start..]
            .trim_start_matches(|c: char| !c.is_alphanumeric() && !is_opening(c) && !is_quotation(c));
        let at = text.len() - rest.len();
        // Brackets with a title behind them are a tag, but `(2+1)D convolutions` starts with a word.
        let tag = bracketed(rest).filter(|len| !rest[*len..].starts_with(char::is_alphanumeric));
        match tag.or_else(|| number(rest)).or_else(|| date_before(rest)) {
            Some(len) if is_title(&rest[len..]) => start = at + len,
            _ => return at,
        }
    }
}

/// The length of a date at the start of a text, with the characters behind it: `2024-05-31 `, `2022-`, `2024.05: `.
fn date_before(text: &str) -> Option<usize> {
    let len = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '.' | '/'))?;
    let date = text[..len].trim_end_matches(['-', '.', '/']);
    read_date(date).filter(|_| date.len() >= 4)?;
    let behind = text[len..].trim_start_matches([' ', ':', ',', '-']);
    Some(text.len() - behind.len())
}

fn is_quotation(c: char) -> bool {
    matches!(c, '"' | '“' | '《' | '\'' | '‘' | '¿')
}

/// A title without one thing behind it that is not part of it; the same text if there is none.
fn without_end<'t>(text: &'t str, registry: &VenueRegistry) -> &'t str {
    let trimmed = text.trim_end_matches(|c: char| {
        !c.is_alphanumeric()
            && !matches!(
                c,
                '?' | '!'
                    | ')'
                    | ']'
                    | '】'
                    | '}'
                    | '"'
                    | '”'
                    | '’'
                    | '\''
                    | '$'
                    | '+'
                    | '%'
                    | '*'
                    | '^'
                    | '》'
                    | '）'
            )
    });
    if let Some(kept) = without_shortcode(text) {
        return kept;
    }
    if trimmed.len() < text.len() {
        return trimmed;
    }
    if let Some(open) = open_of_last_bracket(text)
        && is_remark(&text[open..], registry)
    {
        return &text[..open];
    }
    tail(text, registry)
        .or_else(|| year_behind(text))
        .map_or(text, |start| &text[..start])
}

/// The start of a year behind a title without any separator: `Measuring language understanding 2020`.
fn year_behind(text: &str) -> Option<usize> {
    // `in 2020` and `SemEval 2020` belong to the title.
    const PREPOSITIONS: [&str; 8] = ["in", "of", "for", "from", "since", "to", "until", "by"];
    let (before, year) = text.rsplit_once(' ')?;
    let word = before.rsplit(' ').next()?;
    let is_plain = word.starts_with(char::is_lowercase) && !PREPOSITIONS.contains(&word);
    (is_plain && is_four_digits(year) && read_date(year).is_some()).then_some(before.len())
}

/// The start of the brackets that a text ends with.
fn open_of_last_bracket(text: &str) -> Option<usize> {
    let (open, close) = match text.chars().next_back()? {
        ')' => ('(', ')'),
        ']' => ('[', ']'),
        '】' => ('【', '】'),
        '）' => ('（', '）'),
        _ => return None,
    };
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev().take(LONGEST_TAG) {
        depth += usize::from(c == close);
        depth -= usize::from(c == open);
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// True for brackets behind a title that say something about the paper and are not part of the title: venue, year,
/// award, owner, short name.
fn is_remark(group: &str, registry: &VenueRegistry) -> bool {
    let inner = group
        .trim_matches(|c: char| is_opening(c) || matches!(c, ')' | ']' | '】' | '（' | '）' | ' ' | '.'));
    if group.starts_with(['[', '【']) {
        return true;
    }
    let is_known = read_venue(inner, registry).is_some_and(|read| read.known.is_some());
    has_year(inner)
        || is_known
        || inner.starts_with('@')
        || is_award(inner)
        || is_alias(inner)
        || links::by_label(inner).is_some()
}

/// True for the short name of a method: one word with two capitals.
fn is_alias(text: &str) -> bool {
    !text.contains(' ') && text.chars().filter(|c| c.is_uppercase()).count() >= 2 && text.len() <= 16
}

/// The start of a venue, date or award behind the last separator of a text.
fn tail(text: &str, registry: &VenueRegistry) -> Option<usize> {
    /// No venue with its year has more bytes.
    const LONGEST: usize = 120;
    let from = text.floor_char_boundary(text.len().saturating_sub(LONGEST));
    let near = &text[from..];
    // The nearest separator first: `Title, CVPR, 2024` loses the year, and then the venue.
    for (at, separator) in near.rmatch_indices([',', '.', ';', '-', '–', '—', '|', '\t', '。', '，']) {
        let behind = &near[at + separator.len()..];
        let is_set_off =
            behind.starts_with([' ', '\u{a0}', '(']) || !separator.is_ascii() || separator == "\t";
        let inner = behind.trim();
        if inner.is_empty() || !is_set_off {
            continue;
        }
        let bare = inner.trim_start_matches("in ").trim_start_matches("In ");
        let is_venue = read_venue(bare, registry).is_some_and(|read| {
            read.known
                .is_some_and(|known| read.year.is_some() || !known.is_ambiguous(&bare[read.venue.clone()]))
        });
        if read_date(inner).is_some() || is_venue || is_award(inner) {
            return Some(from + at);
        }
        // The text behind an earlier separator is longer, and so is a venue with several words: `Sci. China`.
        if inner.split(' ').count() > 8 {
            return None;
        }
    }
    None
}

fn has_year(text: &str) -> bool {
    text.as_bytes().windows(4).any(|four| {
        (four.starts_with(b"19") || four.starts_with(b"20")) && four.iter().all(u8::is_ascii_digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_venue_in_brackets_is_no_part_of_a_title() {
        for (text, expected) in [
            ("A title (KDD 2020)", "A title"),
            ("A title (for short)", "A title (for short)"),
            (
                "(CVPR2018) End-to-end title of words",
                "End-to-end title of words",
            ),
            (
                "(2+1)D convolutions for all of us",
                "(2+1)D convolutions for all of us",
            ),
        ] {
            assert_eq!(&text[title(text, VenueRegistry::builtin())], expected, "{text}");
        }
    }
}
