//! `impossible-arxiv-id`: an address on arXiv whose identifier no paper can have.

use super::{Context, Meta, Rule, quote};
use crate::{
    document::{Link, LinkSyntax},
    finding::{Edit, Fix, Severity},
    identity::{ArxivDefect, ArxivError, impossible_arxiv},
};

pub(super) struct ImpossibleArxivId;

static META: Meta = Meta {
    id: "impossible-arxiv-id",
    severity: Severity::Error,
    online: false,
    page: include_str!("../../rules/impossible-arxiv-id.md"),
};

impl Rule for ImpossibleArxivId {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        for link in document.links().iter().filter(|link| link.is_checked()) {
            if let Some(error) = error(&link.url) {
                report(cx, link, error);
            }
        }
    }
}

/// Two addresses in one are the business of `malformed-link`.
fn error(url: &str) -> Option<ArxivError> {
    let is_one = |url: &&str| url.rfind("http").is_none_or(|at| at == 0);
    impossible_arxiv(Some(url).filter(is_one)?)
}

fn report(cx: &mut Context<'_>, link: &Link, error: ArxivError) {
    let message = format!("{} leads to no paper: {error}", quote(&link.url));
    let finding = cx.report(link.destination, message);
    let is_here = matches!(link.syntax, LinkSyntax::Inline | LinkSyntax::Html);
    let Some(meant) = error.meant.filter(|_| is_here) else {
        return;
    };
    let title = format!("write {}", quote(&meant));
    let edits = vec![Edit::replace(link.destination, meant)];
    // What follows an identifier may be the rest of another one.
    finding.fix(match error.defect {
        ArxivDefect::Junk(_) => Fix::unsafe_(title, edits),
        _ => Fix::safe(title, edits),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[test]
    fn identifiers_that_cannot_exist_are_reported() {
        check(
            &ImpossibleArxivId,
            "
[a](https://arxiv.org/abs/2407.200782) <a href='https://arxiv.org/abs/'>b</a>
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “https://arxiv.org/abs/2407.200782” leads to no paper: it has 6 digits behind the dot instead of 5
                                                ^^^^^^^^^^^^^^^^^^^^^^ “https://arxiv.org/abs/” leads to no paper: the id is missing
",
        );
    }

    #[test]
    fn what_may_exist_and_what_another_rule_reports_is_left_alone() {
        check(
            &ImpossibleArxivId,
            "
[a](https://arxiv.org/abs/2407.20078v2) [b](https://arxiv.org/list/cs.CV/recent) https://arxiv.org/abs/cs/0501001
[c](https://arxiv.org/pdf/https://arxiv.org/pdf/2407.20078) ![d](https://arxiv.org/abs/2413.00001)
",
        );
    }
}
