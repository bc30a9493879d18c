//! The headings of a page by the anchors that lead to them. Must not know links.

use std::collections::HashMap;

use super::{Heading, HeadingId, anchor::decode};
use crate::{
    handle::Arena,
    source::{Span, lines},
};

/// The headings of a page by the anchors that lead to them.
#[derive(Debug, Default)]
pub(super) struct Sections {
    by_anchor: HashMap<String, HeadingId>,
}

impl Sections {
    /// Reads the anchors of headings, and of the elements in and right beside them.
    pub(super) fn read(text: &str, headings: &Arena<HeadingId, Heading>, elements: &[Span]) -> Self {
        let mut by_anchor = HashMap::new();
        for (id, heading) in headings.enumerated() {
            // Of two anchors that differ in case only, GitHub scrolls to the first.
            by_anchor.entry(heading.slug.to_lowercase()).or_insert(id);
        }
        for &element in elements {
            if let Some(id) = heading_beside(text, headings, element) {
                by_anchor
                    .entry(text[element.range()].to_lowercase())
                    .or_insert(id);
            }
        }
        Self { by_anchor }
    }

    pub(super) fn heading_at(&self, fragment: &str) -> Option<HeadingId> {
        let anchor = decode(fragment).to_lowercase();
        // GitHub's own prefix, as people copy it from the address bar.
        let anchor = anchor.strip_prefix("user-content-").unwrap_or(&anchor);
        self.by_anchor.get(anchor).copied()
    }
}

/// The heading that holds an element, or that is on the line after or before it.
///
/// Lists put `<a name="x"></a>` above, below or within a heading, and all three scroll to it.
fn heading_beside(text: &str, headings: &Arena<HeadingId, Heading>, element: Span) -> Option<HeadingId> {
    let next = headings.partition_point(|heading| heading.span.start <= element.start);
    let above = headings.enumerated_in(0..next).next_back();
    let below = headings.enumerated_in(next..headings.len()).next();
    match (above, below) {
        (Some((id, heading)), _) if element.end <= heading.span.end => Some(id),
        (_, Some((id, heading))) if is_rest_of_tags(text, element.end, heading.span.start) => Some(id),
        (Some((id, heading)), _) if is_rest_of_tags(text, heading.span.end, element.start) => Some(id),
        _ => None,
    }
}

/// True if the text between an element and a heading is at most the rest of a tag or two.
fn is_rest_of_tags(text: &str, start: usize, end: usize) -> bool {
    const LONGEST: usize = 80;
    text.get(start..end).is_some_and(|between| {
        between.len() <= LONGEST && lines(between.trim_end()).count() <= 3 && !between.contains("](")
    })
}
