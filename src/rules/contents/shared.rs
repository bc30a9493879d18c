//! Tables of contents compared with the page. Must not report.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, HashMap},
};

use crate::{
    document::{Contents, ContentsEntry, Document, Heading, HeadingId, Link, LinkSyntax},
    finding::{Edit, Fix},
    list::letters,
    rules::support::shorten,
};

/// The headings of a page by their text, for all its tables of contents: a list of papers may have one in each section.
pub(super) struct Headings<'d> {
    document: &'d Document<'d>,
    /// Read when the first entry asks: many pages have no contents.
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

    /// The entries whose text is that of one heading while they lead to another, by index, with the heading that they
    /// name.
    pub(super) fn mislabeled(&self, contents: &Contents) -> BTreeMap<usize, HeadingId> {
        let mut mislabeled = BTreeMap::new();
        for (index, entry) in contents.entries.iter().enumerate() {
            // `2023` may be the name of a section below each task: which one the entry means cannot be known.
            if let [named] = self.named(&entry.label)
                && let Some(target) = entry.heading
                && target != *named
                && has_own_anchor(self.document, entry, target)
            {
                mislabeled.insert(index, *named);
            }
        }
        mislabeled
    }

    /// The entries that lead to a heading, in order, without those that name another one.
    pub(super) fn listed<'c>(&self, contents: &'c Contents) -> Vec<Listed<'c>> {
        // A mislabeled entry leads to the wrong section: it would seem to repeat that one, and to be out of order there.
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

/// True if an entry leads to the anchor of the heading itself, not to an element beside it.
fn has_own_anchor(document: &Document<'_>, entry: &ContentsEntry, target: HeadingId) -> bool {
    // Authors who set `<a name="…">` themselves name it as they like, so such a link says nothing about the heading.
    let fragment = document.link(entry.link).local_fragment();
    fragment.is_some_and(|fragment| letters(fragment) == letters(&document.heading(target).slug))
}

/// An entry, and the heading to which it leads.
#[derive(Clone, Copy)]
pub(super) struct Listed<'c> {
    pub(super) entry: &'c ContentsEntry,
    pub(super) heading: HeadingId,
}

/// The anchor of a heading as messages show it.
pub(super) fn anchor(heading: &Heading) -> String {
    /// Longer anchors are cut.
    const LONGEST: usize = 120;
    format!("#{}", shorten(&heading.slug, LONGEST))
}

/// Leads an entry to a heading; `None` if it is not written as `[label](#anchor)`.
pub(super) fn lead_to(link: &Link, heading: &Heading) -> Option<Fix> {
    if link.syntax != LinkSyntax::Inline {
        return None;
    }
    let edit = Edit::replace(link.destination, format!("#{}", heading.slug));
    // The entry may as well be the one whose text is wrong.
    Some(Fix::risky(format!("link to `#{}`", heading.slug), vec![edit]))
}
