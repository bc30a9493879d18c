//! `inconsistent-placeholder`: a cell that says "nothing here" in another way than the others of its column.

use super::{Context, Meta, Rule};
use crate::{
    finding::{Edit, Fix, Severity},
    source::Span,
};

pub(super) struct InconsistentPlaceholder;

static META: Meta = Meta {
    id: "inconsistent-placeholder",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/inconsistent-placeholder.md"),
};

impl Rule for InconsistentPlaceholder {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let conventions = cx.list.conventions();
        for (sample, convention) in conventions.placeholder.outliers() {
            let wanted = conventions.text(convention.form);
            let found = cx.document.slice(sample.span).trim();
            let evidence = convention.evidence("cells with nothing to say", &shown(wanted));
            let fix = fix(cx, sample.span, wanted);
            cx.report(sample.span, format!("this cell is {}; {evidence}", shown(found)))
                .fix(fix);
        }
    }
}

fn shown(placeholder: &str) -> String {
    if placeholder.is_empty() {
        "blank".to_owned()
    } else {
        format!("`{placeholder}`")
    }
}

/// In a blank cell the text takes the place of as many blanks, so that columns stay aligned.
fn fix(cx: &Context<'_>, span: Span, wanted: &str) -> Fix {
    let found = cx.document.slice(span);
    let is_blank = found.trim().is_empty();
    let text = match found.len() {
        len if is_blank && len > 0 => format!(" {wanted:<width$} ", width = len.saturating_sub(2)),
        _ => wanted.to_owned(),
    };
    let title = format!("make it {}", shown(wanted));
    Fix::safe(title, vec![Edit::replace(span, text)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    const ROWS: &str = "
| Title | Venue | Code |
|---|---|---|
| A | CVPR | null |
| B | CVPR | null |
| C | CVPR | null |
| D | CVPR | null |
| E | CVPR | null |
| F | CVPR | null |
| G | CVPR | null |
| H | CVPR | null |
| I | CVPR | null |
";

    #[test]
    fn an_outlier_is_reported() {
        check(
            &InconsistentPlaceholder,
            &format!(
                "{ROWS}| J | CVPR | - |
             ^ this cell is `-`; 9 of 10 cells with nothing to say are `null`
"
            ),
        );
        check(
            &InconsistentPlaceholder,
            &format!(
                "{ROWS}| J | CVPR |  |
            ^^ this cell is blank; 9 of 10 cells with nothing to say are `null`
"
            ),
        );
    }

    #[test]
    fn answers_and_columns_of_another_kind_are_left_alone() {
        check(
            &InconsistentPlaceholder,
            &format!("{ROWS}| J | - | ❌ |\n| K | CVPR | coming soon |\n"),
        );
    }

    #[test]
    fn heads_of_groups_of_rows_are_no_entries() {
        check(&InconsistentPlaceholder, &format!("{ROWS}| **2024** | | |\n"));
    }
}
