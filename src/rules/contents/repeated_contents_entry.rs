//! `repeated-contents-entry`: two entries of a table of contents that lead to one section.

use std::collections::{HashMap, HashSet, VecDeque};

use super::shared::mislabeled;
use crate::{
    document::{Contents, ContentsEntry, Document, Heading, LinkSyntax},
    finding::{Edit, Fix},
    list::letters,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{quote, shorten},
    },
};

pub(super) struct RepeatedContentsEntry;

static META: Meta = meta!("repeated-contents-entry", Contents, Warning, Page).with_unsafe_fix();

impl Rule for RepeatedContentsEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for contents in cx.document.contents() {
            check_contents(cx, contents);
        }
    }
}

fn check_contents(cx: &mut Context<'_>, contents: &Contents) {
    let document = cx.document;
    // An entry that names another section leads to the wrong one, which is another rule's cause.
    let mislabeled = mislabeled(document, contents);
    let mut twins = Twins::new(document, contents);
    let mut first: HashMap<usize, &ContentsEntry> = HashMap::new();
    for (index, entry) in contents.entries.iter().enumerate() {
        let Some(heading) = entry.heading.filter(|_| !mislabeled.contains_key(&index)) else {
            continue;
        };
        let before = *first.entry(heading).or_insert(entry);
        if before.link != entry.link {
            let twin = twins.next(heading, &entry.label);
            report(cx, before, entry, twin);
        }
    }
}

/// The headings that no entry leads to, by their text: one of them is meant where another is listed twice.
struct Twins<'d> {
    document: &'d Document<'d>,
    by_text: HashMap<String, VecDeque<usize>>,
}

impl<'d> Twins<'d> {
    fn new(document: &'d Document<'d>, contents: &Contents) -> Self {
        let listed: HashSet<_> = contents
            .entries
            .iter()
            .filter_map(|entry| entry.heading)
            .collect();
        let mut by_text: HashMap<_, VecDeque<_>> = HashMap::new();
        for (index, heading) in document.headings().iter().enumerate() {
            if !listed.contains(&index) {
                by_text
                    .entry(letters(&heading.text))
                    .or_default()
                    .push_back(index);
            }
        }
        Self { document, by_text }
    }

    /// The next heading with the same text as the listed one and below it, if the label names that text.
    fn next(&mut self, listed: usize, label: &str) -> Option<&'d Heading> {
        let text = letters(&self.document.headings()[listed].text);
        let twins = self.by_text.get_mut(&text).filter(|_| text == letters(label))?;
        let next = twins.pop_front().filter(|&twin| twin > listed)?;
        self.document.headings().get(next)
    }
}

fn report(cx: &mut Context<'_>, before: &ContentsEntry, entry: &ContentsEntry, twin: Option<&Heading>) {
    let links = cx.document.links();
    let (link, first) = (&links[entry.link], &links[before.link]);
    let message = match twin {
        Some(twin) => format!(
            "this entry leads to the first {}, as another does: the next has the anchor `#{}`",
            quote(&twin.text),
            shorten(&twin.slug, 120)
        ),
        None => format!(
            "this entry leads to the same section as the entry {}",
            quote(&before.label)
        ),
    };
    let finding = cx.report(link.destination, message);
    finding.related(first.destination, "the entry before it");
    if let Some(twin) = twin {
        finding.related(twin.span, "the section that no entry leads to");
        if link.syntax == LinkSyntax::Inline {
            let edit = Edit::replace(link.destination, format!("#{}", twin.slug));
            finding.fix(Fix::unsafe_(format!("link to `#{}`", twin.slug), vec![edit]));
        }
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
          ^^ this entry leads to the same section as the entry “A”

# A
# B
",
        );
    }

    #[test]
    fn entries_for_sections_with_one_name_need_their_own_anchors() {
        check(
            &RepeatedContentsEntry,
            "
- [A](#a)
  - [2023](#2023)
- [B](#b)
  - [2023](#2023)
           ^^^^^ this entry leads to the first “2023”, as another does: the next has the anchor `#2023-1`

# A
## 2023
# B
## 2023
",
        );
    }
}
