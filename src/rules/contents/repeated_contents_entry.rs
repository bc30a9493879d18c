//! `repeated-contents-entry`: two table-of-contents entries that lead to the same section.

use std::collections::{HashMap, HashSet, VecDeque};

use super::shared::{Headings, Listed, anchor, lead_to};
use crate::{
    document::{Contents, ContentsEntry, Document, Heading, HeadingId},
    list::letters,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
};

pub(super) struct RepeatedContentsEntry;

static META: Meta = meta!("repeated-contents-entry", Contents, Warning, Page).with_unsafe_fix();

impl Rule for RepeatedContentsEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let headings = Headings::new(document);
        for contents in document.contents() {
            check_contents(cx, &headings, contents);
        }
    }
}

fn check_contents(cx: &mut Context<'_>, headings: &Headings<'_>, contents: &Contents) {
    let document = cx.document;
    // Most contents have no repeated entry.
    let mut namesakes = None;
    let mut first = HashMap::new();
    for again in headings.listed(contents) {
        // Elements between two headings, such as `<span id="2025">`, are places of their own.
        let anchor = document
            .link(again.entry.link)
            .local_fragment()
            .map(str::to_lowercase);
        let before: &ContentsEntry = first.entry((again.heading, anchor)).or_insert(again.entry);
        if before.link != again.entry.link && !is_part(document, before, again) {
            let namesakes = namesakes.get_or_insert_with(|| Namesakes::new(document, contents));
            report(cx, before, again.entry, namesakes.next(again));
        }
    }
}

/// True for an entry inside a group that has no heading of its own and leads to one of its parts.
fn is_part(document: &Document<'_>, group: &ContentsEntry, part: Listed<'_>) -> bool {
    group.item.contains(part.entry.item)
        && group.item != part.entry.item
        && letters(&group.label) != letters(&document.heading(part.heading).text)
}

/// The headings that no entry leads to, by their text.
struct Namesakes<'d> {
    document: &'d Document<'d>,
    by_text: HashMap<String, VecDeque<HeadingId>>,
}

impl<'d> Namesakes<'d> {
    fn new(document: &'d Document<'d>, contents: &Contents) -> Self {
        let mut listed = HashSet::new();
        for entry in &contents.entries {
            listed.extend(entry.heading);
        }
        let mut by_text: HashMap<_, VecDeque<_>> = HashMap::new();
        for (id, heading) in document.headings().enumerated() {
            if !listed.contains(&id) {
                by_text.entry(letters(&heading.text)).or_default().push_back(id);
            }
        }
        Self { document, by_text }
    }

    /// The next unlisted heading with the text of the listed heading, if the entry has this text as well.
    fn next(&mut self, listed: Listed<'_>) -> Option<&'d Heading> {
        // GitHub numbers the anchors of headings with the same text, so `#2023` leads only to the first. Entries are in
        // the order of their sections, so each repeated entry means the next heading.
        let text = letters(&self.document.heading(listed.heading).text);
        if text != letters(&listed.entry.label) {
            return None;
        }
        let next = self.by_text.get_mut(&text)?.pop_front()?;
        (next > listed.heading).then(|| self.document.heading(next))
    }
}

fn report(cx: &mut Context<'_>, before: &ContentsEntry, entry: &ContentsEntry, meant: Option<&Heading>) {
    let (link, first) = (cx.link(entry.link), cx.link(before.link));
    let same = format!(
        "this entry leads to the same section as the entry {} (line {})",
        quote(&before.label),
        cx.document.source().line_index(first.span.start) + 1
    );
    let message = match meant {
        Some(meant) => format!("{same}: the next {} is `{}`", quote(&meant.text), anchor(meant)),
        None => same,
    };
    let finding = cx.report(link.destination, message);
    finding.related(first.destination, "the first entry");
    if let Some(meant) = meant {
        finding
            .related(meant.span, "the section without an entry")
            .fix(lead_to(link, meant));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn two_entries_for_one_section_are_reported() {
        check(
            &RepeatedContentsEntry,
            "
- [A](#a)
- [B](#b)
- [Again](#a)
          ^^ this entry leads to the same section as the entry “A” (line 2)

# A
# B
",
        );
    }

    #[test]
    fn sections_with_the_same_name_need_their_own_anchors() {
        check(
            &RepeatedContentsEntry,
            "
- [A](#a)
  - [2023](#2023)
- [B](#b)
  - [2023](#2023)
           ^^^^^ this entry leads to the same section as the entry “2023” (line 3): the next “2023” is `#2023-1`

# A
## 2023
# B
## 2023
",
        );
    }

    #[test]
    fn elements_are_places_and_groups_lead_to_a_part() {
        check(
            &RepeatedContentsEntry,
            "
- [Ships](#ships)
  - [Summer](#summer)
  - [Winter](#winter)
  - [Spring](#winter)
             ^^^^^^^ this entry leads to the same section as the entry “Winter” (line 4)
- [Boats](#boats)
  - [Sizes](#large)
    - [Small](#small)
    - [Large](#large)

# Ships

- <span id=\"summer\">Summer</span>
- <a name=\"winter\"></a>Winter

# Boats
## Small
## Large
",
        );
    }
}
