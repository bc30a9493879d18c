//! Links as findings name them. Must not choose which links are defects.

use std::collections::BTreeSet;

use crate::{
    document::Link,
    facts::{LinkFacts, Record},
    finding::{Finding, count},
    rules::base::{Context, View},
};

/// The links with a record, each address once, and each repository once wherever in it they lead.
pub(in crate::rules) fn recorded<'a>(cx: &View<'a>) -> Vec<(&'a Link, &'a Record)> {
    let mut seen = BTreeSet::new();
    let checked = cx.document.links().iter().filter(|link| link.is_checked());
    let recorded = checked.filter_map(|link| Some((link, cx.record(&link.url)?)));
    recorded
        .filter(|(link, record)| {
            seen.insert(match record {
                Record::Repository(repository) => Some(repository.name.to_lowercase()),
                _ => LinkFacts::key(&link.url),
            })
        })
        .collect()
}

/// How many places beside the first a finding shows.
pub(in crate::rules) const SHOWN: usize = 3;

/// Reports the first of several links that have one cause, most often one address, and names the others.
pub(in crate::rules) fn report_links<'c>(
    cx: &'c mut Context<'_>,
    links: &[&Link],
    message: String,
) -> &'c mut Finding {
    let more = match links.len() {
        1 => String::new(),
        all => format!(" ({})", count(all, "link")),
    };
    let finding = cx.report(links[0].destination, message + &more);
    for link in links.iter().skip(1).take(SHOWN) {
        let is_same = link.url == links[0].url;
        finding.related(
            link.destination,
            if is_same {
                "the same address"
            } else {
                "this one too"
            },
        );
    }
    finding
}
