//! `moved-link`: a link to a page that has moved for good.

use super::{Context, Meta, Rule, dead_link::links_with, quote, report_links};
use crate::{
    document::{Link, LinkSyntax},
    facts::Verdict,
    finding::{Edit, Fix, Severity},
};

pub(super) struct MovedLink;

static META: Meta = Meta {
    id: "moved-link",
    severity: Severity::Warning,
    online: true,
    page: include_str!("../../rules/moved-link.md"),
};

impl Rule for MovedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (fact, links) in links_with(cx, Verdict::Moved) {
            if let Some(address) = &fact.evidence.leads_to {
                let finding = report_links(cx, &links, format!("this page has moved to {}", quote(address)));
                finding.fix = fix(&links, address);
            }
        }
    }
}

/// Writes the new address in place of the old; a fragment stays.
fn fix(links: &[&Link], address: &str) -> Option<Fix> {
    let is_written_here = |link: &&Link| matches!(link.syntax, LinkSyntax::Inline | LinkSyntax::Html);
    let is_plain =
        !address.contains(|c: char| c.is_whitespace() || c.is_control() || "()<>[]|\"'".contains(c));
    let edits = links.iter().map(|link| {
        let fragment = link
            .url
            .split_once('#')
            .map_or(String::new(), |(_, fragment)| format!("#{fragment}"));
        Edit::replace(link.destination, format!("{address}{fragment}"))
    });
    (is_plain && links.iter().all(is_written_here))
        .then(|| Fix::safe("write the new address", edits.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Facts, LinkFact, LinkFacts},
        rules::testing::check_with,
    };

    fn facts(leads_to: &str) -> Facts {
        let mut fact = LinkFact::new(Verdict::Moved, "");
        fact.evidence.leads_to = Some(leads_to.into());
        let mut links = LinkFacts::default();
        links.insert("https://github.com/a/b".into(), fact);
        Facts {
            links: Some(links),
            ..Facts::default()
        }
    }

    #[test]
    fn the_new_address_is_named() {
        check_with(
            &MovedLink,
            "
[code](https://github.com/a/b#readme)
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this page has moved to “https://github.com/c/d”
",
            &facts("https://github.com/c/d"),
        );
    }

    #[test]
    fn an_address_that_would_break_the_markdown_is_not_written() {
        let link = Link {
            syntax: LinkSyntax::Inline,
            is_image: false,
            span: crate::source::Span::default(),
            label: crate::source::Span::default(),
            destination: crate::source::Span::default(),
            url: "https://x.org".into(),
            is_dropped: false,
        };
        assert!(fix(&[&link], "https://x.org/a|b").is_none());
        assert!(fix(&[&link], "https://x.org/a").is_some());
    }
}
