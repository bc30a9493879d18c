//! `repeated-entry`: a paper in two sections of a list whose papers are in one section each.

use std::collections::HashMap;

use super::shared::{Twin, differ_by_name, have_other_code, publication, rare_repeats};
use crate::{
    list::{Entry, List, SectionId},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
};

pub(super) struct RepeatedEntry;

static META: Meta = meta!("repeated-entry", Entries, Info, List)
    .with_help("keep the entry in the section where readers look for it");

impl Rule for RepeatedEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let Some(repeats) = rare_repeats(cx.list) else {
            return;
        };
        for twin in unmeant(cx.list, &repeats) {
            if let [Some(place), Some(before)] = twin.entries(cx.list).map(Entry::label) {
                let message = format!("{} is already in another section", quote(&place.text));
                cx.report(place.span, message).related(before.span, "here");
            }
        }
    }
}

/// The repeats that nothing explains.
fn unmeant(list: &List<'_>, repeats: &[Twin]) -> Vec<Twin> {
    let mut unmeant = repeats.to_vec();
    unmeant.retain(|twin| {
        let [later, earlier] = twin.entries(list);
        // Two methods may rest on one paper, and a method and its data set come from one.
        !differ_by_name(later, earlier)
            && !have_other_code(list, later, earlier)
            // `preprint-and-published` reports a paper that is a preprint in one place only.
            && publication(later).is_some() == publication(earlier).is_some()
    });
    drop_selections(list, &mut unmeant);
    unmeant
}

/// Drops the repeats of sections that hold nothing else: `Start Here` and `Highlights` pick entries of the list.
fn drop_selections(list: &List<'_>, repeats: &mut Vec<Twin>) {
    let mut sizes: HashMap<Option<SectionId>, usize> = HashMap::new();
    for entry in list.entries() {
        *sizes.entry(entry.section).or_default() += 1;
    }
    let mut repeated: HashMap<Option<SectionId>, usize> = HashMap::new();
    for section in repeats.iter().flat_map(|twin| sections(list, *twin)) {
        *repeated.entry(section).or_default() += 1;
    }
    // One entry alone is not a selection.
    let is_selection = |section| sizes[&section] > 1 && repeated[&section] >= sizes[&section];
    repeats.retain(|twin| !sections(list, *twin).into_iter().any(is_selection));
}

/// The sections of two entries.
fn sections(list: &List<'_>, twin: Twin) -> [Option<SectionId>; 2] {
    twin.entries(list).map(|entry| entry.section)
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
    fn selections_other_names_and_preprints_are_left_alone() {
        let (first, second) = (entries(100..150), entries(150..200));
        let picks = entries(110..112);
        check(
            &RepeatedEntry,
            &format!("# Start Here\n\n{picks}\n# A\n\n{first}\n# B\n\n{second}"),
        );
        let named = |name| {
            format!("- **{name}:** Painting a Boat in Every Film [[p](https://arxiv.org/abs/2401.00001)]\n")
        };
        let (method, data) = (named("SteadyBoat"), named("HarbourCut"));
        check(
            &RepeatedEntry,
            &format!("# A\n\n{first}{method}\n# B\n\n{second}{data}"),
        );
        let dated = |venue| {
            format!("- Painting a Boat in Every Film [[p](https://arxiv.org/abs/2401.00001)] {venue}\n")
        };
        let (preprint, published) = (dated("arXiv 2024"), dated("CVPR 2024"));
        check(
            &RepeatedEntry,
            &format!("# A\n\n{first}{preprint}\n# B\n\n{second}{published}"),
        );
    }

    #[test]
    fn lists_that_file_papers_under_several_topics_are_left_alone() {
        let (first, second) = (entries(100..150), entries(140..190));
        check(&RepeatedEntry, &format!("# A\n\n{first}\n# B\n\n{second}"));
    }
}
