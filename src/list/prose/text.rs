//! Cuts a text into brackets, sentences and other parts. Must not know their meaning.

use std::ops::Range;

use crate::list::phrase;

/// The brackets of a text with all that is in them, the outermost only.
pub(super) fn groups(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut groups = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '[' | '(' | '【' => open.push((at, c)),
            ']' | ')' | '】' => {
                if let Some((start, _)) = open.pop()
                    && open.is_empty()
                {
                    groups.push(start..at + c.len_utf8());
                }
            }
            '\n' => open.clear(),
            _ => {}
        }
    }
    groups.into_iter()
}

/// The sentences of a text, and the parts of it between brackets and bars.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let behind = &text[at + c.len_utf8()..];
        let ends = match c {
            '\n' | '[' | ']' | '(' | ')' | '|' | ';' | '"' | '”' | '【' | '】' => true,
            // Behind the authors a sentence ends as well.
            '.' => {
                (behind.is_empty() || behind.starts_with(char::is_whitespace))
                    && (phrase::ends_sentence(&text[..at]) || text[..at].ends_with(" al"))
            }
            '?' | '!' => behind.starts_with(' '),
            _ => false,
        };
        if ends {
            ranges.push(start..at);
            start = at + c.len_utf8();
        }
    }
    ranges.push(start..text.len());
    ranges.into_iter().filter(|range| !range.is_empty())
}

/// The parts of a range between some places.
pub(super) fn split_at(range: Range<usize>, places: &[usize]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    for place in places.iter().filter(|place| range.contains(place)) {
        parts.push(start..*place);
        start = *place;
    }
    parts.push(start..range.end);
    parts
}

/// The number of letters that take as much room: a Chinese character says as much as three letters.
pub(super) fn weight(text: &str) -> usize {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| if c >= '\u{2e80}' { 3 } else { 1 })
        .sum()
}

/// A text without the brackets in it.
pub(super) fn without_tags(text: &str) -> &str {
    let end = groups(text).last().map_or(0, |group| group.end);
    &text[end..]
}

/// True if two ranges share a byte.
pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
