//! Facts about entries that several rules compare. Must not report.

use crate::{
    document::Document,
    list::{Entry, EntryId, List, Shape, beginning},
    rules::{base::View, support::quote},
    source::Span,
};

/// Shorter titles may be the titles of two papers.
const SHORTEST_TITLE: usize = 25;

/// Two entries that may be one paper.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Twin {
    /// The later one.
    pub(super) again: EntryId,
    /// The earlier one.
    pub(super) first: EntryId,
}

impl Twin {
    /// The later entry and the earlier one.
    pub(super) fn entries<'l, 'r>(self, list: &'l List<'r>) -> [&'l Entry<'r>; 2] {
        [list.entry(self.again), list.entry(self.first)]
    }
}

/// Groups of entries that have one title; no titles that two papers may have.
pub(super) fn namesakes<'l>(list: &'l List<'_>) -> impl Iterator<Item = &'l [EntryId]> {
    let groups = list.index().namesakes().iter().map(Vec::as_slice);
    groups.filter(|group| has_long_title(list, group[0]))
}

/// True if a title is long enough to be that of one paper only.
pub(super) fn has_long_title(list: &List<'_>, entry: EntryId) -> bool {
    list.index().title(entry).as_str().len() >= SHORTEST_TITLE
}

/// True if two entries are in one section, and in one table if they are rows: readers compare such entries.
pub(super) fn are_together(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    a.section == b.section && a.table() == b.table()
}

/// The title of an entry, or its name where it has no title, as far as comparing it is worth its cost.
pub(super) fn label<'e>(entry: &'e Entry<'_>) -> &'e str {
    entry.label().map_or("", |label| beginning(&label.text))
}

/// The title of an entry, or its name where it has no title, as messages quote it.
pub(super) fn quoted(entry: &Entry<'_>) -> String {
    entry.label().map_or(String::new(), |label| quote(&label.text))
}

/// The heading above an entry in lower case; empty before the first heading.
pub(super) fn heading(cx: &View<'_>, entry: &Entry<'_>) -> String {
    match entry.section {
        Some(section) => beginning(&cx.list.sections().get(section).text).to_lowercase(),
        None => String::new(),
    }
}

/// The lines of a row or an item with their ends, if they hold nothing else.
pub(super) fn own_lines(document: &Document<'_>, entry: &Entry<'_>) -> Option<Span> {
    let source = document.source();
    let line = source.line_at(entry.span.start);
    // Rows and items go on their own, while a line of a paragraph or a heading holds its neighbours together.
    let is_of_one_line =
        matches!(entry.shape, Shape::Row { .. } | Shape::Item) && entry.span.end <= line.span.end;
    if !is_of_one_line || source.slice(line.span).trim() != document.slice(entry.span).trim() {
        return None;
    }
    Some(line.whole())
}
