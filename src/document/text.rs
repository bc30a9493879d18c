//! Runs of text with the style that they stand in. Must not know blocks.

use crate::source::{Span, is_line_end};

/// What a run of text stands in; several may hold at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style(u8);

impl Style {
    /// `**bold**`.
    pub const STRONG: Self = Self(1);
    /// `*emphasis*`.
    pub const EMPHASIS: Self = Self(1 << 1);
    /// The label of a link.
    pub const LINK: Self = Self(1 << 2);
    /// The label of an image, which nobody reads as text.
    pub const IMAGE: Self = Self(1 << 3);
    /// A code span.
    pub const CODE: Self = Self(1 << 4);
    /// A cell that GitHub drops.
    pub const DROPPED: Self = Self(1 << 5);
    /// An HTML block, in which Markdown means nothing.
    pub const HTML: Self = Self(1 << 6);

    /// Whether every style of `other` holds.
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
    /// Where it stands; of a code span with its backticks.
    pub span: Span,
    /// What it stands in.
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
}

/// The runs as one string. What parts them in the source (a line end, `<br>`, a tag) reads as nothing, a line break
/// as one space.
pub(super) fn join(source: &str, runs: &[TextRun]) -> String {
    let mut joined = String::new();
    let mut end = None;
    for run in runs.iter().filter(|run| !run.style.has(Style::IMAGE)) {
        let gap = end.map_or("", |end| source.get(end..run.span.start).unwrap_or(""));
        if gap.contains(is_line_end) || gap.contains("<br") {
            joined.push(' ');
        }
        joined.push_str(run.text(source));
        end = Some(run.span.end);
    }
    joined
}
