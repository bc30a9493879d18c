//! What speaks for a link being that of one entry rather than of another. Must not decide.

use super::{Entry, List, Target, Venue};
use crate::identity::{Arxiv, Identity, bears_title};

/// No more entries of one title are looked at.
const MOST_NAMESAKES: usize = 8;

/// How much speaks for a target being that of an entry; only the order of such numbers means something.
#[must_use]
pub fn belongs(list: &List<'_>, target: &Target, at: usize) -> i32 {
    let entry = &list.entries()[at];
    let by_identity = target.identity.as_ref().map_or(0, |identity| {
        let bears_title = bears_title(identity, list.index().title(at)) == Some(true);
        4 * i32::from(bears_title) + fits_date(identity, entry) + fits_venue(identity, entry)
    });
    by_identity + by_namesakes(list, target, at)
}

/// An entry of the same title elsewhere in the list has the same link, or another one.
fn by_namesakes(list: &List<'_>, target: &Target, at: usize) -> i32 {
    let index = list.index();
    let uses_it = |other: &usize| target.uses.binary_search_by_key(other, |link| link.entry).is_ok();
    let namesakes = index.namesakes_of(at).iter().copied();
    let namesakes = namesakes.filter(|other| *other != at).take(MOST_NAMESAKES);
    let (same, others): (Vec<usize>, Vec<usize>) = namesakes.partition(uses_it);
    let has_paper = |other: usize| {
        let mut targets = index.targets_of(&list.entries()[other]);
        targets.any(|target| {
            let identity = index.targets()[target].identity.as_ref();
            identity.is_some_and(Identity::is_paper)
        })
    };
    i32::from(!same.is_empty()) - 3 * i32::from(others.into_iter().any(has_paper))
}

/// A link to arXiv is rather that of a paper that is said to be there.
fn fits_venue(identity: &Identity, entry: &Entry<'_>) -> i32 {
    let venue = entry.venue.as_ref().and_then(|venue| venue.text.known);
    i32::from(identity.is_preprint() && venue.is_some_and(Venue::is_preprint))
}

fn fits_date(identity: &Identity, entry: &Entry<'_>) -> i32 {
    let Identity::Arxiv(arxiv) = identity else {
        return 0;
    };
    let (Some(year), Some(month)) = (arxiv.year(), arxiv.month()) else {
        return 0;
    };
    let months = |year: u16, month: u8| i32::from(year) * 12 + i32::from(month);
    let date = entry.date.map(|(_, date)| date);
    let distance = date.and_then(|date| Some(months(date.year, date.month?) - months(year, month)));
    match (distance, entry.year) {
        (Some(0), _) => {
            2 + date
                .and_then(|date| date.day)
                .map_or(0, |day| fits_day(arxiv, day))
        }
        (Some(-1..=1), _) => 2,
        (Some(..=-2), _) => -2,
        (Some(6..), _) => -1,
        (None, Some(given)) if given < year => -2,
        (None, Some(given)) if given > year + 1 => -1,
        _ => 0,
    }
}

/// How near a day of the month is to the one on which a paper was sent: 3 for the same, 0 for three days and more.
fn fits_day(arxiv: &Arxiv, day: u8) -> i32 {
    let digits = arxiv.id.rsplit('.').next();
    let number: u32 = digits.and_then(|digits| digits.parse().ok()).unwrap_or(0);
    // Identifiers are given in order, so many on a day.
    let daily = match arxiv.year() {
        Some(..=2018) => 400,
        Some(2019..=2022) => 510,
        Some(2023) => 615,
        Some(2024) => 665,
        _ => 825,
    };
    let distance = (number / daily + 1).abs_diff(u32::from(day));
    3 - i32::try_from(distance).unwrap_or(3).min(3)
}

/// How well the identifier of a paper of arXiv lies between those of the entries above and below, in a section that runs
/// from the newest to the oldest or back, as `trend` says: from -2 to 2, and 0 where nothing can be said.
#[must_use]
pub fn fits_place(list: &List<'_>, target: &Target, at: usize, trend: i32) -> i32 {
    /// So many pairs of neighbours have to agree.
    const CLEAR: i32 = 4;
    /// The entries right above or below may have no such identifier.
    const FURTHEST: usize = 3;
    let Some(Identity::Arxiv(own)) = target.identity.as_ref().filter(|_| trend.abs() >= CLEAR) else {
        return 0;
    };
    let entries = list.entries();
    let section = entries[at].section;
    let id = |entry: &Entry<'_>| {
        let id = arxiv_of(list, entry).filter(|_| entry.section == section)?;
        (id != own.id).then_some(id)
    };
    let above = entries[..at].iter().rev().take(FURTHEST).find_map(id);
    let below = entries[at + 1..].iter().take(FURTHEST).find_map(id);
    let fits = |is_older: bool| if is_older == (trend > 0) { 1 } else { -1 };
    above.map_or(0, |above| fits(own.id.as_str() < above))
        + below.map_or(0, |below| fits(below < own.id.as_str()))
}

/// The first paper of arXiv that an entry links to.
fn arxiv_of<'l>(list: &'l List<'_>, entry: &Entry<'_>) -> Option<&'l str> {
    let mut links = entry.links.iter();
    links.find_map(|link| match list.index().identity(link.link)? {
        Identity::Arxiv(arxiv) => Some(arxiv.id.as_str()),
        _ => None,
    })
}

/// For each section, the first being what precedes all headings, how many more papers of arXiv stand above older than
/// above newer ones.
#[must_use]
pub fn trends(list: &List<'_>) -> Vec<i32> {
    let sections = list.entries().iter().filter_map(|entry| entry.section).max();
    let mut trends = vec![0; sections.map_or(1, |last| last + 2)];
    let mut before: Option<(usize, &str)> = None;
    for entry in list.entries() {
        let section = entry.section.map_or(0, |section| section + 1);
        let Some(id) = arxiv_of(list, entry) else { continue };
        if let Some((_, above)) = before.filter(|(last, _)| *last == section) {
            trends[section] += i32::from(above > id) - i32::from(above < id);
        }
        before = Some((section, id));
    }
    trends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, document::Document, list::Registry, source::SourceFile};

    fn with_list<T>(text: &str, check: impl FnOnce(&List<'_>) -> T) -> T {
        let source = SourceFile::new("x.md", text);
        let document = Document::parse(&source);
        check(&List::read(&document, &Config::default(), Registry::builtin()))
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
            let target = &list.index().targets()[0];
            [0, 1, 2].map(|at| belongs(list, target, at))
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
        assert_eq!(with_list(&text, trends), [0, 2, -2]);
    }
}
