//! `inconsistent-venue-style`: a venue whose year is not written like the others.

use std::collections::BTreeMap;

use super::shared::with_year;
use crate::{
    finding::{Edit, Fix},
    list::{Column, Entry, Join, SectionId, Tally, VenueCell, VenueStyle},
    rules::base::{Context, Meta, Rule, View, meta},
    source::Span,
};

pub(super) struct InconsistentVenueStyle;

static META: Meta = meta!("inconsistent-venue-style", Venues, Warning, List)
    .following_habit()
    .with_safe_fix();

impl Rule for InconsistentVenueStyle {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let habits = Habits::of(cx);
        for (entry, venue) in venue_places(cx) {
            let Some(convention) = cx.list.conventions().year_style.of(venue.column, ()) else {
                continue;
            };
            let wanted = convention.form;
            if let (Some(found), Some(year)) = (venue.text.style, venue.text.year)
                && found != wanted
                && !may_be_name(venue, found)
                && !says_year_again(cx, venue, year)
                && (convention.is_declared() || !habits.has_own_style(cx, entry, venue, found))
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
                let title = format!("write `{right}`");
                // Links from elsewhere to a heading break with its anchor, and labels may repeat its text.
                let fix = if is_in_heading(cx, span) {
                    Fix::risky(title, vec![edit])
                } else {
                    Fix::safe(title, vec![edit])
                };
                cx.report(span, message).fix(fix);
            }
        }
    }
}

fn is_in_heading(cx: &View<'_>, place: Span) -> bool {
    let section = cx.document.section_at(place.start);
    section.is_some_and(|section| cx.document.heading(section).span.contains(place))
}

/// The places of venues, each with its entry.
fn venue_places<'a>(cx: &View<'a>) -> impl Iterator<Item = (&'a Entry<'a>, &'a VenueCell<'a>)> + use<'a> {
    let entries = cx.list.entries().iter();
    entries.flat_map(|entry| entry.venues().map(move |venue| (entry, venue)))
}

/// The styles of sections.
#[derive(Default)]
struct Habits {
    sections: BTreeMap<(Option<SectionId>, Column), Tally<VenueStyle>>,
}

/// So many venues with one style are not outliers, but a style of their own.
const ENOUGH: usize = 4;

impl Habits {
    fn of(cx: &View<'_>) -> Self {
        let mut habits = Self::default();
        for (entry, venue) in venue_places(cx) {
            if let Some(style) = venue.text.style {
                let section = (entry.section, venue.column);
                habits.sections.entry(section).or_default().add(style);
            }
        }
        habits
    }

    /// True if all venues of the section have this style, or the name has a joint of its own.
    fn has_own_style(
        &self,
        cx: &View<'_>,
        entry: &Entry<'_>,
        venue: &VenueCell<'_>,
        style: VenueStyle,
    ) -> bool {
        let section = self.sections.get(&(entry.section, venue.column));
        let agrees =
            |tally: &Tally<VenueStyle>| tally.total() >= ENOUGH && tally.count(style) == tally.total();
        let name = cx.document.slice(venue.venue_span());
        // `ASNR-MICCAI'BraTS2023`: the name has its own joint already.
        name.contains(['\'', '’'])
            // In running text a section is written at once; a table has a column of its own.
            || !matches!(venue.column, Column::Table { .. })
                && section.is_some_and(agrees)
            // `BRATS2015` is the name of a challenge and its data.
            || venue.text.known.is_some_and(|known| known.name.contains("Challenge"))
    }
}

/// True if the text behind a venue has its year again, `NeurIPS 2024 AIM-FM Workshop(2024)`, or its issue, `12(10)`.
fn says_year_again(cx: &View<'_>, venue: &VenueCell<'_>, year: u16) -> bool {
    /// No qualifier has more bytes.
    const FAR: usize = 60;
    let behind = &cx.document.source().text()[venue.span().end..];
    let behind = behind.lines().next().unwrap_or_default();
    let near = &behind[..behind.floor_char_boundary(FAR)];
    let issue = near
        .strip_prefix('(')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let sentence = near.split(['[', '|', ']']).next().unwrap_or_default();
    issue || sentence.contains(&format!("({year})"))
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

    #[test]
    fn sections_and_names_have_styles_of_their_own() {
        let items = |venue: &str, count: usize| {
            format!("- **A title that is long enough**, {venue}. [paper](https://x.org)\n").repeat(count)
        };
        let odd = "- **A title that is long enough**, CVPR, 2024. [paper](https://x.org)
                                   ^^^^^^^^^^ `CVPR, 2024` should be `CVPR 2024`: 60 of 65 venues are written so
";
        check(
            &InconsistentVenueStyle,
            &format!(
                "\n# A\n\n{}{odd}\n# B\n\n{}",
                items("CVPR 2024", 60),
                items("ICML, 2024", 4)
            ),
        );
        let rows = "| A | CVPR'24 |\n".repeat(20);
        check(
            &InconsistentVenueStyle,
            &format!(
                "\n| Title | Venue |\n|---|---|\n{rows}| B | BRATS2015 |\n| C | ASNR-MICCAI'BRATS2023 |\n"
            ),
        );
    }

    #[test]
    fn the_issue_of_a_journal_and_a_year_that_comes_again_are_no_style() {
        let items = "- **A title that is long enough**. NeurIPS (2024). [paper](https://x.org)\n".repeat(20);
        check(
            &InconsistentVenueStyle,
            &format!(
                "\n{items}- **A title that is long enough**. NeurIPS 2024 AIM-FM Workshop(2024). [paper](https://x.org)\n\
                 - **A title that is long enough**. Remote Sensing, 12(10), 1662. [paper](https://x.org)\n"
            ),
        );
    }
}
