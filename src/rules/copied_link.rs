//! `copied-link`: one link under two titles, mostly copied from the row above.

use super::{Context, Meta, Rule, quote};
use crate::{
    config::Role,
    finding::Severity,
    identity::{Arxiv, Identity, title},
    list::{Entry, Kind, List, Target, alike, bears_title},
};

pub(super) struct CopiedLink;

static META: Meta = Meta {
    id: "copied-link",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/copied-link.md"),
};

/// Shorter titles may be names or labels.
const SHORTEST_TITLE: usize = 15;
/// What more entries than this link to is shared on purpose: three data sets of one paper.
const MOST_TITLES: usize = 3;

impl Rule for CopiedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let list = cx.list;
        let trends = trends(list);
        for target in list
            .index()
            .targets()
            .iter()
            .filter(|target| target.uses.len() > 1)
        {
            let uses = differently_titled(cx, target);
            if uses.len() < 2 {
                continue;
            }
            let found = if is_paper(cx, target) {
                copies_of_paper(list, target, &uses, &trends)
            } else {
                copy_of_code(list, target, &uses).into_iter().collect()
            };
            for (copy, origin) in found {
                report(cx, target, copy, origin);
            }
        }
    }
}

fn report(cx: &mut Context<'_>, target: &Target, copy: usize, origin: usize) {
    let (document, list) = (cx.document, cx.list);
    let destination = |at: usize| document.links()[target.uses[at].link].destination;
    let title = |at: usize| {
        list.entries()[target.uses[at].entry]
            .label()
            .map(|label| quote(&label.text))
    };
    let other = title(origin).unwrap_or_default();
    let finding = cx.report(destination(copy), format!("this is also the link of {other}"));
    finding.related(destination(origin), "the same link under another title");
    finding.help("one of them was copied by mistake, unless both titles are of one paper: then keep one");
}

/// The uses of a target, by index, one for each title. Empty where the target is shared on purpose.
fn differently_titled(cx: &Context<'_>, target: &Target) -> Vec<usize> {
    let (entries, index) = (cx.list.entries(), cx.list.index());
    let mut found: Vec<usize> = Vec::new();
    for (at, entry) in target.uses.iter().map(|link| link.entry).enumerate() {
        let key = index.title(entry);
        let is_new = || {
            found
                .iter()
                .all(|&seen| index.title(target.uses[seen].entry) != key)
        };
        if key.as_str().len() < SHORTEST_TITLE || !names_paper(cx, &entries[entry]) || !is_new() {
            continue;
        }
        if found.len() == MOST_TITLES {
            return Vec::new();
        }
        found.push(at);
    }
    found
}

/// Whether an entry is about a paper. News tell of one, and data sets link to the paper that they come from.
fn names_paper(cx: &Context<'_>, entry: &Entry<'_>) -> bool {
    const DATA: [&str; 3] = ["dataset", "benchmark", "corpus"];
    const NEWS: [&str; 5] = ["released", "we have", "we propose", "this repo", "we are"];
    /// Names of data sets are shorter.
    const SHORTEST_NEXT_TO_DATA: usize = 40;
    let heading = entry
        .section
        .map_or("", |section| &cx.document.headings()[section].text);
    let heading = heading.to_lowercase();
    let text = entry
        .label()
        .map_or(String::new(), |label| label.text.to_lowercase());
    let is_data = DATA.iter().any(|word| heading.contains(word));
    let is_name = is_data && (text.len() < SHORTEST_NEXT_TO_DATA || text.contains("dataset"));
    !is_name && !NEWS.iter().any(|word| text.contains(word))
}

/// Whether a target belongs to one entry alone: a paper or a talk, not a repository or a site.
fn is_paper(cx: &Context<'_>, target: &Target) -> bool {
    match &target.identity {
        Some(identity) => identity.is_paper(),
        None => {
            let url = &*cx.document.links()[target.uses[0].link].url;
            let is_talk = url.contains("youtu.be/") || url.contains("youtube.com/watch");
            let path = url.split_once("://").map_or(url, |(_, rest)| rest);
            let is_deep = path.split(['/', '?']).filter(|part| !part.is_empty()).count() > 2;
            is_talk || target.uses[0].role == Role::Paper && is_deep
        }
    }
}

/// Pairs of uses, by index: a link that is likely a copy, and the one that it was copied from.
fn copies_of_paper(list: &List<'_>, target: &Target, uses: &[usize], trends: &[i32]) -> Vec<(usize, usize)> {
    let entry = |at: &usize| target.uses[*at].entry;
    let section = |at: &usize| list.entries()[entry(at)].section;
    let is_one_section = uses.iter().all(|at| section(at) == section(&uses[0]));
    let trend = trends[section(&uses[0]).map_or(0, |section| section + 1)];
    let is_newest_first = is_one_section && trend > 0;
    let rank = |at: &usize| {
        let place = i64::try_from(*at).unwrap_or(i64::MAX);
        (
            belongs(list, target, entry(at)),
            if is_newest_first { place } else { -place },
        )
    };
    let Some(origin) = uses.iter().copied().max_by_key(rank) else {
        return Vec::new();
    };
    let copies = uses.iter().copied().filter(|at| {
        let (copy, origin) = (entry(at), entry(&origin));
        copy != origin && !alike::may_be_one(list.entries(), list.index(), copy, origin)
    });
    copies.map(|copy| (copy, origin)).collect()
}

/// How much speaks for a paper's link being that of this entry; only the order of such numbers means something.
fn belongs(list: &List<'_>, target: &Target, at: usize) -> i32 {
    let (index, entry) = (list.index(), &list.entries()[at]);
    let uses_it = |other: &usize| target.uses.binary_search_by_key(other, |link| link.entry).is_ok();
    let namesakes = index
        .namesakes_of(at)
        .iter()
        .filter(|other| **other != at)
        .take(8);
    let (same, others): (Vec<usize>, Vec<usize>) = namesakes.partition(|other| uses_it(other));
    let is_linked_elsewhere = others.iter().any(|&other| {
        let mut papers = list.entries()[other].links_of(Role::Paper);
        papers.any(|link| index.identity(link).is_some_and(Identity::is_paper))
    });
    let namesakes = i32::from(!same.is_empty()) - 3 * i32::from(is_linked_elsewhere);
    let Some(identity) = &target.identity else {
        return namesakes;
    };
    let bears_title = bears_title(identity, index.title(at)) == Some(true);
    namesakes + 4 * i32::from(bears_title) + fits_date(identity, entry) + fits_venue(identity, entry)
}

/// A link to arXiv is rather that of a paper that is said to be there.
fn fits_venue(identity: &Identity, entry: &Entry<'_>) -> i32 {
    let venue = entry.venue.as_ref().and_then(|venue| venue.text.known);
    let says_preprint = venue.is_some_and(|venue| venue.kind == Kind::Preprint);
    i32::from(identity.is_preprint() && says_preprint)
}

fn fits_date(identity: &Identity, entry: &Entry<'_>) -> i32 {
    let Identity::Arxiv(arxiv) = identity else {
        return 0;
    };
    let (Some(year), Some(month)) = (arxiv.year(), arxiv.month()) else {
        return 0;
    };
    let months = |year: u16, month: u8| i32::from(year) * 12 + i32::from(month);
    let date = entry.date.map(|(_, date)| date);
    let distance = date.and_then(|date| Some(months(date.year, date.month?) - months(year, month)));
    match (distance, entry.year) {
        (Some(0), _) => {
            2 + i32::from(
                date.and_then(|date| date.day)
                    .is_some_and(|day| fits_day(arxiv, day)),
            )
        }
        (Some(-1..=1), _) => 2,
        (Some(..=-2), _) => -2,
        (Some(6..), _) => -1,
        (None, Some(given)) if given < year => -2,
        (None, Some(given)) if given > year + 1 => -1,
        _ => 0,
    }
}

/// Whether a paper may have been sent on a day of its month: identifiers are given in order.
fn fits_day(arxiv: &Arxiv, day: u8) -> bool {
    /// Papers sent on a day of 2016.
    const DAILY: u32 = 320;
    /// How many more were sent on a day of each year after it.
    const GROWTH: u32 = 60;
    let digits = arxiv.id.rsplit('.').next();
    let number: u32 = digits.and_then(|digits| digits.parse().ok()).unwrap_or(0);
    let daily = DAILY + GROWTH * u32::from(arxiv.year().unwrap_or(0).saturating_sub(2016));
    (number / daily + 1).abs_diff(u32::from(day)) <= 4
}

/// For each section, the first being what precedes all headings, how many more papers of arXiv stand above older than
/// above newer ones.
fn trends(list: &List<'_>) -> Vec<i32> {
    let sections = list.entries().iter().filter_map(|entry| entry.section).max();
    let mut trends = vec![0; sections.map_or(1, |last| last + 2)];
    let mut before: Option<(usize, &str)> = None;
    for entry in list.entries() {
        let section = entry.section.map_or(0, |section| section + 1);
        let id = entry
            .links
            .iter()
            .find_map(|link| match list.index().identity(link.link)? {
                Identity::Arxiv(arxiv) => Some(arxiv.id.as_str()),
                _ => None,
            });
        let Some(id) = id else { continue };
        if let Some((_, above)) = before.filter(|(last, _)| *last == section) {
            trends[section] += i32::from(above > id) - i32::from(above < id);
        }
        before = Some((section, id));
    }
    trends
}

/// Links are copied from one of the next entries.
const FURTHEST: usize = 4;

/// A repository may hold the code of several papers. It is a copy where it bears the name of a near entry alone.
fn copy_of_code(list: &List<'_>, target: &Target, uses: &[usize]) -> Option<(usize, usize)> {
    let &[first, second] = uses else { return None };
    let entry = |at: usize| target.uses[at].entry;
    (entry(first).abs_diff(entry(second)) <= FURTHEST).then_some(())?;
    let repository = title::key(&target.identity.as_ref()?.repository()?.name);
    let name = |at| alike::acronym(&list.entries()[entry(at)]);
    let is_named = |at| name(at) == repository;
    let is_strange = |at| {
        let (name, title) = (name(at), list.index().title(entry(at)));
        let shares =
            name.as_str().contains(repository.as_str()) || repository.as_str().contains(name.as_str());
        !shares && !title.as_str().contains(repository.as_str())
    };
    let pairs = [(first, second), (second, first)];
    pairs
        .into_iter()
        .find(|&(copy, origin)| is_named(origin) && is_strange(copy))
}
