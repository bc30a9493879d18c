//! `copied-view`: a URL with the view of the page that was open when it was copied.

use super::shared::leftovers;
use crate::{
    identity::copied_view,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{quote, report_links},
    },
};

pub(super) struct CopiedView;

static META: Meta = meta!("copied-view", Links, Info, Page).with_safe_fix();

impl Rule for CopiedView {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        // 30 of 181 lists have GitHub's `?tab=readme-ov-file`, which selects the default tab.
        for leftover in leftovers(cx.document, copied_view) {
            let effect = if leftover.text.contains(":~:text=") {
                "only highlights the words of a search"
            } else {
                "only selects a tab of the page"
            };
            report_links(cx, &leftover.links, format!("{} {effect}", quote(&leftover.text)))
                .fix(leftover.fix());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn tabs_and_marked_words_are_reported_once_for_each_text() {
        check(
            &CopiedView,
            "
[a](https://github.com/a/b?tab=readme-ov-file) [b](https://github.com/a/c?tab=readme-ov-file#x)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “tab=readme-ov-file” only selects a tab of the page (2 links)
[c](https://arxiv.org/abs/2401.00001#:~:text=words)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “#:~:text=words” only highlights the words of a search
[d](https://ieeexplore.ieee.org/document/1/authors#authors)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “/authors#authors” only selects a tab of the page
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
