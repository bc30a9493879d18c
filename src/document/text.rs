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
    /// The label of an image, which is hidden behind the picture.
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

/// The separation between a run of text and the run before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Gap {
    /// Nothing but markup.
    #[default]
    None,
    /// A space, which belongs to neither run.
    Space,
    /// The end of a line of the file, which readers see as a space.
    Line,
    /// A line break that readers see, or the start of a block or a cell.
    Break,
}

impl Gap {
    /// The gap that a piece of white space is.
    pub(super) fn of(space: &str) -> Self {
        match space {
            "" => Self::None,
            space if space.contains(is_line_end) => Self::Line,
            _ => Self::Space,
        }
    }
}

/// A run of text in one style.
#[derive(Debug)]
pub struct TextRun {
    /// The bytes; of a code span with its backticks.
    pub span: Span,
    /// The style.
    pub style: Style,
    /// The separation from the run before it.
    pub gap: Gap,
    /// The styles that start with it; a style without these goes on from the run before.
    pub starts: Style,
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

/// The part of some runs that lies in `span` as one string, without spaces around it. Markup between runs (a tag, an
/// asterisk) reads as nothing, a line break as one space; a run that was decoded is taken whole.
#[must_use]
pub fn join(source: &str, runs: &[TextRun], span: Span) -> String {
    let mut joined = String::new();
    // The label of an image is shown only where the image is not.
    for run in runs.iter().filter(|run| !run.style.has(Style::IMAGE)) {
        if run.span.start >= span.end {
            break;
        }
        if run.gap != Gap::None {
            joined.push(' ');
        }
        let held = Span::new(run.span.start.max(span.start), run.span.end.min(span.end));
        joined.push_str(run.decoded.as_deref().unwrap_or(&source[held.range()]));
    }
    joined.truncate(joined.trim_end().len());
    joined.drain(..joined.len() - joined.trim_start().len());
    joined
}
