//! `duplicate-entry`: a paper that one section holds twice.

use super::{Context, Meta, Rule, quote};
use crate::{
    config::Role,
    document::Document,
    finding::{Edit, Fix, Severity},
    identity::Identity,
    list::{Entry, EntryLink, Place, alike},
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
/// Longer titles are hardly those of two pages.
const SURE_TITLE: usize = 60;
/// What more entries link to is no paper of one of them.
const MOST_USES: usize = 6;
/// No more links of an entry are compared.
const MOST_LINKS: usize = 12;
/// How alike the titles are of entries that share their code and not their paper.
const NEARLY_EQUAL: f64 = 0.9;

impl Rule for DuplicateEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut pairs: Vec<(usize, usize)> = same_title(cx);
        pairs.extend(same_target(cx));
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
    let papers = pairs.filter(|&(again, first)| {
        is_one_section(&entries[again], &entries[first])
            && (shares_target(cx, again, first) || is_paper(cx, again) && is_paper(cx, first))
            && !has_other_code(cx, again, first)
    });
    papers.collect()
}

/// Whether an entry has a title and a paper: what stands in a link may be a venue with its year.
fn is_paper(cx: &Context<'_>, at: usize) -> bool {
    let (index, entry) = (cx.list.index(), &cx.list.entries()[at]);
    let last = entry
        .title
        .as_ref()
        .and_then(|title| title.text.split_whitespace().next_back());
    let is_venue = last.is_none_or(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let is_paper = |link: &EntryLink| {
        let identity = index.identity(link.link);
        link.role == Role::Paper || identity.is_some_and(Identity::is_paper)
    };
    !is_venue && (index.title(at).as_str().len() >= SURE_TITLE || entry.links.iter().any(is_paper))
}

fn shares_target(cx: &Context<'_>, a: usize, b: usize) -> bool {
    let targets = |at: usize| {
        let links = cx.list.entries()[at].links.iter().take(MOST_LINKS);
        links.filter_map(|link| cx.list.index().target_of(link.link))
    };
    targets(a).any(|target| targets(b).any(|other| other == target))
}

/// Whether both link to code and to none in common: in a list of implementations a paper has several.
fn has_other_code(cx: &Context<'_>, a: usize, b: usize) -> bool {
    let index = cx.list.index();
    let code = |at: usize| {
        let links = cx.list.entries()[at].links.iter().take(MOST_LINKS);
        let targets = links.filter_map(|link| index.target_of(link.link));
        targets.filter(|target| {
            let identity = index.targets()[*target].identity.as_ref();
            identity.is_some_and(Identity::is_code)
        })
    };
    let has_both = code(a).next().is_some() && code(b).next().is_some();
    has_both && !code(a).any(|target| code(b).any(|other| other == target))
}

/// Entries with a link of one before them under nearly the same title, each with that one.
fn same_target(cx: &Context<'_>) -> Vec<(usize, usize)> {
    let (entries, index) = (cx.list.entries(), cx.list.index());
    let targets = index.targets().iter();
    let shared = targets.filter(|target| (2..=MOST_USES).contains(&target.uses.len()));
    let pairs = shared.flat_map(|target| {
        let is_paper = target.identity.as_ref().is_some_and(Identity::is_paper);
        let pairs = target.uses.windows(2);
        pairs.map(move |pair| (is_paper, pair[1].entry, pair[0].entry))
    });
    let is_long = |at| index.title(at).as_str().len() >= SHORTEST_TITLE;
    let twins = pairs.filter(|&(is_paper, again, first)| {
        let is_one = || match is_paper {
            true => alike::may_be_one(entries, index, again, first),
            false => index.title(again).similarity(index.title(first)) >= NEARLY_EQUAL,
        };
        is_one_section(&entries[again], &entries[first]) && is_long(again) && is_long(first) && is_one()
    });
    twins.map(|(_, again, first)| (again, first)).collect()
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
