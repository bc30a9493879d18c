//! The bytes of list items, which the parser does not give exactly. Must not know their content.

use crate::source::Span;

/// The end of an item. Items inside it end there, too.
#[derive(Default)]
pub(super) struct ItemEnd {
    /// With the blank lines below it, as the parser has it.
    parsed: usize,
    /// Without them.
    trimmed: usize,
}

impl ItemEnd {
    /// The span of an item, which starts with its mark, given that of the parser. This is the end of the item before.
    ///
    /// The parser subtracts the item's indentation, in columns, from the byte of its mark. Behind a tab that leads to
    /// the line end above it, or to the mark of the quote that holds it.
    pub(super) fn item(&mut self, text: &str, span: Span) -> Span {
        // Items that end together are trimmed once: a thousand of them may be nested, with blank lines behind.
        if self.parsed != span.end {
            *self = Self {
                parsed: span.end,
                trimmed: span.trimmed(text).end,
            };
        }
        let marked = text[span.range()].trim_start_matches([' ', '\t', '\r', '\n', '>']);
        let start = span.end - marked.len();
        Span::new(start, self.trimmed.max(start))
    }
}
