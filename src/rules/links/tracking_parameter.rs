//! `tracking-parameter`: a part of an address that only tells its host who followed the link. Groups links by what is
//! left in them from copying for `copied-view` as well.

use std::ops::Range;

use indexmap::IndexMap;

use crate::{
    document::{Document, Link},
    finding::{Edit, Fix},
    identity::tracking_parameters,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{quote, report_links},
    },
    source::Span,
};

pub(super) struct TrackingParameter;

static META: Meta = meta!("tracking-parameter", Links, Info, Page).with_safe_fix();

/// A query for tracking that stands in so many links is there on purpose.
const ON_PURPOSE: usize = 3;

impl Rule for TrackingParameter {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for leftover in leftovers(cx.document, tracking_parameters) {
            let is_own = leftover.text.split('&').any(is_own);
            let is_campaign = leftover.text.contains("utm_") && leftover.links.len() >= ON_PURPOSE;
            if !is_own && !is_campaign {
                let shown = leftover.shown();
                leftover.report(cx, format!("{shown} only tracks who follows the link"));
            }
        }
    }
}

/// `utm_source=github` and the like: whoever wrote it made it for this list.
fn is_own(parameter: &str) -> bool {
    let value = parameter.to_ascii_lowercase();
    value.starts_with("utm_")
        && ["github", "awesome", "readme"]
            .iter()
            .any(|own| value.contains(own))
}

/// Links with the same text left in them from copying.
pub(super) struct Leftover<'d> {
    document: &'d Document<'d>,
    /// What is left over, without the signs before and between.
    text: String,
    links: Vec<&'d Link>,
    /// Where the text stands in the file; `None` where a link is not written as it reads.
    spans: Option<Vec<Span>>,
}

/// The links with something left over: those with the same parameters together, in the order of the file.
pub(super) fn leftovers<'d>(
    document: &'d Document<'d>,
    find: impl Fn(&str) -> Vec<Range<usize>>,
) -> Vec<Leftover<'d>> {
    let mut groups: IndexMap<_, Leftover<'d>> = IndexMap::new();
    for link in document.links().iter().filter(|link| link.is_checked()) {
        let ranges = find(&link.url);
        if ranges.is_empty() {
            continue;
        }
        let piece = |range: &Range<usize>| link.url[range.clone()].trim_matches(['?', '&']);
        let text = ranges.iter().map(piece).collect::<Vec<_>>().join("&");
        // A parameter is the habit of a site; a path or fragment was copied once for the links of a row.
        let row = document.source().line_index(link.span.start);
        let is_parameter = !text.starts_with(['/', '#', ':']);
        let key = if is_parameter {
            text.clone()
        } else {
            format!("{row} {}", link.url)
        };
        let group = groups.entry(key).or_insert_with(|| Leftover {
            document,
            text,
            links: Vec::new(),
            spans: Some(Vec::new()),
        });
        group.push(link, ranges);
    }
    groups.into_values().collect()
}

impl<'d> Leftover<'d> {
    fn push(&mut self, link: &'d Link, ranges: Vec<Range<usize>>) {
        self.links.push(link);
        let is_literal = self.document.slice(link.destination) == &*link.url;
        match &mut self.spans {
            Some(spans) if is_literal => {
                let at =
                    |range: Range<usize>| Span::new(range.start, range.end).shifted(link.destination.start);
                spans.extend(ranges.into_iter().map(at));
            }
            spans => *spans = None,
        }
    }

    /// What is left over, as messages quote it.
    pub(super) fn shown(&self) -> String {
        quote(&self.text)
    }

    /// Reports all links as one finding, whose fix takes the text out of each.
    pub(super) fn report(self, cx: &mut Context<'_>, message: String) {
        let finding = report_links(cx, &self.links, message);
        if let Some(spans) = self.spans {
            let edits = spans.into_iter().map(Edit::delete).collect();
            finding.fix(Fix::safe("take it out", edits));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn tracking_is_reported_once_for_each_text() {
        check(
            &TrackingParameter,
            "
[a](https://a.org/?utm_source=x&k=1) [b](https://b.org/?utm_source=x) [c](https://c.org/?fbclid=1&amp;k=2)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “utm_source=x” only tracks who follows the link (2 links)
                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “fbclid=1” only tracks who follows the link
",
        );
    }

    #[test]
    fn what_a_list_tracks_on_purpose_is_left_alone() {
        check(
            &TrackingParameter,
            "
[a](https://a.org/?utm_source=github&utm_medium=readme) [b](https://b.org/?ref=x)
[c](https://c.org/?utm_medium=us) [d](https://d.org/?utm_medium=us) [e](https://e.org/?utm_medium=us)
![f](https://f.org/?fbclid=1)
",
        );
    }
}
