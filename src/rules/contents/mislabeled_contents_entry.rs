//! `mislabeled-contents-entry`: an entry of a table of contents that names one section and leads to another.

use super::shared::mislabeled;
use crate::{
    document::{ContentsEntry, LinkSyntax},
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{quote, shorten},
    },
};

pub(super) struct MislabeledContentsEntry;

static META: Meta = meta!("mislabeled-contents-entry", Contents, Warning, Page).with_unsafe_fix();

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
    use crate::rules::support::testing::check;

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
