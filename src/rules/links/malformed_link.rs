//! `malformed-link`: a URL that cannot lead anywhere as it is written.

use super::shared::{
    Cause, Defect, is_front_page, is_whole_repository, label_word, role_of_word, url_defect, write_instead,
};
use crate::{
    config::Role,
    document::{Document, Link, LinkId, LinkSyntax},
    finding::Applicability,
    identity::Identity,
    rules::base::{Context, Meta, Rule, View, meta},
};

pub(super) struct MalformedLink;

static META: Meta = meta!("malformed-link", Links, Error, List)
    .with_help("look the page up and copy its URL")
    .with_unsafe_fix()
    .yields_to(&["doubled-address", "nested-link"]);

impl Rule for MalformedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (id, link) in cx.document.links().enumerated() {
            // The text of a bare URL may be all that is wrong with it.
            if link.syntax == LinkSyntax::Autolink || link.is_dropped {
                continue;
            }
            if let Some(defect) = url_defect(&link.url) {
                report(cx, link, defect);
            } else if is_front_page(&link.url) && is_paper(cx, id, link) {
                let defect = Defect {
                    cause: Cause::NoPaper,
                    meant: None,
                };
                report(cx, link, defect);
            }
        }
    }
}

fn report(cx: &mut Context<'_>, link: &Link, Defect { cause, meant }: Defect<'_>) {
    // A wrong destination would be as bad as none.
    let meant = meant.filter(|meant| !contradicts_label(cx.document, link, meant));
    cx.report(link.destination, cause.message(&link.url))
        .fix(meant.and_then(|meant| write_instead(link, meant, Applicability::Unsafe)));
}

/// True for the link of an entry that its label or its column calls the paper.
fn is_paper(cx: &View<'_>, id: LinkId, link: &Link) -> bool {
    let Some(entry) = cx.list.entry_at(link.span.start) else {
        return false;
    };
    let links = entry.links.iter().find(|other| other.link == id);
    let Some(found) = links.filter(|found| found.role == Role::Paper) else {
        return false;
    };
    let column = entry.table().zip(found.column);
    role_of_word(&label_word(cx.document, link)) == Some(Role::Paper)
        || column.is_some_and(|(table, column)| cx.list.role(table, column) == Some(Role::Paper))
}

/// True if a new URL would break the promise of the link's label.
fn contradicts_label(document: &Document<'_>, link: &Link, url: &str) -> bool {
    let Some(identity) = Identity::parse(url) else {
        return false;
    };
    match role_of_word(&label_word(document, link)) {
        Some(Role::Paper) => is_whole_repository(&identity),
        Some(Role::Code) => identity.is_paper(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn the_destination_is_underlined() {
        check(
            &MalformedLink,
            "
[a](ttps://x.org/y)
    ^^^^^^^^^^^^^^ “ttps://x.org/y” is not a valid URL: its scheme should be `https://`
",
        );
    }

    #[test]
    fn the_front_page_of_a_publisher_is_no_paper() {
        check(
            &MalformedLink,
            "
| Title | Venue | Paper |
|---|---|---|
| Lamps as Witnesses of a Night | ACL 2023 | [paper](https://aclanthology.org/) |
                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ “https://aclanthology.org/” is not a valid URL: it ends before the identifier of the paper
| Lamps as Judges of a Play | WACV 2022 | [here](https://openaccess.thecvf.com/WACV2022) |
                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “https://openaccess.thecvf.com/WACV2022” is not a valid URL: it ends before the identifier of the paper
| Lamps as Guests of a Ball | ACL 2023 | [paper](https://aclanthology.org/2023.acl-long.334/) |

Papers are on [arXiv](https://arxiv.org/) and in the [ACL Anthology](https://aclanthology.org/).
",
        );
    }
}
