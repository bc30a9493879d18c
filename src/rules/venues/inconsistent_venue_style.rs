//! `inconsistent-venue-style`: a venue whose year is not written like the others.

use super::shared::with_year;
use crate::{
    finding::{Edit, Fix},
    list::{Column, Join, VenueCell, VenueStyle},
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct InconsistentVenueStyle;

static META: Meta = meta!("inconsistent-venue-style", Venues, Warning, List).with_safe_fix();

impl Rule for InconsistentVenueStyle {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for venue in cx.list.venue_places() {
            let Some(convention) = cx.list.conventions().year_style.of(venue.column, ()) else {
                continue;
            };
            let wanted = convention.form;
            if let (Some(found), Some(year)) = (venue.text.style, venue.text.year)
                && found != wanted
                && !may_be_name(venue, found)
            {
                let evidence = if convention.is_declared() {
                    convention.evidence("venues", &format!("like `{wanted}`"))
                } else {
                    convention.evidence("venues", "written so")
                };
                let (span, year) = (with_year(venue), wanted.write_year(year));
                let before = Span::new(span.start, venue.year_span().start);
                let right = format!("{}{year}", cx.document.slice(before));
                let message = format!("`{}` should be `{right}`: {evidence}", cx.document.slice(span));
                let edit = Edit::replace(venue.year_span(), year);
                cx.report(span, message)
                    .fix(Fix::safe(format!("write `{right}`"), vec![edit]));
            }
        }
    }
}

/// True if a name in running text may not be a venue, or a year after a hyphen may be part of it.
fn may_be_name(venue: &VenueCell<'_>, style: VenueStyle) -> bool {
    // `SemEval-2020` is the name of a task.
    !matches!(venue.column, Column::Table { .. })
        && (venue.text.known.is_none() || style.join == Join::Hyphen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn an_outlier_is_reported() {
        check(
            &InconsistentVenueStyle,
            "
| Title | Venue |
|---|---|
| A | CVPR2024 |
| B | ICLR2024 |
| C | CVPR2024 |
| D | ICLR2024 Oral |
| E | CVPR2024 |
| F | 武汉大学学报2024 |
| G | ICLR2023 |
| H | - |
| I | ICLR2023 |
| J | ICLR2023 |
| K | ICLR (2023) |
      ^^^^^^^^^^^ `ICLR (2023)` should be `ICLR2023`: 9 of 10 venues are written so
",
        );
    }

    #[test]
    fn names_and_addresses_in_items_are_left_alone() {
        let items = "- **A title that is long enough**, CVPR 2024. [paper](https://example.org)\n".repeat(20);
        check(
            &InconsistentVenueStyle,
            &format!(
                "
{items}- **A title that is long enough**, SemEval-2013. [paper](https://example.org)
- \"A title with CVPR2023 in its midst\", ICCV 2023. [paper](https://example.org)
- **A title that is long enough**. [paper](https://example.org), code: https://github.com/a/CVPR21-paper
- **A title that is long enough**, ICCV2023. [paper](https://example.org)
                                   ^^^^^^^^ `ICCV2023` should be `ICCV 2023`: 21 of 23 venues are written so
"
            ),
        );
    }

    #[test]
    fn two_tables_may_have_two_styles() {
        check(
            &InconsistentVenueStyle,
            "
| Title | Venue |
|---|---|
| A | CVPR2024 |
| B | ICLR2024 |
| C | CVPR2024 |

| Title | Venue |
|---|---|
| A | CVPR 2024 |
| B | ICLR 2024 |
| C | CVPR 2024 |
",
        );
    }

    #[test]
    fn a_venue_in_a_sentence_has_the_form_of_the_sentence() {
        let items = "- (NeurIPS'2023) A title that is long enough [[paper](https://x.org)]\n".repeat(20);
        check(
            &InconsistentVenueStyle,
            &format!(
                "
- There will be a [course](https://x.org) at TheWebConf (WWW) 2023!
- The [survey](https://arxiv.org/abs/2405.00721) went to SIGIR 2024, where we shall show it.
- Two of our papers went to ICLR 2024 and WWW 2024; [slides](https://x.org) are there.
{items}- (SIGIR 2024) A title that is long enough [[paper](https://x.org)]
   ^^^^^^^^^^ `SIGIR 2024` should be `SIGIR'2024`: 20 of 21 venues are written so
"
            ),
        );
    }

    #[test]
    fn tags_and_texts_have_forms_of_their_own() {
        let item = |tag: &str, text: &str| {
            format!("- `[Lark et al. {tag}]` Finding a film of the sea. {text}. [[paper](https://x.org)]\n")
        };
        let items = item("ICML21", "ICML, 2021").repeat(20);
        let alone = "- `[SeaVD]` A thousand films of harbours. ACL, 2021. [[paper](https://x.org)]\n";
        let odd = item("ACL21", "ACL 2021");
        let mark =
            " ".repeat(51) + "^^^^^^^^ `ACL 2021` should be `ACL, 2021`: 21 of 22 venues are written so\n";
        check(&InconsistentVenueStyle, &format!("{items}{alone}{odd}{mark}"));
    }

    #[test]
    fn another_mark_is_no_apostrophe() {
        let rows = "| A | ICML'21 |\n".repeat(20);
        check(
            &InconsistentVenueStyle,
            &format!(
                "
| Title | Venue |
|---|---|
{rows}| B | TKDE‘23 |
      ^^^^^^^ `TKDE‘23` should be `TKDE'23`: 21 of 22 venues are written so
| C | ACL’24 |
"
            ),
        );
    }
}
