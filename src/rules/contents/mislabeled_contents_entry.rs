//! `mislabeled-contents-entry`: a table-of-contents entry that names one section and leads to another.

use super::shared::{Headings, anchor, lead_to};
use crate::{
    document::{ContentsEntry, Heading},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
};

pub(super) struct MislabeledContentsEntry;

static META: Meta = meta!("mislabeled-contents-entry", Contents, Warning, Page)
    .with_help("correct the label or the link")
    .with_unsafe_fix();

impl Rule for MislabeledContentsEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let headings = Headings::new(document);
        for contents in document.contents() {
            for (index, named) in headings.mislabeled(contents) {
                let entry = &contents.entries[index];
                if let Some(target) = entry.heading {
                    report(cx, entry, document.heading(named), document.heading(target));
                }
            }
        }
    }
}

fn report(cx: &mut Context<'_>, entry: &ContentsEntry, named: &Heading, target: &Heading) {
    let link = cx.link(entry.link);
    let message = format!(
        "this entry names {}, but leads to {}",
        quote(&entry.label),
        quote(&target.text)
    );
    // Headings may look alike, so the anchor identifies the meant one.
    cx.report(link.destination, message)
        .related(named.span, format!("its anchor is `{}`", anchor(named)))
        .fix(lead_to(link, named));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn an_entry_that_names_another_section_is_reported() {
        check(
            &MislabeledContentsEntry,
            "
- [Pruning](#pruning)
- [Sparsity](#quantization)
             ^^^^^^^^^^^^^ this entry names “Sparsity”, but leads to “Quantization”
- [Quantization](#quantization)

# Pruning
# Sparsity
# Quantization
",
        );
    }

    #[test]
    fn paraphrases_and_names_of_several_sections_are_left_alone() {
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
