//! `published-preprint`: a preprint that was published since.

use super::publication::{Publication, doi, doi_url, papers, publications};
use crate::{
    facts::{Question, Record},
    finding::{Edit, Fix},
    identity::Identity,
    list::{VenueCell, VenueStyle},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{preprint, quote},
    },
};

pub(super) struct PublishedPreprint;

static META: Meta = meta!("published-preprint", Records, Info, Links).with_unsafe_fix();

impl Rule for PublishedPreprint {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn questions(&self, view: &View<'_>) -> Vec<Question> {
        // What others say about preprints, and about the published versions that their authors name.
        let mut questions = Vec::new();
        for entry in view
            .list
            .entries()
            .iter()
            .filter(|entry| preprint(entry).is_some())
        {
            for url in papers(view, entry) {
                let opinion = Identity::parse(url).and_then(|identity| identity.second_opinion());
                questions.extend(opinion.map(Question::aside));
                if let Some(Record::Paper(paper)) = view.record(url) {
                    questions.extend(doi(paper).map(|doi| Question::aside(doi_url(doi))));
                }
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
            let fix = second.and_then(|second| fix(cx, venue, first, second));
            let finding = cx.report(venue.span(), message(first, second));
            if let Some(doi) = publications.iter().find_map(|publication| publication.doi) {
                finding.help(format!("the published version is https://doi.org/{doi}"));
            }
            finding.fix = fix;
        }
    }
}

fn message(first: &Publication<'_>, second: Option<&Publication<'_>>) -> String {
    let said = first.words.to_owned();
    let year = first
        .years
        .last()
        .filter(|year| !said.contains(&year.to_string()));
    let said = year.map_or(said.clone(), |year| format!("{said} {year}"));
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

/// Writes what two sources say as the list writes venues. It may be that of another paper with the title, so nobody should
/// take it unseen.
fn fix(
    cx: &View<'_>,
    preprint: &VenueCell<'_>,
    first: &Publication<'_>,
    second: &Publication<'_>,
) -> Option<Fix> {
    let known = first.venue?;
    let year = *first.common_years(second).last()?;
    let alike = cx
        .list
        .venues()
        .find(|venue| venue.text.known.is_some_and(|other| other.id == known.id));
    let name = alike.map_or(&*known.id, |venue| cx.document.slice(venue.venue_span()));
    let convention = cx.list.conventions().venue_style.of(preprint.column, ());
    let style: Option<VenueStyle> = convention
        .and_then(|convention| convention.form)
        .or(preprint.text.style);
    let text = match (preprint.text.year, style) {
        // The year stands in another column, which is not rewritten.
        (None, _) => name.to_owned(),
        (Some(_), Some(style)) => format!("{name}{}", style.write_year(year)),
        (Some(_), None) => format!("{name} {year}"),
    };
    let edit = Edit::replace(preprint.span(), &text);
    Some(Fix::unsafe_(format!("write {}", quote(&text)), vec![edit]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Facts, LinkFact, PaperRecord},
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
        LinkFact::told(source, "", Some(Record::Paper(paper)))
    }

    fn facts(second: Option<LinkFact>) -> Facts {
        let mut facts = learnt([(URL, said("arXiv", "Proc. CVPR 2024", 2023))]);
        if let Some(second) = second {
            let url = Identity::parse(URL).and_then(|identity| identity.second_opinion());
            facts.asides.insert(url.expect("arXiv has one"), second);
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
