//! Links within the page whose anchors are not there as written. Must not report.

use indexmap::IndexMap;

use crate::{
    document::{Document, Link, LinkSyntax, Target},
    finding::{Applicability, Edit, Fix},
};

/// Links within the page with one fragment that leads to no anchor as it is written.
pub(super) struct LostLinks<'d> {
    pub(super) fragment: &'d str,
    pub(super) target: Target<'d>,
    pub(super) links: Vec<&'d Link>,
}

/// The links within the page that lead to no anchor as they are written, by fragment, in order.
pub(super) fn lost_links<'d>(document: &'d Document<'d>) -> Vec<LostLinks<'d>> {
    let mut groups: IndexMap<_, LostLinks<'d>> = IndexMap::new();
    for link in document.links().iter().filter(|link| !link.is_dropped) {
        let Some(fragment) = link.local_fragment() else {
            continue;
        };
        let target = document.target(fragment);
        if target == Target::Found {
            continue;
        }
        let group = groups.entry(fragment).or_insert_with(|| LostLinks {
            fragment,
            target,
            links: Vec::new(),
        });
        group.links.push(link);
    }
    groups.into_values().collect()
}

/// Leads links to another anchor; `None` where one of them keeps its destination elsewhere.
pub(super) fn fix(links: &[&Link], anchor: &str, certainty: Applicability) -> Option<Fix> {
    let is_written_here = |link: &&Link| matches!(link.syntax, LinkSyntax::Inline | LinkSyntax::Html);
    let edits = links
        .iter()
        .map(|link| Edit::replace(link.destination, format!("#{anchor}")))
        .collect();
    links.iter().all(is_written_here).then(|| Fix {
        applicability: certainty,
        ..Fix::safe(format!("link to `#{anchor}`"), edits)
    })
}
