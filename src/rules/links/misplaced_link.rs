//! `misplaced-link`: a link to code that is labelled as paper, or a link to a paper that is labelled as code.

use super::shared::{is_whole_repository, label_word, role_of_word};
use crate::{
    config::Role,
    document::Link,
    identity::Identity,
    list::{Entry, EntryLink, Shape},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{contains_any, words},
    },
};

pub(super) struct MisplacedLink;

static META: Meta =
    meta!("misplaced-link", Links, Warning, List).with_help("swap the links, or correct this one");

impl Rule for MisplacedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for entry in cx.list.entries() {
            // A full-width pipe or a lost cell moves all cells behind it: `fullwidth-pipe` and `lost-cells` report it.
            if is_shifted(cx, entry) {
                continue;
            }
            for link in &entry.links {
                check_link(cx, entry, link);
            }
        }
    }
}

/// True for a row whose cells are in other columns than their own.
fn is_shifted(cx: &View<'_>, entry: &Entry<'_>) -> bool {
    let Shape::Row { table, row } = entry.shape else {
        return false;
    };
    let table = cx.document.table(table);
    table.rows.get(row).is_some_and(|row| {
        row.cells.len() > table.header.cells.len() || cx.document.slice(row.span).contains('｜')
    })
}

fn check_link(cx: &mut Context<'_>, entry: &Entry<'_>, at: &EntryLink) {
    let link = cx.link(at.link);
    let Some(identity) = cx.list.index().identity(at.link) else {
        return;
    };
    // The role of the link itself follows its target, so the promise of the list is read apart.
    let message = match promised(cx, entry, at) {
        Some(Role::Paper) if is_whole_repository(identity) => {
            format!("the paper link leads to code on {}", identity.site())
        }
        Some(Role::Code) if is_mere_paper(identity, link) => {
            format!("the code link leads to a paper ({})", identity.site())
        }
        _ => return,
    };
    cx.report(link.destination, message);
}

/// True for a paper, but not for its supplement, nor for its section about the code.
fn is_mere_paper(identity: &Identity, link: &Link) -> bool {
    // The DOIs of Code Ocean identify capsules of code.
    let is_capsule = matches!(identity, Identity::Doi(doi) if doi.starts_with("10.24433/"));
    let is_part = contains_any(&link.url, &["attachment", "supplement", "#"]);
    identity.is_paper() && !is_capsule && !is_part
}

/// The role that a link promises in its label, or in the header of its column if the label is neutral.
fn promised(cx: &View<'_>, entry: &Entry<'_>, at: &EntryLink) -> Option<Role> {
    let by_header = role_of_header(cx, entry, at);
    let label = label_word(cx.document, cx.link(at.link));
    let promised = match &*label {
        "link" | "url" | "here" | "链接" => by_header,
        label => role_of_word(label),
    }?;
    // `PDF` may also be the name of a method, in the code column.
    (by_header.unwrap_or(promised) == promised).then_some(promised)
}

/// The role that the header above a link promises.
fn role_of_header(cx: &View<'_>, entry: &Entry<'_>, at: &EntryLink) -> Option<Role> {
    /// Longer headers are sentences, not roles.
    const LONGEST: usize = 200;
    let Shape::Row { table, .. } = entry.shape else {
        return None;
    };
    let header = *cx.document.table(table).header.cells.get(at.column?)?;
    if header.len() > LONGEST {
        return None;
    }
    let header = cx.document.visible_text(header).to_lowercase();
    words(&header).find_map(role_of_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn links_that_break_the_promise_of_their_label_are_reported() {
        check(
            &MisplacedLink,
            "
- Finding Ships [[paper](https://arxiv.org/abs/2401.00001)] [[paper](https://github.com/a/ships)]
                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ the paper link leads to code on GitHub
- Counting Cars [[paper](https://arxiv.org/abs/2401.00002)] [[code](https://arxiv.org/abs/2401.00002)]
                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the code link leads to a paper (arXiv)
- Mapping Fires [[paper](https://arxiv.org/abs/2401.00003)] [[code](https://github.com/a/fires)]
",
        );
    }

    #[test]
    fn links_that_break_the_promise_of_their_column_are_reported() {
        check(
            &MisplacedLink,
            "
| Title | Venue | Paper | Code |
|---|---|---|---|
| Finding Ships in Large Pictures | CVPR 2024 | [Link](https://github.com/a/ships) | |
                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ the paper link leads to code on GitHub
| Counting Cars in Large Pictures | CVPR 2024 | [Link](https://arxiv.org/abs/2401.00002) | [PDF](https://github.com/a/PDF) |
",
        );
    }

    #[test]
    fn papers_in_repositories_and_code_in_supplements_are_left_alone() {
        check(
            &MisplacedLink,
            "
- Finding Ships [[paper](https://github.com/a/ships/blob/main/ships.pdf)]
- Counting Cars [[code](https://openreview.net/attachment?id=abcdefghij&name=supplementary_material)]
- Reading Code [[Code Papers](https://github.com/a/awesome-code)]
- Mapping Fires [[code](https://doi.org/10.24433/CO.0515873.v2)]
",
        );
    }
}
