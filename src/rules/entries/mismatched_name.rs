//! `mismatched-name`: a link to a paper whose label is not the name in its row, in a list where it always is.

use crate::{
    identity::title,
    list::{Entry, letters},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::quote,
    },
    source::Span,
};

pub(super) struct MismatchedName;

static META: Meta = meta!("mismatched-name", Entries, Warning, List)
    .following_habit()
    .with_help("write one name in both places");

impl Rule for MismatchedName {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (label, convention) in cx.list.conventions().name_is_label.outliers() {
            // Most lists label links `Paper` or `Link`; a label that is the name by chance is not a defect there.
            if !convention.form {
                continue;
            }
            if let Some(entry) = cx.list.entry_at(label.span.start)
                && let Some(name) = &entry.name
                && !is_name_of_title(cx, entry, label.span)
            {
                let (text, name) = (quote(cx.document.slice(label.span)), quote(&name.text));
                let evidence = convention.evidence("such labels", "the name of the row");
                cx.report(
                    label.span,
                    format!("the link is labelled {text}, but the row is named {name}; {evidence}"),
                );
            }
        }
    }
}

/// True for the name before the colon of a title: `RSGPT` for `RSGPT: A Model`.
fn is_name_of_title(cx: &View<'_>, entry: &Entry<'_>, label: Span) -> bool {
    let name = entry.title.as_ref().and_then(|title| title::name(&title.text));
    name.is_some_and(|name| letters(name) == letters(cx.document.slice(label)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_label_that_is_not_the_name_is_reported() {
        let rows = "| Sat | A title | CVPR | [Sat](https://arxiv.org/abs/2401.00001) |\n".repeat(9);
        let head = "\n| Name | Title | Venue | Paper |\n|---|---|---|---|\n";
        check(
            &MismatchedName,
            &format!(
                "{head}{rows}| TOV-RS | A title | CVPR | [TOV](https://arxiv.org/abs/2401.00002) |
                             ^^^ the link is labelled “TOV”, but the row is named “TOV-RS”; 9 of 10 such labels are the name of the row
"
            ),
        );
    }

    #[test]
    fn labels_that_never_are_the_name_are_left_alone() {
        let rows = "| Sat | A title | CVPR | [Link](https://arxiv.org/abs/2401.00001) |\n".repeat(9);
        let head = "\n| Name | Title | Venue | Paper |\n|---|---|---|---|\n";
        check(&MismatchedName, &format!("{head}{rows}"));
    }
}
