//! Finds title, name, venue and date in running text. Must not know what blocks hold the text.

use super::{Column, Date, Field, Registry, VenueCell, date, links, mention};
use crate::{
    document::{Document, Style, TextRun},
    source::Span,
};

/// Shorter texts are labels or names.
const SHORTEST_TITLE: usize = 20;
/// Nothing behind so many runs of text is looked at: an entry is short.
const MOST_RUNS: usize = 40;

/// What running text says about a paper.
pub(super) struct Prose<'r> {
    pub(super) name: Option<Field>,
    pub(super) title: Option<Field>,
    pub(super) venue: Option<VenueCell<'r>>,
    pub(super) date: Option<(Span, Date)>,
}

/// Reads the text of an item or a paragraph.
pub(super) fn read<'r>(document: &Document<'_>, span: Span, registry: &'r Registry) -> Prose<'r> {
    let runs = document.runs_in(span);
    let reader = Reader {
        document,
        text: document.source().text(),
        runs: &runs[..runs.len().min(MOST_RUNS)],
    };
    let marked = reader.marked_title();
    let is_outside = |span: Span| marked.as_ref().is_none_or(|title| !title.span.contains(span));
    let venue = reader.venue(registry, is_outside);
    let date = reader.date(is_outside);
    let title = marked.or_else(|| reader.plain_title(venue.as_ref().map(VenueCell::span)));
    Prose {
        name: reader.name(title.as_ref()),
        title,
        venue,
        date,
    }
}

struct Reader<'d> {
    document: &'d Document<'d>,
    text: &'d str,
    runs: &'d [TextRun],
}

/// What sets a stretch of text apart from the text around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Link,
    Strong,
    Other,
    Plain,
}

fn look(run: &TextRun) -> Look {
    let has = |style| run.style.has(style);
    if has(Style::IMAGE) || has(Style::DROPPED) {
        Look::Other
    } else if has(Style::LINK) {
        Look::Link
    } else if has(Style::STRONG) {
        Look::Strong
    } else if has(Style::EMPHASIS) || has(Style::CODE) {
        Look::Other
    } else {
        Look::Plain
    }
}

impl Reader<'_> {
    /// Stretches of one look; plain text ends with its line.
    fn stretches(&self) -> impl Iterator<Item = (Look, Span)> {
        let belong = |a: &TextRun, b: &TextRun| {
            let gap = self.text.get(a.span.end..b.span.start).unwrap_or("");
            let breaks = gap.contains('\n') || gap.contains("<br");
            look(a) == look(b) && !breaks && (look(a) != Look::Link || !gap.contains("]("))
        };
        self.runs.chunk_by(belong).map(|runs| {
            let span = Span::new(runs[0].span.start, runs[runs.len() - 1].span.end);
            (look(&runs[0]), span)
        })
    }

    fn field(&self, span: Span) -> Field {
        Field {
            span: span.trimmed(self.text),
            text: self.visible_text(span),
        }
    }

    /// What people read in a span, which may start and end within a run of text.
    fn visible_text(&self, span: Span) -> String {
        let cut = |at: usize| {
            let holder = self
                .runs
                .iter()
                .find(|run| run.span.start < at && at < run.span.end);
            holder.filter(|run| run.decoded.is_none())
        };
        let (first, last) = (cut(span.start), cut(span.end));
        let head_end = first.map_or(span.start, |run| run.span.end.min(span.end));
        let tail_start = last.map_or(span.end, |run| run.span.start.max(head_end));
        let inner = self.document.visible_text(Span::new(head_end, tail_start));
        let (head, tail) = (&self.text[span.start..head_end], &self.text[tail_start..span.end]);
        let blank = |is_blank: bool| if is_blank { " " } else { "" };
        let before = blank(self.text[head_end..].starts_with(char::is_whitespace));
        let after = blank(self.text[..tail_start].ends_with(char::is_whitespace));
        let text = format!("{head}{before}{inner}{after}{tail}");
        text.trim().to_owned()
    }

    /// A title that is set apart: bold, linked, or in quotation marks.
    fn marked_title(&self) -> Option<Field> {
        let mut styled = self
            .stretches()
            .filter(|(look, span)| matches!(look, Look::Link | Look::Strong) && span.len() >= SHORTEST_TITLE);
        let title = styled.find(|(_, span)| {
            let text = &self.text[span.range()];
            is_title(text) && !links::is_label(text)
        });
        title
            .map(|(_, span)| self.field(span))
            .or_else(|| self.quoted_title())
    }

    fn quoted_title(&self) -> Option<Field> {
        let plain = self.runs.iter().filter(|run| look(run) == Look::Plain);
        plain.filter(|run| run.decoded.is_none()).find_map(|run| {
            let text = &self.text[run.span.range()];
            let open = text.find(['"', '“'])?;
            let start = open + text[open..].chars().next()?.len_utf8();
            let len = text[start..].find(['"', '”'])?;
            let quoted = &text[start..start + len];
            is_title(quoted).then(|| Field {
                span: Span::new(start, start + len).shifted(run.span.start),
                text: quoted.trim().to_owned(),
            })
        })
    }

    /// The first plain text that is long enough, up to its end, the venue, or what looks like authors.
    fn plain_title(&self, venue: Option<Span>) -> Option<Field> {
        let mut plain = self.stretches().filter(|(look, _)| *look == Look::Plain);
        plain.find_map(|(_, span)| {
            let start = span.start + leading_tags(&self.text[span.range()]);
            let venue = venue.filter(|venue| venue.start > start);
            let end = venue.map_or(span.end, |venue| venue.start.min(span.end));
            let text = &self.text[start..end];
            let len = text.find(". ").unwrap_or(text.len());
            let kept =
                text[..len].trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '!' | ')'));
            let kept = kept.trim_end_matches(" (");
            is_title(kept).then(|| self.field(Span::new(start, start + kept.len())))
        })
    }

    /// A short text that is set apart before the title: `**Name**: …`, `[Name] …`.
    fn name(&self, title: Option<&Field>) -> Option<Field> {
        let (_, span) = self.stretches().find(|(look, _)| *look == Look::Strong)?;
        let is_before = title.is_none_or(|title| span.end <= title.span.start);
        let field = self.field(span);
        let is_short = (2..SHORTEST_TITLE).contains(&field.text.chars().count());
        let is_word = field.text.starts_with(char::is_alphanumeric) && !field.text.contains(' ');
        let is_date = date::read_date(&field.text).is_some();
        (is_before && is_short && is_word && !is_date).then(|| Field {
            text: field.text.trim_end_matches(':').to_owned(),
            ..field
        })
    }

    /// The first venue with its year: a known one before one that only looks like a venue.
    fn venue<'r>(&self, registry: &'r Registry, counts: impl Fn(Span) -> bool) -> Option<VenueCell<'r>> {
        let verbatim = self.runs.iter().filter_map(|run| self.verbatim(run));
        let mut found = None;
        for span in verbatim.filter(|span| counts(*span)) {
            for (range, text) in mention::find(&self.text[span.range()], registry) {
                let is_known = text.known.is_some();
                let cell = VenueCell {
                    column: Column::Prose,
                    run: Span::from(range).shifted(span.start),
                    text,
                };
                if is_known {
                    return Some(cell);
                }
                found = found.or(Some(cell));
            }
        }
        found
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

/// Whether a text is long enough for a title and made of words.
pub(super) fn is_title(text: &str) -> bool {
    let letters = text
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(SHORTEST_TITLE)
        .count();
    let han = text.chars().filter(|c| *c >= '\u{2e80}').take(8).count();
    letters + han >= SHORTEST_TITLE.min(16) && (text.contains(' ') || han >= 8) && !text.contains("://")
}

/// The length of what stands in brackets before a plain title: `[CVPR 2024] `, `(2023/10) `, `1. `.
fn leading_tags(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '[' | '(' | '【'));
        let close = match rest.chars().next() {
            Some('[') => ']',
            Some('(') => ')',
            Some('【') => '】',
            _ => return text.len() - rest.len(),
        };
        let Some(end) = rest.find(close) else {
            return text.len() - rest.len();
        };
        rest = &rest[end + close.len_utf8()..];
    }
}
