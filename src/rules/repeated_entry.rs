//! `repeated-entry`: a paper in two sections of a list whose papers stand in one section each.

use super::{Context, Meta, Rule, quote};
use crate::finding::Severity;

pub(super) struct RepeatedEntry;

static META: Meta = Meta {
    id: "repeated-entry",
    severity: Severity::Info,
    online: false,
    page: include_str!("../../rules/repeated-entry.md"),
};

/// Shorter titles may be those of two papers.
const SHORTEST_TITLE: usize = 25;
/// In a list that repeats one entry in fewer than so many, papers belong to several sections.
const ENTRIES_PER_REPEAT: usize = 50;
/// In a list that repeats more, some are meant.
const MOST_REPEATS: usize = 5;

impl Rule for RepeatedEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let repeats = repeats(cx);
        let is_rare = repeats.len() * ENTRIES_PER_REPEAT <= cx.list.entries().len();
        if !is_rare || repeats.len() > MOST_REPEATS {
            return;
        }
        for (again, first) in repeats {
            let entries = cx.list.entries();
            let Some((place, before)) = entries[again].label().zip(entries[first].label()) else {
                continue;
            };
            let message = format!("{} stands in another section already", quote(&place.text));
            cx.report(place.span, message).related(before.span, "here");
        }
    }
}

/// Entries whose title stands in a section before theirs, each with the first entry of that title.
fn repeats(cx: &Context<'_>) -> Vec<(usize, usize)> {
    let (entries, index) = (cx.list.entries(), cx.list.index());
    let is_long = |group: &&Vec<usize>| index.title(group[0]).as_str().len() >= SHORTEST_TITLE;
    let groups = index.namesakes().iter().filter(is_long);
    let pairs = groups.flat_map(|group| group[1..].iter().map(|again| (*again, group[0])));
    let apart = pairs.filter(|&(again, first)| entries[again].section != entries[first].section);
    apart.collect()
}
