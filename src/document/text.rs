//! Runs of text with their style. Must not know blocks.

use crate::source::{Span, is_line_end};

/// The style of a run of text; several may hold at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style(u8);

impl Style {
    /// `**bold**`.
    pub const STRONG: Self = Self(1);
    /// `*emphasis*`.
    pub const EMPHASIS: Self = Self(1 << 1);
    /// The label of a link.
    pub const LINK: Self = Self(1 << 2);
    /// The label of an image, which is not shown as text.
    pub const IMAGE: Self = Self(1 << 3);
    /// A code span.
    pub const CODE: Self = Self(1 << 4);
    /// A cell that GitHub drops.
    pub const DROPPED: Self = Self(1 << 5);
    /// An HTML block, in which Markdown means nothing.
    pub const HTML: Self = Self(1 << 6);

    /// True if every style of `other` holds.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// This style and `other`.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The number of this style's bit.
    pub(super) const fn index(self) -> usize {
        self.0.trailing_zeros() as usize
    }
}

/// A run of text in one style.
#[derive(Debug)]
pub struct TextRun {
    /// The bytes; of a code span with its backticks.
    pub span: Span,
    /// The style.
    pub style: Style,
    /// The text, where it differs from the source: code spans, entities.
    pub decoded: Option<Box<str>>,
}

impl TextRun {
    /// The text as people read it.
    #[must_use]
    pub fn text<'t>(&'t self, source: &'t str) -> &'t str {
        self.decoded.as_deref().unwrap_or(&source[self.span.range()])
    }

    /// True if the text is shown as it is written: neither code nor a text with entities or escapes.
    #[must_use]
    pub fn is_verbatim(&self) -> bool {
        self.decoded.is_none()
    }

    /// True if the text is read as it is written, so that places in it are places in the file.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.is_verbatim() && !self.style.has(Style::IMAGE)
    }

    /// True if people read it as text: it has a letter or digit and is not the label of an image.
    #[must_use]
    pub fn is_read(&self, source: &str) -> bool {
        !self.style.has(Style::IMAGE) && self.text(source).contains(char::is_alphanumeric)
    }
}

/// True if the source between two runs of text breaks the line.
#[must_use]
pub fn is_line_break(gap: &str) -> bool {
    // The gap is markup, so that this is the start of a tag and not a text.
    gap.contains(is_line_end) || gap.contains("<br")
}

/// The part of some runs that lies in `span` as one string, without spaces around it. Markup between runs (a tag, an
/// asterisk) reads as nothing, a line break as one space; a run that was decoded is taken whole.
#[must_use]
pub fn join(source: &str, runs: &[TextRun], span: Span) -> String {
    let mut joined = String::new();
    let mut end = span.start;
    // The label of an image is shown only where the image is not.
    for run in runs.iter().filter(|run| !run.style.has(Style::IMAGE)) {
        if run.span.start >= span.end {
            break;
        }
        if is_line_break(source.get(end..run.span.start).unwrap_or("")) {
            joined.push(' ');
        }
        let held = Span::new(run.span.start.max(span.start), run.span.end.min(span.end));
        joined.push_str(run.decoded.as_deref().unwrap_or(&source[held.range()]));
        end = run.span.end;
    }
    joined.truncate(joined.trim_end().len());
    joined.drain(..joined.len() - joined.trim_start().len());
    joined
}
