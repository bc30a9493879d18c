//! `contradicted-year`: a year or date that the arXiv identifier contradicts.

use super::{Context, Meta, Rule};
use crate::{
    config::Role,
    finding::Severity,
    identity::{Arxiv, Identity},
    list::{Date, Entry, Kind},
    source::Span,
};

pub(super) struct ContradictedYear;

static META: Meta = Meta {
    id: "contradicted-year",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/contradicted-year.md"),
};

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
            let found = by_venue(entry, arxiv).or_else(|| by_date(entry, arxiv, follows));
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
fn arxiv<'c>(cx: &Context<'c>, entry: &Entry<'_>) -> Option<(usize, &'c Arxiv)> {
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
/// The venue of a published paper may be two years younger than the preprint, but hardly older.
fn by_venue(entry: &Entry<'_>, arxiv: &Arxiv) -> Option<(Span, String)> {
    let (year, month) = (arxiv.year()?, arxiv.month()?);
    let venue = entry.venue.as_ref()?;
    let known = venue.text.known?;
    let (given, span) = match venue.text.year {
        Some(given) => (given, venue.span()),
        None => entry.date.map(|(span, date)| (date.year, span))?,
    };
    let is_wrong = match known.kind {
        Kind::Preprint if given < year => !(given + 1 == year && month == 1),
        Kind::Preprint => given > year && !(given == year + 1 && month >= 10),
        _ => given + 2 <= year,
    };
    is_wrong.then(|| (span, given.to_string()))
}

/// Dates further from the identifier than this are no slips of the turn of a month.
const MOST_MONTHS: i32 = 2;

/// A date with a month that is before the identifier, or exactly a year after it.
fn by_date(entry: &Entry<'_>, arxiv: &Arxiv, follows: bool) -> Option<(Span, String)> {
    let (span, date) = entry.date?;
    let distance = distance(date, arxiv)?;
    let is_wrong = distance < -MOST_MONTHS || distance == 12 || follows && distance > MOST_MONTHS;
    is_wrong.then(|| {
        (
            span,
            format!("{}-{:02}", date.year, date.month.unwrap_or_default()),
        )
    })
}

/// How many months a date is after an identifier.
fn distance(date: Date, arxiv: &Arxiv) -> Option<i32> {
    let months = |year: u16, month: u8| i32::from(year) * 12 + i32::from(month);
    Some(months(date.year, date.month?) - months(arxiv.year()?, arxiv.month()?))
}

/// Whether the dates of a list are those of arXiv: in nineteen of twenty entries the months are the same.
fn dates_follow_arxiv(cx: &Context<'_>) -> bool {
    let distances = cx.list.entries().iter().filter_map(|entry| {
        let (_, arxiv) = arxiv(cx, entry)?;
        distance(entry.date?.1, arxiv)
    });
    let (all, same) = distances.fold((0, 0), |(all, same), distance| {
        (all + 1, same + i32::from(distance.abs() <= 1))
    });
    all >= 20 && same * 20 >= all * 19
}
