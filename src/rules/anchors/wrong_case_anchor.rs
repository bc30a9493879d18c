//! `wrong-case-anchor`: a link to a section whose anchor is written in another case.

use super::shared::{fix, lost_links};
use crate::{
    document::{AnchorMatch, Link},
    finding::{Applicability, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{SHOWN, report_links},
    },
};

pub(super) struct WrongCaseAnchor;

static META: Meta = meta!("wrong-case-anchor", Anchors, Info, Page).with_safe_fix();

/// An anchor, and the links that write it in another case.
type OtherCase<'d> = (&'d str, Vec<&'d Link>);

impl Rule for WrongCaseAnchor {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut wrong = Vec::new();
        for lost in lost_links(cx.document).into_values() {
            if let AnchorMatch::OtherCase(anchor) = lost.target {
                wrong.push((anchor, lost.links));
            }
        }
        match &wrong[..] {
            [] => {}
            [(anchor, links)] => {
                let message =
                    format!("the anchor is `#{anchor}`: other sites than github.com match case exactly");
                report_links(cx, links, message).fix(fix(links, anchor, Applicability::Safe));
            }
            all => report_habit(cx, all),
        }
    }
}

/// Reports several anchors as one finding.
fn report_habit(cx: &mut Context<'_>, all: &[OtherCase<'_>]) {
    // 231 such links are in only 27 of 181 lists: who writes one anchor like its heading's text writes all of them so.
    let message = format!(
        "{} anchors differ from their headings in upper and lower case",
        all.len()
    );
    let finding = cx.report(all[0].1[0].destination, message);
    // A script of github.com lower-cases the fragment when nothing matches; GitLab and editors have no such script.
    finding.help("write anchors in lower case: other sites than github.com match case exactly");
    for (anchor, links) in all.iter().take(SHOWN) {
        finding.related(links[0].destination, format!("the anchor is `#{anchor}`"));
    }
    finding.fix(fix_all(all));
}

/// Writes all anchors as they are; `None` if one of the links has its destination elsewhere.
fn fix_all(all: &[OtherCase<'_>]) -> Option<Fix> {
    let mut edits = Vec::new();
    for (anchor, links) in all {
        edits.extend(fix(links, anchor, Applicability::Safe)?.edits);
    }
    // The links to one anchor may be between those to another, and the edits of a fix are in order.
    edits.sort_by_key(|edit| edit.span);
    Some(Fix::safe("write the anchors as the headings have them", edits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn the_anchor_of_the_heading_is_named() {
        check(
            &WrongCaseAnchor,
            "
[a](#Large-Models) [b](#large-models)
    ^^^^^^^^^^^^^ the anchor is `#large-models`: other sites than github.com match case exactly

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
    fn elements_keep_the_case_that_they_have() {
        check(
            &WrongCaseAnchor,
            "[a](#Models) [b](#models)\n\n<a name=\"Models\"></a>\n\n## Models\n",
        );
    }
}
