//! Tells what a cell looks like, whatever its column says. Must not know rows or roles.

use super::{host, is_placeholder};
use crate::{document::Document, source::Span};

/// Texts longer than this are titles, not labels or names.
pub(super) const TITLE_LENGTH: usize = 25;

/// What a cell looks like.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CellKind {
    /// Nothing, or a placeholder.
    Nothing,
    /// A long text, linked or not.
    Title,
    /// A link to code.
    Code,
    /// A link to a paper.
    Paper,
    /// Any other link.
    Link,
    /// A number or a date.
    Number,
    /// A short text.
    Text,
}

impl CellKind {
    /// What the cell at `span` looks like.
    #[must_use]
    pub fn of(document: &Document<'_>, span: Span) -> Self {
        let text = document.visible_text(span);
        let link = document.links_in(span).iter().find(|link| !link.is_image);
        match link {
            _ if text.chars().nth(TITLE_LENGTH).is_some() => Self::Title,
            Some(link) if host::holds_code(&link.url) => Self::Code,
            Some(link) if host::holds_papers(&link.url) => Self::Paper,
            Some(_) => Self::Link,
            None if is_placeholder(&text) => Self::Nothing,
            None if text.contains(char::is_alphabetic) => Self::Text,
            None => Self::Number,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn cells_are_told_by_their_look() {
        for (text, kind) in [
            ("-", CellKind::Nothing),
            ("[Link](https://github.com/a/b)", CellKind::Code),
            ("[Link](https://arxiv.org/abs/2401.00001)", CellKind::Paper),
            ("[Page](https://example.org)", CellKind::Link),
            (
                "[A title that is as long as titles are](https://arxiv.org/abs/2401.00001)",
                CellKind::Title,
            ),
            ("2024-05", CellKind::Number),
            ("CVPR 2024", CellKind::Text),
        ] {
            let source = SourceFile::new("x.md", text);
            let document = Document::parse(&source);
            assert_eq!(CellKind::of(&document, Span::new(0, text.len())), kind, "{text}");
        }
    }
}
