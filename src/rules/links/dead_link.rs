//! `dead-link`: a link to a page that its host says is gone.

use super::shared::{pages, subject};
use crate::{
    facts::{LinkFact, Record, Verdict},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{quote, report_links},
    },
};

pub(super) struct DeadLink;

static META: Meta = meta!("dead-link", Links, Error, Links);

impl Rule for DeadLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for page in pages(cx, Verdict::Dead) {
            let subject = subject(cx, page.links[0]);
            let detail = detail(page.fact);
            report_links(cx, &page.links, format!("{subject} is dead: {detail}"));
        }
    }
}

/// The reason for the verdict.
fn detail(fact: &LinkFact) -> String {
    match &fact.record {
        // A file or folder that moved within a living repository can be found again; "404" would hide that.
        Some(Record::Repository(repository)) => format!(
            "the repository {} is there, and what the link names in it is not",
            quote(&repository.name)
        ),
        _ => fact.evidence.detail.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Facts, LinkFact},
        rules::support::testing::{check_with, learnt},
    };

    fn facts(url: &str, verdict: Verdict) -> Facts {
        learnt([(url, LinkFact::new(verdict, "404 Not Found"))])
    }

    #[test]
    fn one_address_is_one_finding() {
        check_with(
            &DeadLink,
            "
[a](https://x.org/gone) [b](https://x.org/gone#part) [c](https://x.org/)
    ^^^^^^^^^^^^^^^^^^ this link is dead: 404 Not Found (2 links)
",
            &facts("https://x.org/gone", Verdict::Dead),
        );
    }

    #[test]
    fn the_paper_is_named_where_the_link_stands_in_a_row() {
        check_with(
            &DeadLink,
            "
| Title | Venue | Code |
|---|---|---|
| Looking Twice | CVPR 2024 | [code](https://x.org/gone) |
                                     ^^^^^^^^^^^^^^^^^^ the code link of “Looking Twice” is dead: 404 Not Found
",
            &facts("https://x.org/gone", Verdict::Dead),
        );
    }

    #[test]
    fn what_could_not_be_told_is_not_dead() {
        for verdict in Verdict::ALL
            .into_iter()
            .filter(|verdict| *verdict != Verdict::Dead)
        {
            check_with(
                &DeadLink,
                "[a](https://x.org/a)\n",
                &facts("https://x.org/a", verdict),
            );
        }
        check_with(&DeadLink, "[a](https://x.org/a)\n", &Facts::default());
    }
}
