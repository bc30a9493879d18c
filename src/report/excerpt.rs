//! Lines of a file, cut to the width of the terminal around their marked parts. Must not draw.
//!
//! A table row is often ten times as wide as a terminal.
//! So an excerpt is a separate text, with harmless characters and its own offsets; the excerpts of one finding follow
//! each other in one space of offsets.

use std::ops::Range;

use crate::{
    escape,
    finding::Finding,
    source::{Line, Position, SourceFile, Span},
};

/// The replacement of text that was cut off.
const ELLIPSIS: &str = "…";

/// The columns of an ellipsis on each side.
const ELLIPSES: usize = 2;

/// The divisor of the width that leaves room for text before a mark that is too wide.
const LEAD: usize = 8;

/// The most characters for one column: combining marks take none, and no script stacks more of them.
const STACKED: usize = 8;

/// The columns around the line number: a space before it, ` │ ` after it.
const GUTTER_COLUMNS: usize = 4;

/// The columns of text on the narrowest terminal.
const MIN_COLUMNS: usize = 20;

/// A part of one line.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The bytes in the space of all excerpts.
    pub(super) span: Span,
    /// The shown text, with a line feed at its end.
    pub(super) text: String,
    /// The marks on it.
    pub(super) marks: Vec<Mark>,
}

/// A marked part of an excerpt.
#[derive(Debug)]
pub(super) struct Mark {
    /// The bytes in the space of all excerpts.
    pub(super) span: Span,
    /// The start in the file.
    pub(super) position: Position,
    /// The remark; `None` for the place of the finding itself.
    pub(super) remark: Option<String>,
}

impl Mark {
    /// True for the place of the finding itself.
    pub(super) fn is_primary(&self) -> bool {
        self.remark.is_none()
    }
}

/// The excerpts for a finding: its own place first, then the places that explain it.
pub(super) fn excerpts(source: &SourceFile, finding: &Finding, width: usize) -> Vec<Excerpt> {
    // miette expects places in one text, so each excerpt starts at the end of the previous one.
    let mut offset = 0;
    let mut excerpts = Vec::new();
    for group in groups(source, finding, width) {
        let excerpt = group.excerpt(source, width, offset);
        offset = excerpt.span.end;
        excerpts.push(excerpt);
    }
    excerpts
}

/// Marks on one line that fit on the terminal together.
struct Group<'a> {
    line: Line<'a>,
    /// From the first marked byte to the last.
    hull: Span,
    marks: Vec<(Span, Option<&'a str>)>,
}

fn groups<'a>(source: &'a SourceFile, finding: &'a Finding, width: usize) -> Vec<Group<'a>> {
    let mut groups: Vec<Group> = Vec::new();
    let related = finding
        .related
        .iter()
        .map(|label| (label.span, Some(&*label.message)));
    for (span, remark) in std::iter::once((finding.span, None)).chain(related) {
        let line = source.line_at(span.start);
        let span = within(span, line.span);
        let near = groups
            .iter_mut()
            .find(|group| group.line == line && group.has_room_for(span, source, width));
        // A long row with marks at both ends is shown twice, because the text between does not fit on a terminal.
        match near {
            Some(group) => {
                group.hull = hull(group.hull, span);
                group.marks.push((span, remark));
            }
            None => groups.push(Group {
                line,
                hull: span,
                marks: vec![(span, remark)],
            }),
        }
    }
    groups
}

/// The part of `span` that lies on its first line.
fn within(span: Span, line: Span) -> Span {
    // A finding may start at the line feed, which is not part of a shown line.
    let start = span.start.min(line.end);
    Span::new(start, span.end.clamp(start, line.end))
}

fn hull(left: Span, right: Span) -> Span {
    Span::new(left.start.min(right.start), left.end.max(right.end))
}

impl Group<'_> {
    fn has_room_for(&self, span: Span, source: &SourceFile, width: usize) -> bool {
        let hull = hull(self.hull, span);
        let room = columns(self.line.index, width) - ELLIPSES;
        ahead(source.slice(hull), 0, room) == hull.len()
    }

    fn excerpt(&self, source: &SourceFile, width: usize, offset: usize) -> Excerpt {
        let line = self.line.span;
        let text = source.slice(line);
        let marked = self.hull.start - line.start..self.hull.end - line.start;
        let window = window(text, marked, columns(self.line.index, width));
        let cut = Cut { text, window, offset };
        let shown = cut.shown();
        let mut marks = Vec::new();
        for &(span, remark) in &self.marks {
            marks.push(Mark {
                span: cut.place(span.start - line.start..span.end - line.start),
                position: source.position(span.start),
                remark: remark.map(|remark| escape::printable(remark).into_owned()),
            });
        }
        Excerpt {
            span: Span::new(offset, offset + shown.len()),
            marks,
            text: shown,
        }
    }
}

/// A window on a line, and the start of its text in the space of all excerpts.
struct Cut<'a> {
    text: &'a str,
    window: Range<usize>,
    offset: usize,
}

impl Cut<'_> {
    fn shown(&self) -> String {
        let right = if self.is_cut_before(self.text.len()) {
            ELLIPSIS
        } else {
            ""
        };
        let middle = shown(&self.text[self.window.clone()]);
        format!("{}{middle}{right}\n", self.left())
    }

    /// The ellipsis before the window, if text was cut off there.
    fn left(&self) -> &'static str {
        if self.window.start > 0 { ELLIPSIS } else { "" }
    }

    fn is_cut_before(&self, end: usize) -> bool {
        self.window.end < end
    }

    /// The place of a part of the line in the excerpt; a part that was cut ends under the ellipsis.
    fn place(&self, part: Range<usize>) -> Span {
        let mut place = Span::new(self.shown_at(part.start), self.shown_at(part.end));
        if self.is_cut_before(part.end) {
            place.end += ELLIPSIS.len();
        }
        place
    }

    /// The place of a byte of the line in the excerpt. Harmless characters may be longer than the characters that they
    /// replace.
    fn shown_at(&self, at: usize) -> usize {
        let before = &self.text[self.window.start..at.min(self.window.end)];
        self.offset + self.left().len() + shown(before).len()
    }
}

/// The columns for text beside the number of a line, which counts from 0.
fn columns(line: usize, width: usize) -> usize {
    let gutter = GUTTER_COLUMNS + (line + 1).to_string().len();
    width.saturating_sub(gutter).max(MIN_COLUMNS)
}

/// The bytes of `text` to show around `marked`: everything if it fits, else some columns before the mark and the rest
/// after it. A mark that is too wide is cut, with a little text before it.
fn window(text: &str, marked: Range<usize>, columns: usize) -> Range<usize> {
    if ahead(text, 0, columns) == text.len() {
        return 0..text.len();
    }
    let room = columns - ELLIPSES;
    let before = if ahead(text, marked.start, room) < marked.end {
        room / LEAD
    } else {
        // People read on from the mark, so the text after it gets twice as much room.
        (room - displayed(&text[marked.clone()])) / 3
    };
    let end = ahead(text, behind(text, marked.start, before), room);
    // Near the end of the line, the text before the mark gets the unused columns.
    let before = room - displayed(&text[marked.start..end]);
    behind(text, marked.start, before)..end
}

/// The end of the text that starts at `from` and fills at most `columns`.
fn ahead(text: &str, from: usize, columns: usize) -> usize {
    from + filled(text[from..].chars(), columns)
}

/// The start of the text that ends at `to` and fills at most `columns`.
fn behind(text: &str, to: usize, columns: usize) -> usize {
    to - filled(text[..to].chars().rev(), columns)
}

/// The number of bytes of the characters that fill at most `columns`.
fn filled(characters: impl Iterator<Item = char>, mut columns: usize) -> usize {
    let mut bytes = 0;
    // Without a limit, a line of combining marks would fill no column and be shown completely.
    for character in characters.take(columns * STACKED) {
        let Some(left) = columns.checked_sub(width(character)) else {
            break;
        };
        columns = left;
        bytes += character.len_utf8();
    }
    bytes
}

fn shown(text: &str) -> String {
    text.chars().map(escape::in_excerpt).collect()
}

fn displayed(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// The columns of a character, counted as miette does for the underline.
fn width(character: char) -> usize {
    let shown = escape::in_excerpt(character);
    textwrap::core::display_width(shown.encode_utf8(&mut [0; 4]))
}
