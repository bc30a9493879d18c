//! `mislabeled-contents-entry`: an entry of a table of contents that names one section and leads to another.

use std::collections::{BTreeMap, HashMap};

use super::{Context, Meta, Rule, missing_anchor::letters, quote, shorten};
use crate::{
    document::{Contents, ContentsEntry, Document, LinkSyntax},
    finding::{Edit, Fix, Severity},
};

pub(super) struct MislabeledContentsEntry;

static META: Meta = Meta {
    id: "mislabeled-contents-entry",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/mislabeled-contents-entry.md"),
};

impl Rule for MislabeledContentsEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for contents in cx.document.contents() {
            for (index, named) in mislabeled(cx.document, contents) {
                report(cx, &contents.entries[index], named);
            }
        }
    }
}

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

fn report(cx: &mut Context<'_>, entry: &ContentsEntry, named: usize) {
    let (links, headings) = (cx.document.links(), cx.document.headings());
    let (link, named) = (&links[entry.link], &headings[named]);
    let Some(target) = entry.heading.map(|target| &headings[target]) else {
        return;
    };
    let message = format!(
        "this entry names {} and leads to {}",
        quote(&entry.label),
        quote(&target.text)
    );
    let finding = cx.report(link.destination, message);
    finding.related(
        named.span,
        format!("its anchor is `#{}`", shorten(&named.slug, 120)),
    );
    if link.syntax == LinkSyntax::Inline {
        let edit = Edit::replace(link.destination, format!("#{}", named.slug));
        finding.fix(Fix::unsafe_(format!("link to `#{}`", named.slug), vec![edit]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[test]
    fn an_entry_that_names_another_section_is_reported() {
        check(
            &MislabeledContentsEntry,
            "
- [Pruning](#pruning)
- [Sparsity](#quantization)
             ^^^^^^^^^^^^^ this entry names “Sparsity” and leads to “Quantization”
- [Quantization](#quantization)

# Pruning
# Sparsity
# Quantization
",
        );
    }

    #[test]
    fn labels_in_other_words_and_names_of_several_sections_are_left_alone() {
        check(
            &MislabeledContentsEntry,
            "
- [Fewer bits](#quantization)
- [2023](#in-2023)
- [Sparse](#named)

# Quantization
# In 2023
## 2023
## 2023
# Sparse
# Named, really <a name=\"named\"></a>
",
        );
    }
}
