//! Finds title, name, authors, venue and date in the text of an entry. Must not know blocks.

mod credits;
mod dated;
mod name;
mod published;
mod reader;
mod text;
mod title;

use std::ops::Range;

pub(super) use name::name_in_cell;
use published::identifier;
use reader::{Found, MAX_BEFORE, Reader, value_of};
use text::{groups, overlap, without_tags};

use super::{
    Certainty, Date, Field, VenueCell, VenueRegistry, VenueText,
    fields::{self, Label},
    phrase::{self, letters, on_one_line},
    wording::Wording,
};
use crate::{document::Document, source::Span};

/// The parts of running text about a paper.
pub(super) struct Prose<'r> {
    pub(super) name: Option<Field>,
    pub(super) title: Option<Field>,
    /// True if the title is set apart from the text around it.
    pub(super) is_marked: bool,
    pub(super) authors: Option<Field>,
    pub(super) venue: Option<VenueCell<'r>>,
    /// The same venue in another place.
    pub(super) venue_again: Option<VenueCell<'r>>,
    pub(super) date: Option<(Span, Date)>,
    /// The number of letters before the title on its line.
    pub(super) before_title: usize,
    /// The number of letters that belong to none of these, nor to the label of a link.
    pub(super) unexplained: usize,
    /// True if the title is a part of a sentence: `We are glad that “Title” was accepted`.
    pub(super) is_sentence: bool,
    /// True if the text has the identifier of a paper, such as `arXiv:1503.02531`.
    pub(super) is_identified: bool,
}

impl Prose<'_> {
    /// A text that is a title and nothing else.
    fn of_title(title: Field) -> Self {
        Self {
            title: Some(title),
            is_marked: true,
            name: None,
            authors: None,
            venue: None,
            venue_again: None,
            date: None,
            before_title: 0,
            unexplained: 0,
            is_sentence: false,
            is_identified: false,
        }
    }

    /// True if a text is about one paper and not prose about several things.
    pub(super) fn opens_with_title(&self) -> bool {
        /// A text with more letters outside the fields of a paper is prose.
        const MAX_LETTERS: usize = 300;
        self.title.is_some()
            && if self.is_marked {
                self.before_title <= MAX_BEFORE
            } else {
                self.unexplained < MAX_LETTERS
            }
    }

    /// True if a text without links cites a paper: with a title, and with the authors, a venue or a date beside it.
    pub(super) fn is_citation(&self) -> bool {
        /// More letters beside the fields make a sentence.
        const MAX_LETTERS: usize = 60;
        const MAX_LETTERS_IN_FULL: usize = 200;
        let Some(title) = &self.title else { return false };
        let has_year =
            self.date.is_some() || self.venue.as_ref().is_some_and(|venue| venue.text.year.is_some());
        let has_venue = self
            .venue
            .as_ref()
            .is_some_and(|venue| venue.text.known.is_some());
        let proofs = [self.authors.is_some(), has_venue, has_year]
            .into_iter()
            .filter(|proof| *proof)
            .count();
        // A title with a year alone may be a remark about that year.
        let is_proved = self.is_identified
            || proofs > 1
            || self.is_marked && has_venue
            || proofs == 1 && self.unexplained == 0 && phrase::is_title_case(&title.text);
        // A citation in full names publisher, place and pages as well.
        let most = if self.authors.is_some() && has_year {
            MAX_LETTERS_IN_FULL
        } else {
            MAX_LETTERS
        };
        self.before_title <= MAX_BEFORE && self.unexplained <= most && is_proved
    }
}

/// Reads the text of an item, a paragraph or a cell.
pub(super) fn read<'r>(document: &Document<'_>, wording: &Wording, registry: &'r VenueRegistry) -> Prose<'r> {
    Reader::new(document, wording, registry).read()
}

/// Reads the text of a cell of titles: the title is its first text, however short.
pub(super) fn read_cell<'r>(
    document: &Document<'_>,
    wording: &Wording,
    registry: &'r VenueRegistry,
) -> Prose<'r> {
    let reader = Reader::new(document, wording, registry);
    let title = reader.title_of_cell();
    // Most cells hold a title and nothing else.
    match &title {
        Some(range) if letters(reader.text) == letters(reader.slice(range)) => {
            Prose::of_title(reader.title(range.clone(), true))
        }
        _ => reader.read_with(title),
    }
}

/// The parts of a text with their places in it.
struct Parts<'r> {
    title: Option<Range<usize>>,
    /// True if the title is set apart from the text around it.
    is_marked: bool,
    name: Option<Found<Field>>,
    authors: Option<Found<Certainty>>,
    venue: Option<Found<VenueText<'r>>>,
    /// True if a label such as `Venue:` names the venue.
    is_labelled: bool,
    date: Option<Found<Date>>,
}

impl Parts<'_> {
    fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let found = [
            self.title.as_ref(),
            self.name.as_ref().map(|name| &name.range),
            self.authors.as_ref().map(|authors| &authors.range),
            self.venue.as_ref().map(|venue| &venue.range),
            self.date.as_ref().map(|date| &date.range),
        ];
        found.into_iter().flatten().cloned()
    }
}

impl<'r> Reader<'_, 'r> {
    fn read(&self) -> Prose<'r> {
        self.read_with(self.marked_title())
    }

    /// Reads the text given its title, if that is set apart.
    fn read_with(&self, marked: Option<Range<usize>>) -> Prose<'r> {
        let parts = self.parts(marked);
        let taken = self.labels.iter().cloned().chain(parts.ranges()).collect();
        let again = parts
            .venue
            .as_ref()
            .and_then(|venue| self.venue_again(venue, parts.title.as_ref()));
        let [place, other] = self.columns(parts.venue.as_ref(), again.as_ref());
        let venue = parts
            .venue
            .map(|found| self.venue_cell(found, parts.is_labelled).in_column(place));
        let venue_again = again.map(|found| self.venue_cell(found, false).in_column(other));
        Prose {
            before_title: parts
                .title
                .as_ref()
                .map_or(0, |title| letters(self.line_before(title.start))),
            unexplained: self.unexplained(taken),
            is_sentence: self.is_sentence(parts.title.as_ref()),
            title: parts.title.map(|range| self.title(range, parts.is_marked)),
            name: parts.name.map(|found| found.value),
            authors: parts.authors.map(|found| self.field(found.range, found.value)),
            is_marked: parts.is_marked,
            is_identified: identifier(self.text).is_some(),
            date: parts
                .date
                .map(|found| (self.wording.span(&found.range), found.value))
                .or_else(|| venue.as_ref().and_then(VenueCell::date)),
            venue,
            venue_again,
        }
    }

    /// The parts of the text: the sure ones first, because each of them shows where the next may start or end.
    fn parts(&self, marked: Option<Range<usize>>) -> Parts<'r> {
        let is_marked = marked.is_some();
        let fields: Vec<_> = fields::read(self.text).collect();
        let labelled = self.labelled_venue(&fields);
        let is_labelled = labelled.is_some();
        // A marked title is found without venue and date: titles name challenges, data sets and years.
        let venue = labelled.or_else(|| self.venue(marked.as_ref(), &fields));
        let date = self.labelled_date(&fields).or_else(|| self.date(marked.as_ref()));
        let date = date.filter(|date| !venue.iter().any(|venue| overlap(&venue.range, &date.range)));
        let stops = venue.iter().map(|venue| &venue.range);
        let stops: Vec<_> = stops.chain(date.iter().map(|date| &date.range)).collect();
        // A plain title is the rest: only venue, date, authors or a full stop show where it ends.
        let title = marked
            .or_else(|| value_of(&fields, Label::Title))
            .or_else(|| self.plain_title(&stops));
        let labelled = value_of(&fields, Label::Authors).map(|range| Found {
            range,
            value: Certainty::Shown,
        });
        let authors = labelled.or_else(|| self.authors(title.as_ref()));
        let venue = match venue {
            Some(venue) if venue.value.known.is_some() => Some(venue),
            // A journal that is named in full says more than an unknown word before a year.
            unknown => self
                .journal(title.as_ref(), authors.as_ref().map(|authors| &authors.range))
                .or(unknown),
        };
        Parts {
            name: self.name(title.as_ref(), venue.as_ref()),
            title,
            is_marked,
            authors,
            venue,
            is_labelled,
            date,
        }
    }

    fn title(&self, range: Range<usize>, is_shown: bool) -> Field {
        Field {
            span: self.wording.span(&range),
            text: phrase::without_stop(&on_one_line(&self.text[range])).to_owned(),
            certainty: Certainty::shown_if(is_shown),
        }
    }

    /// True if there is no title, if words come before it on its line, or if it goes on in small letters.
    fn is_sentence(&self, title: Option<&Range<usize>>) -> bool {
        let Some(title) = title else { return true };
        let before = without_tags(self.line_before(title.start));
        let behind = self.text[title.end..]
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | ','));
        before
            .split_whitespace()
            .any(|word| word.starts_with(char::is_lowercase))
            || behind.starts_with(char::is_lowercase)
    }

    /// The number of letters that are in none of these parts, brackets aside.
    fn unexplained(&self, mut taken: Vec<Range<usize>>) -> usize {
        taken.extend(groups(self.text));
        taken.sort_by_key(|range| range.start);
        let (mut left, mut at) = (0, 0);
        for range in taken {
            if range.start > at {
                left += letters(&self.text[at..range.start]);
            }
            at = at.max(range.end);
        }
        left + letters(&self.text[at..])
    }
}
