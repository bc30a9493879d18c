//! Finds the title of a paper: set apart from the text around it, or plain. Must not read venues.

use std::ops::Range;

use super::{
    credits::IN_TITLE,
    reader::{MAX_BEFORE, Reader},
    text::{weight, without_tags},
};
use crate::list::{
    authors, bounds, date, fields, links, mention,
    phrase::{self, SHORTEST_TITLE, is_title, letters},
    wording::{Look, Mark, URL},
};

impl<'d> Reader<'d, '_> {
    /// A title that is set apart, the surest mark first: a long text that is bold or linked can be little else, while a
    /// quotation may be a phrase in prose, and a short bold text a topic or a label.
    pub(super) fn marked_title(&self) -> Option<Range<usize>> {
        let first = [self.long_title(), self.quoted_title()]
            .into_iter()
            .flatten()
            .min_by_key(|title| title.start);
        first.or_else(|| self.short_title())
    }

    /// The title in a cell of titles: one that is set apart, or else the first line of text up to such links as
    /// `[Paper]`.
    pub(super) fn title_of_cell(&self) -> Option<Range<usize>> {
        if let Some(title) = self.long_title().or_else(|| self.described_title()) {
            return Some(title);
        }
        let mut from = 0;
        for line in self.text.split('\n') {
            let range = from..from + line.len();
            from = range.end + 1;
            let label = self
                .labels
                .iter()
                .find(|label| label.start >= range.start && label.start < range.end);
            let end = label.map_or(range.end, |label| label.start);
            let end = self.text[range.start..end]
                .find(URL)
                .map_or(end, |at| range.start + at);
            if letters(&self.text[range.start..end]) > 0 {
                // `King et al. (2019), Lind et al. (2020)` names papers without their titles.
                let is_authors = authors::at_least(1, &self.text[range.start..end]).is_some();
                let cites = is_authors && self.text[range.start..end].contains("et");
                return (!cites).then(|| self.without_tags_at_end(range.start..end));
            }
        }
        None
    }

    /// A bold title with a description behind a dash or a colon: `**DropNet** - a network for drops`.
    fn described_title(&self) -> Option<Range<usize>> {
        let first = self.marks_of_titles().next()?;
        let behind = self.text[first.range.end..].trim_start_matches(' ');
        let is_described = [" - ", "- ", "– ", "— "]
            .iter()
            .any(|dash| behind.starts_with(dash))
            || self.has_description(first);
        let opens = letters(phrase::without_number(self.line_before(first.range.start))) == 0;
        (is_described && opens).then(|| self.title_in(&first.range))
    }

    /// True for several words in bold, or a sentence with `?`, with a colon and a description in small letters behind them:
    /// `**Rain Is Mostly Silence**: listens to single drops`.
    fn has_description(&self, mark: &Mark) -> bool {
        /// Names have fewer words.
        const MIN_WORDS: usize = 4;
        let text = self.slice(&mark.range);
        let behind = &self.text[mark.range.end..];
        let description = behind.strip_prefix(':').map_or("", str::trim_start);
        (text.split(' ').count() >= MIN_WORDS || text.ends_with(['?', '!']))
            && description.starts_with(char::is_lowercase)
    }

    /// A title without the tags in code, the brackets, the venue and the emoji behind it.
    fn without_tags_at_end(&self, mut title: Range<usize>) -> Range<usize> {
        loop {
            let inner = bounds::title(self.slice(&title), self.registry);
            title = title.start + inner.start..title.start + inner.end;
            match self.tag_at_end(&title) {
                Some(tag) => title.end = tag,
                None => return title,
            }
        }
    }

    fn long_title(&self) -> Option<Range<usize>> {
        for mark in self.marks_of_titles() {
            let title = self.title_in(&mark.range);
            let text = self.slice(&title);
            let is_long = title.len() >= SHORTEST_TITLE && is_title(text);
            if is_long
                && !self.is_tag(mark, &title)
                && !self.is_in_sentence(mark, text)
                && !self.is_long_name(mark)
            {
                return Some(self.continued(mark, title));
            }
        }
        None
    }

    /// True for bold words in the midst of a sentence: they start small, or go on from words that are not a name.
    fn is_in_sentence(&self, mark: &Mark, title: &str) -> bool {
        let before = without_tags(self.line_before(mark.range.start)).trim();
        let goes_on = before.ends_with(char::is_alphanumeric) && !phrase::is_name(before);
        mark.look == Look::Strong && letters(before) > 0 && (goes_on || title.starts_with(char::is_lowercase))
    }

    /// True for a name of several words with a title behind its colon: `**MMLU (College Medicine)**: Measuring …`.
    fn is_long_name(&self, mark: &Mark) -> bool {
        let behind = &self.text[mark.range.end..];
        let line = behind.split(['\n', '[', URL]).next().unwrap_or(behind);
        mark.look == Look::Strong
            && phrase::is_name(self.slice(&mark.range))
            && line
                .strip_prefix([':', '：'])
                .is_some_and(|title| is_title(phrase::sentence(title)))
    }

    /// The parts of the text that lists give to titles: links and bold text.
    fn marks_of_titles(&self) -> impl Iterator<Item = &'d Mark> {
        let marks = self.wording.marks().iter();
        marks.filter(|mark| matches!(mark.look, Look::Link(_) | Look::Strong))
    }

    /// The title in a stretch, without tags, venue and date around it, and without authors behind it.
    fn title_in(&self, range: &Range<usize>) -> Range<usize> {
        let mut text = self.slice(range);
        for (at, _) in text.match_indices(". ") {
            let behind = &text[at + 2..];
            let is_end = is_title(&text[..at]) && phrase::ends_sentence(&text[..at]);
            if is_end && (authors::leading(behind).is_some() || self.is_venue_or_date(behind)) {
                text = &text[..at];
                break;
            }
        }
        let inner = bounds::title(text, self.registry);
        range.start + inner.start..range.start + inner.end
    }

    /// A title whose start alone is bold goes on behind its colon: `**Reading Maps in the Dark: a Survey of** Methods`.
    fn continued(&self, mark: &Mark, title: Range<usize>) -> Range<usize> {
        let is_open = self.slice(&mark.range).ends_with(':') || self.text[mark.range.end..].starts_with(':');
        if mark.look != Look::Strong || !is_open {
            return title;
        }
        let rest = &self.text[mark.range.end..];
        let line = rest.find(['\n', '[', '(', URL]).map_or(rest, |end| &rest[..end]);
        let end = mark.range.end + phrase::sentence(line).len();
        if letters(&self.text[mark.range.end..end]) < 4 {
            return title;
        }
        title.start..end
    }

    fn quoted_title(&self) -> Option<Range<usize>> {
        let mut from = 0;
        for line in self.text.split('\n') {
            if let Some(quoted) = phrase::quoted(line) {
                let range = from + quoted.start..from + quoted.end;
                return Some(self.title_in(&range));
            }
            from += line.len() + 1;
        }
        None
    }

    /// A short title that opens the entry: several words, bold or linked, with no title behind a colon.
    fn short_title(&self) -> Option<Range<usize>> {
        /// Fewer letters make a label or a name.
        const MIN_LETTERS: usize = 8;
        let first = self.marks_of_titles().next()?;
        let title = self.title_in(&first.range);
        let text = self.slice(&title);
        let has_words = text.contains(' ') && letters(text) >= MIN_LETTERS;
        let behind = self.text[first.range.end..].trim_start_matches(['*', ']']);
        let is_name = self.slice(&first.range).ends_with(':')
            || behind.starts_with(':') && !self.has_description(first)
            || behind.starts_with(',')
                && is_title(phrase::sentence(behind.split('\n').next().unwrap_or(behind)));
        let opens = letters(without_tags(&self.text[..title.start])) == 0;
        (has_words && opens && !is_name && !self.is_tag(first, &title)).then_some(title)
    }

    /// True if a marked text says something about the paper beside its title: `[**CVPR 2024**]`, `[Project page]`.
    fn is_tag(&self, mark: &Mark, title: &Range<usize>) -> bool {
        let text = self.slice(&mark.range);
        match mark.look {
            // Links to the paper are often `[Title: and the rest, CVPR 2024](…)`: only labels such as `Paper` say no
            // title.
            Look::Link(_) => {
                links::by_label(text).is_some()
                    || authors::is_all(text) && text.contains("et al")
                    || self.is_venue_or_date(text)
            }
            _ => {
                self.is_in_brackets(&mark.range)
                    || weight(without_tags(self.line_before(title.start))) > MAX_BEFORE
                    || text.ends_with(':') && phrase::is_name(text.trim_end_matches(':'))
                    || self.is_venue_or_date(text)
                    // Two pairs of words in capitals with `and` between them are a title as well.
                    || authors::at_least(3, text).is_some()
            }
        }
    }

    /// True if a bracket opens right before a text and closes right behind it.
    pub(super) fn is_in_brackets(&self, range: &Range<usize>) -> bool {
        self.with_brackets(range) != *range
    }

    pub(super) fn is_venue_or_date(&self, text: &str) -> bool {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        date::read_date(text).is_some()
            || self.registry.get(text).is_some()
            // A title may name a venue, but little beside it.
            || mention::find(text, self.registry).any(|(range, venue)| {
                2 * range.len() > text.len() || venue.known.is_some() && names_workshop(text)
            })
    }

    /// The first plain text that is long enough, up to its end, the venue, the date, or the start of the authors.
    pub(super) fn plain_title(&self, stops: &[&Range<usize>]) -> Option<Range<usize>> {
        let mut from = 0;
        for line in self.text.split('\n') {
            // A field with a label is not a title: `Authors: Ada King, Bob Lind`.
            let is_field = fields::read(line).next().is_some();
            let title = (!is_field)
                .then(|| self.plain_title_in(from..from + line.len(), stops))
                .flatten();
            if title.is_some() {
                return title;
            }
            from += line.len() + 1;
        }
        None
    }

    fn plain_title_in(&self, line: Range<usize>, stops: &[&Range<usize>]) -> Option<Range<usize>> {
        let mut start = line.start;
        // A label such as `[Paper]` at the start of the line is passed over, as any link is.
        loop {
            start = self.plain_start(start.min(line.end)..line.end, stops);
            match self.links().find(|mark| mark.range.contains(&start)) {
                Some(mark) if start < line.end => start = mark.range.end.min(line.end),
                _ => break,
            }
        }
        let start = start.min(line.end);
        let mut end = line.end;
        let places = stops
            .iter()
            .map(|range| range.start)
            .chain(self.links().map(|mark| self.with_brackets(&mark.range).start));
        for place in places {
            if place > start {
                end = end.min(place);
            }
        }
        if let Some(at) = self.text[start..end].find([URL, '\t']) {
            end = start + at;
        }
        // Pairs of words in capitals at the start of a title are not names.
        let first_word = self.text[start..end].find(' ').unwrap_or(end - start);
        if let Some(authors) = self.authors_from(start + first_word..end, IN_TITLE) {
            end = authors.range.start;
        }
        let kept = phrase::sentence(&self.text[start..end]);
        let title = self.without_tags_at_end(start..start + kept.len());
        is_title(self.slice(&title)).then_some(title)
    }

    /// The start of the code that a title ends with: a tag, as code in the midst of a title is part of it.
    fn tag_at_end(&self, title: &Range<usize>) -> Option<usize> {
        let codes = self.wording.marks().iter().filter(|mark| mark.look == Look::Code);
        let mut ends = codes.filter(|mark| {
            title.start < mark.range.start && title.end <= mark.range.end && mark.range.start < title.end
        });
        ends.next().map(|mark| mark.range.start)
    }

    /// The start of a plain title: behind brackets and authors, or behind the date of `Author, A. (2017). Title`.
    fn plain_start(&self, range: Range<usize>, stops: &[&Range<usize>]) -> usize {
        let Range { mut start, end } = range;
        for stop in stops {
            let behind = &self.text[stop.end..end.max(stop.end)];
            if stop.start >= start
                && stop.end <= end
                && (behind.starts_with(").") || behind.starts_with(".["))
            {
                let between = &self.text[start..stop.start];
                let has_initials = between.contains(',') && between.contains('.');
                if letters(between) == 0 || has_initials || phrase::leading_authors(between) > 0 {
                    start = (stop.end + ").".len()).min(end);
                }
            }
        }
        start += phrase::leading_tags(&self.text[start..end]);
        // `*arXiv, March 2024* Title`: nothing but a space may be behind it.
        if let Some(stop) = stops.iter().find(|stop| stop.contains(&start) && stop.end < end) {
            start = stop.end + phrase::leading_tags(&self.text[stop.end..end]);
        }
        start += phrase::leading_authors(&self.text[start..end]);
        self.end_of_name(start)
            .filter(|behind| *behind < end)
            .unwrap_or(start)
    }

    /// The end of a marked name that starts here and is set off from a title: `**Name:** Title`, `**Name**, Title`.
    fn end_of_name(&self, start: usize) -> Option<usize> {
        let mut marks = self.wording.marks().iter();
        let mark =
            marks.find(|mark| matches!(mark.look, Look::Strong | Look::Code) && mark.range.start == start)?;
        let text = self.slice(&mark.range);
        let behind = &self.text[mark.range.end..];
        let name = text.trim_end_matches([':', '：', ' ']);
        let separator = behind.len() - behind.trim_start_matches([':', '：', ',', ' ']).len();
        let is_set_off = name.len() < text.len() || separator > 0 && !behind.starts_with(' ');
        (is_set_off && phrase::is_name(name)).then_some(mark.range.end + separator)
    }
}

/// True for a text that is the name of a workshop: `CVPR 2025 Workshop`, `Workshop on Small Ships, ECCV 2024`.
fn names_workshop(text: &str) -> bool {
    let words: Vec<_> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let is_workshop = |word: &&str| ["workshop", "workshops"].contains(&&*word.to_lowercase());
    words.first().is_some_and(is_workshop) || words.last().is_some_and(is_workshop)
}
