//! `inconsistent-date-form`: a date that is written in another way than the others of its column.

use super::{Context, Meta, Rule, shorten};
use crate::{
    finding::{Edit, Fix, Severity},
    list::read_date,
};

pub(super) struct InconsistentDateForm;

static META: Meta = Meta {
    id: "inconsistent-date-form",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/inconsistent-date-form.md"),
};

/// Longer dates are shown in part.
const LONGEST_SHOWN: usize = 32;

impl Rule for InconsistentDateForm {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (sample, convention) in cx.list.conventions().date.outliers() {
            let found = cx.document.slice(sample.span);
            let evidence = convention.evidence("dates", &format!("like `{}`", convention.form));
            let date = read_date(found).map(|(date, _)| date);
            let fixed = date.and_then(|date| convention.form.write(date));
            let shown = shorten(found, LONGEST_SHOWN);
            let finding = cx.report(sample.span, format!("this date is written `{shown}`; {evidence}"));
            finding.fix = fixed
                .map(|date| Fix::safe(format!("write `{date}`"), vec![Edit::replace(sample.span, date)]));
        }
    }
}
