//! `repeated-entry`: a paper in two sections of a list whose papers are in one section each.

use super::shared::{Twin, namesakes};
use crate::{
    list::Entry,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::quote,
    },
};

pub(super) struct RepeatedEntry;

static META: Meta = meta!("repeated-entry", Entries, Info, List);

/// In a list that repeats one entry in fewer than so many, papers belong to several sections: the tables of 30 of 71
/// lists repeat 1,155 entries, nearly all on purpose.
const ENTRIES_PER_REPEAT: usize = 50;
/// In a list that repeats more, some are meant.
const MAX_REPEATS: usize = 5;

impl Rule for RepeatedEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let repeats = repeats(cx);
        if repeats.len() > MAX_REPEATS || repeats.len() * ENTRIES_PER_REPEAT > cx.list.entries().len() {
            return;
        }
        for twin in repeats {
            if let [Some(place), Some(before)] = twin.entries(cx.list).map(Entry::label) {
                let message = format!("{} is already in another section", quote(&place.text));
                cx.report(place.span, message).related(before.span, "here");
            }
        }
    }
}

/// Entries whose title and a link are in an earlier section as well, each with the first entry of that title.
fn repeats(cx: &View<'_>) -> Vec<Twin> {
    let mut repeats = Vec::new();
    for group in namesakes(cx.list) {
        for &again in &group[1..] {
            let twin = Twin {
                again,
                first: group[0],
            };
            let [later, earlier] = twin.entries(cx.list);
            // A table may sum up the longer list below it.
            if later.section != earlier.section
                && later.table().is_some() == earlier.table().is_some()
                && cx.list.index().shares_target(later, earlier)
            {
                repeats.push(twin);
            }
        }
    }
    repeats
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
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “A Long Enough Title of Paper Number 120” is already in another \
            section\n";
        check(&RepeatedEntry, &format!("# A\n\n{first}\n# B\n\n{second}{twin}"));
    }

    #[test]
    fn lists_that_file_papers_under_several_topics_are_left_alone() {
        let (first, second) = (entries(100..150), entries(140..190));
        check(&RepeatedEntry, &format!("# A\n\n{first}\n# B\n\n{second}"));
    }
}
