//! `refuted-venue`: a venue or a year that publication records contradict.

use super::{
    shared::{Publication, papers, publications, published_url, second_opinion, sources},
    written::Written,
};
use crate::{
    facts::Question,
    identity::Identity,
    list::{Entry, EntryId, Venue, VenueCell},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{Indexed, are_joint, contains_any, indexed},
    },
};

pub(super) struct RefutedVenue;

static META: Meta = meta!("refuted-venue", Records, Warning, Publications)
    .with_help("correct the venue, or link to the paper that is meant")
    .with_safe_fix()
    .yields_to(&["contradicted-venue", "impossible-edition"]);

impl Rule for RefutedVenue {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn questions(&self, view: &View<'_>) -> Vec<Question> {
        let mut questions = Vec::new();
        for (id, entry) in view.list.entries().enumerated() {
            // Requests are dear: only an entry that one source contradicts needs a second one.
            if !is_contradicted(view, id) {
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
        let written = Written::of(cx);
        for (id, entry) in cx.list.entries().enumerated() {
            let Some(stated) = Stated::of(cx, entry) else {
                continue;
            };
            let publications = publications(cx, id);
            let Some((first, second)) = stated.refutation(cx, id, &publications) else {
                continue;
            };
            let message = stated.message(first, second);
            let fix = written.fix(cx, id, stated.cell, first, second);
            let is_sure =
                second.is_some() || indexed(cx, id).is_some_and(|indexed| stated.is_covered(cx, &indexed));
            if is_sure {
                cx.report(stated.cell.span(), message).fix(fix);
            } else {
                cx.report_doubt(stated.cell.span(), message).fix(fix);
            }
        }
    }
}

/// True if a source contradicts the venue of an entry.
fn is_contradicted(cx: &View<'_>, id: EntryId) -> bool {
    let Some(stated) = Stated::of(cx, cx.list.entry(id)) else {
        return false;
    };
    publications(cx, id)
        .iter()
        .any(|said| stated.is_contradicted_by(said))
}

/// The venue of an entry that says where it was published, with its year if that is the year of the venue.
struct Stated<'a> {
    cell: &'a VenueCell<'a>,
    venue: &'a Venue,
    year: Option<u16>,
}

impl<'a> Stated<'a> {
    fn of(cx: &View<'a>, entry: &'a Entry<'_>) -> Option<Self> {
        let cell = entry.venue.as_ref()?;
        let venue = cell.text.known?;
        let spelling = cx.document.slice(cell.venue_span());
        // A date with a month is that of the preprint, whatever the venue.
        let bare_year = entry.date.filter(|(_, date)| date.month.is_none());
        let year = cell.text.year.or(bare_year.map(|(_, date)| date.year));
        // With a year, a name that may mean something else means the venue.
        let is_clear = year.is_some() || !venue.is_ambiguous(spelling);
        let is_published = is_clear && !venue.is_preprint() && !is_beside(cx, cell, venue);
        is_published.then_some(Self { cell, venue, year })
    }

    /// The publication that refutes the venue or the year, and a second one that agrees.
    ///
    /// The index is proof enough. Of other sources two have to agree.
    fn refutation<'p>(
        &self,
        cx: &View<'_>,
        id: EntryId,
        publications: &'p [Publication<'a>],
    ) -> Option<(&'p Publication<'a>, Option<&'p Publication<'a>>)> {
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
                    return Some((first, Some(second)));
                }
            }
        }
        let first = others.first()?;
        indexed(cx, id).map(|_| (*first, None))
    }

    /// True if a source names the same kind of publication: a paper at a conference may be in a journal as well, and
    /// one at a workshop at a conference.
    fn is_comparable(&self, said: &Publication<'_>) -> bool {
        let venue = said.venue;
        venue.is_some_and(|venue| {
            venue.is_meeting() == self.venue.is_meeting()
                && !self.is_before(venue)
                && !are_joint(venue, self.venue)
        })
    }

    /// True if a paper may have been at this workshop before it was published at a conference.
    fn is_before(&self, conference: &Venue) -> bool {
        self.venue.is_workshop() && !conference.is_workshop()
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
        let Some(given) = self.year else { return false };
        !said.years.is_empty() && said.years.iter().all(|year| year.abs_diff(given) > slack)
    }

    /// True if two sources agree, and not only that the venue is right while they differ about the year.
    fn agree(&self, first: &Publication<'_>, second: &Publication<'_>) -> bool {
        let is_stated = first.venue.is_some_and(|venue| venue.id == self.venue.id);
        first.agrees(second) && !(is_stated && first.common_years(second).is_empty())
    }

    /// True if the index would have the paper at the venue that is stated, if it was there.
    fn is_covered(&self, cx: &View<'_>, indexed: &Indexed<'_>) -> bool {
        let year = self.year.unwrap_or(indexed.edition.year);
        let is_same = indexed.venue.id == self.venue.id;
        is_same || cx.publications.covers(&self.venue.id, year) || self.venue.why_no_edition(year).is_some()
    }

    fn message(&self, first: &Publication<'_>, second: Option<&Publication<'_>>) -> String {
        let years = second.map_or_else(|| first.years.clone(), |second| first.common_years(second));
        let venue = first.venue.map_or("", |venue| &venue.id);
        let published = match years.last() {
            Some(year) => format!("{venue} {year}"),
            None => venue.to_owned(),
        };
        let stated = match self.year {
            Some(year) if self.venue.id == venue => format!("in {year}"),
            Some(year) => format!("at {} {year}", self.venue.id),
            None => format!("at {}", self.venue.id),
        };
        let sources = sources(first, second);
        format!("this paper was published at {published} ({sources}), not {stated}")
    }
}

/// True if a cell names something that is published beside a conference, which sources know by other names.
fn is_beside(cx: &View<'_>, cell: &VenueCell<'_>, venue: &Venue) -> bool {
    let qualifier = cx.document.slice(cell.qualifier_span()).to_lowercase();
    !venue.is_workshop() && contains_any(&qualifier, &["workshop", "findings"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Facts, LinkFact, LinkFacts, PaperRecord, Record},
        publications::Paper,
        rules::support::testing::{check_knowing, check_with, learnt},
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
        let mark = |not: &str| {
            let published = "this paper was published at CVPR 2024 (arXiv; Semantic Scholar)";
            format!("                 ^^^^^^^^^ {published}, not {not}\n")
        };
        let agreed = facts(("CVPR", 2024), ("CVPR", 2024));
        check_with(&RefutedVenue, &list("ECCV 2024", &mark("at ECCV 2024")), &agreed);
        check_with(&RefutedVenue, &list("CVPR 2023", &mark("in 2023")), &agreed);
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

    const PAPER: Paper<'_> = Paper {
        title: "Reading Maps Without Labels",
        author: "Nora Lind",
        venue: "CVPR",
        year: 2024,
    };

    #[track_caller]
    fn check_index(venue: &str, said: &str) {
        let head = format!(
            "\n| Title | Venue | Paper |\n|---|---|---|\n| {} | {venue} | [p]({URL}) |\n",
            PAPER.title
        );
        let mark = format!("{}{} {said}\n", " ".repeat(32), "^".repeat(venue.len()));
        let marked = if said.is_empty() { head } else { head + &mark };
        check_knowing(&RefutedVenue, &marked, &[PAPER], &Facts::default());
    }

    #[test]
    fn the_index_refutes_a_venue_or_a_year() {
        let published = "this paper was published at CVPR 2024 (DBLP, 2026-11)";
        check_index("ICCV 2023", &format!("{published}, not at ICCV 2023"));
        check_index("CVPR 2023", &format!("{published}, not in 2023"));
        check_index("NeurIPS", &format!("{published}, not at NeurIPS"));
        check_index("CVPR 2024", "");
        check_index("CVPR", "");
    }

    #[test]
    fn versions_of_a_paper_at_two_places_are_left_alone() {
        for venue in [
            "TPAMI 2024",
            "ICCVW 2023",
            "NeurIPS 2023 Workshop",
            "EMNLP 2023 Findings",
            "arXiv 2023",
        ] {
            check_index(venue, "");
        }
        let joint = Paper {
            venue: "EMNLP",
            year: 2019,
            ..PAPER
        };
        let list = format!(
            "\n| Title | Venue |\n|---|---|\n| {} | IJCNLP 2019 |\n",
            PAPER.title
        );
        check_knowing(&RefutedVenue, &list, &[joint], &Facts::default());
    }

    #[test]
    fn a_date_beside_the_venue_is_that_of_the_preprint() {
        let list = format!(
            "\n| Title | Venue | Date |\n|---|---|---|\n| {} | CVPR | 2023-11-02 |\n",
            PAPER.title
        );
        check_knowing(&RefutedVenue, &list, &[PAPER], &Facts::default());
    }
}
