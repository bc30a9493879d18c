//! `contradicted-year`: a year or date that the arXiv identifier contradicts.

use crate::{
    config::Role,
    identity::{Arxiv, Identity},
    list::{Date, Entry, Venue},
    rules::base::{Context, Meta, Rule, View, meta},
    source::Span,
};

pub(super) struct ContradictedYear;

static META: Meta = meta!("contradicted-year", Venues, Warning, List);

impl Rule for ContradictedYear {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let follows = dates_follow_arxiv(cx);
        for entry in cx.list.entries() {
            let Some((link, arxiv)) = arxiv(cx, entry) else {
                continue;
            };
            let found = by_venue(cx, entry, arxiv).or_else(|| by_date(entry, arxiv, follows));
            if let Some((span, given)) = found {
                let (Some(year), Some(month)) = (arxiv.year(), arxiv.month()) else {
                    continue;
                };
                let message = format!("arXiv:{} is of {year}-{month:02}, not {given}", arxiv.id);
                let destination = cx.document.links()[link].destination;
                cx.report(span, message).related(destination, "the link");
            }
        }
    }
}

/// The only paper on arXiv that an entry links to.
fn arxiv<'c>(cx: &View<'c>, entry: &Entry<'_>) -> Option<(usize, &'c Arxiv)> {
    let list = cx.list;
    let mut found = entry
        .links_of(Role::Paper)
        .filter_map(|link| match list.index().identity(link)? {
            Identity::Arxiv(arxiv) => Some((link, arxiv)),
            _ => None,
        });
    let first = found.next()?;
    found.all(|(_, other)| other == first.1).then_some(first)
}

/// `arXiv 2023` next to an identifier of another year, except about the turn of the year.
///
/// The venue of a published paper may be younger than the preprint, but hardly older by two years.
fn by_venue(cx: &View<'_>, entry: &Entry<'_>, arxiv: &Arxiv) -> Option<(Span, String)> {
    let (year, month) = (arxiv.year()?, arxiv.month()?);
    let venue = entry.venue.as_ref()?;
    // In `arXiv:2001.00001` there is no year.
    let of_venue = venue
        .text
        .year
        .filter(|_| !cx.document.slice(venue.span()).contains(':'));
    let of_date = entry.date.filter(|(_, date)| date.month.is_none());
    let (given, span) = match of_venue {
        Some(given) => (given, venue.span()),
        None => of_date.map(|(span, date)| (date.year, span))?,
    };
    let is_wrong = match venue.text.known?.is_preprint() {
        true if given < year => !(given + 1 == year && month == 1),
        true => given > year && !(given == year + 1 && month >= 10),
        false => given + 2 <= year,
    };
    is_wrong.then(|| (span, given.to_string()))
}

/// A date with a month that is a whole year off, or before the identifier in a list that dates by arXiv.
///
/// A published paper may be dated by its conference.
fn by_date(entry: &Entry<'_>, arxiv: &Arxiv, follows: bool) -> Option<(Span, String)> {
    /// Dates closer to the identifier than this may be those of another version.
    const MOST_MONTHS: i32 = 2;
    let (span, date) = entry.date?;
    let distance = distance(date, arxiv)?;
    let venue = entry.venue.as_ref().and_then(|venue| venue.text.known);
    let is_preprint = venue.is_none_or(Venue::is_preprint);
    let is_early = distance < -MOST_MONTHS && is_preprint;
    let is_wrong = follows && (is_early || distance == 12 || distance == -12);
    is_wrong.then(|| (span, date.cut(2).to_string()))
}

/// How many months a date is after an identifier.
fn distance(date: Date, arxiv: &Arxiv) -> Option<i32> {
    let months = |year: u16, month: u8| i32::from(year) * 12 + i32::from(month);
    Some(months(date.year, date.month?) - months(arxiv.year()?, arxiv.month()?))
}

/// Whether a list dates papers by arXiv: in nine of ten entries the months are the same.
fn dates_follow_arxiv(cx: &View<'_>) -> bool {
    const FEWEST: usize = 5;
    let distances = cx.list.entries().iter().filter_map(|entry| {
        let (_, arxiv) = arxiv(cx, entry)?;
        distance(entry.date?.1, arxiv)
    });
    let (all, same) = distances.fold((0, 0), |(all, same), distance| {
        (all + 1, same + usize::from(distance.abs() <= 1))
    });
    all >= FEWEST && same * 10 >= all * 9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn years_of_preprints_are_those_of_the_identifier() {
        check(
            &ContradictedYear,
            "
| Title | Venue | Paper |
|---|---|---|
| A | arXiv 2024 | [p](https://arxiv.org/abs/2502.00435) |
      ^^^^^^^^^^ arXiv:2502.00435 is of 2025-02, not 2024
| B | arXiv 2024 | [p](https://arxiv.org/abs/2501.00435) |
| C | arXiv 2025 | [p](https://arxiv.org/abs/2411.00435) |
| D | arXiv 2025 | [p](https://arxiv.org/abs/2406.00435) |
      ^^^^^^^^^^ arXiv:2406.00435 is of 2024-06, not 2025
| E | CVPR 2019 | [p](https://arxiv.org/abs/2411.10023) |
      ^^^^^^^^^ arXiv:2411.10023 is of 2024-11, not 2019
| F | CVPR 2023 | [p](https://arxiv.org/abs/2401.10023) |
| G | CVPR 2023 | [p](https://arxiv.org/abs/2101.10023) |
",
        );
    }

    #[test]
    fn dates_are_those_of_the_identifier_where_the_list_takes_them_from_there() {
        let row = |n: u8| format!("| {n:02} | 2023-{n:02} | [p](https://arxiv.org/abs/23{n:02}.00001) |\n");
        let rows: String = (1..=12).map(row).collect();
        let table = "| Title | Date | Paper |\n|---|---|---|\n";
        let wrong = "| A | 2022-05 | [p](https://arxiv.org/abs/2305.18290) |
      ^^^^^^^ arXiv:2305.18290 is of 2023-05, not 2022-05
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
}
