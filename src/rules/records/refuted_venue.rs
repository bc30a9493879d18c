//! `refuted-venue`: a venue or a year that two sources agree is another.

use super::shared::{Publication, papers, publications, published_url, second_opinion};
use crate::{
    facts::Question,
    identity::Identity,
    list::{Entry, Venue, VenueCell},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::contains_any,
    },
};

pub(super) struct RefutedVenue;

static META: Meta = meta!("refuted-venue", Records, Warning, Links)
    .with_help("correct the venue, or link to the paper that is meant");

impl Rule for RefutedVenue {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn questions(&self, view: &View<'_>) -> Vec<Question> {
        let mut questions = Vec::new();
        for entry in view.list.entries() {
            // Requests are dear: only an entry that one source contradicts needs a second one.
            if !is_contradicted(view, entry) {
                continue;
            }
            for url in papers(view, entry) {
                questions.extend(second_opinion(url).map(Question::lookup));
                // A record of any other registry has the DOI of the linked paper itself: nothing more to look up.
                if let Some(Identity::Arxiv(_)) = Identity::parse(url) {
                    questions.extend(published_url(view, url).map(Question::lookup));
                }
            }
        }
        questions
    }

    fn check(&self, cx: &mut Context<'_>) {
        for entry in cx.list.entries() {
            if let Some(stated) = Stated::of(cx, entry)
                && let Some(message) = stated.refutation(&publications(cx, entry))
            {
                cx.report(stated.cell.span(), message);
            }
        }
    }
}

/// True if a source contradicts the venue of an entry.
fn is_contradicted(cx: &View<'_>, entry: &Entry<'_>) -> bool {
    let Some(stated) = Stated::of(cx, entry) else {
        return false;
    };
    let publications = publications(cx, entry);
    publications.iter().any(|said| stated.is_contradicted_by(said))
}

/// The venue of an entry that says where it was published, with its year.
struct Stated<'a> {
    cell: &'a VenueCell<'a>,
    venue: &'a Venue,
    year: u16,
}

impl<'a> Stated<'a> {
    fn of(cx: &View<'a>, entry: &'a Entry<'_>) -> Option<Self> {
        let cell = entry.venue.as_ref()?;
        let (venue, year) = (cell.text.known?, cell.text.year?);
        let is_published = !venue.is_preprint() && !is_beside(cx, cell, venue);
        is_published.then_some(Self { cell, venue, year })
    }

    /// The message where two sources agree on another venue or year.
    fn refutation(&self, publications: &[Publication<'_>]) -> Option<String> {
        let mut others = Vec::new();
        for said in publications.iter().filter(|said| self.is_comparable(said)) {
            // Where one source agrees, the venue has been written for a reason.
            if !self.is_contradicted_by(said) {
                return None;
            }
            others.push(said);
        }
        for first in &others {
            for second in &others {
                if self.agree(first, second) {
                    return Some(message(first, second));
                }
            }
        }
        None
    }

    /// True if a source names the same kind of publication: a paper at a conference may be in a journal as well.
    fn is_comparable(&self, said: &Publication<'_>) -> bool {
        let venue = said.venue;
        venue.is_some_and(|venue| venue.is_meeting() == self.venue.is_meeting())
    }

    fn is_contradicted_by(&self, said: &Publication<'_>) -> bool {
        if !self.is_comparable(said) {
            return false;
        }
        if said.venue.is_some_and(|venue| venue.id != self.venue.id) {
            return true;
        }
        // A paper of a journal may be online in one year and printed in the next.
        let slack = u16::from(!self.venue.is_meeting());
        !said.years.is_empty() && said.years.iter().all(|year| year.abs_diff(self.year) > slack)
    }

    /// True if two sources agree, and not only that the venue is right while they differ about the year.
    fn agree(&self, first: &Publication<'_>, second: &Publication<'_>) -> bool {
        let is_stated = first.venue.is_some_and(|venue| venue.id == self.venue.id);
        first.agrees(second) && !(is_stated && first.common_years(second).is_empty())
    }
}

/// True if a cell names something that is published beside a conference, which sources know by other names.
fn is_beside(cx: &View<'_>, cell: &VenueCell<'_>, venue: &Venue) -> bool {
    let qualifier = cx.document.slice(cell.qualifier_span()).to_lowercase();
    !venue.is_workshop() && contains_any(&qualifier, &["workshop", "findings"])
}

fn message(first: &Publication<'_>, second: &Publication<'_>) -> String {
    let venue = first.venue.map_or("", |venue| &venue.id);
    let message = format!(
        "{} and {} say that this paper was published at {venue}",
        first.source, second.source
    );
    match first.common_years(second).last() {
        Some(year) => format!("{message} {year}"),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Facts, LinkFact, LinkFacts, PaperRecord, Record},
        rules::support::testing::{check_with, learnt},
    };

    const URL: &str = "https://arxiv.org/abs/2311.01001";

    fn facts(first: (&str, u16), second: (&str, u16)) -> Facts {
        let fact = |source: &str, (journal, year): (&str, u16)| {
            let paper = PaperRecord {
                source: source.into(),
                journal: Some(format!("{journal} {year}")),
                ..PaperRecord::default()
            };
            LinkFact::confirmed(source, "", Some(Record::Paper(paper)))
        };
        let mut facts = learnt([(URL, fact("arXiv", first))]);
        let url = Identity::parse(URL).and_then(|identity| identity.second_opinion());
        facts
            .lookups
            .insert(url.expect("arXiv has one"), fact("Semantic Scholar", second));
        facts
    }

    fn list(venue: &str, mark: &str) -> String {
        format!("\n| Title | Venue | Paper |\n|---|---|---|\n| Reading Maps | {venue} | [p]({URL}) |\n{mark}")
    }

    #[test]
    fn two_sources_that_agree_refute_a_venue_or_a_year() {
        let mark = "                 ^^^^^^^^^ arXiv and Semantic Scholar say that this paper was published at CVPR 2024\n";
        let agreed = facts(("CVPR", 2024), ("CVPR", 2024));
        check_with(&RefutedVenue, &list("ECCV 2024", mark), &agreed);
        check_with(&RefutedVenue, &list("CVPR 2023", mark), &agreed);
        check_with(&RefutedVenue, &list("CVPR 2024", ""), &agreed);
    }

    #[test]
    fn what_is_published_beside_a_conference_has_other_names() {
        let elsewhere = facts(("CVPRW", 2021), ("CVPRW", 2021));
        check_with(&RefutedVenue, &list("CVPR 2021 Workshop", ""), &elsewhere);
        let elsewhere = facts(("EMNLP", 2023), ("EMNLP", 2023));
        check_with(&RefutedVenue, &list("ACL 2023 Findings", ""), &elsewhere);
    }

    #[test]
    fn sources_that_differ_about_the_year_only_refute_no_venue() {
        check_with(
            &RefutedVenue,
            &list("CVPR 2021", ""),
            &facts(("CVPR", 2022), ("CVPR", 2023)),
        );
    }

    #[test]
    fn an_entry_with_endless_links_is_compared_in_bounded_time() {
        let link = |number: u32| format!("[p](https://arxiv.org/abs/2311.{number:05}) ");
        let links: String = (0..10_000).map(link).collect();
        let list = list("ECCV 2024", "").replace(&format!("[p]({URL})"), &links);
        let (fact, mut facts) = (facts(("CVPR", 2024), ("ICCV", 2023)), learnt([]));
        let fact = fact
            .links
            .as_ref()
            .and_then(|links| links.get(URL))
            .expect("a fact");
        facts.links = Some(LinkFacts::default());
        for number in 0..10_000 {
            let url = format!("https://arxiv.org/abs/2311.{number:05}");
            facts.links.get_or_insert_default().insert(url, fact.clone());
        }
        check_with(&RefutedVenue, &list, &facts);
    }

    #[test]
    fn one_source_sources_that_differ_and_another_kind_refute_nothing() {
        check_with(
            &RefutedVenue,
            &list("ECCV 2024", ""),
            &facts(("CVPR", 2024), ("ICCV", 2023)),
        );
        check_with(
            &RefutedVenue,
            &list("ECCV 2024", ""),
            &facts(("CVPR", 2024), ("ECCV", 2024)),
        );
        check_with(
            &RefutedVenue,
            &list("TPAMI 2024", ""),
            &facts(("CVPR", 2024), ("CVPR", 2024)),
        );
        check_with(
            &RefutedVenue,
            &list("TPAMI 2024", ""),
            &facts(("TPAMI", 2025), ("TPAMI", 2025)),
        );
    }
}
