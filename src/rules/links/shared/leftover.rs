//! Links by the text that was copied along with them. Must not decide which text is superfluous.

use std::ops::Range;

use indexmap::IndexMap;

use crate::{
    document::{Document, Link},
    finding::{Edit, Fix},
    rules::support::quote,
    source::Span,
};

/// Links with the same superfluous text.
pub(in crate::rules::links) struct Leftover<'d> {
    /// The superfluous text, without the `?` or `&` around its parts.
    pub(in crate::rules::links) text: String,
    pub(in crate::rules::links) links: Vec<&'d Link>,
    /// The edits that remove the text; `None` if a URL has entities in the file.
    edits: Option<Vec<Edit>>,
}

/// The links in which `find` finds superfluous text, grouped by this text, in the order of the file.
pub(in crate::rules::links) fn leftovers<'d>(
    document: &'d Document<'_>,
    find: impl Fn(&str) -> Vec<Range<usize>>,
) -> Vec<Leftover<'d>> {
    let mut leftovers = IndexMap::new();
    for link in document.links().iter().filter(|link| link.is_checked()) {
        let ranges = find(&link.url);
        if ranges.is_empty() {
            continue;
        }
        let text = joined(&link.url, &ranges);
        // A site adds the same parameter to every URL, but a path or fragment was copied once, for the links of a row.
        let row = text
            .starts_with(['/', '#', ':'])
            .then(|| (document.source().line_index(link.span.start), &link.url));
        leftovers
            .entry((row, text.clone()))
            .or_insert_with(|| Leftover::new(text))
            .add(document, link, ranges);
    }
    leftovers.into_values().collect()
}

/// Some parts of a URL, as messages show them.
fn joined(url: &str, ranges: &[Range<usize>]) -> String {
    let mut text = String::new();
    for range in ranges {
        if !text.is_empty() {
            text.push('&');
        }
        text += url[range.clone()].trim_matches(['?', '&']);
    }
    text
}

impl<'d> Leftover<'d> {
    fn new(text: String) -> Self {
        Self {
            text,
            links: Vec::new(),
            edits: Some(Vec::new()),
        }
    }

    fn add(&mut self, document: &Document<'_>, link: &'d Link, ranges: Vec<Range<usize>>) {
        self.links.push(link);
        // An entity, for example `&amp;`, is longer than its character, which shifts the ranges.
        if document.slice(link.destination) != &*link.url {
            self.edits = None;
        }
        if let Some(edits) = &mut self.edits {
            for range in ranges {
                edits.push(Edit::delete(Span::from(range).shifted(link.destination.start)));
            }
        }
    }

    /// Removes the text from all links; `None` if a URL has entities in the file.
    pub(in crate::rules::links) fn fix(self) -> Option<Fix> {
        Some(Fix::safe(format!("remove {}", quote(&self.text)), self.edits?))
    }
}
