//! Finds the date of a paper in running text. Must not read venues.

use std::ops::Range;

use super::{
    reader::{Found, Reader, value_of},
    text::sentences,
};
use crate::{
    list::{
        Date, date,
        fields::{Label, LabelledField},
    },
    source::Span,
};

impl Reader<'_, '_> {
    /// The date behind a label, such as `Date: October 3, 2023`.
    pub(super) fn labelled_date(&self, fields: &[LabelledField]) -> Option<Found<Date>> {
        let range = value_of(fields, Label::Date)?;
        let (value, _) = date::read_date(self.slice(&range))?;
        Some(Found { range, value })
    }

    /// The first date outside the title that is in brackets or between punctuation.
    pub(super) fn date(&self, title: Option<&Range<usize>>) -> Option<Found<Date>> {
        /// From `2024` to `September 30, 2024`.
        const SHORTEST: usize = 4;
        const LONGEST: usize = 18;
        // A date has a digit, and authors have none.
        if !self.text.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let set_off = self
            .text
            .split(['[', ']', '(', ')', '|', ';', '（', '）', '【', '】', '\n']);
        let behind = &self.text[title.map_or(self.text.len(), |title| title.end)..];
        // Behind the title commas separate fields; before it they are between month and year.
        let has_digit = |part: &&str| part.bytes().any(|byte| byte.is_ascii_digit());
        for part in set_off.chain(behind.split([',', '\n'])).filter(has_digit) {
            let piece = part
                .trim()
                .trim_end_matches(['.', ','])
                .trim_start_matches(['.', ',', ' ']);
            let start = Span::of_part(self.text, piece).start;
            let range = start..start + piece.len();
            let is_outside = title.is_none_or(|title| range.end <= title.start || title.end <= range.start);
            if is_outside
                && (SHORTEST..=LONGEST).contains(&piece.len())
                && let Some((value, _)) = date::read_date(piece)
            {
                return Some(Found { range, value });
            }
        }
        title.and_then(|title| self.date_behind(title.end))
    }

    /// A date that is a sentence behind the title: `Title. 2021-02-27`.
    fn date_behind(&self, from: usize) -> Option<Found<Date>> {
        for range in sentences(&self.text[from..]) {
            let piece = self.text[from..][range].trim_matches(|c: char| !c.is_alphanumeric());
            if piece.len() >= 4
                && piece.bytes().any(|byte| byte.is_ascii_digit())
                && let Some((value, _)) = date::read_date(piece)
            {
                let start = Span::of_part(self.text, piece).start;
                return Some(Found {
                    range: start..start + piece.len(),
                    value,
                });
            }
        }
        None
    }
}
