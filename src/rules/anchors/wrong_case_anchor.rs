//! `wrong-case-anchor`: a link that differs from the anchor of its section only in upper and lower case.

use super::shared::{LostLinks, fix, lost_links};
use crate::{
    document::{AnchorMatch, Link, decode_fragment},
    finding::{Applicability, Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{SHOWN, report_links},
    },
};

pub(super) struct WrongCaseAnchor;

static META: Meta = meta!("wrong-case-anchor", Anchors, Info, Page).with_safe_fix();

/// A fragment, the anchor that differs from it only in upper and lower case, and the links with the fragment.
type WrongCase<'d> = (String, &'d str, Vec<&'d Link>);

impl Rule for WrongCaseAnchor {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut wrong = Vec::new();
        for (fragment, LostLinks { target, links }) in lost_links(cx.document) {
            if let AnchorMatch::OtherCase(anchor) = target {
                wrong.push((decode_fragment(fragment), anchor, links));
            }
        }
        report(cx, &wrong);
    }
}

/// Reports one anchor by its right form, and several as one habit.
fn report(cx: &mut Context<'_>, wrong: &[WrongCase<'_>]) {
    match wrong {
        [] => {}
        [(fragment, anchor, links)] => {
            let message =
                format!("`#{fragment}` should be `#{anchor}`: only github.com ignores case in anchors");
            report_links(cx, links, message).fix(fix(links, anchor, Applicability::Safe));
        }
        // 231 such links are in only 27 of 181 lists: authors who write one anchor like its heading write all that way.
        [(_, _, first), ..] => {
            let message = format!(
                "{} anchors differ from their headings in upper and lower case",
                wrong.len()
            );
            let finding = cx.report(first[0].destination, message);
            // If nothing matches, a script of github.com lower-cases the fragment; GitLab and editors do not.
            finding.help("write anchors in lower case: only github.com ignores case in anchors");
            for (fragment, anchor, links) in wrong.iter().take(SHOWN) {
                let remark = format!("`#{fragment}` should be `#{anchor}`");
                finding.related(links[0].destination, remark);
            }
            finding.fix(edits(wrong).map(|edits| Fix::safe("write the anchors of the headings", edits)));
        }
    }
}

/// Replaces all fragments with their anchors; `None` if one of the links has its destination elsewhere.
fn edits(wrong: &[WrongCase<'_>]) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for (_, anchor, links) in wrong {
        edits.extend(fix(links, anchor, Applicability::Safe)?.edits);
    }
    // Links to one anchor may be between links to another, and the edits of a fix are in order.
    edits.sort_by_key(|edit| edit.span);
    Some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn the_anchor_of_the_heading_is_shown() {
        check(
            &WrongCaseAnchor,
            "
[a](#Large-Models) [b](#large-models)
    ^^^^^^^^^^^^^ `#Large-Models` should be `#large-models`: only github.com ignores case in anchors

## Large Models
",
        );
    }

    #[test]
    fn a_habit_is_one_finding() {
        check(
            &WrongCaseAnchor,
            "
[a](#Models) [b](#Data)
    ^^^^^^^ 2 anchors differ from their headings in upper and lower case

## Models
## Data
",
        );
    }

    #[test]
    fn elements_keep_their_case() {
        check(
            &WrongCaseAnchor,
            "[a](#Models) [b](#models)\n\n<a name=\"Models\"></a>\n\n## Models\n",
        );
    }
}
