//! Pairs the opening and closing tags of a page, each within its part of the page. Must not report.

use std::collections::BTreeMap;

use crate::{
    document::{Document, End, HtmlTag, element},
    source::Span,
};

/// The part of the page within which an element ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Scope {
    /// The cell of a table in Markdown.
    cell: Option<Span>,
    /// The innermost list item, for elements within a line.
    item: Option<Span>,
    /// The cell of a table in HTML, for elements within a line; see [`Cells`].
    html_cell: usize,
}

impl Scope {
    pub(super) fn of(document: &Document<'_>, tag: &HtmlTag, cells: &Cells) -> Self {
        // A table's cell ends every element that was opened in it.
        let cell = document.cell_at(tag.span.start).map(|cell| cell.span);
        // Elements such as `<details>` hold blocks, while `<b>` is meant for a few words.
        let name = document.slice(tag.name).to_ascii_lowercase();
        if !WITHIN_LINES.contains(&&*name) {
            return Self {
                cell,
                item: None,
                html_cell: 0,
            };
        }
        let before = document
            .items()
            .partition_point(|item| item.start <= tag.span.start);
        let mut items = document.items()[..before].iter().rev().take(DEEPEST);
        Self {
            cell,
            item: items.find(|item| item.contains(tag.span)).copied(),
            html_cell: cells.now(),
        }
    }
}

/// No list is nested deeper, and few items before a tag end before it.
const DEEPEST: usize = 16;

/// The cells of tables in HTML, numbered as their tags are passed.
#[derive(Default)]
pub(super) struct Cells {
    /// The number of each open cell, outermost first.
    open: Vec<usize>,
    passed: usize,
}

impl Cells {
    /// Passes a tag.
    pub(super) fn pass(&mut self, name: &str, is_close: bool) {
        let is_cell = name.eq_ignore_ascii_case("td") || name.eq_ignore_ascii_case("th");
        let is_row = name.eq_ignore_ascii_case("tr");
        let is_table = name.eq_ignore_ascii_case("table");
        // A cell without its closing tag ends where the next one starts, and with its row.
        if is_cell || is_row || is_table && is_close {
            self.open.pop_if(|cell| *cell > 0);
        }
        match (is_table, is_cell, is_close) {
            // Within a cell there may be another table.
            (true, _, false) => self.open.push(0),
            (true, _, true) => {
                self.open.pop();
            }
            (_, true, false) => {
                self.passed += 1;
                self.open.push(self.passed);
            }
            _ => {}
        }
    }

    /// The number of the innermost open cell; 0 outside cells.
    fn now(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }
}

/// Pairs opening and closing tags by name.
///
/// Pairs may cross each other, as in `<sup><sub>x</sup></sub>`: browsers put that right, and one list has 301 of them.
#[derive(Default)]
pub(super) struct Pairing<'d> {
    open: BTreeMap<&'static str, Vec<&'d HtmlTag>>,
    stray: Vec<&'d HtmlTag>,
}

impl<'d> Pairing<'d> {
    pub(super) fn add(&mut self, text: &str, tag: &'d HtmlTag) {
        let Some((name, end)) = element(&text[tag.name.range()]) else {
            return;
        };
        if end == End::Void || tag.closes_itself(text) {
            return;
        }
        let open = self.open.entry(name).or_default();
        if !tag.is_close {
            open.push(tag);
        } else if open.pop().is_none() {
            self.stray.push(tag);
        }
    }

    /// The tags without a partner that readers notice.
    pub(super) fn finish(self, text: &str) -> Vec<&'d HtmlTag> {
        let mut alone = self.stray;
        for (name, tags) in self.open {
            if !LEAKS.contains(&name) {
                continue;
            }
            for tag in tags {
                // Without a URL, an `<a>` is an anchor and shows nothing.
                if name != "a" || tag.has_attribute(text, "href") {
                    alone.push(tag);
                }
            }
        }
        alone
    }
}

/// The elements for a few words.
const WITHIN_LINES: [&str; 17] = [
    "a", "b", "big", "code", "del", "em", "font", "i", "ins", "kbd", "s", "small", "strike", "strong", "sub",
    "sup", "u",
];

/// The elements that change how the rest of the page looks when they are never closed.
const LEAKS: [&str; 30] = [
    "a",
    "b",
    "big",
    "blockquote",
    "center",
    "code",
    "del",
    "details",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "ins",
    "kbd",
    "ol",
    "pre",
    "s",
    "small",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "u",
];
