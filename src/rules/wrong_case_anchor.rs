//! `wrong-case-anchor`: a link to a section whose anchor is written in another case.

use super::{
    Context, Meta, Rule,
    missing_anchor::{LostLinks, fix, lost_links, report},
};
use crate::{document::Target, finding::Severity};

pub(super) struct WrongCaseAnchor;

static META: Meta = Meta {
    id: "wrong-case-anchor",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/wrong-case-anchor.md"),
};

impl Rule for WrongCaseAnchor {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for LostLinks { target, links, .. } in lost_links(cx.document) {
            if let Target::OtherCase(anchor) = target {
                let message = format!("the anchor is `#{anchor}`: case counts outside github.com");
                report(cx, &links, message).fix = fix(&links, anchor);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[test]
    fn the_anchor_of_the_heading_is_named() {
        check(
            &WrongCaseAnchor,
            "
[a](#Large-Models) [b](#large-models)
^^^^^^^^^^^^^^^^^^ the anchor is `#large-models`: case counts outside github.com

## Large Models
",
        );
    }

    #[test]
    fn elements_keep_the_case_that_they_have() {
        check(
            &WrongCaseAnchor,
            "[a](#Models) [b](#models)\n\n<a name=\"Models\"></a>\n\n## Models\n",
        );
    }
}
