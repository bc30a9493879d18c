//! `repeated-entry`: a paper in two sections of a list whose papers stand in one section each.

use crate::{
    list::Place,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::quote,
    },
};

pub(super) struct RepeatedEntry;

static META: Meta = meta!("repeated-entry", Entries, Info, List);

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

/// Entries whose title and a link stand in a section before theirs, each with the first entry of that title.
fn repeats(cx: &View<'_>) -> Vec<(usize, usize)> {
    let (entries, index) = (cx.list.entries(), cx.list.index());
    let is_long = |group: &&Vec<usize>| index.title(group[0]).as_str().len() >= SHORTEST_TITLE;
    let groups = index.namesakes().iter().filter(is_long);
    let pairs = groups.flat_map(|group| group[1..].iter().map(|again| (*again, group[0])));
    let is_row = |at: usize| matches!(entries[at].place, Place::Row { .. });
    let apart = pairs.filter(|&(again, first)| {
        entries[again].section != entries[first].section
            && is_row(again) == is_row(first)
            && index.shares_target(&entries[again], &entries[first])
    });
    apart.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    fn entries(range: std::ops::Range<u32>) -> String {
        let item = |n| {
            format!("- A Long Enough Title of Paper Number {n} [[p](https://arxiv.org/abs/2401.{n:05})]\n")
        };
        range.map(item).collect()
    }

    #[test]
    fn a_paper_in_two_sections_of_a_list_that_has_each_once_is_reported() {
        let (first, second) = (entries(100..150), entries(150..200));
        let twin = "- A Long Enough Title of Paper Number 120 [[p](https://arxiv.org/abs/2401.00120)]\n  \
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “A Long Enough Title of Paper Number 120” stands in another \
            section already\n";
        check(&RepeatedEntry, &format!("# A\n\n{first}\n# B\n\n{second}{twin}"));
    }

    #[test]
    fn lists_that_file_papers_under_several_topics_are_left_alone() {
        let (first, second) = (entries(100..150), entries(140..190));
        check(&RepeatedEntry, &format!("# A\n\n{first}\n# B\n\n{second}"));
    }
}
