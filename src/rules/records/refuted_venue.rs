//! `refuted-venue`: a venue or a year that two sources agree is another.

use super::publication::{Publication, doi, doi_url, papers, publications};
use crate::{
    facts::{Question, Record},
    identity::Identity,
    list::{Entry, Venue, VenueCell},
    rules::base::{Context, Meta, Rule, View, meta},
};

pub(super) struct RefutedVenue;

static META: Meta = meta!("refuted-venue", Records, Warning, Links);

impl Rule for RefutedVenue {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn questions(&self, view: &View<'_>) -> Vec<Question> {
        // A second opinion where one source contradicts an entry.
        let mut questions = Vec::new();
        for entry in view.list.entries() {
            let Some((cell, venue)) = stated(view, entry) else {
                continue;
            };
            if !publications(view, entry)
                .iter()
                .any(|said| contradicts(said, cell, venue))
            {
                continue;
            }
            for url in papers(view, entry) {
                let opinion = Identity::parse(url).and_then(|identity| identity.second_opinion());
                questions.extend(opinion.map(Question::aside));
                if let (Some(Record::Paper(paper)), Some(Identity::Arxiv(_))) =
                    (view.record(url), Identity::parse(url))
                {
                    questions.extend(doi(paper).map(|doi| Question::aside(doi_url(doi))));
                }
            }
        }
        questions
    }

    fn check(&self, cx: &mut Context<'_>) {
        for entry in cx.list.entries() {
            let Some((stated, venue)) = stated(cx, entry) else {
                continue;
            };
            let publications = publications(cx, entry);
            let others: Vec<_> = publications
                .iter()
                .filter(|said| contradicts(said, stated, venue))
                .collect();
            // Whoever has found one source that agrees has had a reason to write what stands there.
            if others.len()
                < publications
                    .iter()
                    .filter(|said| is_comparable(said, venue))
                    .count()
            {
                continue;
            }
            let pairs = others
                .iter()
                .flat_map(|first| others.iter().map(move |second| (first, second)));
            let mut agreed = pairs.filter(|(first, second)| agree(first, second, venue));
            let Some((first, second)) = agreed.next() else {
                continue;
            };
            let year = first.common_years(second).last().map(|year| format!(" {year}"));
            let found = first.venue.map_or("", |venue| &venue.id);
            let message = format!(
                "{} and {} say that this paper was published at {found}{}",
                first.source,
                second.source,
                year.unwrap_or_default()
            );
            cx.report(stated.span(), message);
        }
    }
}

/// Whether two sources say the same, and not only that the venue is right while they differ about the year.
fn agree(first: &Publication<'_>, second: &Publication<'_>, stated: &Venue) -> bool {
    let is_stated = first.venue.is_some_and(|venue| venue.id == stated.id);
    first.agrees(second) && !(is_stated && first.common_years(second).is_empty())
}

/// The venue of an entry that says where it was published.
fn stated<'a>(cx: &View<'a>, entry: &'a Entry<'_>) -> Option<(&'a VenueCell<'a>, &'a Venue)> {
    let cell = entry.venue.as_ref()?;
    let venue = cell.text.known.filter(|venue| !venue.is_preprint())?;
    let is_stated = cell.text.year.is_some() && !is_beside(cx, cell, venue);
    is_stated.then_some((cell, venue))
}

/// Whether a cell names something that is published beside a conference, which sources know by other names.
fn is_beside(cx: &View<'_>, cell: &VenueCell<'_>, venue: &Venue) -> bool {
    let qualifier = cx.document.slice(cell.qualifier_span()).to_lowercase();
    !venue.is_workshop()
        && ["workshop", "findings"]
            .iter()
            .any(|word| qualifier.contains(word))
}

/// Whether a source speaks of the same kind of publication: a paper at a conference may stand in a journal as well.
fn is_comparable(said: &Publication<'_>, stated: &Venue) -> bool {
    said.venue
        .is_some_and(|venue| venue.is_meeting() == stated.is_meeting())
}

fn contradicts(said: &Publication<'_>, cell: &VenueCell<'_>, stated: &Venue) -> bool {
    let Some(venue) = said.venue.filter(|_| is_comparable(said, stated)) else {
        return false;
    };
    if venue.id != stated.id {
        return true;
    }
    let Some(year) = cell.text.year else { return false };
    // A paper of a journal may be online in one year and printed in the next.
    let slack = u16::from(!stated.is_meeting());
    !said.years.is_empty() && said.years.iter().all(|other| other.abs_diff(year) > slack)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Facts, LinkFact, LinkFacts, PaperRecord},
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
            LinkFact::told(source, "", Some(Record::Paper(paper)))
        };
        let mut facts = learnt([(URL, fact("arXiv", first))]);
        let url = Identity::parse(URL).and_then(|identity| identity.second_opinion());
        facts
            .asides
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
