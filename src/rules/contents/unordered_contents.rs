//! `unordered-contents`: a table of contents whose order differs from the page.

use std::collections::HashSet;

use super::shared::{Headings, Listed};
use crate::{
    document::{Contents, HeadingId},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
};

pub(super) struct UnorderedContents;

static META: Meta =
    meta!("unordered-contents", Contents, Info, Page).with_help("move the line of the entry, or the section");

impl Rule for UnorderedContents {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let headings = Headings::new(document);
        for contents in document.contents() {
            if let Some(misplaced) = misplaced(&headings, contents) {
                report(cx, &misplaced);
            }
        }
    }
}

/// An entry whose section is above the section of the previous entry.
struct Misplaced<'c> {
    before: Listed<'c>,
    entry: Listed<'c>,
}

/// The first misplaced entry.
fn misplaced<'c>(headings: &Headings<'_>, contents: &'c Contents) -> Option<Misplaced<'c>> {
    // A table of contents in an order of its own, such as an index by venue, is right.
    if !is_nearly_in_order(headings.listed(contents).into_iter().map(|listed| listed.heading)) {
        return None;
    }
    // One misplaced entry puts many pairs out of order. Maintainers who move the first entry see the others as well.
    let mut seen = HashSet::new();
    let mut last: Option<Listed<'_>> = None;
    for entry in headings.listed(contents) {
        // `repeated-contents-entry` reports entries that repeat a section.
        if !seen.insert(entry.heading) {
            continue;
        }
        if let Some(before) = last.filter(|last| entry.heading < last.heading) {
            return Some(Misplaced { before, entry });
        }
        last = Some(entry);
    }
    None
}

/// True if all but a few sections are in the order of the page.
fn is_nearly_in_order(headings: impl Iterator<Item = HeadingId>) -> bool {
    /// One entry that was moved, or two that were swapped.
    const FEW: usize = 2;
    let mut seen = HashSet::new();
    // The last section of the best series of each length: the longest series in order is as long as this list.
    let mut ends: Vec<HeadingId> = Vec::new();
    let mut all = 0;
    for heading in headings.filter(|heading| seen.insert(*heading)) {
        all += 1;
        match ends.partition_point(|end| *end < heading) {
            at if at == ends.len() => ends.push(heading),
            at => ends[at] = heading,
        }
    }
    all - ends.len() <= FEW
}

fn report(cx: &mut Context<'_>, Misplaced { before, entry }: &Misplaced<'_>) {
    let message = format!(
        "{} comes after {} in the table of contents, but before it on the page",
        quote(&entry.entry.label),
        quote(&before.entry.label)
    );
    let [section, above] = [entry, before].map(|listed| cx.document.heading(listed.heading).span);
    cx.report(cx.link(entry.entry.link).span, message)
        .related(section, format!("the section {}", quote(&entry.entry.label)))
        .related(above, format!("the section {}", quote(&before.entry.label)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn the_first_entry_out_of_order_is_reported() {
        check(
            &UnorderedContents,
            "
- [A](#a)
- [C](#c)
- [B](#b)
  ^^^^^^^ “B” comes after “C” in the table of contents, but before it on the page
- [D](#d)
- [Gone](#gone)

# A
# B
# C
# D
",
        );
    }

    #[test]
    fn a_repeated_entry_is_left_to_its_own_rule() {
        check(
            &UnorderedContents,
            "- [A](#a)\n- [C](#c)\n- [B](#a)\n\n# A\n# C\n",
        );
    }
}
