//! `inconsistent-venue-spelling`: a venue's name in a different spelling than in the rest of the list.

use super::shared::{LONGEST_SHOWN, replacement, unsafe_replacement};
use crate::{
    finding::Fix,
    list::{Convention, Sample, Spelling, Venue},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::shorten,
    },
    source::Span,
};

pub(super) struct InconsistentVenueSpelling;

static META: Meta = meta!("inconsistent-venue-spelling", Venues, Warning, List)
    .following_habit()
    .with_safe_fix();

/// A spelling that a list uses more often is not a typo.
const MAX_TYPOS: usize = 2;

impl Rule for InconsistentVenueSpelling {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let spellings = &cx.list.conventions().venue_spelling;
        let keeps_case = keeps_case(cx);
        for sample in spellings.samples() {
            if !is_bare(cx.document.slice(sample.span)) {
                continue;
            }
            match spellings.of(sample.column, sample.group) {
                Some(convention) if convention.form != sample.form => report_outlier(cx, sample, convention),
                // A list may declare a spelling that the registry does not have.
                Some(convention) if convention.is_declared() => {}
                _ => report_typo(cx, sample, keeps_case),
            }
        }
    }
}

/// True if there is no markup around a name, which a fix would replace.
fn is_bare(name: &str) -> bool {
    name.starts_with(char::is_alphanumeric) && name.ends_with(char::is_alphanumeric)
}

fn report_outlier(
    cx: &mut Context<'_>,
    sample: &Sample<Spelling, Spelling>,
    convention: Convention<Spelling>,
) {
    let wanted = cx.list.conventions().text(convention.form);
    let shown = format!("`{}`", shorten(wanted, LONGEST_SHOWN));
    let found = shorten(cx.document.slice(sample.span), LONGEST_SHOWN);
    let evidence = convention.evidence("such venues", &shown);
    let fix = outlier_fix(cx, sample.span, wanted);
    cx.report(
        sample.span,
        format!("this venue is written `{found}`; {evidence}"),
    )
    .fix(fix);
}

/// Reports letters in the wrong case: one in a name that has small and capital letters only by a typo, or all in a list
/// that has the case of its other venues right.
fn report_typo(cx: &mut Context<'_>, sample: &Sample<Spelling, Spelling>, keeps_case: bool) {
    let found = cx.document.slice(sample.span);
    if let Some(wanted) = cx.registry.written(found)
        && (is_mixed(found) && is_typo(found, wanted) || keeps_case && is_in_small_letters(found, wanted))
        && !is_preprint(cx, found)
        && is_rare(cx, sample, wanted)
    {
        let message = format!("this venue is written `{found}`, but its name is `{wanted}`");
        cx.report(sample.span, message)
            .fix(replacement(sample.span, wanted));
    }
}

/// True for a list that writes nearly all venues as they write themselves: in capitals, or in small letters where they
/// do.
fn keeps_case(cx: &View<'_>) -> bool {
    /// Fewer venues may be right by chance.
    const MIN: usize = 2;
    let (mut right, mut all) = (0, 0);
    for venue in cx.list.venues() {
        let found = cx.document.slice(venue.venue_span());
        if let Some(written) = cx.registry.written(found)
            && !is_preprint(cx, found)
        {
            all += 1;
            right += usize::from(written == found);
        }
    }
    right >= MIN && (all - right) * 2 <= all
}

/// Writes the spelling of the list. Away from the venue's own spelling, the fix should be reviewed.
fn outlier_fix(cx: &View<'_>, span: Span, wanted: &str) -> Fix {
    let found = cx.document.slice(span);
    if cx.registry.written(found) == Some(found) {
        return unsafe_replacement(span, wanted);
    }
    replacement(span, wanted)
}

/// True for `Arxiv` and `ArXiv`, which lists write on purpose: of 91 lists 17 have only the one, 4 the other.
fn is_preprint(cx: &View<'_>, found: &str) -> bool {
    cx.registry.get(found).is_some_and(Venue::is_preprint)
}

/// True for a name without its capitals: `emnlp`, `IEEE access`. `Neurips` is capitalised like any other word.
fn is_in_small_letters(found: &str, wanted: &str) -> bool {
    /// Words behind a name, which lists write in either way.
    const QUALIFIERS: [&str; 3] = ["workshop", "workshops", "findings"];
    let lacks_first = found.split(' ').zip(wanted.split(' ')).any(|(is, should)| {
        !QUALIFIERS.contains(&is)
            && is.starts_with(|c: char| c.is_ascii_lowercase())
            && should.starts_with(|c: char| c.is_ascii_uppercase())
    });
    lacks_first && found.eq_ignore_ascii_case(wanted)
}

/// True if a spelling is not a habit of the list.
fn is_rare(cx: &View<'_>, sample: &Sample<Spelling, Spelling>, wanted: &str) -> bool {
    let conventions = cx.list.conventions();
    let Some(spellings) = conventions.venue_spelling.groups().get(&sample.group) else {
        return false;
    };
    let commonest = spellings.commonest();
    spellings.count(sample.form) <= MAX_TYPOS
        || commonest.map_or("", |most| conventions.text(most.form)) == wanted
}

/// True for a word with small letters and at least two capitals: a word with one is an ordinary name.
fn is_mixed(found: &str) -> bool {
    // With one capital, as in `Arxiv`, a word is capitalised like any other.
    found.bytes().filter(u8::is_ascii_uppercase).count() >= 2
        && found.bytes().any(|byte| byte.is_ascii_lowercase())
        && found.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// True if one capital letter is small and nothing else differs: the shift key was let go too early.
fn is_typo(found: &str, wanted: &str) -> bool {
    let mut lowered = 0;
    for (is, should) in found.bytes().zip(wanted.bytes()) {
        if is != should {
            if !is.is_ascii_lowercase() || !should.is_ascii_uppercase() {
                return false;
            }
            lowered += 1;
        }
    }
    lowered == 1 && found.eq_ignore_ascii_case(wanted)
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
      ^^^^^ this venue is written `arXiv`; 9 of 10 such venues are `Arxiv`
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
      ^^^^ this venue is written `ICCv`, but its name is `ICCV`
| B | NeurIPs 2023 |
      ^^^^^^^ this venue is written `NeurIPs`, but its name is `NeurIPS`
| C | ArXiv 2023 |
",
        );
    }

    #[test]
    fn small_letters_are_wrong_where_the_list_keeps_the_case_of_venues() {
        let rows = "| A | CVPR 2024 |\n| B | ICML 2023 |\n| C | ICCV 2023 |\n";
        let head = "\n| Title | Venue |\n|---|---|\n";
        check(
            &InconsistentVenueSpelling,
            &format!(
                "{head}{rows}| D | emnlp 2021 |
      ^^^^^ this venue is written `emnlp`, but its name is `EMNLP`
| E | IEEE access 2020 |
      ^^^^^^^^^^^ this venue is written `IEEE access`, but its name is `IEEE Access`
"
            ),
        );
        let small = "| A | cvpr 2024 |\n| B | icml 2023 |\n| C | iccv 2023 |\n| D | emnlp 2021 |\n";
        check(&InconsistentVenueSpelling, &format!("{head}{small}"));
    }
}
