//! `wrong-case-anchor`: a link to a section whose anchor is written in another case.

use super::shared::{fix, lost_links};
use crate::{
    document::{Link, Target},
    finding::{Applicability, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{SHOWN, report_links},
    },
};

pub(super) struct WrongCaseAnchor;

static META: Meta = meta!("wrong-case-anchor", Anchors, Info, Page).with_safe_fix();

impl Rule for WrongCaseAnchor {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let lost = lost_links(cx.document);
        let other_case = lost.iter().filter_map(|lost| match lost.target {
            Target::OtherCase(anchor) => Some((anchor, &lost.links[..])),
            _ => None,
        });
        match &other_case.collect::<Vec<_>>()[..] {
            [] => {}
            [(anchor, links)] => {
                let message = format!("the anchor is `#{anchor}`: case counts outside github.com");
                report_links(cx, links, message).fix = fix(links, anchor, Applicability::Safe);
            }
            all => report_habit(cx, all),
        }
    }
}

/// Who writes one anchor like its heading's text writes all of them so: one cause, one finding.
fn report_habit(cx: &mut Context<'_>, all: &[(&str, &[&Link])]) {
    let edits: Option<Vec<_>> = all
        .iter()
        .map(|(anchor, links)| Some(fix(links, anchor, Applicability::Safe)?.edits))
        .collect();
    let message = format!(
        "{} anchors are written in another case than their headings have",
        all.len()
    );
    let finding = cx.report(all[0].1[0].destination, message);
    finding.help("anchors are in lower case; elsewhere than on github.com case counts");
    for (anchor, links) in all.iter().take(SHOWN) {
        finding.related(links[0].destination, format!("the anchor is `#{anchor}`"));
    }
    finding.fix = edits.map(|edits| {
        let mut edits = edits.concat();
        edits.sort_by_key(|edit| edit.span);
        Fix::safe("write the anchors as the headings have them", edits)
    });
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
    ^^^^^^^^^^^^^ the anchor is `#large-models`: case counts outside github.com

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
    ^^^^^^^ 2 anchors are written in another case than their headings have

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
