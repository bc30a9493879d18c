//! `missing-remote-anchor`: a link to a section of another page, which that page does not have.

use std::collections::BTreeMap;

use crate::{
    document::Link,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{quote, report_links},
    },
};

pub(super) struct MissingRemoteAnchor;

static META: Meta = meta!("missing-remote-anchor", Anchors, Info, Links);

impl Rule for MissingRemoteAnchor {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut missing: BTreeMap<&str, Vec<&Link>> = BTreeMap::new();
        for link in cx.document.links().iter().filter(|link| link.is_checked()) {
            if is_missing(cx, link) {
                missing.entry(&link.url).or_default().push(link);
            }
        }
        for (url, links) in missing {
            let fragment = url.split_once('#').map_or("", |(_, fragment)| fragment);
            let anchor = quote(&format!("#{fragment}"));
            report_links(cx, &links, format!("the page has no section {anchor}"));
        }
    }
}

/// Whether the page is known not to have the fragment of the link.
fn is_missing(cx: &View<'_>, link: &Link) -> bool {
    let fact = cx.facts.links.as_ref().and_then(|links| links.get(&link.url));
    let fragment = link.url.trim().split_once('#').map(|(_, fragment)| fragment);
    let has = fact
        .zip(fragment)
        .and_then(|(fact, fragment)| fact.anchors.get(fragment));
    has == Some(&false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{LinkFact, Verdict},
        rules::support::testing::{check_with, learnt},
    };

    #[test]
    fn only_what_is_known_to_be_missing_is_reported() {
        let mut fact = LinkFact::new(Verdict::Alive, "200 OK");
        fact.anchors = BTreeMap::from([("usage".to_owned(), true), ("data".to_owned(), false)]);
        let facts = learnt([("https://x.org/", fact)]);
        check_with(
            &MissingRemoteAnchor,
            "
[a](https://x.org/#usage) [b](https://x.org/#data) [c](https://x.org/#other) [d](https://x.org/#data)
                              ^^^^^^^^^^^^^^^^^^^ the page has no section “#data” (2 links)
",
            &facts,
        );
    }
}
