//! `inconsistent-label`: the label of a link in another spelling than in the rest of the column.

use crate::{
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
};

pub(super) struct InconsistentLabel;

static META: Meta = meta!("inconsistent-label", Links, Warning, List).with_safe_fix();

impl Rule for InconsistentLabel {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let conventions = cx.list.conventions();
        // Ten of 44 lists with a code column mix spellings in it; one of them has `Github` 331 times and `GitHub` once.
        for (sample, convention) in conventions.label.outliers() {
            let wanted = conventions.text(convention.form);
            let evidence = convention.evidence("such labels", &format!("`{wanted}`"));
            cx.report(
                sample.span,
                format!(
                    "this link is labelled `{}`; {evidence}",
                    cx.document.slice(sample.span)
                ),
            )
            .fix(Fix::safe(
                format!("write `{wanted}`"),
                vec![Edit::replace(sample.span, wanted)],
            ));
        }
    }
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
       ^^^^^^ this link is labelled `GitHub`; 9 of 10 such labels are `Github`
| C | [Demo](https://example.org) |
"
            ),
        );
    }

    #[test]
    fn labels_of_items_are_compared_over_the_list() {
        let items = "- A title of some paper [[paper](https://x.org)]\n".repeat(9);
        check(
            &InconsistentLabel,
            &format!(
                "
{items}- A title of some paper [[Paper](https://x.org)]
                          ^^^^^ this link is labelled `Paper`; 9 of 10 such labels are `paper`
"
            ),
        );
    }
}
