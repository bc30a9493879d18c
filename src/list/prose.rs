//! Finds title, name, venue and date in running text. Must not know what blocks hold the text.

use std::borrow::Cow;

use super::{
    Column, Date, Field, Registry, VenueCell, date, links, mention,
    phrase::{self, SHORTEST_TITLE, is_title},
    read_venue,
};
use crate::{
    document::{Document, Style, TextRun},
    source::{Span, is_line_end},
};

/// Nothing behind so many runs of text is looked at: an entry is short.
const MOST_RUNS: usize = 40;

/// Nothing so far before a mention is looked at for the start of an address.
const LONGEST_ADDRESS: usize = 200;

/// What running text says about a paper.
pub(super) struct Prose<'r> {
    pub(super) name: Option<Field>,
    pub(super) title: Option<Field>,
    /// Whether the title is set apart from the text around it.
    pub(super) is_marked: bool,
    pub(super) venue: Option<VenueCell<'r>>,
    pub(super) date: Option<(Span, Date)>,
}

/// Reads the text of an item or a paragraph.
pub(super) fn read<'r>(document: &Document<'_>, span: Span, registry: &'r Registry) -> Prose<'r> {
    let runs = document.runs_in(span);
    let text = document.source().text();
    let runs = &runs[..runs.len().min(MOST_RUNS)];
    let reader = Reader {
        text,
        runs,
        stretches: stretches(text, runs),
        registry,
    };
    let marked = reader.marked_title();
    let is_outside = |span: Span| marked.as_ref().is_none_or(|title| !title.span.contains(span));
    let venue = reader.venue(is_outside);
    let date = reader.date(is_outside);
    let places = [venue.as_ref().map(VenueCell::span), date.map(|(span, _)| span)];
    let is_marked = marked.is_some();
    let title = marked.or_else(|| reader.plain_title(places));
    Prose {
        name: reader.name(title.as_ref(), venue.as_ref()),
        title,
        is_marked,
        venue,
        date,
    }
}

struct Reader<'d, 'r> {
    text: &'d str,
    runs: &'d [TextRun],
    stretches: Vec<(Look, Span)>,
    registry: &'r Registry,
}

/// What sets a stretch of text apart from the text around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Link,
    Strong,
    Code,
    Other,
    Plain,
}

fn look(run: &TextRun) -> Look {
    let has = |style| run.style.has(style);
    if has(Style::IMAGE) || has(Style::DROPPED) {
        Look::Other
    } else if has(Style::CODE) {
        Look::Code
    } else if has(Style::LINK) {
        Look::Link
    } else if has(Style::STRONG) {
        Look::Strong
    } else if has(Style::EMPHASIS) {
        Look::Other
    } else {
        Look::Plain
    }
}

/// Stretches of one look; plain text ends with its line.
fn stretches(text: &str, runs: &[TextRun]) -> Vec<(Look, Span)> {
    let belong = |a: &TextRun, b: &TextRun| {
        let gap = text.get(a.span.end..b.span.start).unwrap_or("");
        let breaks = gap.contains(is_line_end) || gap.contains("<br");
        look(a) == look(b) && !breaks && (look(a) != Look::Link || !gap.contains("]("))
    };
    let stretches = runs.chunk_by(belong).map(|runs| {
        let span = Span::new(runs[0].span.start, runs[runs.len() - 1].span.end);
        (look(&runs[0]), span)
    });
    stretches.collect()
}

impl<'d, 'r> Reader<'d, 'r> {
    /// Stretches of one look, in the order of the text.
    fn stretches(&self) -> impl Iterator<Item = (Look, Span)> {
        self.stretches.iter().copied()
    }

    /// What people read in a span, which may start or end within a run.
    fn words(&self, span: Span) -> Cow<'d, str> {
        let first = self.runs.partition_point(|run| run.span.end <= span.start);
        let held = &self.runs[first..];
        match held {
            [run, ..] if run.span.contains(span) && run.decoded.is_none() && !run.style.has(Style::IMAGE) => {
                Cow::Borrowed(self.text[span.range()].trim())
            }
            _ => Cow::Owned(self.joined(held, span)),
        }
    }

    fn joined(&self, runs: &[TextRun], span: Span) -> String {
        let mut words = String::new();
        let mut end = span.start;
        let held = runs.iter().take_while(|run| run.span.start < span.end);
        for run in held.filter(|run| !run.style.has(Style::IMAGE)) {
            let gap = self.text.get(end..run.span.start).unwrap_or("");
            if gap.contains(is_line_end) || gap.contains("<br") {
                words.push(' ');
            }
            let kept = run.span.start.max(span.start)..run.span.end.min(span.end);
            words.push_str(run.decoded.as_deref().unwrap_or(&self.text[kept]));
            end = run.span.end;
        }
        words.trim().to_owned()
    }

    fn field(&self, span: Span) -> Field {
        Field {
            span: span.trimmed(self.text),
            text: self.words(span).into_owned(),
        }
    }

    /// A title without what stands in brackets around it: `(CVPR 2018) Title`, `Title (KDD 2020)`.
    fn title(&self, span: Span) -> Field {
        let span = Span::from(phrase::title(&self.text[span.range()])).shifted(span.start);
        let mut field = self.field(span);
        field.text = phrase::without_stop(&field.text).to_owned();
        field
    }

    /// A title that is set apart: bold, linked, or in quotation marks.
    fn marked_title(&self) -> Option<Field> {
        let is_marked = |look| matches!(look, Look::Link | Look::Strong);
        let mut long = self.stretches().filter(|&(look, span)| {
            is_marked(look) && span.len() >= SHORTEST_TITLE && is_title(&self.text[span.range()])
        });
        let long = long.find(|&(look, span)| !self.is_tag(look, span));
        let title = long.map(|(_, span)| self.title(span));
        title
            .or_else(|| self.quoted_title())
            .or_else(|| self.short_title())
    }

    fn quoted_title(&self) -> Option<Field> {
        let plain = self.runs.iter().filter(|run| look(run) == Look::Plain);
        plain.filter(|run| run.decoded.is_none()).find_map(|run| {
            let quoted = phrase::quoted(&self.text[run.span.range()])?;
            Some(self.title(Span::from(quoted).shifted(run.span.start)))
        })
    }

    /// A short title that opens the entry: several words, bold or linked, with no title behind a colon.
    fn short_title(&self) -> Option<Field> {
        let is_read = |span: Span| self.text[span.range()].contains(char::is_alphanumeric);
        let (look, span) = self.stretches().find(|(_, span)| is_read(*span))?;
        let text = self.words(span);
        let says = text.contains(' ') && text.chars().filter(|c| c.is_alphabetic()).count() >= 8;
        let is_name = text.ends_with(':')
            || self.text[span.end..]
                .trim_start_matches(['*', ']'])
                .starts_with(':');
        let is_marked = matches!(look, Look::Link | Look::Strong);
        (is_marked && says && !is_name && !self.is_tag(look, span)).then(|| self.title(span))
    }

    /// Whether a marked text says something about the paper beside its title: `[**CVPR 2024**]`, `[Project page]`.
    fn is_tag(&self, look: Look, span: Span) -> bool {
        let text = self.words(span);
        if look == Look::Link {
            return links::by_label(&text).is_some();
        }
        let is_in_brackets = self.is_in_brackets(span) || text.starts_with(['[', '【']);
        is_in_brackets || text.ends_with(':') || phrase::ends_with_year(&text) || self.is_venue_or_date(&text)
    }

    /// Whether a bracket opens right before the markup of a text.
    fn is_in_brackets(&self, span: Span) -> bool {
        let markup = ['*', '_', ' '];
        let before = self.text[..span.start].trim_end_matches(markup);
        // A link has a bracket of its own.
        let before = before
            .strip_suffix('[')
            .filter(|_| self.text[span.end..].starts_with("]("))
            .unwrap_or(before);
        before.trim_end_matches(markup).ends_with(['[', '(', '【'])
    }

    fn is_venue_or_date(&self, text: &str) -> bool {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        date::read_date(text).is_some()
            || self.registry.get(text).is_some()
            || mention::find(text, self.registry).any(|(range, _)| 2 * range.len() > text.len())
    }

    /// The first plain text that is long enough, up to its end, the venue, the date, or what looks like authors.
    fn plain_title(&self, places: [Option<Span>; 2]) -> Option<Field> {
        let mut plain = self.stretches().filter(|(look, _)| *look == Look::Plain);
        plain.find_map(|(_, span)| {
            let start = self.plain_start(span, places[1]);
            let ends = places.iter().flatten().map(|place| place.start);
            let end = ends.filter(|end| *end > start).min();
            let end = end.map_or(span.end, |end| end.min(span.end));
            let kept = phrase::sentence(&self.text[start..end]);
            is_title(kept).then(|| self.title(Span::new(start, start + kept.len())))
        })
    }

    /// Where a plain title may start: behind what is in brackets, or behind the date of `Author, A. (2017). Title`.
    fn plain_start(&self, span: Span, date: Option<Span>) -> usize {
        let date = date.filter(|date| span.contains(*date));
        let behind = date.filter(|date| self.text[date.end..span.end].starts_with(")."));
        let start = behind.map_or(span.start, |date| date.end + 2);
        let start = start + phrase::leading_tags(&self.text[start..span.end]);
        start + phrase::leading_authors(&self.text[start..span.end])
    }

    /// A short text that is set apart before the title: `**Name**: …`, `[Name] …`, `Name: "…"`.
    fn name(&self, title: Option<&Field>, venue: Option<&VenueCell<'_>>) -> Option<Field> {
        let start = title.map_or(usize::MAX, |title| title.span.start);
        let before = self.stretches().take_while(|(_, span)| span.start < start);
        let before = before.map(|(look, span)| (look, Span::new(span.start, span.end.min(start))));
        let marked = before.filter(|(look, span)| match look {
            Look::Strong | Look::Plain => true,
            Look::Code => title.is_some() && self.runs.first().is_some_and(|run| run.span == *span),
            Look::Link => !self.is_in_brackets(*span) && links::by_label(&self.words(*span)).is_none(),
            Look::Other => false,
        });
        let is_elsewhere = |span: Span| venue.is_none_or(|venue| !span.contains(venue.run));
        let mut named = marked.filter(|(_, span)| is_elsewhere(*span));
        named.find_map(|(look, span)| self.as_name(look, span, title.is_some()))
    }

    fn as_name(&self, look: Look, span: Span, has_title: bool) -> Option<Field> {
        let field = self.field(span);
        let inner = field
            .text
            .trim_matches(['[', ']', '【', '】', '(', ')', '"', '“', ' ']);
        let text = inner.trim_end_matches([':', '：', ' ']);
        let follows = self.text[span.end..].trim_start_matches(['*', '_', '`', ']']);
        let is_set_off = text.len() < field.text.len() || follows.starts_with([':', '：']);
        let is_plain = look == Look::Plain;
        let is_name = phrase::is_name(text) && (!text.contains(' ') || is_set_off);
        // In plain text only a colon right before the title makes a name.
        let counts = !is_plain || has_title && inner.len() > text.len();
        let is_label = links::by_label(text).is_some() || phrase::is_label(text);
        (is_name && counts && !is_label && !self.is_venue_or_date(text)).then(|| Field {
            span: field.span,
            text: text.to_owned(),
        })
    }

    /// The first venue with its year: a known one before one that only looks like a venue.
    fn venue(&self, counts: impl Fn(Span) -> bool) -> Option<VenueCell<'r>> {
        let verbatim = self.runs.iter().filter_map(|run| self.verbatim(run));
        let mut found = None;
        for span in verbatim {
            if counts(span)
                && let Some(tag) = self.venue_tag(span)
            {
                return Some(tag);
            }
            let text = &self.text[span.range()];
            for (range, text) in mention::find(text, self.registry)
                .filter(|(range, _)| !phrase::starts_with_number(&text[range.end..]))
            {
                let run = Span::from(range).shifted(span.start);
                if !counts(run) || self.is_in_address(run) {
                    continue;
                }
                let is_known = text.known.is_some();
                let column = Column::Prose;
                let cell = VenueCell { column, run, text };
                if is_known {
                    return Some(cell);
                }
                found = found.or(Some(cell));
            }
        }
        found
    }

    /// A run that is a known venue with its year and nothing else, such as `` `ICML 25` ``.
    fn venue_tag(&self, run: Span) -> Option<VenueCell<'r>> {
        /// Longer texts are more than a venue.
        const LONGEST: usize = 24;
        let inner = self.text[run.range()].trim_matches(|c: char| !c.is_alphanumeric());
        let start = inner.as_ptr() as usize - self.text.as_ptr() as usize;
        let text = (inner.len() <= LONGEST).then(|| read_venue(inner, self.registry))??;
        let is_number = phrase::starts_with_number(&inner[text.year_part.end..]);
        (text.known.is_some() && text.year.is_some() && !is_number).then_some(VenueCell {
            column: Column::Prose,
            run: Span::new(start, start + inner.len()),
            text,
        })
    }

    /// Whether a mention is part of an address: the word that holds it names a scheme before it.
    fn is_in_address(&self, mention: Span) -> bool {
        let before = &self.text[..mention.start];
        let word = before.char_indices().rev().take(LONGEST_ADDRESS);
        let start = word.take_while(|(_, c)| !c.is_whitespace()).last();
        start.is_some_and(|(start, _)| before[start..].contains("://"))
    }

    /// The text of a run as it stands in the file; `None` for images and for text with entities or escapes.
    fn verbatim(&self, run: &TextRun) -> Option<Span> {
        if run.style.has(Style::IMAGE) {
            return None;
        }
        let Some(decoded) = &run.decoded else {
            return Some(run.span);
        };
        let source = &self.text[run.span.range()];
        let start = source.find(&**decoded).filter(|_| run.style.has(Style::CODE))?;
        Some(Span::new(start, start + decoded.len()).shifted(run.span.start))
    }

    /// The first date that stands in brackets or between punctuation.
    fn date(&self, counts: impl Fn(Span) -> bool) -> Option<(Span, Date)> {
        let verbatim = self.runs.iter().filter_map(|run| self.verbatim(run));
        verbatim.filter(|span| counts(*span)).find_map(|span| {
            let text = &self.text[span.range()];
            let mut pieces = text.split(['[', ']', '(', ')', '|', ';', '（', '）', '【', '】']);
            pieces.find_map(|piece| {
                let trimmed = piece.trim().trim_end_matches(['.', ',']);
                let has_form =
                    (4..=18).contains(&trimmed.len()) && trimmed.contains(|c: char| c.is_ascii_digit());
                let (date, _) = has_form.then(|| date::read_date(trimmed))??;
                let start = trimmed.as_ptr() as usize - text.as_ptr() as usize;
                Some((Span::new(start, start + trimmed.len()).shifted(span.start), date))
            })
        })
    }
}
