//! `published-preprint`: a preprint that was published since.

use super::{Context, Meta, Rule, preprint_and_published::preprint, quote};
use crate::{
    config::Role,
    facts::{PaperRecord, Record},
    finding::Severity,
    list::{Kind, Registry, Venue, find_venues},
};

pub(super) struct PublishedPreprint;

static META: Meta = Meta {
    id: "published-preprint",
    severity: Severity::Info,
    online: true,
    page: include_str!("../../rules/published-preprint.md"),
};

impl Rule for PublishedPreprint {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for entry in cx.list.entries() {
            let Some(venue) = preprint(entry) else {
                continue;
            };
            let mut links = entry.links_of(Role::Paper).map(|link| &cx.document.links()[link]);
            let paper = links.find_map(|link| match cx.record(&link.url) {
                Some(Record::Paper(paper)) => Some(paper),
                _ => None,
            });
            let Some(paper) = paper else { continue };
            if let Some((words, published)) = publication(paper, cx.registry) {
                let source = &paper.source;
                let message = format!("this preprint was published: {source} says {}", quote(words));
                let finding = cx.report(venue.span(), message);
                if let Some(doi) = published {
                    finding.help(format!("the published version is https://doi.org/{doi}"));
                }
            }
        }
    }
}

/// The words of the record that say where the paper was published, and its DOI.
fn publication<'p>(paper: &'p PaperRecord, registry: &Registry) -> Option<(&'p str, Option<&'p str>)> {
    let doi = paper
        .doi
        .as_deref()
        .filter(|doi| !doi.to_lowercase().starts_with("10.48550/"));
    let said = paper
        .comment
        .as_deref()
        .and_then(|comment| accepted(comment, registry));
    let words = paper.journal.as_deref().or(said)?;
    Some((words, doi))
}

/// The venue with its year that a remark names, unless the paper is only on its way there.
fn accepted<'c>(comment: &'c str, registry: &Registry) -> Option<&'c str> {
    const ON_ITS_WAY: [&str; 5] = [
        "submitted",
        "under review",
        "preprint",
        "in submission",
        "extended version",
    ];
    let lower = comment.to_lowercase();
    if ON_ITS_WAY.iter().any(|words| lower.contains(words)) {
        return None;
    }
    let mut venues = find_venues(comment, registry);
    let is_place = |known: &Venue| known.kind != Kind::Preprint;
    let (place, _) = venues.find(|(_, venue)| venue.known.is_some_and(is_place))?;
    Some(comment[place].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_says_where_a_paper_was_accepted() {
        let said = |comment| accepted(comment, Registry::builtin());
        assert_eq!(
            said("Accepted at CVPR 2024 (oral). Code: https://github.com/a/b"),
            Some("CVPR 2024")
        );
        assert_eq!(said("ICLR 2023"), Some("ICLR 2023"));
        for comment in [
            "Submitted to CVPR 2024",
            "Under review at ICLR 2025",
            "12 pages, 3 figures",
            "Extended version of our CVPR 2023 paper",
        ] {
            assert_eq!(said(comment), None, "{comment}");
        }
    }
}
