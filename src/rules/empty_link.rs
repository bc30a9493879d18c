//! `empty-link`: a link with a label and no destination.

use super::{Context, Meta, Rule, quote};
use crate::{
    document::{Document, Link},
    finding::Severity,
    list::is_placeholder,
};

pub(super) struct EmptyLink;

static META: Meta = Meta {
    id: "empty-link",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/empty-link.md"),
};

impl Rule for EmptyLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        for link in document
            .links()
            .iter()
            .filter(|link| !link.is_image && !link.is_dropped)
        {
            if link.url.is_empty() && !link.label.is_empty() {
                check_label(cx, document, link);
            }
        }
    }
}

/// Badges without a destination serve as labels, and some labels say that the destination is yet to come.
fn check_label(cx: &mut Context<'_>, document: &Document<'_>, link: &Link) {
    let label = document.visible_text(link.label);
    let lower = label.to_lowercase();
    let is_promise = ["soon", "todo", "coming", "to be", "not yet"]
        .iter()
        .any(|word| lower.contains(word));
    if !is_placeholder(&label) && !is_promise {
        cx.report(
            link.span,
            format!("the link {} leads nowhere: it has no destination", quote(&label)),
        )
        .help("add the address, or write the text without brackets");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[test]
    fn a_label_promises_a_destination() {
        check(
            &EmptyLink,
            "
- [Paper]() [[**Code**]()] [x](http://x)
  ^^^^^^^^^ the link “Paper” leads nowhere: it has no destination
             ^^^^^^^^^^^^ the link “Code” leads nowhere: it has no destination
",
        );
    }

    #[test]
    fn badges_and_placeholders_are_left_alone() {
        check(
            &EmptyLink,
            "[![badge](http://i)]() []() [Coming soon]() [-]() [N/A]() <!-- [Paper]() -->\n",
        );
    }
}
