//! Evidence for a link being that of one entry rather than of another. Must not decide.
//!
//! Only the order of the sums means something: of two entries with one link, that with more evidence owns it.

use std::collections::HashMap;

use super::{Date, Entry, EntryId, List, SectionId, Target, Venue};
use crate::identity::{Arxiv, Identity, bears_title};

/// No more entries of one title are looked at.
const MAX_NAMESAKES: usize = 8;

/// The evidence for a target being that of an entry; only the order of such numbers means something.
#[must_use]
pub fn belongs(list: &List<'_>, target: &Target, id: EntryId) -> i32 {
    let mut evidence = by_namesakes(list, target, id);
    if let Some(identity) = &target.identity {
        // Publishers make the address from the title, so a copy cannot have these words by chance. Only a date that is
        // right to the day counts for more: a preprint can be renamed, but not sent again.
        if bears_title(identity, list.index().title(id)) == Some(true) {
            evidence += 4;
        }
        evidence += fits_date(identity, list.entry(id)) + fits_venue(identity, list.entry(id));
    }
    evidence
}

/// An entry of the same title elsewhere in the list has the same link, or another one.
fn by_namesakes(list: &List<'_>, target: &Target, id: EntryId) -> i32 {
    let (mut has_same, mut has_other) = (false, false);
    let others = list.index().namesakes_of(id).iter();
    for &other in others.filter(|other| **other != id).take(MAX_NAMESAKES) {
        if target.is_used_by(other) {
            has_same = true;
        } else {
            has_other |= links_to_paper(list, other);
        }
    }
    // A row is often copied with its mistakes, so the same link says little. Another paper under the same title was
    // looked up for it, and outweighs the right month.
    i32::from(has_same) - 3 * i32::from(has_other)
}

/// True if an entry links to a paper.
#[must_use]
pub fn links_to_paper(list: &List<'_>, id: EntryId) -> bool {
    let mut targets = list.index().targets_of(list.entry(id));
    targets.any(|target| list.index().target(target).is_paper())
}

/// A link to arXiv is rather that of an entry whose venue is arXiv, unless the list gives another year with it.
fn fits_venue(identity: &Identity, entry: &Entry<'_>) -> i32 {
    let venue = entry.venue.as_ref().and_then(|venue| venue.text.known);
    if !identity.is_preprint() || !venue.is_some_and(Venue::is_preprint) {
        return 0;
    }
    match (identity, entry.year) {
        (Identity::Arxiv(arxiv), Some(given)) if !arxiv.may_be_listed_under(given) => -2,
        _ => 1,
    }
}

/// The date or year of an entry beside the month in an arXiv identifier.
///
/// Lists give the date of the preprint or, months later, the date of its publication, but rarely one before both.
fn fits_date(identity: &Identity, entry: &Entry<'_>) -> i32 {
    let Identity::Arxiv(arxiv) = identity else {
        return 0;
    };
    let (Some(sent), Some(_)) = (arxiv.year(), arxiv.month()) else {
        return 0;
    };
    if let Some((_, date)) = entry.date
        && let Some(months) = months_between(arxiv, date)
    {
        return match months {
            0 => 2 + date.day.map_or(0, |day| fits_day(arxiv, day)),
            // A paper that is sent on the last day of a month is announced in the next.
            -1..=1 => 2,
            ..=-2 => -2,
            6.. => -1,
            _ => 0,
        };
    }
    match entry.year {
        Some(given) if given < sent => -2,
        Some(given) if given > sent + 1 => -1,
        _ => 0,
    }
}

/// The months from the one in an identifier to a date, which may be before it.
fn months_between(arxiv: &Arxiv, date: Date) -> Option<i32> {
    let months = i32::from(date.month?) - i32::from(arxiv.month()?);
    Some(12 * (i32::from(date.year) - i32::from(arxiv.year()?)) + months)
}

/// The nearness of a day of the month to the day on which a paper was sent: 3 for the same, 0 for three days and more.
fn fits_day(arxiv: &Arxiv, day: u8) -> i32 {
    let (_, digits) = arxiv.id.rsplit_once('.').unwrap_or_default();
    let number: u32 = digits.parse().unwrap_or(0);
    // Identifiers are given in order, so many on a day. These numbers are within a tenth of the measured ones: the
    // highest identifier of each month in a hundred real lists, divided by its days, is 370 in 2018, up to 510 in 2019
    // to 2022,
    // 570 in 2023, 670 in 2024 and up to 870 since then. A day more or less costs one point, so they need not be exact.
    let daily = match arxiv.year() {
        Some(..=2018) => 400,
        Some(2019..=2022) => 510,
        Some(2023) => 615,
        Some(2024) => 665,
        _ => 825,
    };
    let distance = (number / daily + 1).abs_diff(u32::from(day));
    // A day has twice as many papers as another, and the date of a list is that of the announcement: more is chance.
    3 - i32::try_from(distance).unwrap_or(3).min(3)
}

/// The fit of the arXiv identifier of a target between the identifiers above and below, in a section that runs from the
/// newest to the oldest or back: from -2 to 2, and 0 where nothing can be said.
#[must_use]
pub fn fits_place(list: &List<'_>, target: &Target, id: EntryId, trends: &Trends) -> i32 {
    /// So many pairs of neighbours have to agree: fewer are in order by chance.
    const CLEAR: i32 = 4;
    let (entries, section) = (list.entries(), list.entry(id).section);
    let trend = trends.of(section);
    let Some(Identity::Arxiv(own)) = &target.identity else {
        return 0;
    };
    if trend.abs() < CLEAR {
        return 0;
    }
    let above = neighbour(list, own, section, entries.before(id).iter().rev());
    let below = neighbour(list, own, section, entries.after(id).iter());
    let mut fit = 0;
    for (upper, lower) in [(above, Some(&*own.id)), (Some(&*own.id), below)] {
        // Identifiers grow with time, so in a section from the newest to the oldest the lower one is less.
        if let (Some(upper), Some(lower)) = (upper, lower) {
            fit += if (lower < upper) == (trend > 0) { 1 } else { -1 };
        }
    }
    fit
}

/// The identifier of the nearest of some entries in a section that links to another paper of arXiv.
fn neighbour<'l, 'e>(
    list: &'l List<'_>,
    own: &Arxiv,
    section: Option<SectionId>,
    near: impl Iterator<Item = &'e Entry<'e>>,
) -> Option<&'l str> {
    /// The entries right above or below may have no such identifier.
    const FURTHEST: usize = 3;
    for entry in near.take(FURTHEST) {
        if entry.section == section
            && let Some(other) = arxiv_of(list, entry)
            && other != own.id
        {
            return Some(other);
        }
    }
    None
}

/// The identifier of the first paper of arXiv that an entry links to.
fn arxiv_of<'l>(list: &'l List<'_>, entry: &Entry<'_>) -> Option<&'l str> {
    for link in &entry.links {
        if let Some(Identity::Arxiv(arxiv)) = list.index().identity(link.link) {
            return Some(&arxiv.id);
        }
    }
    None
}

/// The direction of time in each section, by the identifiers of arXiv.
#[derive(Debug)]
pub struct Trends(HashMap<Option<SectionId>, i32>);

impl Trends {
    /// Compares the neighbours in each section.
    #[must_use]
    pub fn new(list: &List<'_>) -> Self {
        let mut trends = HashMap::new();
        let mut above: Option<(Option<SectionId>, &str)> = None;
        for entry in list.entries() {
            let Some(id) = arxiv_of(list, entry) else { continue };
            if let Some((section, above)) = above
                && section == entry.section
            {
                *trends.entry(section).or_default() += i32::from(above > id) - i32::from(above < id);
            }
            above = Some((entry.section, id));
        }
        Self(trends)
    }

    /// The number of papers in a section that are older than the paper above them, less the number of newer papers.
    /// `None` is the part of the page before all headings.
    #[must_use]
    pub fn of(&self, section: Option<SectionId>) -> i32 {
        self.0.get(&section).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Config, document::Document, handle::Handle, list::VenueRegistry, source::SourceFile,
    };

    fn with_list<T>(text: &str, check: impl FnOnce(&List<'_>) -> T) -> T {
        let source = SourceFile::new("x.md", text);
        let document = Document::parse(&source);
        check(&List::read(
            &document,
            &Config::default(),
            VenueRegistry::builtin(),
        ))
    }

    #[test]
    fn dates_and_titles_elsewhere_tell_whose_link_it_is() {
        let text = "
| Title | Venue | Date |
|---|---|---|
| [Graphic Design with Large Multimodal Models](https://arxiv.org/abs/2404.16821) | arXiv | 2024-04-22 |
| [How Far from Closing the Gap to Commercial Models](https://arxiv.org/abs/2404.16821) | arXiv | 2024-04-25 |
| [Older than the Identifier that it Links to](https://arxiv.org/abs/2404.16821) | arXiv | 2023-01-05 |
";
        let scores = with_list(text, |list| {
            let target = &list.index().targets().as_slice()[0];
            [0, 1, 2].map(|index| belongs(list, target, EntryId::new(index)))
        });
        assert!(scores[1] > scores[0] && scores[0] > scores[2], "{scores:?}");
    }

    #[test]
    fn sections_run_from_the_newest_or_from_the_oldest() {
        let item = |id| format!("- [A title of a paper about {id}](https://arxiv.org/abs/{id})\n");
        let ids = ["2401.00003", "2401.00002", "2401.00001"];
        let text = format!(
            "# A\n\n{}\n# B\n\n{}",
            ids.map(item).concat(),
            [ids[2], ids[1], ids[0]].map(item).concat()
        );
        let trends = with_list(&text, Trends::new);
        let sections = [None, Some(SectionId::new(0)), Some(SectionId::new(1))];
        assert_eq!(sections.map(|section| trends.of(section)), [0, 2, -2]);
    }
}
