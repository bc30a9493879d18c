//! Venues with years as a list writes them. Must not report.

use std::collections::BTreeMap;

use super::shared::Publication;
use crate::{
    finding::{Edit, Fix},
    list::{Column, Entry, EntryId, Join, Tally, Venue, VenueCell, VenueStyle},
    rules::{
        base::View,
        support::{indexed, quote},
    },
    source::Span,
};

/// The venues of published papers in a list, as fixes imitate them.
#[derive(Debug, Default)]
pub(super) struct Written<'a> {
    columns: BTreeMap<Column, Habit>,
    /// The name of each venue, by its identifier, in a column and in the list.
    names: BTreeMap<(Column, &'a str), Span>,
    anywhere: BTreeMap<&'a str, Span>,
}

/// The form of the venues in a column.
#[derive(Debug, Default)]
struct Habit {
    with_year: usize,
    without_year: usize,
    styles: Tally<VenueStyle>,
}

impl<'a> Written<'a> {
    /// The venues of a list.
    pub(super) fn of(cx: &View<'a>) -> Self {
        let mut written = Self::default();
        for cell in cx.list.venues() {
            let Some(venue) = cell.text.known.filter(|venue| !venue.is_preprint()) else {
                continue;
            };
            let name = cell.venue_span();
            written.names.entry((cell.column, &venue.id)).or_insert(name);
            written.anywhere.entry(&venue.id).or_insert(name);
            let habit = written.columns.entry(cell.column).or_default();
            match cell.text.year {
                Some(_) => habit.with_year += 1,
                None => habit.without_year += 1,
            }
            if let Some(style) = cell.text.style {
                habit.styles.add(style);
            }
        }
        written
    }

    /// A fix that writes the venue and year of a publication into the venue cell of an entry.
    ///
    /// It is safe if a second source agrees, or the link to the paper: one source may mean another paper with the title.
    pub(super) fn fix(
        &self,
        cx: &View<'a>,
        id: EntryId,
        cell: &VenueCell<'_>,
        first: &Publication<'_>,
        second: Option<&Publication<'_>>,
    ) -> Option<Fix> {
        let entry = cx.list.entry(id);
        let years = second.map_or_else(|| first.years.clone(), |second| first.common_years(second));
        let (text, edits) = self.edits(cx, entry, cell, first.venue?, *years.last()?)?;
        let title = format!("write {}", quote(&text));
        let indexed = indexed(cx, id);
        if second.is_some() || indexed.is_some_and(|indexed| indexed.is_linked(cx, entry)) {
            Some(Fix::safe(title, edits))
        } else {
            // Registries mix up papers; an index is made from proceedings.
            indexed.map(|_| Fix::risky(title, edits))
        }
    }

    /// The new text of a venue cell, and the edits that write it.
    ///
    /// A year in a column of its own is written as well; dates with a month stay. `None` if the cell says more about
    /// its venue than venue and year.
    fn edits(
        &self,
        cx: &View<'a>,
        entry: &Entry<'_>,
        cell: &VenueCell<'_>,
        venue: &'a Venue,
        year: u16,
    ) -> Option<(String, Vec<Edit>)> {
        let behind = &cx.document.source().text()[cell.span().end..];
        if cx.document.slice(cell.span()).contains(':') || has_number(behind) {
            return None;
        }
        let name = self.name(cx, cell, venue);
        let mut edits = Vec::new();
        let text = match (cell.text.year, self.style(cx, cell)) {
            // `CVPR<br>2024`: the place of each part is known, and the text between them stays.
            (Some(given), _) if cell.text.style.is_none() && cell.text.month.is_none() => {
                let digits = digits(cx, cell.year_span(), given)?;
                if given != year {
                    edits.push(Edit::replace(digits, year.to_string()));
                }
                if cx.document.slice(cell.venue_span()) != name {
                    edits.push(Edit::replace(cell.venue_span(), name));
                }
                format!("{name} {year}")
            }
            (_, Some(style)) => {
                let text = name.to_owned() + &style.write_year(year);
                edits.push(Edit::replace(cell.span(), &text));
                text
            }
            (_, None) => {
                if cx.document.slice(cell.venue_span()) != name {
                    edits.push(Edit::replace(cell.venue_span(), name));
                }
                name.to_owned()
            }
        };
        // The date of a preprint stays; a bare year is that of the venue.
        if let Some((span, date)) = entry.date.filter(|(_, date)| date.month.is_none())
            && date.year != year
            && !cell.run.contains(span)
        {
            edits.push(Edit::replace(digits(cx, span, date.year)?, year.to_string()));
        }
        edits.sort_by_key(|edit| edit.span);
        (!edits.is_empty()).then_some((text, edits))
    }

    /// The name that the list has for a venue, in the same column if possible, or else the usual one.
    fn name(&self, cx: &View<'a>, cell: &VenueCell<'_>, venue: &'a Venue) -> &'a str {
        let id: &str = &venue.id;
        let near = self
            .names
            .get(&(cell.column, id))
            .or_else(|| self.anywhere.get(id));
        near.map_or(id, |span| cx.document.slice(*span))
    }

    /// The style of venues with a year; `None` if the year is not with the venue.
    fn style(&self, cx: &View<'_>, cell: &VenueCell<'_>) -> Option<VenueStyle> {
        const USUAL: VenueStyle = VenueStyle {
            join: Join::Space,
            is_short: false,
        };
        let habit = self.columns.get(&cell.column);
        let has_year = match cell.text.year {
            Some(_) => true,
            // A preprint without a year among venues with one.
            None => habit.is_some_and(|habit| habit.with_year > habit.without_year),
        };
        let declared = cx.list.conventions().year_style.of(cell.column, ());
        let usual = || habit?.styles.commonest();
        let style = declared.or_else(usual).map(|found| found.form);
        has_year.then(|| style.or(cell.text.style).unwrap_or(USUAL))
    }
}

/// True if the text behind a venue is a number that belongs to it: `arXiv:2301.00001`, `arXiv 2301.00001`.
fn has_number(behind: &str) -> bool {
    let number = behind.trim_start_matches([':', '.', ' ']);
    number.len() < behind.len() && number.starts_with(|c: char| c.is_ascii_digit())
}

/// The digits of a year in a part of the text.
fn digits(cx: &View<'_>, span: Span, year: u16) -> Option<Span> {
    let at = cx.document.slice(span).find(&year.to_string())?;
    Some(Span::new(at, at + 4).shifted(span.start))
}
