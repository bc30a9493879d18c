//! Tables of contents compared with the page. Must not report.

use std::collections::{BTreeMap, HashMap};

use crate::{
    document::{Contents, ContentsEntry, Document, Heading, HeadingId, Link, LinkSyntax},
    finding::{Edit, Fix},
    list::letters,
};

/// The entries whose text is that of one heading while they lead to another, by index, with the heading that they name.
pub(super) fn mislabeled(document: &Document<'_>, contents: &Contents) -> BTreeMap<usize, HeadingId> {
    let mut by_text: HashMap<_, Vec<HeadingId>> = HashMap::new();
    for (id, heading) in document.headings().enumerated() {
        by_text.entry(letters(&heading.text)).or_default().push(id);
    }
    let mut mislabeled = BTreeMap::new();
    for (index, entry) in contents.entries.iter().enumerate() {
        // `2023` may be the name of a section below each task: which one the entry means cannot be known.
        if let Some([named]) = by_text.get(&letters(&entry.label)).map(Vec::as_slice)
            && let Some(target) = entry.heading
            && target != *named
            && has_own_anchor(document, entry, target)
        {
            mislabeled.insert(index, *named);
        }
    }
    mislabeled
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

/// The entries that lead to a heading, in order, without those that name another one.
pub(super) fn listed<'c>(document: &Document<'_>, contents: &'c Contents) -> Vec<Listed<'c>> {
    // A mislabeled entry leads to the wrong section: it would seem to repeat that one, and to be out of order there.
    let mislabeled = mislabeled(document, contents);
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

/// Leads an entry to a heading; `None` if its destination is elsewhere.
pub(super) fn lead_to(link: &Link, heading: &Heading) -> Option<Fix> {
    if link.syntax != LinkSyntax::Inline {
        return None;
    }
    let edit = Edit::replace(link.destination, format!("#{}", heading.slug));
    // The entry may as well be the one whose text is wrong.
    Some(Fix::unsafe_(format!("link to `#{}`", heading.slug), vec![edit]))
}
