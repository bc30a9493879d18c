//! `soft-404`: a link to a missing page that the site does not report as missing.

use super::shared::{pages, subject};
use crate::{
    facts::Verdict,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{quote, report_links},
    },
};

pub(super) struct Soft404;

static META: Meta = meta!("soft-404", Links, Warning, Links)
    .with_help("link to the page that took its place, or remove the link");

impl Rule for Soft404 {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for page in pages(cx, Verdict::Soft404) {
            let evidence = &page.fact.evidence;
            // The host says `200 OK`, so the page at the end of the redirects is all that readers can check.
            let end = quote(evidence.leads_to.as_deref().unwrap_or_default());
            let subject = subject(cx, page.links[0]);
            report_links(cx, &page.links, format!("{subject} {}: {end}", evidence.detail));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::LinkFact,
        rules::support::testing::{check_with, learnt},
    };

    #[test]
    fn the_end_of_the_redirects_is_named() {
        let mut fact = LinkFact::new(Verdict::Soft404, "redirects to the front page");
        fact.evidence.leads_to = Some("https://x.org/".into());
        let facts = learnt([("https://x.org/demo", fact)]);
        check_with(
            &Soft404,
            "
[a](https://x.org/demo) [b](https://x.org/)
    ^^^^^^^^^^^^^^^^^^ this link redirects to the front page: “https://x.org/”
",
            &facts,
        );
    }
}
