//! `unordered-contents`: a table of contents in another order than the page.

use std::collections::HashSet;

use super::shared::mislabeled;
use crate::{
    document::{Contents, ContentsEntry, Document},
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
        for contents in cx.document.contents() {
            if let Some((before, entry)) = misplaced(cx.document, contents) {
                report(cx, before, entry);
            }
        }
    }
}

/// The first entry whose section stands above that of the entry before it, and that entry.
fn misplaced<'c>(
    document: &Document<'_>,
    contents: &'c Contents,
) -> Option<(&'c ContentsEntry, &'c ContentsEntry)> {
    // An entry that leads to the wrong section is another rule's cause.
    let mislabeled = mislabeled(document, contents);
    let mut seen = HashSet::new();
    let entries = contents.entries.iter().enumerate();
    let entries = entries.filter(|(index, _)| !mislabeled.contains_key(index));
    let entries = entries.map(|(_, entry)| entry);
    let first: Vec<_> = entries
        .filter(|entry| entry.heading.is_some_and(|heading| seen.insert(heading)))
        .collect();
    let pair = first.windows(2).find(|pair| pair[1].heading < pair[0].heading)?;
    Some((pair[0], pair[1]))
}

fn report(cx: &mut Context<'_>, before: &ContentsEntry, entry: &ContentsEntry) {
    let document = cx.document;
    let link = |entry: &ContentsEntry| document.links()[entry.link].span;
    let message = format!(
        "the table of contents has {} after {}, the page has it before",
        quote(&entry.label),
        quote(&before.label)
    );
    let finding = cx.report(link(entry), message);
    for entry in [entry, before] {
        if let Some(heading) = entry.heading {
            finding.related(document.headings()[heading].span, "its section");
        }
    }
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
