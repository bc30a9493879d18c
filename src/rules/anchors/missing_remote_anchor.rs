//! `missing-remote-anchor`: a link to a section that the remote page does not have.

use std::collections::BTreeMap;

use crate::{
    document::Link,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{quote, report_links},
    },
};

pub(super) struct MissingRemoteAnchor;

static META: Meta = meta!("missing-remote-anchor", Anchors, Info, Links)
    .with_help("link to a section that the page has, or to the page as a whole");

impl Rule for MissingRemoteAnchor {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut missing: BTreeMap<_, Vec<&Link>> = BTreeMap::new();
        for link in cx.document.links() {
            if let Some(fragment) = missing_fragment(cx, link) {
                missing.entry((&link.url, fragment)).or_default().push(link);
            }
        }
        for ((_, fragment), links) in missing {
            let anchor = quote(&format!("#{fragment}"));
            report_links(cx, &links, format!("the page has no section {anchor}"));
        }
    }
}

/// The fragment of a link, if its page is known not to have it.
fn missing_fragment<'a>(cx: &View<'a>, link: &'a Link) -> Option<&'a str> {
    let (_, fragment) = link.url.trim().split_once('#')?;
    let fact = cx.facts.links.as_ref()?.get(&link.url)?;
    // Pages that were cut off, and pages in other formats than HTML and Markdown, have no result for the fragment.
    let is_missing = fact.anchors.get(fragment) == Some(&false);
    (is_missing && link.is_checked()).then_some(fragment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{LinkFact, Verdict},
        rules::support::testing::{check_with, learnt},
    };

    #[test]
    fn only_known_absence_is_reported() {
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
