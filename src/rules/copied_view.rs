//! `copied-view`: an address that leads to a view of a page instead of the page.

use super::{
    Context, Meta, Rule,
    tracking_parameter::{Leftover, leftovers},
};
use crate::{finding::Severity, identity::copied_view};

pub(super) struct CopiedView;

static META: Meta = Meta {
    id: "copied-view",
    severity: Severity::Info,
    online: false,
    page: include_str!("../../rules/copied-view.md"),
};

impl Rule for CopiedView {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for leftover in leftovers(cx.document, copied_view) {
            let message = message(&leftover);
            leftover.report(cx, message);
        }
    }
}

fn message(leftover: &Leftover<'_>) -> String {
    let shown = leftover.shown();
    if shown.contains(":~:text=") {
        format!("{shown} marks the words of a search")
    } else {
        format!("{shown} only chooses a tab of the page")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[test]
    fn tabs_and_marked_words_are_reported_once_for_each_text() {
        check(
            &CopiedView,
            "
[a](https://github.com/a/b?tab=readme-ov-file) [b](https://github.com/a/c?tab=readme-ov-file#x)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “tab=readme-ov-file” only chooses a tab of the page (2 links)
[c](https://arxiv.org/abs/2401.00001#:~:text=words)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “#:~:text=words” marks the words of a search
[d](https://ieeexplore.ieee.org/document/1/authors#authors)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “/authors#authors” only chooses a tab of the page
",
        );
    }

    #[test]
    fn pages_of_their_own_are_left_alone() {
        check(
            &CopiedView,
            "
[a](https://github.com/a?tab=repositories) [b](https://github.com/a/b#x) [c](https://ieeexplore.ieee.org/document/1/)
",
        );
    }
}
