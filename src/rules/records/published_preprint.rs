//! `published-preprint`: a preprint that was published since.

use super::shared::{Publication, papers, publications, published_url, second_opinion};
use crate::{
    facts::Question,
    finding::{Edit, Fix},
    list::{Venue, VenueCell},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{preprint, quote},
    },
};

pub(super) struct PublishedPreprint;

static META: Meta = meta!("published-preprint", Records, Info, Links)
    .with_help("write the venue")
    .with_unsafe_fix();

impl Rule for PublishedPreprint {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn questions(&self, view: &View<'_>) -> Vec<Question> {
        let mut questions = Vec::new();
        for entry in view.list.entries() {
            if preprint(entry).is_none() {
                continue;
            }
            // arXiv knows of a publication only from the authors, so other sources are asked as well.
            for url in papers(view, entry) {
                questions.extend(second_opinion(url).map(Question::lookup));
                questions.extend(published_url(view, url).map(Question::lookup));
            }
        }
        questions
    }

    fn check(&self, cx: &mut Context<'_>) {
        for entry in cx.list.entries() {
            let Some(venue) = preprint(entry) else {
                continue;
            };
            let publications = publications(cx, entry);
            let Some(first) = publications.first() else {
                continue;
            };
            let second = publications.iter().find(|second| first.agrees(second));
            // One source may have mixed up two papers of one title, so a fix needs a second one that agrees.
            let fix = second.and_then(|second| fix(cx, venue, first, second));
            let finding = cx.report(venue.span(), message(first, second)).fix(fix);
            if let Some(doi) = publications.iter().find_map(|publication| publication.doi) {
                finding.help(format!("the published version is https://doi.org/{doi}"));
            }
        }
    }
}

fn message(first: &Publication<'_>, second: Option<&Publication<'_>>) -> String {
    let mut said = first.words.to_owned();
    if let Some(year) = first.years.last()
        && !said.contains(&year.to_string())
    {
        said = format!("{said} {year}");
    }
    let message = format!(
        "this preprint was published: {} says {}",
        first.source,
        quote(&said)
    );
    match second {
        Some(second) => format!("{message}, and {} agrees", second.source),
        None => message,
    }
}

/// Writes the venue that two sources name as the list writes venues. Both may mean another paper with the title, so the fix should be reviewed.
fn fix(
    cx: &View<'_>,
    preprint: &VenueCell<'_>,
    first: &Publication<'_>,
    second: &Publication<'_>,
) -> Option<Fix> {
    let name = name_in_list(cx, first.venue?);
    let year = *first.common_years(second).last()?;
    let text = match preprint.text.year {
        // The year is in another column, which is not rewritten.
        None => name.to_owned(),
        Some(_) => name.to_owned() + &written_year(cx, preprint, year),
    };
    let edit = Edit::replace(preprint.span(), &text);
    Some(Fix::risky(format!("write {}", quote(&text)), vec![edit]))
}

/// The name that the list has for a venue, or else the usual one.
fn name_in_list<'a>(cx: &View<'a>, venue: &'a Venue) -> &'a str {
    for other in cx.list.venues() {
        if other.text.known.is_some_and(|known| known.id == venue.id) {
            return cx.document.slice(other.venue_span());
        }
    }
    &venue.id
}

/// A year with its separator as the column of a cell, or else the cell itself, writes years.
fn written_year(cx: &View<'_>, cell: &VenueCell<'_>, year: u16) -> String {
    let column = cx.list.conventions().venue_style.of(cell.column, ());
    match column.and_then(|convention| convention.form).or(cell.text.style) {
        Some(style) => style.write_year(year),
        None => format!(" {year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Facts, LinkFact, PaperRecord, Record},
        identity::Identity,
        rules::support::testing::{check_with, learnt},
    };

    const URL: &str = "https://arxiv.org/abs/2311.01001";

    fn said(source: &str, journal: &str, year: u16) -> LinkFact {
        let paper = PaperRecord {
            source: source.into(),
            title: "Reading Maps".into(),
            journal: Some(journal.into()),
            year: Some(year),
            ..PaperRecord::default()
        };
        LinkFact::confirmed(source, "", Some(Record::Paper(paper)))
    }

    fn facts(second: Option<LinkFact>) -> Facts {
        let mut facts = learnt([(URL, said("arXiv", "Proc. CVPR 2024", 2023))]);
        if let Some(second) = second {
            let url = Identity::parse(URL).and_then(|identity| identity.second_opinion());
            facts.lookups.insert(url.expect("arXiv has one"), second);
        }
        facts
    }

    #[test]
    fn a_second_source_is_named() {
        let list = |message: &str| {
            format!(
                "
| Title | Venue | Paper |
|---|---|---|
| Reading Maps | arXiv 2023 | [p]({URL}) |
                 ^^^^^^^^^^ {message}
"
            )
        };
        let alone = "this preprint was published: arXiv says “Proc. CVPR 2024”";
        check_with(&PublishedPreprint, &list(alone), &facts(None));
        let other = said("Semantic Scholar", "ICCV", 2023);
        check_with(&PublishedPreprint, &list(alone), &facts(Some(other)));
        let same = said(
            "Semantic Scholar",
            "Computer Vision and Pattern Recognition",
            2024,
        );
        let agreed = format!("{alone}, and Semantic Scholar agrees");
        check_with(&PublishedPreprint, &list(&agreed), &facts(Some(same)));
    }
}
