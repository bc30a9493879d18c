//! `outdated-venue-name`: a venue under a name that it no longer had in that year.

use crate::{
    config::Role,
    finding::{Edit, Fix, counted},
    identity::is_four_digits,
    list::{Entry, Former, Venue, VenueCell},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{SHOWN, words},
    },
    source::Span,
};

pub(super) struct OutdatedVenueName;

static META: Meta = meta!("outdated-venue-name", Venues, Warning, List)
    .with_safe_fix()
    // A wrong venue has to go, whatever its name.
    .yields_to(&["refuted-venue"]);

/// A list that never has the new name, and the old one more often, does not know of the change. Of 181 lists 15
/// call NeurIPS NIPS after 2018, in 97 places; one of them has 68.
const MAX_SINGLE: usize = 12;

impl Rule for OutdatedVenueName {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut uses = Vec::new();
        for (former, venue) in cx.registry.former() {
            uses.push(Uses {
                former,
                venue,
                outdated: Vec::new(),
                has_new_name: false,
            });
        }
        for entry in cx.list.entries() {
            for uses in &mut uses {
                uses.count(cx, entry);
            }
        }
        for uses in &uses {
            uses.report(cx);
        }
    }
}

/// A venue under its former name.
struct Outdated {
    /// An entry may name its venue twice.
    names: Vec<Span>,
    year: u16,
}

/// The uses of a name that a venue no longer has, in one list.
struct Uses<'r> {
    former: &'r Former,
    venue: &'r Venue,
    outdated: Vec<Outdated>,
    has_new_name: bool,
}

impl Uses<'_> {
    fn count(&mut self, cx: &View<'_>, entry: &Entry<'_>) {
        let mut names = Vec::new();
        for span in entry.venues().map(VenueCell::venue_span) {
            let text = cx.document.slice(span);
            self.has_new_name |= word(text, &self.venue.id).is_some();
            names.extend(word(text, &self.former.name).map(|name| name.shifted(span.start)));
        }
        if !names.is_empty()
            && let Some(year) = year(cx, entry)
            && year > self.former.until
        {
            self.outdated.push(Outdated { names, year });
        }
    }

    /// In a list that knows the new name each old one is a defect; in any other many old ones are one mistake.
    fn report(&self, cx: &mut Context<'_>) {
        if !self.has_new_name && self.outdated.len() > MAX_SINGLE {
            self.report_together(cx, &self.outdated);
            return;
        }
        for outdated in &self.outdated {
            self.report_together(cx, std::slice::from_ref(outdated));
        }
    }

    fn report_together(&self, cx: &mut Context<'_>, places: &[Outdated]) {
        // One fix for all places: with only some of them the list would have both names.
        let [first, others @ ..] = places else {
            return;
        };
        let (old, new) = (cx.document.slice(first.names[0]), &self.venue.id);
        let mut message = format!(
            "`{old}` has been called `{new}` since {}; this one is from {}",
            self.former.until + 1,
            first.year
        );
        if !others.is_empty() {
            message = format!("{message} ({})", counted(places.len(), "place"));
        }
        let names = places.iter().flat_map(|place| &place.names);
        let mut edits: Vec<_> = names.map(|name| Edit::replace(*name, new)).collect();
        edits.sort_by_key(|edit| edit.span);
        let finding = cx
            .report(first.names[0], message)
            .fix(Fix::safe(format!("write `{new}`"), edits));
        for other in others.iter().take(SHOWN) {
            finding.related(other.names[0], format!("of {}", other.year));
        }
    }
}

/// The place of a word in a text, in any case. Not a part of another word, such as `SNIPS`.
fn word(text: &str, word: &str) -> Option<Span> {
    let found = words(text).find(|part| part.eq_ignore_ascii_case(word))?;
    Some(Span::of_part(text, found))
}

/// The year of an entry, else the one in the URL of its paper.
fn year(cx: &View<'_>, entry: &Entry<'_>) -> Option<u16> {
    if entry.year.is_some() {
        return entry.year;
    }
    entry
        .links_of(Role::Paper)
        .find_map(|link| proceedings_year(&cx.link(link).url))
}

/// The year in `https://papers.nips.cc/paper/2018/hash/…`.
fn proceedings_year(url: &str) -> Option<u16> {
    let (host, path) = url.split_once("://")?.1.split_once('/')?;
    if !host.ends_with("nips.cc") && !host.ends_with("neurips.cc") {
        return None;
    }
    // NIPS met first in 1987.
    let years = path.split('/').filter(|part| is_four_digits(part));
    years
        .filter_map(|part| part.parse().ok())
        .find(|year| (1987..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::{check, fixed};

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
      ^^^^ `NIPS` has been called `NeurIPS` since 2018; this one is from 2018
| D | Nips Workshop | 2022 | |
      ^^^^ `Nips` has been called `NeurIPS` since 2018; this one is from 2022
| E | NIPS | | [x](https://proceedings.neurips.cc/paper_files/paper/2021/hash/0) |
      ^^^^ `NIPS` has been called `NeurIPS` since 2018; this one is from 2021
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
                                   ^^^^ `NIPS` has been called `NeurIPS` since 2018; this one is from 2018 (13 places)
{others}"
            ),
        );
    }

    #[test]
    fn an_entry_that_names_its_venue_twice_is_changed_in_both_places() {
        let text = "- `[Lark et al. NIPS22]` A film of the sea from one hint. NIPS, 2022. [[paper](https://x.org)]\n";
        assert_eq!(fixed(&OutdatedVenueName, text), text.replace("NIPS", "NeurIPS"));
    }
}
