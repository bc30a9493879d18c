//! `inconsistent-date-form`: a date in a different form than the others of its column.

use super::shared::replacement;
use crate::{
    document::Document,
    list::{Column, DateForm, Sample, read_date},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::shorten,
    },
};

pub(super) struct InconsistentDateForm;

static META: Meta = meta!("inconsistent-date-form", Venues, Warning, List)
    .following_habit()
    .with_help("write the date like the others")
    .with_safe_fix();

/// Longer dates are shown in part.
const LONGEST_SHOWN: usize = 32;

impl Rule for InconsistentDateForm {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (sample, convention) in cx.list.conventions().date.outliers() {
            let found = cx.document.slice(sample.span);
            if !convention.is_declared() && agrees_with_neighbours(cx.document, sample) {
                continue;
            }
            let evidence = convention.evidence("dates", &format!("like `{}`", convention.form));
            let message = format!(
                "this date is written `{}`; {evidence}",
                shorten(found, LONGEST_SHOWN)
            );
            let finding = cx.report(sample.span, message);
            // Forms with the name of a month have more than one spelling, so no fix writes them.
            if let Some((date, _)) = read_date(found)
                && let Some(date) = convention.form.write(date)
            {
                finding.fix(replacement(sample.span, &date));
            }
        }
    }
}

/// True for a date in running text whose neighbours have the same form at the same place: news have a form of their own.
fn agrees_with_neighbours(document: &Document<'_>, sample: &Sample<usize, DateForm>) -> bool {
    /// The lines on each side that are compared.
    const NEAR: usize = 3;
    if matches!(sample.column, Column::Table { .. }) {
        return false;
    }
    let source = document.source();
    let line = source.line_at(sample.span.start).span;
    let (start, length) = (sample.span.start - line.start, sample.span.len());
    let has_form = |text: &str| {
        let date = text.get(start..start + length).and_then(read_date);
        date.is_some_and(|(_, form)| form == sample.form)
    };
    let text = source.text();
    let above = text[..line.start]
        .lines()
        .rev()
        .filter(|line| !line.trim().is_empty());
    let below = text[line.end..].lines().filter(|line| !line.trim().is_empty());
    let near = above.take(NEAR).chain(below.take(NEAR));
    near.filter(|line| has_form(line)).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    fn table(dates: &str) -> String {
        let rows = "| A | 2024-05 | [code](https://github.com/a/b) |\n".repeat(9);
        format!("\n| Title | Date | Code |\n|---|---|---|\n{rows}{dates}")
    }

    #[test]
    fn an_outlier_of_a_column_is_reported() {
        check(
            &InconsistentDateForm,
            &table(
                "| B | 2024/06 | x |\n      ^^^^^^^ this date is written `2024/06`; 9 of 10 dates are like `2024-05`\n",
            ),
        );
        check(
            &InconsistentDateForm,
            &table(
                "| B | June 2024 | x |\n      ^^^^^^^^^ this date is written `June 2024`; 9 of 10 dates are like `2024-05`\n",
            ),
        );
    }

    #[test]
    fn dates_of_another_exactness_and_other_texts_are_left_alone() {
        check(
            &InconsistentDateForm,
            &table("| B | 2019 | x |\n| B | 2019/06/01 | x |\n| B | soon | x |\n"),
        );
    }
}
