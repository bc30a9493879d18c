//! `impossible-edition`: a conference in a year in which it did not meet.

use crate::{
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct ImpossibleEdition;

static META: Meta = meta!("impossible-edition", Venues, Warning, List);

impl Rule for ImpossibleEdition {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for venue in cx.list.venues() {
            let spelling = cx.document.slice(venue.venue_span());
            let known = venue.text.known.filter(|known| !known.is_ambiguous(spelling));
            let (Some(known), Some(year)) = (known, venue.text.year) else {
                continue;
            };
            if let Some(reason) = known.why_no_edition(year) {
                let span = Span::new(venue.venue_span().start, venue.year_span().end);
                cx.report(span, format!("there is no {} {year}: {reason}", known.id));
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
