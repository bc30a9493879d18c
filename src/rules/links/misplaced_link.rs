//! `misplaced-link`: a link to code where the paper belongs, or to a paper where the code belongs.

use crate::{
    config::Role,
    document::{Document, Link},
    identity::Identity,
    list::{Entry, EntryLink, Place},
    rules::base::{Context, Meta, Rule, View, meta},
};

pub(super) struct MisplacedLink;

static META: Meta = meta!("misplaced-link", Links, Warning, List);

/// What links to papers say, and what links to code say.
const PAPER: [&str; 6] = ["paper", "pdf", "arxiv", "pub", "论文", "[paper]"];
const CODE: [&str; 8] = [
    "code",
    "codes",
    "github",
    "pytorch",
    "tensorflow",
    "torch",
    "official",
    "代码",
];

/// Longer headers name no role.
const LONGEST_HEADER: usize = 200;

impl Rule for MisplacedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for entry in cx.list.entries() {
            for link in &entry.links {
                check_link(cx, entry, link);
            }
        }
    }
}

fn check_link(cx: &mut Context<'_>, entry: &Entry<'_>, at: &EntryLink) {
    let link = &cx.document.links()[at.link];
    let Some(identity) = cx.list.index().identity(at.link) else {
        return;
    };
    let is_code_for_paper = at.role == Role::Paper && is_whole_repository(identity);
    let is_paper_for_code = at.role == Role::Code && is_mere_paper(identity, link);
    if !is_code_for_paper && !is_paper_for_code {
        return;
    }
    let Some(place) = said(cx, entry, at, link) else {
        return;
    };
    if place == at.role {
        let site = identity.site();
        let message = match place {
            Role::Paper => format!("the link to the paper leads to code on {site}"),
            _ => format!("the link to the code leads to a paper ({site})"),
        };
        cx.report(link.destination, message);
    }
}

/// A repository itself: some keep papers as files in theirs.
fn is_whole_repository(identity: &Identity) -> bool {
    identity
        .repository()
        .is_some_and(|repository| repository.path.is_none())
}

/// A paper, and neither its supplement nor the part of it that tells where the code is.
fn is_mere_paper(identity: &Identity, link: &Link) -> bool {
    /// Code Ocean.
    const CAPSULES: &str = "10.24433/";
    let is_capsule = matches!(identity, Identity::Doi(doi) if doi.starts_with(CAPSULES));
    identity.is_paper()
        && !is_capsule
        && !["attachment", "supplement", "#"]
            .iter()
            .any(|part| link.url.contains(part))
}

/// What a link says it leads to: by its label, or by the header of its column where the label says nothing.
fn said(cx: &View<'_>, entry: &Entry<'_>, at: &EntryLink, link: &Link) -> Option<Role> {
    const NOTHING: [&str; 4] = ["link", "url", "here", "链接"];
    let header = header(cx, entry, at).unwrap_or_default();
    let by_header = || {
        let mut words = header.split(|c: char| !c.is_alphanumeric());
        words.find_map(by_word)
    };
    let label = cx.document.visible_text(link.label).to_lowercase();
    let label = label.trim_matches(|c: char| !c.is_alphanumeric());
    let found = if NOTHING.contains(&label) {
        by_header()
    } else {
        by_word(label)
    };
    // `PDF` and the like may be the name of a method, in the column of its code.
    found.filter(|role| by_header().is_none_or(|header| header == *role))
}

/// Whether an address, written into this link, would not be what its label says.
pub(super) fn contradicts_label(document: &Document<'_>, link: &Link, address: &str) -> bool {
    let label = document.visible_text(link.label).to_lowercase();
    let identity = Identity::parse(address);
    match by_word(label.trim_matches(|c: char| !c.is_alphanumeric())) {
        Some(Role::Paper) => identity.is_some_and(|identity| is_whole_repository(&identity)),
        Some(Role::Code) => identity.is_some_and(|identity| identity.is_paper()),
        _ => false,
    }
}

fn by_word(word: &str) -> Option<Role> {
    match word {
        word if PAPER.contains(&word) => Some(Role::Paper),
        word if CODE.contains(&word) => Some(Role::Code),
        _ => None,
    }
}

/// The header above a link, in lower case.
fn header(cx: &View<'_>, entry: &Entry<'_>, at: &EntryLink) -> Option<String> {
    let Place::Row { table, .. } = entry.place else {
        return None;
    };
    let tables = cx.document.tables();
    let table = match table.checked_sub(tables.len()) {
        None => &tables[table],
        Some(html) => &cx.document.html_tables()[html],
    };
    let cell = *table.header.cells.get(at.column?)?;
    (cell.len() <= LONGEST_HEADER).then(|| cx.document.visible_text(cell).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn labels_that_say_what_they_do_not_lead_to_are_reported() {
        check(
            &MisplacedLink,
            "
- Finding Ships [[paper](https://arxiv.org/abs/2401.00001)] [[paper](https://github.com/a/ships)]
                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ the link to the paper leads to code on GitHub
- Counting Cars [[paper](https://arxiv.org/abs/2401.00002)] [[code](https://arxiv.org/abs/2401.00002)]
                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the link to the code leads to a paper (arXiv)
- Mapping Fires [[paper](https://arxiv.org/abs/2401.00003)] [[code](https://github.com/a/fires)]
",
        );
    }

    #[test]
    fn columns_that_say_what_they_do_not_hold_are_reported() {
        check(
            &MisplacedLink,
            "
| Title | Venue | Paper | Code |
|---|---|---|---|
| Finding Ships in Large Pictures | CVPR 2024 | [Link](https://github.com/a/ships) | |
                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ the link to the paper leads to code on GitHub
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
