//! `tracking-parameter`: a part of a URL that only says to its host who followed the link.

use super::shared::{Leftover, leftovers};
use crate::{
    identity::tracking_parameters,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{contains_any, quote, report_links},
    },
};

pub(super) struct TrackingParameter;

static META: Meta = meta!("tracking-parameter", Links, Info, Page).with_safe_fix();

/// A query for tracking that so many links have is there on purpose.
const ON_PURPOSE: usize = 3;

impl Rule for TrackingParameter {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for leftover in leftovers(cx.document, tracking_parameters) {
            if !is_meant(&leftover) {
                let message = format!("{} only tracks who follows the link", quote(&leftover.text));
                report_links(cx, &leftover.links, message).fix(leftover.fix());
            }
        }
    }
}

/// True for a campaign of the list itself.
fn is_meant(leftover: &Leftover<'_>) -> bool {
    // Only `utm_` names campaigns; a `fbclid` is another one for each visitor, and never written on purpose.
    leftover.text.contains("utm_") && leftover.links.len() >= ON_PURPOSE
        || leftover.text.split('&').any(names_list)
}

/// True for `utm_source=github` and the like, which are written for the list itself.
fn names_list(parameter: &str) -> bool {
    let parameter = parameter.to_ascii_lowercase();
    parameter.starts_with("utm_") && contains_any(&parameter, &["github", "awesome", "readme"])
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
