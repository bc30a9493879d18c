//! `dead-link`: a link to a page that its host says is gone.

use super::shared::{Page, pages, subject};
use crate::{
    facts::{Record, Verdict},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{quote, report_links},
    },
};

pub(super) struct DeadLink;

static META: Meta = meta!("dead-link", Links, Error, Links)
    .with_help("link to the page that took its place, or remove the link");

impl Rule for DeadLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for page in pages(cx, Verdict::Dead) {
            report_links(cx, &page.links, message(cx, &page));
        }
    }
}

/// The dead link, and the reason for the verdict.
fn message(cx: &View<'_>, page: &Page<'_>) -> String {
    let subject = subject(cx, page.links[0]);
    match &page.fact.record {
        // A file or folder that moved within its repository can be found again; "404" would hide that.
        Some(Record::Repository(repository)) => format!(
            "{subject} is dead: the repository {} exists, but not this path in it",
            quote(&repository.name)
        ),
        _ => format!("{subject} is dead: {}", page.fact.evidence.detail),
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
    fn links_to_one_page_are_one_finding() {
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
    fn a_link_in_a_row_is_named_by_its_paper() {
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
    fn other_verdicts_are_not_dead() {
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
