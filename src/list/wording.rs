//! The text of an entry as people read it, with the place and the look of each part. Must not know its meaning.

use std::ops::Range;

use crate::{
    document::{Document, Gap, LinkId, LinkSyntax, Style, TextRun},
    source::Span,
};

/// Nothing behind so many runs of text is read: an entry is short.
const MAX_RUNS: usize = 60;

/// The character that replaces a bare URL, and ends every word.
// No text has it: it is not a character, but a place that Unicode keeps free.
pub(super) const URL: char = '\u{fdd0}';

/// The property that sets a part of a text apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    /// The label of this link.
    Link(LinkId),
    Strong,
    Emphasis,
    Code,
}

/// A part of a text that is set apart.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    pub(super) look: Look,
}

/// A text in one string. Its lines are the visible ones: line breaks and the starts of blocks are `\n`, and the
/// line ends of the file are spaces.
#[derive(Debug, Default)]
pub(super) struct Wording {
    text: String,
    pieces: Vec<Piece>,
    /// In the order of their starts; marks of one look do not overlap.
    marks: Vec<Mark>,
}

/// A stretch of the text that comes from one place of the file.
#[derive(Debug)]
struct Piece {
    start: usize,
    span: Span,
    /// True if the text is written in the file as it is read.
    is_verbatim: bool,
}

impl Wording {
    /// The text of some spans, each on a line of its own.
    pub(super) fn of(document: &Document<'_>, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut wording = Self::default();
        let mut left = MAX_RUNS;
        for span in spans {
            let runs = document.runs_in(span);
            let runs = &runs[..runs.len().min(left)];
            left -= runs.len();
            for (index, run) in runs.iter().enumerate() {
                let gap = if index == 0 { Gap::Break } else { run.gap };
                wording.push(document, run, gap);
            }
        }
        wording
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    fn push(&mut self, document: &Document<'_>, run: &TextRun, gap: Gap) {
        match gap {
            Gap::Break if !self.text.is_empty() && !self.text.ends_with('\n') => {
                self.text.truncate(self.text.trim_end().len());
                self.text.push('\n');
            }
            Gap::Space | Gap::Line if !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) => {
                self.text.push(' ');
            }
            // Two gaps in a row are one.
            _ => {}
        }
        // The label of an image is shown only where the image is not, and GitHub drops cells beyond the header.
        if run.style.has(Style::IMAGE) || run.style.has(Style::DROPPED) {
            return;
        }
        let start = self.text.len();
        match &run.decoded {
            Some(decoded) => self.push_decoded(document, run.span, decoded),
            None => self.push_verbatim(document, run),
        }
        let range = start..self.text.len();
        if !range.is_empty() {
            self.mark(document, run, range);
        }
    }

    /// Adds a run whose text differs from the source. The text of code is in the source, within backticks.
    fn push_decoded(&mut self, document: &Document<'_>, span: Span, decoded: &str) {
        match document.slice(span).find(decoded) {
            Some(at) => self.push_piece(
                Span::new(span.start + at, span.start + at + decoded.len()),
                decoded,
                true,
            ),
            None => self.push_piece(span, decoded, false),
        }
    }

    /// Adds a run as it is written, with a character in place of each bare URL.
    fn push_verbatim(&mut self, document: &Document<'_>, run: &TextRun) {
        let source = document.source().text();
        let mut at = run.span.start;
        for link in document.links_in(run.span) {
            let is_bare = link.syntax == LinkSyntax::Autolink && link.span.end <= run.span.end;
            if is_bare && link.span.start >= at && run.span.contains(link.span) {
                let before = Span::new(at, link.span.start);
                self.push_piece(before, &source[before.range()], true);
                self.push_piece(link.span, URL.encode_utf8(&mut [0; 4]), false);
                at = link.span.end;
            }
        }
        let rest = Span::new(at, run.span.end);
        self.push_piece(rest, &source[rest.range()], true);
    }

    fn push_piece(&mut self, span: Span, text: &str, is_verbatim: bool) {
        if !text.is_empty() {
            self.pieces.push(Piece {
                start: self.text.len(),
                span,
                is_verbatim,
            });
            self.text.push_str(text);
        }
    }

    /// Notes the looks of a stretch; one that goes on from the stretch before is made longer.
    fn mark(&mut self, document: &Document<'_>, run: &TextRun, range: Range<usize>) {
        let link = run
            .style
            .has(Style::LINK)
            .then(|| document.link_labelled_at(run.span.start))
            .flatten();
        let looks = [
            link.map(|link| (Look::Link(link), Style::default())),
            run.style
                .has(Style::STRONG)
                .then_some((Look::Strong, Style::STRONG)),
            run.style
                .has(Style::EMPHASIS)
                .then_some((Look::Emphasis, Style::EMPHASIS)),
            run.style.has(Style::CODE).then_some((Look::Code, Style::CODE)),
        ];
        for (look, style) in looks.into_iter().flatten() {
            let goes_on = style == Style::default() || !run.starts.has(style);
            // Only spaces may be between two runs of one stretch, and no line break.
            let text = &self.text;
            let last = self.marks.iter_mut().rev().take(4).find(|mark| mark.look == look);
            match last {
                Some(mark) if goes_on && text[mark.range.end..range.start].trim_matches(' ').is_empty() => {
                    mark.range.end = range.end;
                }
                _ => self.marks.push(Mark {
                    range: range.clone(),
                    look,
                }),
            }
        }
    }

    /// The place in the file of a part of the text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let first = self.piece_at(range.start);
        let last = self.piece_at(range.end.saturating_sub(1).max(range.start));
        let (Some(first), Some(last)) = (first, last) else {
            return Span::at(0);
        };
        let start = if first.is_verbatim {
            (first.span.start + range.start.saturating_sub(first.start)).min(first.span.end)
        } else {
            first.span.start
        };
        let end = if last.is_verbatim {
            (last.span.start + range.end.saturating_sub(last.start)).min(last.span.end)
        } else {
            last.span.end
        };
        Span::new(start, end.max(start))
    }

    /// The piece that holds this byte of the text, or the one before the space that does.
    fn piece_at(&self, offset: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.start <= offset);
        self.pieces.get(after.saturating_sub(1))
    }
}
