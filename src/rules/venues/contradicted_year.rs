//! `contradicted-year`: a year or date that the arXiv identifier contradicts.

use crate::{
    config::Role,
    document::LinkId,
    finding::{Edit, Fix},
    identity::{Arxiv, Identity},
    list::{Date, Entry, Venue, alike},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::is_recorded,
    },
    source::Span,
};

pub(super) struct ContradictedYear;

static META: Meta = meta!("contradicted-year", Venues, Warning, List).with_unsafe_fix();

impl Rule for ContradictedYear {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let follows = dates_follow_arxiv(cx);
        for (id, entry) in cx.list.entries().enumerated() {
            let Some(paper) = Paper::of(cx, entry).filter(|paper| !is_shared(cx, paper.link)) else {
                continue;
            };
            // A date is that of arXiv only in lists that take their dates from there.
            let of_date = || paper.contradicted_date(entry).filter(|_| follows);
            if let Some((span, given)) = paper.contradicted_venue(cx, entry).or_else(of_date)
                // A published paper may be sent to arXiv years later.
                && !is_recorded(cx, id)
            {
                let message = format!(
                    "arXiv:{} is from {}-{:02}, not {given}",
                    paper.id.id, paper.year, paper.month
                );
                let destination = cx.link(paper.link).destination;
                let fix = paper.year_fix(cx, entry, span);
                cx.report(span, message)
                    .related(destination, "the link")
                    .help("correct the year, or link to the paper that is meant")
                    .fix(fix);
            }
        }
    }
}

/// A paper on arXiv, with the month in its identifier.
struct Paper<'a> {
    id: &'a Arxiv,
    link: LinkId,
    year: u16,
    month: u8,
}

impl<'a> Paper<'a> {
    /// The only paper on arXiv that an entry links to; with two, a date may be that of either.
    fn of(cx: &View<'a>, entry: &Entry<'_>) -> Option<Self> {
        let mut first: Option<(LinkId, &Arxiv)> = None;
        for link in entry.links_of(Role::Paper) {
            if let Some(Identity::Arxiv(id)) = cx.list.index().identity(link)
                && *id != *first.get_or_insert((link, id)).1
            {
                return None;
            }
        }
        let (link, id) = first?;
        Some(Self {
            id,
            link,
            year: id.year()?,
            month: id.month()?,
        })
    }

    /// Writes the year of the identifier for that of a preprint or a date. A published paper may have another year.
    fn year_fix(&self, cx: &View<'_>, entry: &Entry<'_>, span: Span) -> Option<Fix> {
        let venue = entry.venue.as_ref().filter(|venue| venue.span() == span);
        let given = match venue {
            Some(venue) if venue.text.known.is_some_and(Venue::is_preprint) => venue.text.year?,
            Some(_) => return None,
            // A published paper keeps its year, and a date that is a few months off is that of another version.
            None if !is_preprint(entry) => return None,
            None => {
                let (_, date) = entry.date?;
                let is_typo = self.months_until(date).is_none_or(|months| months.abs() == 12);
                is_typo.then_some(date.year)?
            }
        };
        let text = cx.document.slice(span);
        // A year of two digits may be the number of a month as well.
        let at = text.find(&given.to_string())?;
        let digits = Span::new(at, at + 4).shifted(span.start);
        let edit = Edit::replace(digits, self.year.to_string());
        Some(Fix::risky(format!("write {}", self.year), vec![edit]))
    }

    /// `arXiv 2023` beside an identifier of another year, with its place.
    ///
    /// In eight lists 2,763 of 2,791 such years are right, and the others are defects.
    fn contradicted_venue(&self, cx: &View<'_>, entry: &Entry<'_>) -> Option<(Span, String)> {
        let venue = entry.venue.as_ref()?;
        let (span, given) = match venue.text.year {
            // In `arXiv:2001.00001` there is no year.
            Some(given) if !cx.document.slice(venue.span()).contains(':') => (venue.span(), given),
            _ => {
                let (span, date) = entry.date?;
                date.month.is_none().then_some((span, date.year))?
            }
        };
        let is_right = if venue.text.known?.is_preprint() {
            // The entry's own date proves a year that the turn of the year would allow.
            self.id.may_be_listed_under(given) && !self.dates_otherwise(entry, given)
        } else {
            // A published paper may be younger than its preprint, and is sent to arXiv two years later now and then: 1 of
            // 3,241.
            given + 2 >= self.year
        };
        (!is_right).then(|| (span, given.to_string()))
    }

    /// True if an entry has a date of the identifier's year, and another year with its venue.
    fn dates_otherwise(&self, entry: &Entry<'_>, given: u16) -> bool {
        let (Some((span, date)), Some(venue)) = (entry.date, &entry.venue) else {
            return false;
        };
        given != self.year && date.year == self.year && date.month.is_some() && !venue.run.contains(span)
    }

    /// A date with a month that is a whole year off or before the identifier, with its place.
    fn contradicted_date(&self, entry: &Entry<'_>) -> Option<(Span, String)> {
        /// Dates closer to the identifier than this may be dates of another version.
        const MAX_MONTHS: i32 = 2;
        let (span, date) = entry.date?;
        let distance = self.months_until(date)?;
        // A whole year off is a typo in the year, whatever the venue.
        let is_wrong = distance.abs() == 12 || distance < -MAX_MONTHS && is_preprint(entry);
        is_wrong.then(|| (span, date.cut(2).to_string()))
    }

    /// The months from the identifier to a date; `None` for a date without a month.
    fn months_until(&self, date: Date) -> Option<i32> {
        let months = i32::from(date.month?) - i32::from(self.month);
        Some(12 * (i32::from(date.year) - i32::from(self.year)) + months)
    }
}

/// True for an entry that is not known to be published: a published paper may be dated by its conference.
fn is_preprint(entry: &Entry<'_>) -> bool {
    let known = entry.venue.as_ref().and_then(|venue| venue.text.known);
    known.is_none_or(Venue::is_preprint)
}

/// True for a link under two titles: one of them was copied, which `copied-link` reports.
fn is_shared(cx: &View<'_>, link: LinkId) -> bool {
    let index = cx.list.index();
    let uses = index.target_of(link).map_or(&[][..], |id| &index.target(id).uses);
    uses.windows(2)
        .any(|pair| !alike::may_be_one(cx.list, pair[0].entry, pair[1].entry))
}

/// True if a list dates papers by arXiv: in nine of ten entries the months are the same.
fn dates_follow_arxiv(cx: &View<'_>) -> bool {
    /// Fewer entries may agree by chance.
    const MIN: usize = 5;
    let (mut all, mut same) = (0, 0);
    for entry in cx.list.entries() {
        if let Some((_, date)) = entry.date
            && let Some(paper) = Paper::of(cx, entry)
            && let Some(distance) = paper.months_until(date)
        {
            all += 1;
            same += usize::from(distance.abs() <= 1);
        }
    }
    all >= MIN && same * 10 >= all * 9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::Facts,
        publications::Paper as Published,
        rules::support::testing::{check, check_knowing, fixed},
    };

    #[test]
    fn years_of_preprints_are_those_of_the_identifier() {
        check(
            &ContradictedYear,
            "
| Title | Venue | Paper |
|---|---|---|
| A | arXiv 2024 | [p](https://arxiv.org/abs/2502.00435) |
      ^^^^^^^^^^ arXiv:2502.00435 is from 2025-02, not 2024
| B | arXiv 2024 | [p](https://arxiv.org/abs/2501.00435) |
| C | arXiv 2025 | [p](https://arxiv.org/abs/2411.00435) |
| D | arXiv 2025 | [p](https://arxiv.org/abs/2406.00435) |
      ^^^^^^^^^^ arXiv:2406.00435 is from 2024-06, not 2025
| E | CVPR 2019 | [p](https://arxiv.org/abs/2411.10023) |
      ^^^^^^^^^ arXiv:2411.10023 is from 2024-11, not 2019
| F | CVPR 2023 | [p](https://arxiv.org/abs/2401.10023) |
| G | CVPR 2023 | [p](https://arxiv.org/abs/2101.10023) |
| H | CVPR 2021 | [p](https://arxiv.org/abs/2301.10023) |
",
        );
    }

    #[test]
    fn dates_are_those_of_the_identifier_where_the_list_takes_them_from_there() {
        let row = |n: u8| format!("| {n:02} | 2023-{n:02} | [p](https://arxiv.org/abs/23{n:02}.00001) |\n");
        let rows: String = (1..=12).map(row).collect();
        let table = "| Title | Date | Paper |\n|---|---|---|\n";
        let wrong = "| A | 2022-05 | [p](https://arxiv.org/abs/2305.18290) |
      ^^^^^^^ arXiv:2305.18290 is from 2023-05, not 2022-05
";
        let late = "| A | 2023-09 | [p](https://arxiv.org/abs/2305.18290) |\n";
        check(&ContradictedYear, &format!("{table}{rows}{wrong}"));
        check(&ContradictedYear, &format!("{table}{rows}{late}"));
        let alone = "| A | 2022-05 | [p](https://arxiv.org/abs/2305.18290) |\n";
        check(&ContradictedYear, &format!("{table}{alone}"));
    }

    #[test]
    fn identifiers_are_no_years() {
        check(
            &ContradictedYear,
            "- A title of a paper, [arXiv:2001.09382](https://arxiv.org/abs/2001.09382)\n",
        );
    }

    #[test]
    fn the_year_of_a_preprint_is_that_of_its_identifier() {
        let row = |venue: &str, id: &str| {
            format!(
                "\n| Title | Venue | Paper |\n|---|---|---|\n| A | {venue} | [p](https://arxiv.org/abs/{id}) |\n"
            )
        };
        for (wrong, right) in [("arXiv 2024", "arXiv 2025"), ("CVPR 2019", "CVPR 2019")] {
            assert_eq!(
                fixed(&ContradictedYear, &row(wrong, "2502.02171")),
                row(right, "2502.02171")
            );
        }
    }

    #[test]
    fn the_date_of_an_entry_proves_its_year() {
        let entry = |year: u16| {
            format!(
                "**Rain in Oil: Painting Storms from a Word** \\\n*Mira Weg* \\\narXiv {year}. \
                 [[Paper](https://arxiv.org/abs/2201.03231)] \\\n"
            )
        };
        let dated = |year| entry(year) + "20 Jan 2022\n";
        assert_eq!(fixed(&ContradictedYear, &dated(2021)), dated(2022));
        assert_eq!(fixed(&ContradictedYear, &entry(2021)), entry(2021));
    }

    #[test]
    fn a_published_paper_may_be_sent_to_arxiv_years_later() {
        let list = |mark: &str| {
            let row =
                "| Coupled Learning of Sharp Faces | CVPR 2015 | [p](https://arxiv.org/abs/1904.08671) |\n";
            format!("\n| Title | Venue | Paper |\n|---|---|---|\n{row}{mark}")
        };
        let mark =
            "                                    ^^^^^^^^^ arXiv:1904.08671 is from 2019-04, not 2015\n";
        check(&ContradictedYear, &list(mark));
        let title = "Coupled Learning of Sharp Faces";
        let paper = Published {
            title,
            author: "Nora Lind",
            venue: "CVPR",
            year: 2015,
        };
        check_knowing(&ContradictedYear, &list(""), &[paper], &Facts::default());
    }
}
