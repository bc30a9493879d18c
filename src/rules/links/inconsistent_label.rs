//! `inconsistent-label`: a link label that is spelled differently than in the rest of its column.

use crate::{
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, View, meta},
    source::Span,
};

pub(super) struct InconsistentLabel;

static META: Meta = meta!("inconsistent-label", Links, Warning, List)
    .following_habit()
    .with_safe_fix();

impl Rule for InconsistentLabel {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let conventions = cx.list.conventions();
        // Of 44 lists with a code column, ten mix spellings in it; one has `Github` 331 times and `GitHub` once.
        for (sample, convention) in conventions.label.outliers() {
            // The rules on venues report `[CVPR2024](…)` among `[CVPR 2024](…)`.
            if is_venue(cx, sample.span) {
                continue;
            }
            let label = cx.document.slice(sample.span);
            let usual = conventions.text(convention.form);
            let evidence = convention.evidence("such labels", "written that way");
            let edits = vec![Edit::replace(sample.span, usual)];
            cx.report(
                sample.span,
                format!("the label `{label}` should be `{usual}`: {evidence}"),
            )
            .fix(Fix::safe(format!("write `{usual}`"), edits));
        }
    }
}

/// True if a label is the venue of its entry.
fn is_venue(cx: &View<'_>, label: Span) -> bool {
    let entry = cx.list.entry_at(label.start);
    entry
        .and_then(|entry| entry.venue.as_ref())
        .is_some_and(|venue| label.contains(venue.span()) || venue.span().contains(label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn an_outlier_in_a_column_is_reported() {
        let rows = "| A | [Github](https://github.com/a/b) |\n".repeat(9);
        check(
            &InconsistentLabel,
            &format!(
                "
| Title | Code |
|---|---|
{rows}| B | [GitHub](https://github.com/a/c) |
       ^^^^^^ the label `GitHub` should be `Github`: 9 of 10 such labels are written that way
| C | [Demo](https://example.org) |
"
            ),
        );
    }

    #[test]
    fn labels_of_items_are_compared_across_the_list() {
        let items = "- A title of some paper [[paper](https://x.org)]\n".repeat(9);
        check(
            &InconsistentLabel,
            &format!(
                "
{items}- A title of some paper [[Paper](https://x.org)]
                          ^^^^^ the label `Paper` should be `paper`: 9 of 10 such labels are written that way
"
            ),
        );
    }

    #[test]
    fn a_label_that_is_a_venue_is_left_to_the_rules_on_venues() {
        let items = "- A title of some paper [[ECCV 2024](https://x.org)]\n".repeat(15);
        check(
            &InconsistentLabel,
            &format!("\n{items}- A title of some paper [[ECCV2024](https://x.org)]\n"),
        );
    }
}
