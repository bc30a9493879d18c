//! `missing-year`: a venue without a year among venues that have one.

use crate::{
    config::Role,
    list::Certainty,
    rules::base::{Context, Meta, Rule, meta},
};

pub(super) struct MissingYear;

static META: Meta = meta!("missing-year", Venues, Warning, List)
    .following_habit()
    .with_help("write the year like the others");

impl Rule for MissingYear {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for entry in cx.list.entries() {
            let Some(venue) = &entry.venue else { continue };
            // The date of the entry says the year: `[2023-02] [TMLR]`.
            if entry.year.is_some() || venue.certainty == Certainty::Guessed {
                continue;
            }
            // An unknown name may be a company or a blog, which has no editions.
            if venue.text.known.is_none() || venue.text.year.is_some() {
                continue;
            }
            // Of 773 tables of papers 320 have the year or date in a column of its own.
            if cx.list.has_role(venue.column, Role::Year) || cx.list.has_role(venue.column, Role::Date) {
                continue;
            }
            if let Some(convention) = cx.list.conventions().venue_style.of(venue.column, ())
                && let Some(style) = convention.form
            {
                let evidence = convention.evidence("venues", &format!("like `{style}`"));
                cx.report(venue.venue_span(), format!("this venue has no year; {evidence}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    const ROWS: &str = "
| Title | Venue |
|---|---|
| A | CVPR 2024 |
| B | ICLR 2024 |
| C | CVPR 2024 |
| D | ICLR 2024 |
| E | CVPR 2024 |
| F | ICLR 2024 |
| G | ICLR 2023 |
| H | ICLR 2023 |
| I | ICLR 2023 |
";

    #[test]
    fn a_known_venue_without_its_year_is_reported() {
        check(
            &MissingYear,
            &format!(
                "{ROWS}| J | CVPR |\n      ^^^^ this venue has no year; 9 of 10 venues are like `CVPR 2024`\n"
            ),
        );
    }

    #[test]
    fn placeholders_and_unknown_names_are_left_alone() {
        check(&MissingYear, &format!("{ROWS}| J | - |\n"));
        check(&MissingYear, &format!("{ROWS}| J | OpenAI blog |\n"));
    }

    #[test]
    fn a_column_of_years_is_enough() {
        check(
            &MissingYear,
            "\n| Title | Venue | Year |\n|---|---|---|\n| A | CVPR | 2024 |\n| B | ICLR | 2024 |\n",
        );
    }
}
