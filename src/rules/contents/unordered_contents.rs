//! `unordered-contents`: a table of contents in another order than the page.

use std::collections::HashSet;

use super::shared::{Headings, Listed};
use crate::{
    document::Contents,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
};

pub(super) struct UnorderedContents;

static META: Meta = meta!("unordered-contents", Contents, Info, Page);

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

/// An entry whose section is above that of the entry before it.
struct Misplaced<'c> {
    before: Listed<'c>,
    entry: Listed<'c>,
}

/// The first misplaced entry.
fn misplaced<'c>(headings: &Headings<'_>, contents: &'c Contents) -> Option<Misplaced<'c>> {
    // One entry out of order puts many pairs out of order, and who repairs the first reads the others as well.
    let mut seen = HashSet::new();
    let mut last: Option<Listed<'_>> = None;
    for entry in headings.listed(contents) {
        // `repeated-contents-entry` reports an entry that leads back to a section.
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

fn report(cx: &mut Context<'_>, Misplaced { before, entry }: &Misplaced<'_>) {
    let message = format!(
        "the table of contents has {} after {}, the page has it before",
        quote(&entry.entry.label),
        quote(&before.entry.label)
    );
    let [section, above] = [entry, before].map(|listed| cx.document.heading(listed.heading).span);
    cx.report(cx.link(entry.entry.link).span, message)
        .related(section, "its section")
        .related(above, "its section");
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
  ^^^^^^^ the table of contents has “B” after “C”, the page has it before
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
    fn a_repeated_entry_is_another_rule() {
        check(
            &UnorderedContents,
            "- [A](#a)\n- [C](#c)\n- [B](#a)\n\n# A\n# C\n",
        );
    }
}
