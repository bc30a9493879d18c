//! `impossible-arxiv-id`: an arXiv URL whose identifier cannot exist.

use crate::{
    document::{Link, LinkId},
    finding::{Applicability, Fix},
    identity::{ArxivDefect, ArxivError, Identity, impossible_arxiv},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{is_same_line, quote, redirect, report_links},
    },
};

pub(super) struct ImpossibleArxivId;

static META: Meta = meta!("impossible-arxiv-id", Links, Error, List)
    .with_help("look the paper up and copy its URL")
    .with_safe_fix();

impl Rule for ImpossibleArxivId {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut groups: Vec<(ArxivError, Vec<&Link>)> = Vec::new();
        for (id, link) in cx.document.links().enumerated() {
            if !link.is_checked() || is_possible(cx, id, link) {
                continue;
            }
            if let Some(error) = error(&link.url) {
                match groups.last_mut() {
                    Some((_, links)) if is_copy(cx, links[0], link) => links.push(link),
                    _ => groups.push((error, vec![link])),
                }
            }
        }
        for (error, links) in groups {
            report(cx, &links, error);
        }
    }
}

/// True if the identifier is known to be valid, without an extra slash before it.
fn is_possible(cx: &View<'_>, id: LinkId, link: &Link) -> bool {
    // Identities are read leniently: `abs//2306.00001` identifies a paper, but arXiv has no such page.
    let after_scheme = link.url.get("https://".len()..);
    matches!(cx.list.index().identity(id), Some(Identity::Arxiv(_)))
        && after_scheme.is_some_and(|rest| !rest.contains("//"))
}

/// The error in a URL, unless another rule describes it better.
fn error(url: &str) -> Option<ArxivError> {
    // Joined URLs, unfinished identifiers and invisible characters have rules of their own. A bare URL includes all
    // text up to the next space, for example a full-width bracket or the rest of an HTML tag.
    let is_one = url.rfind("http").is_none_or(|at| at == 0);
    let is_cut = url.contains(['"', '<', '>']);
    if !is_one || is_cut || !url.is_ascii() || url.to_ascii_lowercase().contains("xxx") {
        return None;
    }
    // `malformed-link` reports a URL that ends before the identifier.
    impossible_arxiv(url).filter(|error| error.defect != ArxivDefect::Nothing)
}

/// True if two links of one row have the same URL: the error was made once. In different rows it was made twice.
fn is_copy(cx: &View<'_>, first: &Link, again: &Link) -> bool {
    first.url == again.url && is_same_line(cx.document.source(), first.span, again.span)
}

fn report(cx: &mut Context<'_>, links: &[&Link], error: ArxivError) {
    let message = format!("{} does not lead to a paper: {error}", quote(&links[0].url));
    let certainty = match error.defect {
        // The text after an identifier may belong to a different identifier.
        ArxivDefect::Junk(_) => Applicability::Unsafe,
        _ => Applicability::Safe,
    };
    let fix = error.meant.and_then(|meant| {
        let edits = redirect(links, |_| meant.clone())?;
        Some(Fix::new(certainty, format!("write {}", quote(&meant)), edits))
    });
    report_links(cx, links, message).fix(fix);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn identifiers_that_cannot_exist_are_reported() {
        check(
            &ImpossibleArxivId,
            "
[a](https://arxiv.org/abs/2407.200782) <a href='https://arxiv.org/ab/2401.00001'>b</a>
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “https://arxiv.org/abs/2407.200782” does not lead to a paper: it has 6 digits after the dot instead of 5
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “https://arxiv.org/ab/2401.00001” does not lead to a paper: arXiv has no pages under “ab/”
",
        );
    }

    #[test]
    fn possible_identifiers_and_defects_of_other_rules_are_left_alone() {
        check(
            &ImpossibleArxivId,
            "
[a](https://arxiv.org/abs/2407.20078v2) [b](https://arxiv.org/list/cs.CV/recent) https://arxiv.org/abs/cs/0501001
[c](https://arxiv.org/pdf/https://arxiv.org/pdf/2407.20078) ![d](https://arxiv.org/abs/2413.00001)
",
        );
    }
}
