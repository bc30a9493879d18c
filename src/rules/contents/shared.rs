//! Tables of contents compared with the page. Must not report.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, HashMap},
};

use crate::{
    document::{Contents, ContentsEntry, Document, Heading, HeadingId, Link, LinkSyntax},
    finding::{Edit, Fix},
    list::letters,
    rules::support::{NameWords, shorten},
};

/// The headings of a page by their text, for all its tables of contents: a list may have one in each section.
pub(super) struct Headings<'d> {
    document: &'d Document<'d>,
    /// Filled on the first use: many pages have no contents.
    by_text: OnceCell<HashMap<String, Vec<HeadingId>>>,
}

impl<'d> Headings<'d> {
    pub(super) fn new(document: &'d Document<'d>) -> Self {
        Self {
            document,
            by_text: OnceCell::new(),
        }
    }

    /// The headings with the same letters as a text.
    fn named(&self, text: &str) -> &[HeadingId] {
        let by_text = self.by_text.get_or_init(|| {
            let mut by_text: HashMap<_, Vec<HeadingId>> = HashMap::new();
            for (id, heading) in self.document.headings().enumerated() {
                by_text.entry(letters(&heading.text)).or_default().push(id);
            }
            by_text
        });
        by_text.get(&letters(text)).map_or(&[], Vec::as_slice)
    }

    /// The entries that have the text of one heading but lead to another, by index, with the heading that they name.
    pub(super) fn mislabeled(&self, contents: &Contents) -> BTreeMap<usize, HeadingId> {
        let mut mislabeled = BTreeMap::new();
        for (index, entry) in contents.entries.iter().enumerate() {
            // Several headings may share a text, for example `2023` below each task: then any of them may be meant.
            if let [named] = self.named(&entry.label)
                && let Some(target) = entry.heading
                && target != *named
                && has_own_anchor(self.document, entry, target)
                && !says_start(self.document, entry, target)
            {
                mislabeled.insert(index, *named);
            }
        }
        mislabeled
    }

    /// The entries that lead to a heading, in order, without mislabeled entries.
    pub(super) fn listed<'c>(&self, contents: &'c Contents) -> Vec<Listed<'c>> {
        // A mislabeled entry leads to the wrong section, where it would look repeated and out of order.
        let mislabeled = self.mislabeled(contents);
        let mut listed = Vec::new();
        for (index, entry) in contents.entries.iter().enumerate() {
            if let Some(heading) = entry.heading
                && !mislabeled.contains_key(&index)
            {
                listed.push(Listed { entry, heading });
            }
        }
        listed
    }
}

/// True if the heading that an entry leads to has all words of the entry: `Training-free` for `Training-free Editing`.
fn says_start(document: &Document<'_>, entry: &ContentsEntry, target: HeadingId) -> bool {
    NameWords::of(&entry.label).are_within(&NameWords::of(&document.heading(target).text))
}

/// True if an entry leads to the anchor of the heading itself, not to an element beside it.
fn has_own_anchor(document: &Document<'_>, entry: &ContentsEntry, target: HeadingId) -> bool {
    // Authors choose the name of their `<a name="…">` freely, so such a link says nothing about the heading.
    let fragment = document.link(entry.link).local_fragment();
    fragment.is_some_and(|fragment| letters(fragment) == letters(&document.heading(target).slug))
}

/// An entry, and the heading that it leads to.
#[derive(Clone, Copy)]
pub(super) struct Listed<'c> {
    pub(super) entry: &'c ContentsEntry,
    pub(super) heading: HeadingId,
}

/// The anchor of a heading, as messages show it.
pub(super) fn anchor(heading: &Heading) -> String {
    /// Longer anchors are cut.
    const LONGEST: usize = 120;
    format!("#{}", shorten(&heading.slug, LONGEST))
}

/// Links an entry to a heading; `None` if it is not written as `[label](#anchor)`.
pub(super) fn lead_to(link: &Link, heading: &Heading) -> Option<Fix> {
    if link.syntax != LinkSyntax::Inline {
        return None;
    }
    let edit = Edit::replace(link.destination, format!("#{}", heading.slug));
    // The text of the entry may be wrong instead of its link.
    Some(Fix::risky(format!("link to `#{}`", heading.slug), vec![edit]))
}
