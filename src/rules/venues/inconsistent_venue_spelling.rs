//! `inconsistent-venue-spelling`: a venue's name in another spelling than in the rest of the list.

use crate::{
    finding::{Edit, Fix},
    list::{Convention, Sample, Text, Venue},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::shorten,
    },
};

pub(super) struct InconsistentVenueSpelling;

static META: Meta = meta!("inconsistent-venue-spelling", Venues, Warning, List).with_safe_fix();

/// A spelling that a list uses more often is no slip.
const MOST_SLIPS: usize = 2;
/// Longer names are shown in part.
const LONGEST_SHOWN: usize = 40;

impl Rule for InconsistentVenueSpelling {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let conventions = cx.list.conventions();
        for sample in conventions.venue_spelling.samples() {
            if !is_bare(cx.document.slice(sample.span)) {
                continue;
            }
            match conventions.venue_spelling.of(sample.column, sample.group) {
                Some(convention) if convention.form != sample.form => report_outlier(cx, sample, convention),
                Some(convention) if convention.is_declared() => {}
                _ => report_slip(cx, sample),
            }
        }
    }
}

/// Whether a name is free of the marks around it.
fn is_bare(name: &str) -> bool {
    name.starts_with(char::is_alphanumeric) && name.ends_with(char::is_alphanumeric)
}

fn report_outlier(cx: &mut Context<'_>, sample: &Sample<Text, Text>, convention: Convention<Text>) {
    let wanted = cx.list.conventions().text(convention.form);
    let fix = Fix::safe(
        format!("write `{}`", shorten(wanted, LONGEST_SHOWN)),
        vec![Edit::replace(sample.span, wanted)],
    );
    let found = shorten(cx.document.slice(sample.span), LONGEST_SHOWN);
    let evidence = convention.evidence("such venues", &format!("`{}`", shorten(wanted, LONGEST_SHOWN)));
    cx.report(sample.span, format!("this venue is spelt `{found}`; {evidence}"))
        .fix(fix);
}

/// One letter in the wrong case, in a name that has small and capital letters only by a slip of the finger.
fn report_slip(cx: &mut Context<'_>, sample: &Sample<Text, Text>) {
    let found = cx.document.slice(sample.span);
    let is_preprint = || cx.registry.get(found).is_some_and(Venue::is_preprint);
    if !has_slip_form(found) || is_preprint() {
        return;
    }
    if let Some(wanted) = cx.registry.written(found).filter(|wanted| is_slip(found, wanted))
        && is_rare(cx, sample, wanted)
    {
        let fix = Fix::safe(
            format!("write `{wanted}`"),
            vec![Edit::replace(sample.span, wanted)],
        );
        cx.report(
            sample.span,
            format!("this venue is spelt `{found}`, but its name is `{wanted}`"),
        )
        .fix(fix);
    }
}

/// Whether a spelling is no habit of the list.
fn is_rare(cx: &View<'_>, sample: &Sample<Text, Text>, wanted: &str) -> bool {
    let conventions = cx.list.conventions();
    let Some(spellings) = conventions.venue_spelling.groups().get(&sample.group) else {
        return false;
    };
    let usual = spellings
        .commonest()
        .map_or("", |most| conventions.text(most.form));
    usual == wanted || spellings.count(sample.form) <= MOST_SLIPS
}

fn has_slip_form(found: &str) -> bool {
    let capitals = found.bytes().filter(u8::is_ascii_uppercase).count();
    let is_word = found.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_word && capitals >= 2 && found.bytes().any(|byte| byte.is_ascii_lowercase())
}

fn is_slip(found: &str, wanted: &str) -> bool {
    let pairs = || found.bytes().zip(wanted.bytes());
    let lowered = pairs().filter(|(is, should)| is.is_ascii_lowercase() && should.is_ascii_uppercase());
    found.eq_ignore_ascii_case(wanted)
        && lowered.count() == 1
        && pairs().filter(|(is, should)| is != should).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn an_outlier_is_reported() {
        let rows = "| A | Arxiv 2023 |\n".repeat(9);
        check(
            &InconsistentVenueSpelling,
            &format!(
                "
| Title | Venue |
|---|---|
{rows}| B | arXiv 2023 |
      ^^^^^ this venue is spelt `arXiv`; 9 of 10 such venues are `Arxiv`
"
            ),
        );
    }

    #[test]
    fn mixed_spellings_are_a_matter_of_taste() {
        check(
            &InconsistentVenueSpelling,
            "\n| Title | Venue |\n|---|---|\n| A | Arxiv 2023 |\n| B | arXiv 2023 |\n| C | Neurips 2023 |\n",
        );
    }

    #[test]
    fn a_slip_of_the_shift_key_needs_no_majority() {
        check(
            &InconsistentVenueSpelling,
            "
| Title | Venue |
|---|---|
| A | ICCv 2023 |
      ^^^^ this venue is spelt `ICCv`, but its name is `ICCV`
| B | NeurIPs 2023 |
      ^^^^^^^ this venue is spelt `NeurIPs`, but its name is `NeurIPS`
| C | ArXiv 2023 |
",
        );
    }
}
