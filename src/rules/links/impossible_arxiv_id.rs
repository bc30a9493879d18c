//! `impossible-arxiv-id`: an address on arXiv whose identifier no paper can have.

use crate::{
    document::{Link, LinkSyntax},
    finding::{Edit, Fix},
    identity::{ArxivDefect, ArxivError, Identity, impossible_arxiv},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{quote, report_links},
    },
};

pub(super) struct ImpossibleArxivId;

static META: Meta = meta!("impossible-arxiv-id", Links, Error, List).with_safe_fix();

impl Rule for ImpossibleArxivId {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let mut groups: Vec<(ArxivError, Vec<&Link>)> = Vec::new();
        let row = |link: &Link| document.source().line_index(link.span.start);
        // A bare address takes along the text behind it where no blank parts them, such as a full-width bracket.
        let is_whole = |link: &&Link| link.syntax != LinkSyntax::Autolink || link.url.is_ascii();
        let links = document.links().iter().enumerate();
        let links = links.filter(|(index, link)| link.is_checked() && !is_possible(cx, *index, link));
        for link in links.map(|(_, link)| link).filter(is_whole) {
            let Some(error) = error(&link.url) else { continue };
            // The links of one row are copies of each other; in another row the same error is another one.
            match groups.last_mut() {
                Some((_, links)) if links[0].url == link.url && row(links[0]) == row(link) => {
                    links.push(link);
                }
                _ => groups.push((error, vec![link])),
            }
        }
        for (error, links) in groups {
            report(cx, &links, error);
        }
    }
}

/// Whether the list knows the paper by its identifier already, and no slash too many stands before that.
fn is_possible(cx: &View<'_>, index: usize, link: &Link) -> bool {
    let is_known = matches!(cx.list.index().identity(index), Some(Identity::Arxiv(_)));
    let behind_scheme = link.url.get("https://".len()..);
    is_known && behind_scheme.is_some_and(|rest| !rest.contains("//"))
}

/// Two addresses in one and no id at all are the business of other rules on addresses, and so are ids that are yet to be
/// filled in and characters that nobody sees.
fn error(url: &str) -> Option<ArxivError> {
    let is_one = url.rfind("http").is_none_or(|at| at == 0);
    let is_filled_in = !url.to_ascii_lowercase().contains("xxx");
    let error = (is_one && is_filled_in && url.is_ascii()).then(|| impossible_arxiv(url))??;
    (error.defect != ArxivDefect::Nothing).then_some(error)
}

fn report(cx: &mut Context<'_>, links: &[&Link], error: ArxivError) {
    let message = format!("{} leads to no paper: {error}", quote(&links[0].url));
    let finding = report_links(cx, links, message);
    let is_here = |link: &&Link| matches!(link.syntax, LinkSyntax::Inline | LinkSyntax::Html);
    let Some(meant) = error.meant.filter(|_| links.iter().all(is_here)) else {
        return;
    };
    let title = format!("write {}", quote(&meant));
    let edit = |link: &&Link| Edit::replace(link.destination, meant.clone());
    let edits = links.iter().map(edit).collect();
    // What follows an identifier may be the rest of another one.
    finding.fix(match error.defect {
        ArxivDefect::Junk(_) => Fix::unsafe_(title, edits),
        _ => Fix::safe(title, edits),
    });
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
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “https://arxiv.org/abs/2407.200782” leads to no paper: it has 6 digits behind the dot instead of 5
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “https://arxiv.org/ab/2401.00001” leads to no paper: arXiv has no pages under “ab/”
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
