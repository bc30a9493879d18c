//! `impossible-edition`: a conference in a year in which it did not meet.

use super::shared::with_year;
use crate::rules::base::{Context, Meta, Rule, meta};

pub(super) struct ImpossibleEdition;

static META: Meta =
    meta!("impossible-edition", Venues, Warning, List).with_help("correct the year or the venue");

impl Rule for ImpossibleEdition {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for venue in cx.list.venues() {
            let (Some(known), Some(year)) = (venue.text.known, venue.text.year) else {
                continue;
            };
            // A short name may be that of another conference, which meets in other years.
            if known.is_ambiguous(cx.document.slice(venue.venue_span())) {
                continue;
            }
            if let Some(reason) = known.why_no_edition(year) {
                let message = format!("there is no {} {year}: {reason}", known.id);
                cx.report(with_year(venue), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn conferences_meet_when_they_meet() {
        check(
            &ImpossibleEdition,
            "
| Title | Venue |
|---|---|
| A | ICCV 2023 |
| B | ICCV 2022 |
      ^^^^^^^^^ there is no ICCV 2022: ICCV meets in odd years
| C | ECCV'23 Oral |
      ^^^^^^^ there is no ECCV 2023: ECCV meets in even years
| D | COLM2023 |
      ^^^^^^^^ there is no COLM 2023: the first COLM was in 2024
| E | TNNLS 2001 |
",
        );
    }
}
