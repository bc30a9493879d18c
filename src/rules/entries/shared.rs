//! Facts about entries that several rules compare. Must not report.

use crate::{
    document::Document,
    identity::title::{self, TitleKey},
    list::{Entry, EntryId, List, Shape, TargetId, VenueCell, beginning},
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

/// In a list that repeats one entry in fewer than so many, papers belong to several sections: the tables of 30 of 71
/// lists repeat 1,155 entries, nearly all on purpose.
const ENTRIES_PER_REPEAT: usize = 50;
/// In a list that repeats more, some are meant.
const MAX_REPEATS: usize = 5;

/// The entries that are in two sections, in a list whose papers are in one section each; `None` for other lists.
pub(super) fn rare_repeats(list: &List<'_>) -> Option<Vec<Twin>> {
    let repeats = repeats(list);
    let is_rare = repeats.len() <= MAX_REPEATS && repeats.len() * ENTRIES_PER_REPEAT <= list.entries().len();
    is_rare.then_some(repeats)
}

/// Entries whose title and a link are in an earlier section as well, each with the first entry of that title.
fn repeats(list: &List<'_>) -> Vec<Twin> {
    let mut repeats = Vec::new();
    for group in namesakes(list) {
        for &again in &group[1..] {
            let twin = Twin {
                again,
                first: group[0],
            };
            let [later, earlier] = twin.entries(list);
            // A table may sum up the longer list below it.
            if later.section != earlier.section
                && later.table().is_some() == earlier.table().is_some()
                && list.index().shares_target(later, earlier)
            {
                repeats.push(twin);
            }
        }
    }
    repeats
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

/// True if a list names two things: two models or data sets of one paper, or a method and its successor `Name+`.
pub(super) fn differ_by_name(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    if label(a).matches('+').count() != label(b).matches('+').count() {
        return true;
    }
    match (name(a), name(b)) {
        (Some(a), Some(b)) => !a.contains(&b) && !b.contains(&a),
        _ => false,
    }
}

fn name(entry: &Entry<'_>) -> Option<TitleKey> {
    Some(title::key(beginning(&entry.name.as_ref()?.text)))
}

/// True if both entries link to code and to none in common: in a list of implementations a paper has several.
pub(super) fn have_other_code(list: &List<'_>, a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let (a, b) = (code(list, a), code(list, b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|target| b.contains(target))
}

/// The places of code that an entry links to.
fn code(list: &List<'_>, entry: &Entry<'_>) -> Vec<TargetId> {
    let index = list.index();
    index
        .targets_of(entry)
        .filter(|id| index.target(*id).is_code())
        .collect()
}

/// True if both entries name their authors and share none of them.
pub(super) fn have_other_authors(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let (Some(a), Some(b)) = (&a.authors, &b.authors) else {
        return false;
    };
    let others = name_words(&b.text);
    !name_words(&a.text).any(|word| others.clone().any(|other| other.eq_ignore_ascii_case(word)))
}

/// The words of names, without initials.
fn name_words(authors: &str) -> impl Iterator<Item = &str> + Clone {
    /// Shorter words are initials or join names.
    const SHORTEST: usize = 4;
    beginning(authors)
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.len() >= SHORTEST && !word.eq_ignore_ascii_case("others"))
}

/// The venue, with its year, of an entry that says where it was published.
pub(super) fn publication<'e, 'r>(entry: &'e Entry<'r>) -> Option<&'e VenueCell<'r>> {
    let venue = entry.venue.as_ref()?;
    let is_published = !venue.text.known?.is_preprint() && venue.text.year.is_some();
    is_published.then_some(venue)
}

/// The lines of a row or an item with their ends, if they hold nothing else. The items inside an item belong to it.
pub(super) fn own_lines(document: &Document<'_>, entry: &Entry<'_>) -> Option<Span> {
    let source = document.source();
    let (first, last) = (source.line_at(entry.span.start), source.line_at(entry.span.end));
    // Rows and items go on their own, while a line of a paragraph or a heading holds its neighbours together.
    let is_alone = match entry.shape {
        Shape::Row { .. } | Shape::Item => first == last,
        Shape::NestedItems => true,
        _ => false,
    };
    let lines = Span::new(first.span.start, last.span.end);
    if !is_alone || source.slice(lines).trim() != document.slice(entry.span).trim() {
        return None;
    }
    Some(Span::new(first.span.start, last.whole().end))
}
