//! `duplicate-entry`: a paper that one section holds twice.

use super::{Context, Meta, Rule, quote};
use crate::{
    document::Document,
    finding::{Edit, Fix, Severity},
    list::{Entry, Place, alike},
    source::Span,
};

pub(super) struct DuplicateEntry;

static META: Meta = Meta {
    id: "duplicate-entry",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/duplicate-entry.md"),
};

/// Shorter titles may be those of two papers.
const SHORTEST_TITLE: usize = 25;
/// What more entries link to is no paper of one of them.
const MOST_USES: usize = 6;

impl Rule for DuplicateEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut pairs: Vec<(usize, usize)> = same_title(cx);
        pairs.extend(same_paper(cx));
        pairs.sort_unstable();
        pairs.dedup_by_key(|(again, _)| *again);
        for (again, first) in pairs {
            report(cx, again, first);
        }
    }
}

/// Whether two entries stand in one section, and in one table if in any.
fn is_one_section(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let table = |entry: &Entry<'_>| match entry.place {
        Place::Row { table, .. } => Some(table),
        Place::Item | Place::Paragraph => None,
    };
    a.section == b.section && table(a) == table(b)
}

/// Entries with the title of one before them, each with that one.
fn same_title(cx: &Context<'_>) -> Vec<(usize, usize)> {
    let (entries, index) = (cx.list.entries(), cx.list.index());
    let is_long = |group: &&Vec<usize>| index.title(group[0]).as_str().len() >= SHORTEST_TITLE;
    let groups = index.namesakes().iter().filter(is_long);
    let pairs = groups.flat_map(|group| group.windows(2).map(|pair| (pair[1], pair[0])));
    pairs
        .filter(|&(again, first)| is_one_section(&entries[again], &entries[first]))
        .collect()
}

/// Entries with the paper of one before them under nearly the same title, each with that one.
fn same_paper(cx: &Context<'_>) -> Vec<(usize, usize)> {
    let (entries, index) = (cx.list.entries(), cx.list.index());
    let targets = index
        .targets()
        .iter()
        .filter(|target| (2..=MOST_USES).contains(&target.uses.len()));
    let papers = targets.filter(|target| target.identity.as_ref().is_some_and(|it| it.is_paper()));
    let pairs = papers.flat_map(|target| target.uses.windows(2).map(|pair| (pair[1].entry, pair[0].entry)));
    pairs
        .filter(|&(again, first)| {
            let is_long = |at| index.title(at).as_str().len() >= SHORTEST_TITLE;
            is_one_section(&entries[again], &entries[first])
                && is_long(again)
                && is_long(first)
                && alike::may_be_one(entries, index, again, first)
        })
        .collect()
}

fn report(cx: &mut Context<'_>, again: usize, first: usize) {
    let (document, entries) = (cx.document, cx.list.entries());
    let place = |at: usize| entries[at].label().map_or(entries[at].span, |label| label.span);
    let title = entries[again]
        .label()
        .map_or(String::new(), |label| quote(&label.text));
    let finding = cx.report(place(again), format!("{title} stands in this section already"));
    finding.related(place(first), "here");
    if let Some(lines) = own_lines(document, &entries[again]) {
        let title = "delete the later one".to_owned();
        finding.fix(Fix::unsafe_(title, vec![Edit::delete(lines)]));
    }
}

/// The lines of a row or an item, if nothing else stands on them.
fn own_lines(document: &Document<'_>, entry: &Entry<'_>) -> Option<Span> {
    let source = document.source();
    let index = source.line_index(entry.span.start);
    let line = source.line_span(index);
    let is_whole = !matches!(entry.place, Place::Paragraph)
        && entry.span.end <= line.end
        && source
            .slice(Span::new(line.start, entry.span.start))
            .trim()
            .is_empty()
        && source
            .slice(Span::new(entry.span.end, line.end))
            .trim()
            .is_empty();
    is_whole.then(|| Span::new(line.start, line.end + source.line_end(index).len()))
}
