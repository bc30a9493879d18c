//! The blocks of a page: which part holds which. Plain data; must not judge their meaning.

use crate::{handle::handle, source::Span};

handle! {
    /// A block of a page, in the order of the starts.
    pub struct BlockId;
}

/// The kind of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// A heading in Markdown.
    Heading,
    /// A paragraph, or a `<p>` in HTML.
    Paragraph,
    /// A list item, or an `<li>` in HTML.
    Item,
    /// A block quote.
    Quote,
    /// A `<summary>` in HTML.
    Summary,
    /// A block of HTML. Its paragraphs and items are blocks of their own.
    Html,
}

/// A part of a page, with the parts inside it. Tables and code are not among them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// The kind.
    pub kind: BlockKind,
    /// The bytes; an item starts with its mark.
    pub span: Span,
    /// The innermost block that holds it.
    pub parent: Option<BlockId>,
}
