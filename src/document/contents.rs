//! Tables of contents: lists of links to the page's own headings. Plain data; must not judge whether they are complete.

use super::{HeadingId, LinkId};
use crate::source::Span;

/// A list of links to the page's own headings.
#[derive(Debug)]
pub struct Contents {
    /// From the first entry to the end of the last.
    pub span: Span,
    /// The entries, in the order of the text.
    pub entries: Vec<ContentsEntry>,
}

/// A list item that starts with a link into the page.
#[derive(Debug)]
pub struct ContentsEntry {
    /// The item, with the items inside it.
    pub item: Span,
    /// The link.
    pub link: LinkId,
    /// The text of the link as people read it.
    pub label: String,
    /// The number of entries that hold it.
    pub depth: usize,
    /// The heading to which it leads, if it leads to one.
    pub heading: Option<HeadingId>,
}
