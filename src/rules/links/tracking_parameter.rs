//! `tracking-parameter`: a part of a URL that only tracks readers.

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

/// A tracking parameter in so many links is there on purpose.
const ON_PURPOSE: usize = 3;

impl Rule for TrackingParameter {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for leftover in leftovers(cx.document, tracking_parameters) {
            if !is_meant(&leftover) {
                let message = format!("{} {}", quote(&leftover.text), purpose(&leftover.text));
                report_links(cx, &leftover.links, message).fix(leftover.fix());
            }
        }
    }
}

/// The purpose of a parameter, as messages say it.
fn purpose(text: &str) -> &'static str {
    match text.split('=').next().unwrap_or_default() {
        "casa_token" => "gives access only to the person who copied the link",
        "context" => "is the listing that the link was copied from",
        "rss" | "ref" | "source" | "trk" => "says where the link was copied",
        _ => "only tracks who follows the link",
    }
}

/// True if the list itself tracks its readers, as part of a campaign.
fn is_meant(leftover: &Leftover<'_>) -> bool {
    // Only `utm_` parameters name campaigns. A `fbclid` is different for each visitor, so it is never intended.
    leftover.text.contains("utm_") && leftover.links.len() >= ON_PURPOSE
        || leftover.text.split('&').any(names_list)
}

/// True for a parameter that was written for a list, for example `utm_source=github`.
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
    fn campaigns_of_the_list_are_left_alone() {
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
