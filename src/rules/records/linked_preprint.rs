//! `linked-preprint`: an entry that names a venue and links only to the preprint.

use super::shared::{papers, published_url};
use crate::{
    config::Role,
    document::LinkId,
    finding::{Edit, Fix},
    identity::Identity,
    list::{Entry, Venue},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::breaks_markdown,
    },
};

pub(super) struct LinkedPreprint;

static META: Meta = meta!("linked-preprint", Records, Info, Links)
    .with_help("link to the published version")
    .with_unsafe_fix();

impl Rule for LinkedPreprint {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        if !links_published(cx) {
            return;
        }
        for entry in cx.list.entries().iter().filter(|entry| is_published(entry)) {
            // A second paper may be the published version on a page of another form.
            if let [url] = papers(cx, entry)[..]
                && let Some(link) = only_preprint(cx, entry)
                && let Some(published) = published_url(cx, url)
            {
                let link = cx.link(link);
                let destination = link.destination;
                let can_replace = link.has_own_destination() && !published.contains(breaks_markdown);
                let edit = Edit::replace(destination, &published);
                let fix = can_replace.then(|| Fix::risky("link to the published version", vec![edit]));
                cx.report(destination, format!("this paper was published as {published}"))
                    .fix(fix);
            }
        }
    }
}

/// True if a list usually links to the published version of a paper.
fn links_published(cx: &View<'_>) -> bool {
    let (mut published, mut preprints) = (0, 0);
    for entry in cx.list.entries().iter().filter(|entry| is_published(entry)) {
        let identities = entry
            .links_of(Role::Paper)
            .filter_map(|link| cx.list.index().identity(link));
        let mut all = identities.filter(|identity| identity.is_paper());
        if let Some(first) = all.next() {
            let are_preprints = first.is_preprint() && all.all(Identity::is_preprint);
            *(if are_preprints {
                &mut preprints
            } else {
                &mut published
            }) += 1;
        }
    }
    published > preprints
}

/// True if an entry names the venue of a published paper.
fn is_published(entry: &Entry<'_>) -> bool {
    let venue = entry.venue.as_ref().and_then(|venue| venue.text.known);
    venue.is_some_and(|venue| !Venue::is_preprint(venue))
}

/// The link of an entry to its paper, if it is the only one and leads to a preprint.
fn only_preprint(cx: &View<'_>, entry: &Entry<'_>) -> Option<LinkId> {
    let mut links = entry.links_of(Role::Paper);
    let first = links.next()?;
    let is_preprint = cx.list.index().identity(first).is_some_and(Identity::is_preprint);
    (is_preprint && links.next().is_none()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{LinkFact, PaperRecord, Record},
        rules::support::testing::{check_with, learnt},
    };

    const URL: &str = "https://arxiv.org/abs/2311.01001";

    fn check(others: &str, row: &str, doi: &str) {
        let paper = PaperRecord {
            source: "arXiv".into(),
            doi: Some(doi.into()),
            ..PaperRecord::default()
        };
        let fact = LinkFact::confirmed("arXiv", "", Some(Record::Paper(paper)));
        let list = format!("\n| Title | Venue | Paper |\n|---|---|---|\n{others}{row}");
        check_with(&LinkedPreprint, &list, &learnt([(URL, fact)]));
    }

    const PUBLISHED: &str =
        "| Counting Trees | TGRS 2022 | [p](https://doi.org/10.1109/TGRS.2021.3115569) |\n";

    #[test]
    fn a_list_that_links_to_publishers_does_so_throughout() {
        let row = format!("| Reading Maps | TGRS 2024 | [p]({URL}) |\n");
        let mark = "                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this paper was published as https://doi.org/10.1109/tgrs.2024.1\n";
        let others = PUBLISHED.repeat(2);
        check(&others, &(row.clone() + mark), "10.1109/TGRS.2024.1");
        check(&others, &row, "10.48550/arXiv.2311.01001");
        let both =
            format!("| Reading Maps | TGRS 2024 | [p]({URL}) [d](https://doi.org/10.1109/TGRS.2024.1) |\n");
        check(&others, &both, "10.1109/TGRS.2024.1");
        let preprint = format!("| Reading Maps | arXiv 2023 | [p]({URL}) |\n");
        check(&others, &preprint, "10.1109/TGRS.2024.1");
    }

    #[test]
    fn a_list_of_preprints_links_where_it_likes() {
        let row = format!("| Reading Maps | TGRS 2024 | [p]({URL}) |\n");
        check("", &row, "10.1109/TGRS.2024.1");
        let other = "| Counting Trees | TGRS 2022 | [p](https://arxiv.org/abs/2201.00001) |\n";
        check(&[PUBLISHED, other].concat(), &row, "10.1109/TGRS.2024.1");
    }
}
