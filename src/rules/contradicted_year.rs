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
/// The venue of a published paper may be younger than the preprint, but hardly older by two years.
fn by_venue(cx: &Context<'_>, entry: &Entry<'_>, arxiv: &Arxiv) -> Option<(Span, String)> {
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
    let is_wrong = match venue.text.known?.kind {
        Kind::Preprint if given < year => !(given + 1 == year && month == 1),
        Kind::Preprint => given > year && !(given == year + 1 && month >= 10),
        _ => given + 2 <= year,
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
    let is_preprint = venue.is_none_or(|venue| venue.kind == Kind::Preprint);
    let is_early = distance < -MOST_MONTHS && is_preprint;
    let is_wrong = follows && (is_early || distance == 12 || distance == -12);
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

/// Whether a list dates papers by arXiv: in nine of ten entries the months are the same.
fn dates_follow_arxiv(cx: &Context<'_>) -> bool {
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
