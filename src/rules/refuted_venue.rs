//! `refuted-venue`: a venue or a year that two sources agree is another.

use super::{
    Context, Meta, Rule,
    publication::{Publication, doi, doi_url, publications},
};
use crate::{
    config::Role,
    facts::{Question, Record},
    finding::Severity,
    identity::Identity,
    list::{Entry, Kind, Venue, VenueCell},
};

pub(super) struct RefutedVenue;

static META: Meta = Meta {
    id: "refuted-venue",
    severity: Severity::Warning,
    online: true,
    page: include_str!("../../rules/refuted-venue.md"),
};

impl Rule for RefutedVenue {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for entry in cx.list.entries() {
            let Some((stated, venue)) = stated(entry) else {
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
            let agreed = pairs.filter(|(first, second)| first.agrees(second));
            let Some((first, second)) = agreed.into_iter().next() else {
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

/// The venue of an entry that says where it was published.
fn stated<'e, 'r>(entry: &'e Entry<'r>) -> Option<(&'e VenueCell<'r>, &'r Venue)> {
    let cell = entry.venue.as_ref()?;
    let venue = cell.text.known.filter(|venue| venue.kind != Kind::Preprint)?;
    (cell.text.year.is_some()).then_some((cell, venue))
}

/// Whether a source speaks of the same kind of publication: a paper at a conference may stand in a journal as well.
fn is_comparable(said: &Publication<'_>, stated: &Venue) -> bool {
    let is_meeting = |venue: &Venue| matches!(venue.kind, Kind::Conference | Kind::Workshop);
    said.venue
        .is_some_and(|venue| is_meeting(venue) == is_meeting(stated))
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
    let slack = u16::from(!matches!(stated.kind, Kind::Conference | Kind::Workshop));
    !said.years.is_empty() && said.years.iter().all(|other| other.abs_diff(year) > slack)
}

/// A second opinion where one source contradicts an entry.
pub(super) fn questions(cx: &Context<'_>) -> Vec<Question> {
    let mut questions = Vec::new();
    for entry in cx.list.entries() {
        let Some((cell, venue)) = stated(entry) else {
            continue;
        };
        if !publications(cx, entry)
            .iter()
            .any(|said| contradicts(said, cell, venue))
        {
            continue;
        }
        for link in entry.links_of(Role::Paper) {
            let url = &cx.document.links()[link].url;
            let opinion = Identity::parse(url).and_then(|identity| identity.second_opinion());
            questions.extend(opinion.map(Question::aside));
            if let (Some(Record::Paper(paper)), Some(Identity::Arxiv(_))) =
                (cx.record(url), Identity::parse(url))
            {
                questions.extend(doi(paper).map(|doi| Question::aside(doi_url(doi))));
            }
        }
    }
    questions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Facts, LinkFact, PaperRecord},
        rules::testing::{check_with, learnt},
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
