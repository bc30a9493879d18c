//! Links within the page whose anchors do not exist exactly as written. Must not report.

use indexmap::IndexMap;

use crate::{
    document::{AnchorMatch, Document, Link},
    finding::{Applicability, Fix},
    rules::support::redirect,
};

/// The links with one fragment that does not match an anchor exactly.
pub(super) struct LostLinks<'d> {
    pub(super) target: AnchorMatch<'d>,
    pub(super) links: Vec<&'d Link>,
}

/// The links within the page that do not match an anchor exactly, by fragment, in order.
pub(super) fn lost_links<'d>(document: &'d Document<'d>) -> IndexMap<&'d str, LostLinks<'d>> {
    let mut lost = IndexMap::new();
    for link in document.links() {
        // GitHub drops the excess cells of a row, so their links cannot be followed.
        if link.is_dropped {
            continue;
        }
        let Some(fragment) = link.local_fragment() else {
            continue;
        };
        let target = document.target(fragment);
        if target != AnchorMatch::Found {
            lost.entry(fragment)
                .or_insert(LostLinks {
                    target,
                    links: Vec::new(),
                })
                .links
                .push(link);
        }
    }
    lost
}

/// Replaces the anchor of links; `None` if one of them has its destination elsewhere.
pub(super) fn fix(links: &[&Link], anchor: &str, applicability: Applicability) -> Option<Fix> {
    let edits = redirect(links, |_| format!("#{anchor}"))?;
    Some(Fix::new(applicability, format!("link to `#{anchor}`"), edits))
}
