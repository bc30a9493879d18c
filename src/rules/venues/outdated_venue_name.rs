//! `outdated-venue-name`: a venue under a name that it no longer had in that year.

use std::collections::BTreeMap;

use crate::{
    config::Role,
    finding::{Edit, Fix, count},
    list::{Entry, Former, Venue, VenueCell},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::SHOWN,
    },
    source::Span,
};

pub(super) struct OutdatedVenueName;

static META: Meta = meta!("outdated-venue-name", Venues, Warning, List).with_safe_fix();

/// A list that never writes the new name and the old one more often does not know it.
const MOST_SLIPS: usize = 12;

impl Rule for OutdatedVenueName {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut uses: BTreeMap<&str, Uses<'_>> = BTreeMap::new();
        for entry in cx.list.entries() {
            let Some(venue) = &entry.venue else { continue };
            for (former, known) in cx.registry.former() {
                let uses = uses
                    .entry(&former.name)
                    .or_insert_with(|| Uses::new(former, known));
                uses.count(cx, entry, venue);
            }
        }
        for uses in uses.values() {
            uses.report(cx);
        }
    }
}

/// How a list uses a name that a venue no longer has.
struct Uses<'r> {
    former: &'r Former,
    venue: &'r Venue,
    outdated: Vec<(Span, u16)>,
    names_it_anew: bool,
}

impl<'r> Uses<'r> {
    fn new(former: &'r Former, venue: &'r Venue) -> Self {
        Self {
            former,
            venue,
            outdated: Vec::new(),
            names_it_anew: false,
        }
    }

    fn count(&mut self, cx: &View<'_>, entry: &Entry<'_>, cell: &VenueCell<'_>) {
        let span = cell.venue_span();
        let text = cx.document.slice(span);
        self.names_it_anew |= word(text, &self.venue.id).is_some();
        if let Some(at) = word(text, &self.former.name)
            && let Some(year) = year(cx, entry).filter(|year| *year > self.former.until)
        {
            let start = span.start + at;
            self.outdated
                .push((Span::new(start, start + self.former.name.len()), year));
        }
    }

    /// In a list that knows the new name each old one is a slip; in any other many old ones are one mistake.
    fn report(&self, cx: &mut Context<'_>) {
        if self.names_it_anew || self.outdated.len() <= MOST_SLIPS {
            self.outdated
                .iter()
                .for_each(|found| self.report_together(cx, &[*found]));
        } else {
            self.report_together(cx, &self.outdated);
        }
    }

    fn report_together(&self, cx: &mut Context<'_>, places: &[(Span, u16)]) {
        let [(first, year), others @ ..] = places else {
            return;
        };
        let (old, new) = (cx.document.slice(*first), &self.venue.id);
        let all = match places.len() {
            1 => String::new(),
            all => format!(" ({})", count(all, "place")),
        };
        let edits = places.iter().map(|(span, _)| Edit::replace(*span, new));
        let fix = Fix::safe(format!("write `{new}`"), edits.collect());
        let since = self.former.until + 1;
        let message = format!("`{old}` has been called `{new}` since {since}; this one is of {year}{all}");
        let finding = cx.report(*first, message);
        for (span, year) in others.iter().take(SHOWN) {
            finding.related(*span, format!("of {year}"));
        }
        finding.fix(fix);
    }
}

/// Where a word stands in a text, whatever its case.
fn word(text: &str, word: &str) -> Option<usize> {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let found = words.find(|part| part.eq_ignore_ascii_case(word))?;
    Some(found.as_ptr() as usize - text.as_ptr() as usize)
}

/// The year of an entry, else the one in the address of its paper.
fn year(cx: &View<'_>, entry: &Entry<'_>) -> Option<u16> {
    let mut links = entry.links_of(Role::Paper);
    let of_link = |index: usize| proceedings_year(&cx.document.links()[index].url);
    entry.year.or_else(|| links.find_map(of_link))
}

/// The year in `https://papers.nips.cc/paper/2018/hash/…`.
fn proceedings_year(url: &str) -> Option<u16> {
    let (host, path) = url.split_once("://")?.1.split_once('/')?;
    let is_proceedings = host.ends_with("nips.cc") || host.ends_with("neurips.cc");
    let mut parts = path.split('/').filter(|part| part.len() == 4);
    let year = parts.find_map(|part| part.parse().ok().filter(|year| (1987..2100).contains(year)));
    year.filter(|_| is_proceedings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn each_slip_of_a_list_that_knows_the_new_name_is_reported() {
        check(
            &OutdatedVenueName,
            "
| Title | Venue | Year | Paper |
|---|---|---|---|
| A | NIPS | 2017 | |
| B | NeurIPS | 2018 | |
| C | NIPS 2018 | | |
      ^^^^ `NIPS` has been called `NeurIPS` since 2018; this one is of 2018
| D | Nips Workshop | 2022 | |
      ^^^^ `Nips` has been called `NeurIPS` since 2018; this one is of 2022
| E | NIPS | | [x](https://proceedings.neurips.cc/paper_files/paper/2021/hash/0) |
      ^^^^ `NIPS` has been called `NeurIPS` since 2018; this one is of 2021
| F | NIPS | | |
| G | SNIPS 2023 | | |
",
        );
    }

    #[test]
    fn a_list_that_does_not_know_the_new_name_has_one_finding() {
        let others = "- **A title that is long enough**, NIPS 2019. [paper](https://x.org/3)\n".repeat(12);
        check(
            &OutdatedVenueName,
            &format!(
                "
- **A title that is long enough**, NIPS 2016. [paper](https://x.org/1)
- **A title that is long enough**, NIPS 2018. [paper](https://x.org/2)
                                   ^^^^ `NIPS` has been called `NeurIPS` since 2018; this one is of 2018 (13 places)
{others}"
            ),
        );
    }
}
