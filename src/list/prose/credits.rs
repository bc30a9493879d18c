//! Finds the authors of a paper in running text. Must not read other fields.

use std::ops::Range;

use super::{
    reader::{Found, Reader},
    text::overlap,
};
use crate::{
    list::{
        Certainty,
        authors::{self, Authors},
        phrase,
        wording::Look,
    },
    source::Span,
};

/// The number of names that prove authors behind a comma, where the title has ended before.
const BEHIND_TITLE: usize = 2;

/// The number of names that prove authors behind a comma, where the title may go on: titles have pairs of words in
/// capitals, such as `Fast, Class Imbalance and Label Noise`.
pub(super) const IN_TITLE: usize = 3;

impl Reader<'_, '_> {
    /// The authors: the first list of names behind the title, else before it.
    pub(super) fn authors(&self, title: Option<&Range<usize>>) -> Option<Found<Certainty>> {
        let title = title?;
        let before = self.authors_before(title.start);
        // `Liu, H., et al. (2018). Title` has initials or `et al.` before the title, and no authors behind it.
        let is_proved = |authors: &Found<Certainty>| self.slice(&authors.range).contains('.');
        if before.as_ref().is_some_and(is_proved) {
            return before;
        }
        self.authors_from(title.end..self.text.len(), BEHIND_TITLE)
            .or_else(|| self.single_author(title.end))
            .or(before)
    }

    /// The authors that open the line of a title.
    fn authors_before(&self, title: usize) -> Option<Found<Certainty>> {
        let line = self.line_before(title);
        let tags = phrase::leading_tags(line);
        let found = authors::leading(&line[tags..])?;
        Some(found_at(title - line.len() + tags, &found))
    }

    /// The first list of names in a part of the text, at a place where one may start.
    pub(super) fn authors_from(&self, range: Range<usize>, in_sentence: usize) -> Option<Found<Certainty>> {
        for (start, names) in self.starts_of_authors(range.clone(), in_sentence) {
            // A title may start with capitals as well: nothing of it is taken for a name.
            if start > 0
                && let Some(found) = authors::at_least(names, &self.text[start..range.end])
            {
                let found = found_at(start, &found);
                if !self.is_label(&found.range) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// True for a part of the text with the label of a link in it.
    pub(super) fn is_label(&self, range: &Range<usize>) -> bool {
        self.labels.iter().any(|label| overlap(label, range))
    }

    /// The places in a part of the text where authors may start, each with the number of names that prove them.
    fn starts_of_authors(&self, range: Range<usize>, in_sentence: usize) -> Vec<(usize, usize)> {
        let text = self.slice(&range);
        let mut places = Vec::new();
        if self.text[..range.start].ends_with([')', ']', '\n']) || self.is_end_of_mark(range.start) {
            places.push((range.start, 2));
        }
        for (at, c) in text.char_indices() {
            let behind = &text[at + c.len_utf8()..];
            let names = match c {
                '.' | '\n' | '"' | '”' | '|' => 2,
                ',' | '?' | '!' | '(' | '—' => in_sentence,
                '-' if text[..at].ends_with(' ') && behind.starts_with(' ') => 2,
                _ => continue,
            };
            places.push((range.end - behind.len(), names));
        }
        let marks = self.wording.marks().iter().map(|mark| mark.range.start);
        places.extend(
            marks
                .filter(|start| range.contains(start))
                .map(|start| (start, 2)),
        );
        for (start, _) in &mut places {
            let rest = self.text[*start..range.end].trim_start();
            let rest = rest.strip_prefix("by ").unwrap_or(rest);
            *start = range.end - rest.len();
        }
        places.sort_unstable();
        // Punctuation and a mark may start at one place, where the easier proof counts.
        places.dedup_by_key(|(start, _)| *start);
        places
    }

    fn is_end_of_mark(&self, offset: usize) -> bool {
        self.wording.marks().iter().any(|mark| mark.range.end == offset)
    }

    /// One author behind the title: in italics, or on a line of its own.
    fn single_author(&self, from: usize) -> Option<Found<Certainty>> {
        let marks = self.wording.marks().iter();
        let italics = marks.filter(|mark| mark.look == Look::Emphasis && mark.range.start >= from);
        let mut candidates: Vec<_> = italics.map(|mark| mark.range.clone()).collect();
        let mut at = from;
        for line in self.text[from..].split('\n') {
            candidates.push(at..at + line.len());
            at += line.len() + 1;
        }
        candidates.into_iter().find_map(|range| {
            let text = self
                .slice(&range)
                .trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ','));
            let start = Span::of_part(self.text, text).start;
            (authors::is_all(text) && self.registry.get(text).is_none()).then(|| Found {
                range: start..start + text.len(),
                value: Certainty::Guessed,
            })
        })
    }
}

/// Authors that were found in the text from `start` on.
fn found_at(start: usize, authors: &Authors) -> Found<Certainty> {
    Found {
        range: start + authors.range.start..start + authors.range.end,
        value: Certainty::shown_if(authors.is_sure),
    }
}
