//! Finds the venue of a paper in running text. Must not look for titles.

use std::ops::Range;

use super::{
    reader::{Found, Reader, value_of},
    text::{groups, sentences, split_at},
};
use crate::{
    identity::Identity,
    list::{
        Certainty, Column, VenueCell, date,
        fields::{Label, LabelledField},
        mention,
        phrase::{self, letters},
        read_venue,
        venue::VenueText,
        wording::Look,
    },
    source::Span,
};

/// Nothing so far before a mention is looked at for the start of a URL.
const LONGEST_URL: usize = 200;

/// The words in the names of journals and conferences.
const JOURNAL_WORDS: [&str; 14] = [
    "journal",
    "transactions",
    "trans",
    "letters",
    "conference",
    "proceedings",
    "proc",
    "symposium",
    "workshop",
    "magazine",
    "review",
    "sensing",
    "access",
    "lett",
];

impl<'r> Reader<'_, 'r> {
    /// The venue behind a label, such as `Publisher: ICLR 2024`.
    pub(super) fn labelled_venue(&self, fields: &[LabelledField]) -> Option<Found<VenueText<'r>>> {
        let range = value_of(fields, Label::Venue)?;
        let value = read_venue(self.slice(&range), self.registry)?;
        Some(Found {
            value: shifted(value, range.start),
            range,
        })
    }

    /// The venue outside the title: a known one with its year before one that only looks like a venue.
    pub(super) fn venue(
        &self,
        title: Option<&Range<usize>>,
        fields: &[LabelledField],
    ) -> Option<Found<VenueText<'r>>> {
        let is_outside = |range: &Range<usize>| {
            let is_of_field =
                |field: &LabelledField| field.label != Label::Title && field.whole.contains(&range.start);
            title.is_none_or(|title| range.end <= title.start || title.end <= range.start)
                && !fields.iter().any(is_of_field)
                && !self.is_in_url(range.start)
                && !self.names_repository(range)
                && !is_of_other_paper(self.line_before(range.start), &self.text[range.end..])
        };
        let mut unknown = None;
        for (range, value) in mention::find(self.text, self.registry) {
            if !is_outside(&range) || phrase::starts_with_number(&self.text[range.end..]) {
                continue;
            }
            let is_known = value.known.is_some();
            let found = Found {
                value: shifted(value, range.start),
                range,
            };
            if is_known {
                return Some(found);
            }
            if self.is_set_off(found.range.start) {
                unknown = unknown.or(Some(found));
            }
        }
        self.venue_tag(&is_outside)
            .or(unknown)
            .or_else(|| self.venue_between_commas(&is_outside))
    }

    /// The same venue in another place outside the title.
    pub(super) fn venue_again(
        &self,
        venue: &Found<VenueText<'r>>,
        title: Option<&Range<usize>>,
    ) -> Option<Found<VenueText<'r>>> {
        let known = venue.value.known?;
        for (range, value) in mention::find(self.text, self.registry) {
            let is_apart = |other: &Range<usize>| range.end <= other.start || other.end <= range.start;
            if is_apart(&venue.range)
                && title.is_none_or(is_apart)
                && value.known.is_some_and(|other| other.id == known.id)
                && value.year == venue.value.year
                && !self.is_in_url(range.start)
            {
                return Some(Found {
                    value: shifted(value, range.start),
                    range,
                });
            }
        }
        None
    }

    /// The columns of a venue and of its second place: that in brackets is a tag.
    pub(super) fn columns(
        &self,
        venue: Option<&Found<VenueText<'r>>>,
        again: Option<&Found<VenueText<'r>>>,
    ) -> [Column; 2] {
        let (Some(venue), Some(again)) = (venue, again) else {
            return [Column::Prose; 2];
        };
        if self.is_tagged(&venue.range) && !self.is_tagged(&again.range) {
            [Column::Tag, Column::Prose]
        } else {
            [Column::Prose, Column::Tag]
        }
    }

    /// True for a stretch in brackets or in code.
    fn is_tagged(&self, range: &Range<usize>) -> bool {
        let holds = |part: &Range<usize>| part.start <= range.start && range.end <= part.end;
        let mut codes = self.wording.marks().iter().filter(|mark| mark.look == Look::Code);
        codes.any(|mark| holds(&mark.range)) || groups(self.text).any(|group| holds(&group))
    }

    /// True for a text that starts with the name of a repository that links to it:
    /// `[log16](https://github.com/oarlock-lab/log16)`.
    fn names_repository(&self, range: &Range<usize>) -> bool {
        self.links().any(|mark| {
            let Look::Link(id) = mark.look else { return false };
            mark.range.contains(&range.start)
                && Identity::parse(&self.document.link(id).url)
                    .as_ref()
                    .and_then(Identity::repository)
                    .is_some_and(|repository| repository.name.eq_ignore_ascii_case(self.slice(&mark.range)))
        })
    }

    /// True for the start of a line or a marked text, and behind punctuation.
    fn is_set_off(&self, offset: usize) -> bool {
        let before = self.text[..offset].trim_end_matches(' ');
        let is_start_of_mark = || self.wording.marks().iter().any(|mark| mark.range.start == offset);
        before.is_empty() || before.ends_with(|c: char| !c.is_alphanumeric()) || is_start_of_mark()
    }

    /// A venue that is all of a bracket, a marked text or a sentence: `` `ICML 25` ``, `(**T-PAMI**)`, `ECCV.`
    fn venue_tag(&self, is_outside: &impl Fn(&Range<usize>) -> bool) -> Option<Found<VenueText<'r>>> {
        let marks = self.wording.marks().iter().map(|mark| (mark.range.clone(), true));
        let groups = groups(self.text).map(|range| (range, true));
        // A link or a code starts a sentence of its own: `2024-TGRS.[**Name**](…)`.
        let starts: Vec<_> = self.wording.marks().iter().map(|mark| mark.range.start).collect();
        let sentences = sentences(self.text)
            .flat_map(|range| split_at(range, &starts))
            .map(|range| (range, false));
        let mut parts: Vec<_> = marks
            .chain(groups)
            .chain(sentences)
            .filter(|(range, _)| is_outside(range))
            .collect();
        parts.sort_by_key(|(range, _)| range.start);
        parts
            .into_iter()
            .find_map(|(range, is_set_apart)| self.as_venue(&range, is_set_apart))
    }

    /// The venue whose full name a text is, without the pages behind it: `European Conference on Computer Vision: 597-613`.
    fn titled(&self, text: &str, value: VenueText<'r>) -> VenueText<'r> {
        /// Shorter names are spellings of their own.
        const MIN_WORDS: usize = 3;
        let name = &text[value.venue.clone()];
        let name = name.split(':').next().unwrap_or(name);
        let name = name.trim_end_matches(|c: char| !c.is_alphabetic());
        if name.split(' ').count() < MIN_WORDS {
            return value;
        }
        match self.registry.titled(name) {
            Some(known) => VenueText {
                known: Some(known),
                venue: value.venue.start..value.venue.start + name.len(),
                ..value
            },
            None => value,
        }
    }

    /// A venue between commas, or between a comma and the end of a sentence: `Berg et al., arXiv`.
    fn venue_between_commas(
        &self,
        is_outside: &impl Fn(&Range<usize>) -> bool,
    ) -> Option<Found<VenueText<'r>>> {
        for sentence in sentences(self.text) {
            let mut at = sentence.start;
            for part in self.slice(&sentence).split(',') {
                let range = at..at + part.len();
                at = range.end + 1;
                let is_first = range.start == sentence.start;
                if !is_first
                    && is_outside(&range)
                    && let Some(found) = self.as_venue(&range, false)
                {
                    return Some(found);
                }
            }
        }
        None
    }

    /// A stretch with the year in brackets or behind a comma that follows it: `Nat Commun 16, 4416 (2025)`,
    /// `NeurIPS (Datasets and Benchmarks), 2023`.
    fn with_year(&self, range: &Range<usize>) -> Range<usize> {
        /// No qualifier has more bytes.
        const LONGEST: usize = 60;
        let behind = &self.text[range.end..];
        let mut end = behind.len() - behind.trim_start_matches([' ', '(']).len();
        if let Some(group) = groups(&behind[..behind.floor_char_boundary(LONGEST)]).next()
            && letters(&behind[..group.start]) == 0
            && !behind[group.clone()].contains(|c: char| c.is_ascii_digit())
        {
            end = group.end;
        }
        let rest = behind[end..].trim_start_matches([' ', ',']);
        let start = behind.len() - rest.len();
        let has_year = rest.get(..4).is_some_and(|year| date::read_date(year).is_some())
            && !rest[4..]
                .trim_start_matches(['-', '/', '.'])
                .starts_with(char::is_alphanumeric);
        if !has_year || self.text[range.clone()].contains("20") {
            return range.clone();
        }
        let closing = usize::from(rest[4..].starts_with(')'));
        range.start..range.end + start + 4 + closing
    }

    fn as_venue(&self, range: &Range<usize>, is_set_apart: bool) -> Option<Found<VenueText<'r>>> {
        /// Longer texts are more than a venue.
        const LONGEST: usize = 80;
        // Most stretches are sentences or words in small letters, and need no closer look.
        let text = self.slice(range);
        if text.len() > LONGEST || !may_be_venue(text) {
            return None;
        }
        let range = &self.with_year(range);
        let inner = without_marks(self.slice(range));
        // `[[arXiv](…)]` says where the link leads, and `arXiv:2007.10787` names the paper.
        if inner.is_empty() || inner.len() > LONGEST || self.is_label(range) || identifier(inner).is_some() {
            return None;
        }
        let value = read_venue(inner, self.registry)?;
        let value = if value.known.is_none() {
            self.titled(inner, value)
        } else {
            value
        };
        let known = value.known?;
        let spelling = &inner[value.venue.clone()];
        // `Nature` and `Science` are words as well; alone in a sentence they need the year.
        let is_sure = value.year.is_some()
            || is_set_apart && spelling.starts_with(char::is_uppercase)
            // `ACL` means a series and its conference; both are venues.
            || spelling.bytes().filter(u8::is_ascii_uppercase).count() > 1
            || !known.is_ambiguous(spelling);
        let start = Span::of_part(self.text, inner).start;
        is_sure.then(|| Found {
            range: start..start + inner.len(),
            value: shifted(value, start),
        })
    }

    /// An unknown journal or conference, named in full behind the authors and before a year.
    pub(super) fn journal(
        &self,
        title: Option<&Range<usize>>,
        authors: Option<&Range<usize>>,
    ) -> Option<Found<VenueText<'r>>> {
        let from = title?.end;
        for range in sentences(&self.text[from..]).map(|range| range.start + from..range.end + from) {
            let inner = self.slice(&range).trim_matches(|c: char| !c.is_alphanumeric());
            let Some(value) = read_venue(inner, self.registry).filter(|value| value.year.is_some()) else {
                continue;
            };
            let name = &inner[value.venue.clone()];
            let mut words = name.split(|c: char| !c.is_alphanumeric());
            let has_word = words.any(|word| JOURNAL_WORDS.contains(&&*word.to_lowercase()));
            let follows = authors.is_some_and(|authors| {
                authors.end <= range.start && letters(&self.text[authors.end..range.start]) == 0
            });
            let is_name = name.starts_with(char::is_uppercase)
                && (1..=10).contains(&name.split(' ').count())
                && name.len() > 3;
            // `**Title.** WI 2005.`
            let is_acronym = name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_uppercase());
            let is_next = letters(&self.text[from..range.start]) == 0;
            if is_name && (has_word || follows) || is_acronym && is_next {
                let start = Span::of_part(self.text, inner).start;
                return Some(Found {
                    range: start..start + inner.len(),
                    value: shifted(value, start),
                });
            }
        }
        None
    }

    /// A venue with its places in the file. Where markup is within it, its style is not clear.
    pub(super) fn venue_cell(&self, found: Found<VenueText<'r>>, is_labelled: bool) -> VenueCell<'r> {
        let Found { range, value } = found;
        // Without a year, a known word in plain text may be the alias of a method: `Health Training (FSE)`.
        let is_marked = self
            .wording
            .marks()
            .iter()
            .any(|mark| mark.range.start <= range.start && range.end <= mark.range.end);
        let opens = letters(self.line_before(range.start)) == 0;
        let certainty = Certainty::shown_if(value.year.is_some() || is_labelled || is_marked || opens);
        let run = self.wording.span(&range);
        let cell = VenueCell::placed(Column::Prose, value, |range| self.wording.span(range), run);
        let is_verbatim = self.document.slice(run) == self.slice(&range);
        let cell = if is_verbatim && !is_in_sentence(self.line_before(range.start), self.slice(&range)) {
            cell
        } else {
            cell.without_style()
        };
        cell.with_certainty(certainty)
    }

    /// True if a mention is part of a URL: the word that holds it names a scheme before it.
    fn is_in_url(&self, start: usize) -> bool {
        let far = start.saturating_sub(LONGEST_URL);
        let near = &self.text[self.text.floor_char_boundary(far)..start];
        near.rsplit(char::is_whitespace)
            .next()
            .unwrap_or(near)
            .contains("://")
    }
}

/// A text without the marks around it, and without the words that lead to a venue.
fn without_marks(text: &str) -> &str {
    const LEADING: [&str; 5] = ["in ", "In ", "accepted by ", "Accepted by ", "to appear in "];
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != ')');
    // A bracket that opened before the venue does not belong to it.
    let inner = if inner.contains('(') {
        inner
    } else {
        inner.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '\'')
    };
    LEADING
        .iter()
        .fold(inner, |text, words| text.strip_prefix(words).unwrap_or(text))
}

/// True for a venue that a sentence goes on with, as in `two of our papers went to ICLR 2024`: it has the form of the
/// sentence. So has one that ends with a bracket from before it: `at TheWebConf (WWW) 2023`.
fn is_in_sentence(before: &str, venue: &str) -> bool {
    let follows_word = before
        .strip_suffix(' ')
        .and_then(|before| before.split(' ').next_back())
        .is_some_and(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase()));
    let closes_earlier = match venue.split_once(')') {
        Some((inner, _)) => !inner.contains('('),
        None => false,
    };
    follows_word || closes_earlier
}

/// True for the venue of a paper that a sentence is about: `takes up the AAAI 2016 paper`, `extends our CVPR 2018 version`.
fn is_of_other_paper(before: &str, behind: &str) -> bool {
    const POINTING: [&str; 12] = [
        "the", "our", "their", "its", "his", "her", "a", "an", "this", "that", "my", "another",
    ];
    const WORKS: [&str; 9] = [
        "paper", "version", "work", "article", "model", "method", "code", "one", "baseline",
    ];
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let mut words = behind.trim_start().split(|c: char| !c.is_alphabetic());
    let next = words.next().unwrap_or_default();
    POINTING.contains(&&*last.to_lowercase()) && WORKS.contains(&next)
}

/// True for a word, and for words with capitals or digits beyond the first letter.
fn may_be_venue(text: &str) -> bool {
    let text = text.trim();
    let mut behind_first = text.chars().skip(1);
    !text.contains(' ') || behind_first.any(|c| c.is_uppercase() || c.is_ascii_digit() || !c.is_ascii())
}

/// The name of the server in the first identifier of a paper in a text: `arXiv:1503.02531`.
pub(super) fn identifier(text: &str) -> Option<Range<usize>> {
    // The only letters that every spelling has in one case.
    const INNER: [&str; 3] = ["rXiv", "rxiv", "RXIV"];
    for (at, inner) in INNER.iter().flat_map(|inner| text.match_indices(inner)) {
        let end = at + inner.len();
        let Some(at) = text[..at].strip_suffix(['a', 'A']).map(str::len) else {
            continue;
        };
        let number = text[end..].trim_start_matches([':', ' ']);
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 4
            && let Some(behind) = number[digits..].strip_prefix('.')
            // `arXiv 2024.05` is a date.
            && behind.bytes().take_while(u8::is_ascii_digit).count() >= 4
        {
            return Some(at..end);
        }
    }
    None
}

/// The ranges of a venue's text, counted from the start of the whole text.
fn shifted(value: VenueText<'_>, by: usize) -> VenueText<'_> {
    let shift = |range: Range<usize>| range.start + by..range.end + by;
    VenueText {
        venue: shift(value.venue),
        year_part: shift(value.year_part),
        qualifier: shift(value.qualifier),
        ..value
    }
}
