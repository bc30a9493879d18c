//! Tables of contents compared with the page. Must not report.

use std::collections::{BTreeMap, HashMap};

use crate::{
    document::{Contents, ContentsEntry, Document},
    list::letters,
};

/// The entries whose text is that of one heading while they lead to another, with the heading that they name.
pub(super) fn mislabeled(document: &Document<'_>, contents: &Contents) -> BTreeMap<usize, usize> {
    let headings = document.headings();
    let mut by_text: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, heading) in headings.iter().enumerate() {
        by_text.entry(letters(&heading.text)).or_default().push(index);
    }
    let entries = contents.entries.iter().enumerate();
    let wrong = entries.filter_map(|(index, entry)| {
        let target = entry.heading?;
        let named = by_text.get(&letters(&entry.label))?;
        let is_name = !named.contains(&target) && has_own_anchor(document, entry, target);
        (is_name && named.len() == 1).then(|| (index, named[0]))
    });
    wrong.collect()
}

/// Whether the entry leads to the anchor of the heading itself, not to an element beside it.
fn has_own_anchor(document: &Document<'_>, entry: &ContentsEntry, target: usize) -> bool {
    let fragment = document.links()[entry.link].local_fragment();
    fragment.is_some_and(|fragment| letters(fragment) == letters(&document.headings()[target].slug))
}
