//! Characters that several of the rules look for. Must not report.

use crate::{finding::Edit, source::Span};

/// The length of the blocks in which rare bytes are looked for.
const BLOCK: usize = 256;

/// The places of bytes of a rare kind, in order. One at a time: a hostile page may have nothing else.
pub(super) fn rare_bytes(text: &str, is_rare: impl Fn(u8) -> bool + Copy) -> impl Iterator<Item = usize> {
    text.as_bytes()
        .chunks(BLOCK)
        .enumerate()
        // Most blocks have none. The compiler turns a loop without a branch into instructions for many bytes at once.
        .filter(move |(_, block)| block.iter().fold(false, |found, &byte| found | is_rare(byte)))
        .flat_map(|(index, block)| (index * BLOCK..).zip(block))
        .filter(move |(_, byte)| is_rare(**byte))
        .map(|(at, _)| at)
}

/// No more bytes before a character are read to see if it is in a URL.
const LONGEST_URL: usize = 300;

/// The edit that removes a character. Between two letters or digits a space takes its place: office programs
/// write such characters between words.
pub(super) fn without(text: &str, span: Span, separates: bool) -> Edit {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (before, after) = (
        text[..span.start].chars().next_back(),
        text[span.end..].chars().next(),
    );
    // In a URL it separates nothing, and a space would end the URL.
    let near = &text[text.ceil_char_boundary(span.start.saturating_sub(LONGEST_URL))..span.start];
    let word = near.rsplit(char::is_whitespace).next().unwrap_or(near);
    let is_in_url = word.contains("://");
    if separates && !is_in_url && is_word(before) && is_word(after) {
        return Edit::replace(span, " ");
    }
    Edit::delete(span)
}
