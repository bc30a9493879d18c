//! Links by the text that copying has left in them. Must not judge which text that is.

use std::ops::Range;

use indexmap::IndexMap;

use crate::{
    document::{Document, Link},
    finding::{Edit, Fix},
    source::Span,
};

/// Links with the same text left in them from copying.
pub(in crate::rules::links) struct Leftover<'d> {
    /// The text, without the `?` or `&` before it and between its parts.
    pub(in crate::rules::links) text: String,
    pub(in crate::rules::links) links: Vec<&'d Link>,
    /// The edits that take the text out; `None` if one of the links is not written as it reads.
    edits: Option<Vec<Edit>>,
}

/// The links in which `find` finds text, those with the same text together, in the order of the file.
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
        // A parameter is the habit of a site; a path or fragment was copied once for the links of a row.
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

/// The parts of a URL as messages show them.
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
        // An entity such as `&amp;` is longer than its character, which shifts the ranges.
        if document.slice(link.destination) != &*link.url {
            self.edits = None;
        }
        if let Some(edits) = &mut self.edits {
            for range in ranges {
                edits.push(Edit::delete(Span::from(range).shifted(link.destination.start)));
            }
        }
    }

    /// Takes the text out of all links; `None` if one of them is not written as it reads.
    pub(in crate::rules::links) fn fix(self) -> Option<Fix> {
        Some(Fix::safe("take it out", self.edits?))
    }
}
