//! The look of cells, whatever their columns say. Must not know roles.

use std::collections::BTreeMap;

use super::{
    host::{self, Held},
    is_placeholder,
};
use crate::{
    document::{Document, Row},
    source::Span,
};

/// Spellings longer than this are titles, not labels or names.
pub(super) const TITLE_LENGTH: usize = 25;

/// The look of a cell.
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
    /// The look of the cell at `span`.
    #[must_use]
    pub fn of(document: &Document<'_>, span: Span) -> Self {
        let text = document.visible_text(span);
        let link = document.links_in(span).iter().find(|link| !link.is_image);
        match link {
            // A title is one wherever it leads.
            _ if text.chars().nth(TITLE_LENGTH).is_some() => Self::Title,
            Some(link) => match host::held(&link.url) {
                Some(Held::Papers) => Self::Paper,
                Some(Held::Code) => Self::Code,
                None => Self::Link,
            },
            None if is_placeholder(&text) => Self::Nothing,
            None if text.contains(char::is_alphabetic) => Self::Text,
            None => Self::Number,
        }
    }
}

/// The kind that more than half of the filled cells of each column have.
#[derive(Debug)]
pub struct UsualKinds(Vec<Option<CellKind>>);

impl UsualKinds {
    /// Looks at so many columns of some rows, which all have a cell in each of them.
    #[must_use]
    pub fn of(document: &Document<'_>, rows: &[&Row], columns: usize) -> Self {
        let mut usual = Vec::with_capacity(columns);
        for column in 0..columns {
            let mut counts: BTreeMap<CellKind, usize> = BTreeMap::new();
            for row in rows {
                *counts
                    .entry(CellKind::of(document, row.cells[column]))
                    .or_default() += 1;
            }
            counts.remove(&CellKind::Nothing);
            let filled: usize = counts.values().sum();
            usual.push(
                counts
                    .into_iter()
                    .find(|(_, count)| count * 2 > filled)
                    .map(|(kind, _)| kind),
            );
        }
        Self(usual)
    }

    /// The usual kind of each column; `None` where cells of a column differ too much.
    #[must_use]
    pub fn columns(&self) -> &[Option<CellKind>] {
        &self.0
    }

    /// True if a cell of a row without so many cells belongs in a later column, so that one of the missing
    /// cells is before it.
    #[must_use]
    pub fn belongs_further_right(&self, column: usize, kind: CellKind, missing: usize) -> bool {
        /// Authors rarely forget more cells than this in one place.
        const MAX_MISSING: usize = 8;
        let is_at_home = self.0[column].is_none_or(|usual| usual == kind);
        let next = self.0.iter().skip(column + 1).take(missing.min(MAX_MISSING));
        // An empty cell may be anywhere.
        !is_at_home && kind != CellKind::Nothing && next.flatten().any(|usual| *usual == kind)
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

    #[test]
    fn a_cell_belongs_in_the_column_of_its_kind() {
        let usual = UsualKinds(vec![
            Some(CellKind::Title),
            None,
            Some(CellKind::Text),
            Some(CellKind::Code),
        ]);
        assert!(usual.belongs_further_right(0, CellKind::Text, 2));
        assert!(!usual.belongs_further_right(0, CellKind::Text, 1), "too far");
        assert!(!usual.belongs_further_right(0, CellKind::Title, 3), "at home");
        assert!(
            !usual.belongs_further_right(1, CellKind::Code, 2),
            "no usual kind"
        );
        assert!(!usual.belongs_further_right(2, CellKind::Nothing, 1), "empty");
    }
}
