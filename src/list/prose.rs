//! Finds title, name, venue and date in running text. Must not know what blocks hold the text.

use std::borrow::Cow;

use super::{
    Column, Date, Field, VenueCell, VenueRegistry, date, links, mention,
    phrase::{self, SHORTEST_TITLE, is_title},
    read_venue,
};
use crate::{
    document::{Document, Style, TextRun, is_line_break, join_runs},
    source::Span,
};

/// Nothing behind so many runs of text is looked at: an entry is short.
const MAX_RUNS: usize = 40;

/// Nothing so far before a mention is looked at for the start of a URL.
const LONGEST_URL: usize = 200;

/// The parts of running text about a paper.
pub(super) struct Prose<'r> {
    pub(super) name: Option<Field>,
    pub(super) title: Option<Field>,
    /// True if the title is set apart from the text around it.
    pub(super) is_marked: bool,
    pub(super) venue: Option<VenueCell<'r>>,
    pub(super) date: Option<(Span, Date)>,
}

/// Reads the text of an item or a paragraph.
pub(super) fn read<'r>(document: &Document<'_>, span: Span, registry: &'r VenueRegistry) -> Prose<'r> {
    let runs = document.runs_in(span);
    let reader = Reader::new(
        document.source().text(),
        &runs[..runs.len().min(MAX_RUNS)],
        registry,
    );
    // A marked title is found without venue and date. They may not be in it: titles name challenges, data sets and
    // years.
    let marked = reader.marked_title();
    let venue = reader.venue(marked.as_ref());
    let date = reader.date(marked.as_ref());
    let is_marked = marked.is_some();
    // A plain title is the rest: nothing but venue, date or full stop shows where it ends.
    let places = [venue.as_ref().map(VenueCell::span), date.map(|(span, _)| span)];
    let title = marked.or_else(|| reader.plain_title(places));
    Prose {
        name: reader.name(title.as_ref(), venue.as_ref()),
        title,
        is_marked,
        venue,
        date,
    }
}

/// The property that sets a stretch of text apart from the text around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Link,
    Strong,
    Code,
    /// Italics are authors or venue, and images and dropped cells are not read: none of them is title or name.
    Other,
    Plain,
}

impl Look {
    /// The look of a run. Of a bold link, the link counts: it is more often the title than other bold text is.
    fn of(run: &TextRun) -> Self {
        if run.style.has(Style::IMAGE) || run.style.has(Style::DROPPED) {
            Self::Other
        } else if run.style.has(Style::CODE) {
            Self::Code
        } else if run.style.has(Style::LINK) {
            Self::Link
        } else if run.style.has(Style::STRONG) {
            Self::Strong
        } else if run.style.has(Style::EMPHASIS) {
            Self::Other
        } else {
            Self::Plain
        }
    }

    /// True for the looks that lists give to titles.
    fn is_marked(self) -> bool {
        matches!(self, Self::Link | Self::Strong)
    }
}

/// A stretch of text of one look; it ends with its line, and a link with its brackets.
#[derive(Clone, Copy)]
struct Stretch {
    look: Look,
    span: Span,
}

fn stretches(text: &str, runs: &[TextRun]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for run in runs {
        let look = Look::of(run);
        match stretches.last_mut() {
            Some(last) if last.look == look && !ends_stretch(text, *last, run) => {
                last.span.end = run.span.end;
            }
            _ => stretches.push(Stretch { look, span: run.span }),
        }
    }
    stretches
}

/// True if a run behind a stretch of its look starts another one.
fn ends_stretch(text: &str, last: Stretch, run: &TextRun) -> bool {
    let gap = text.get(last.span.end..run.span.start).unwrap_or("");
    is_line_break(gap) || last.look == Look::Link && gap.contains("](")
}

/// True if a span lies within a title that is known.
fn is_within(span: Span, title: Option<&Field>) -> bool {
    title.is_some_and(|title| title.span.contains(span))
}

struct Reader<'d, 'r> {
    text: &'d str,
    runs: &'d [TextRun],
    /// The runs by their look, in the order of the text.
    stretches: Vec<Stretch>,
    registry: &'r VenueRegistry,
}

impl<'d, 'r> Reader<'d, 'r> {
    fn new(text: &'d str, runs: &'d [TextRun], registry: &'r VenueRegistry) -> Self {
        Self {
            text,
            runs,
            stretches: stretches(text, runs),
            registry,
        }
    }

    fn slice(&self, span: Span) -> &'d str {
        &self.text[span.range()]
    }

    /// The text of a span as people read it. The span may start or end within a run.
    fn words(&self, span: Span) -> Cow<'d, str> {
        let first = self.runs.partition_point(|run| run.span.end <= span.start);
        let held = &self.runs[first..];
        match held.first() {
            Some(run) if run.span.contains(span) && run.is_plain() => Cow::Borrowed(self.slice(span).trim()),
            _ => Cow::Owned(join_runs(self.text, held, span)),
        }
    }

    fn field(&self, span: Span) -> Field {
        Field {
            span: span.trimmed(self.text),
            text: self.words(span).into_owned(),
        }
    }

    /// A title without the brackets before and behind it: `(CVPR 2018) Title`, `Title (KDD 2020)`.
    fn title(&self, span: Span) -> Field {
        let inner = Span::from(phrase::title(self.slice(span))).shifted(span.start);
        Field {
            span: inner.trimmed(self.text),
            text: phrase::without_stop(&self.words(inner)).to_owned(),
        }
    }

    /// A title that is set apart, the surest sign first: a long text that is bold or linked can hardly be anything
    /// else, while a quotation may be a phrase in prose, and a short bold text a topic or a label.
    fn marked_title(&self) -> Option<Field> {
        self.long_title()
            .or_else(|| self.quoted_title())
            .or_else(|| self.short_title())
    }

    fn long_title(&self) -> Option<Field> {
        for stretch in &self.stretches {
            let is_long = stretch.span.len() >= SHORTEST_TITLE && is_title(self.slice(stretch.span));
            if stretch.look.is_marked() && is_long && !self.is_tag(*stretch) {
                return Some(self.title(stretch.span));
            }
        }
        None
    }

    fn quoted_title(&self) -> Option<Field> {
        for run in self.runs {
            if Look::of(run) == Look::Plain
                && run.is_verbatim()
                && let Some(quoted) = phrase::quoted(self.slice(run.span))
            {
                return Some(self.title(Span::from(quoted).shifted(run.span.start)));
            }
        }
        None
    }

    /// A short title that opens the entry: several words, bold or linked, with no title behind a colon.
    fn short_title(&self) -> Option<Field> {
        /// Fewer letters are those of a label or a name.
        const MIN_LETTERS: usize = 8;
        let first = *self
            .stretches
            .iter()
            .find(|stretch| self.slice(stretch.span).contains(char::is_alphanumeric))?;
        let text = self.words(first.span);
        let has_words =
            text.contains(' ') && text.chars().filter(|c| c.is_alphabetic()).count() >= MIN_LETTERS;
        let behind = self.text[first.span.end..].trim_start_matches(['*', ']']);
        let is_name = text.ends_with(':') || behind.starts_with(':');
        (first.look.is_marked() && has_words && !is_name && !self.is_tag(first))
            .then(|| self.title(first.span))
    }

    /// True if a marked text says something about the paper beside its title: `[**CVPR 2024**]`, `[Project page]`.
    fn is_tag(&self, stretch: Stretch) -> bool {
        let text = self.words(stretch.span);
        // Links to the paper are often `[Title: and the rest, CVPR 2024](…)`: only labels such as `Paper` say no title.
        if stretch.look == Look::Link {
            return links::by_label(&text).is_some();
        }
        self.is_in_brackets(stretch.span)
            || text.starts_with(['[', '【'])
            || text.ends_with(':')
            || phrase::ends_with_year(&text)
            || self.is_venue_or_date(&text)
    }

    /// True if a bracket opens right before the markup of a text.
    fn is_in_brackets(&self, span: Span) -> bool {
        const MARKUP: [char; 3] = ['*', '_', ' '];
        let mut before = self.text[..span.start].trim_end_matches(MARKUP);
        // A link has a bracket of its own.
        if self.text[span.end..].starts_with("](") {
            before = before.strip_suffix('[').unwrap_or(before);
        }
        before.trim_end_matches(MARKUP).ends_with(['[', '(', '【'])
    }

    fn is_venue_or_date(&self, text: &str) -> bool {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        date::read_date(text).is_some()
            || self.registry.get(text).is_some()
            // A title may name a venue, but hardly anything beside it.
            || mention::find(text, self.registry).any(|(range, _)| 2 * range.len() > text.len())
    }

    /// The first plain text that is long enough, up to its end, the venue, the date, or the start of the authors.
    fn plain_title(&self, [venue, date]: [Option<Span>; 2]) -> Option<Field> {
        for stretch in &self.stretches {
            if stretch.look != Look::Plain {
                continue;
            }
            let start = self.plain_start(stretch.span, date);
            let mut end = stretch.span.end;
            for place in [venue, date].into_iter().flatten() {
                if place.start > start {
                    end = end.min(place.start);
                }
            }
            let kept = phrase::sentence(&self.text[start..end]);
            if is_title(kept) {
                return Some(self.title(Span::new(start, start + kept.len())));
            }
        }
        None
    }

    /// The start of a plain title: behind brackets and authors, or behind the date of `Author, A. (2017). Title`.
    fn plain_start(&self, span: Span, date: Option<Span>) -> usize {
        let mut start = span.start;
        if let Some(date) = date
            && span.contains(date)
            && self.text[date.end..span.end].starts_with(").")
        {
            start = date.end + ").".len();
        }
        start += phrase::leading_tags(&self.text[start..span.end]);
        start + phrase::leading_authors(&self.text[start..span.end])
    }

    /// A short text that is set apart before the title: `**Name**: …`, `[Name] …`, `Name: "…"`.
    fn name(&self, title: Option<&Field>, venue: Option<&VenueCell<'_>>) -> Option<Field> {
        let title_start = title.map_or(usize::MAX, |title| title.span.start);
        for stretch in &self.stretches {
            let span = Span::new(stretch.span.start, stretch.span.end.min(title_start));
            if span.start >= title_start {
                break;
            }
            let may_name = match stretch.look {
                Look::Strong | Look::Plain => true,
                // In other places than the start, code is an identifier or a tag.
                Look::Code => title.is_some() && self.runs[0].span == span,
                Look::Link => !self.is_in_brackets(span) && links::by_label(&self.words(span)).is_none(),
                Look::Other => false,
            };
            if may_name
                && venue.is_none_or(|venue| !span.contains(venue.run))
                && let Some(name) = self.as_name(stretch.look, span, title.is_some())
            {
                return Some(name);
            }
        }
        None
    }

    fn as_name(&self, look: Look, span: Span, has_title: bool) -> Option<Field> {
        let field = self.field(span);
        // Brackets and a colon set the name off, and are not part of it.
        let inner = field
            .text
            .trim_matches(['[', ']', '【', '】', '(', ')', '"', '“', ' ']);
        let text = inner.trim_end_matches([':', '：', ' ']);
        // Several words are a name only if brackets or a colon set them off: `**Gaussian YOLOv3**: …`.
        let behind = self.text[span.end..].trim_start_matches(['*', '_', '`', ']']);
        let is_set_off = text.len() < field.text.len() || behind.starts_with([':', '：']);
        // In plain text only a colon right before the title makes a name.
        if look == Look::Plain && !(has_title && inner.len() > text.len()) {
            return None;
        }
        let is_name = phrase::is_name(text) && (!text.contains(' ') || is_set_off);
        let is_label = links::by_label(text).is_some() || phrase::is_label(text);
        (is_name && !is_label && !self.is_venue_or_date(text)).then(|| Field {
            span: field.span,
            text: text.to_owned(),
        })
    }

    /// The first venue with its year outside the title: a known one before one that only looks like a venue.
    fn venue(&self, title: Option<&Field>) -> Option<VenueCell<'r>> {
        let mut unknown = None;
        for run in self.runs {
            let Some(span) = self.verbatim(run) else { continue };
            if !is_within(span, title)
                && let Some(tag) = self.venue_tag(span)
            {
                return Some(tag);
            }
            for (range, text) in mention::find(self.slice(span), self.registry) {
                let behind = &self.slice(span)[range.end..];
                let run = Span::from(range).shifted(span.start);
                if phrase::starts_with_number(behind) || is_within(run, title) || self.is_in_url(run) {
                    continue;
                }
                let venue = VenueCell {
                    column: Column::Prose,
                    run,
                    text,
                };
                if venue.text.known.is_some() {
                    return Some(venue);
                }
                unknown = unknown.or(Some(venue));
            }
        }
        unknown
    }

    /// A run that is a known venue with its year and nothing else, such as `` `ICML 25` ``.
    fn venue_tag(&self, run: Span) -> Option<VenueCell<'r>> {
        /// Longer texts are more than a venue.
        const LONGEST: usize = 24;
        let inner = self.slice(run).trim_matches(|c: char| !c.is_alphanumeric());
        if inner.len() > LONGEST {
            return None;
        }
        let text = read_venue(inner, self.registry)?;
        let is_number = phrase::starts_with_number(&inner[text.year_part.end..]);
        (text.known.is_some() && text.year.is_some() && !is_number).then(|| VenueCell {
            column: Column::Prose,
            run: Span::of_part(self.text, inner),
            text,
        })
    }

    /// True if a mention is part of a URL: the word that holds it names a scheme before it.
    fn is_in_url(&self, mention: Span) -> bool {
        let far = mention.start.saturating_sub(LONGEST_URL);
        let near = &self.text[self.text.floor_char_boundary(far)..mention.start];
        near.rsplit(char::is_whitespace)
            .next()
            .unwrap_or(near)
            .contains("://")
    }

    /// The text of a run as it is in the file; `None` for images and for text with entities or escapes.
    fn verbatim(&self, run: &TextRun) -> Option<Span> {
        match &run.decoded {
            _ if run.style.has(Style::IMAGE) => None,
            None => Some(run.span),
            Some(code) if run.style.has(Style::CODE) => {
                let start = run.span.start + self.slice(run.span).find(&**code)?;
                Some(Span::new(start, start + code.len()))
            }
            Some(_) => None,
        }
    }

    /// The first date outside the title that is in brackets or between punctuation.
    fn date(&self, title: Option<&Field>) -> Option<(Span, Date)> {
        /// From `2024` to `September 30, 2024`.
        const SHORTEST: usize = 4;
        const LONGEST: usize = 18;
        for run in self.runs {
            let Some(span) = self.verbatim(run) else { continue };
            if is_within(span, title) {
                continue;
            }
            for piece in self
                .slice(span)
                .split(['[', ']', '(', ')', '|', ';', '（', '）', '【', '】'])
            {
                let piece = piece.trim().trim_end_matches(['.', ',']);
                if (SHORTEST..=LONGEST).contains(&piece.len())
                    && piece.contains(|c: char| c.is_ascii_digit())
                    && let Some((date, _)) = date::read_date(piece)
                {
                    return Some((Span::of_part(self.text, piece), date));
                }
            }
        }
        None
    }
}
