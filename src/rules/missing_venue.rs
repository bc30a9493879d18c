//! `missing-venue`: an entry without a venue among entries that nearly all bear one.

use std::collections::BTreeMap;

use super::{Context, Meta, Rule};
use crate::{
    config::Role,
    finding::{Edit, Fix, Severity},
    list::{Entry, Place, Sample, Text},
};

pub(super) struct MissingVenue;

static META: Meta = Meta {
    id: "missing-venue",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/missing-venue.md"),
};

/// A list that names arXiv less often may have its reasons.
const ENOUGH_PREPRINTS: usize = 3;
/// A section with fewer items says too little.
const ENOUGH_ITEMS: usize = 20;
/// At most one item in this many may lack a venue.
const ONE_IN: usize = 20;

impl Rule for MissingVenue {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        check_rows(cx);
        check_items(cx);
    }
}

/// A row without a venue whose link leads to arXiv, in a column that names arXiv as a venue.
fn check_rows(cx: &mut Context<'_>) {
    let conventions = cx.list.conventions();
    let Some(arxiv) = conventions.spelling_of("arxiv") else {
        return;
    };
    if arxiv.total < ENOUGH_PREPRINTS {
        return;
    }
    let cells = conventions.placeholder.samples().iter();
    for cell in cells.filter(|cell| cell.group == Role::Venue) {
        let is_filled = conventions.filled.of(cell.column, Role::Venue);
        let entry = cx.list.entry_at(cell.span.start);
        let year = entry.and_then(|entry| arxiv_year(cx, entry));
        if let Some(year) = year.filter(|_| is_filled.is_some_and(|filled| filled.form)) {
            report_row(cx, cell, conventions.text(arxiv.form), year);
        }
    }
}

fn report_row(cx: &mut Context<'_>, cell: &Sample<Role, Text>, arxiv: &str, year: u16) {
    let style = cx.list.conventions().venue_style.of(cell.column, ());
    let venue = style.map(|style| match style.form {
        Some(style) => arxiv.to_owned() + &style.write_year(year),
        None => arxiv.to_owned(),
    });
    let finding = cx.report(
        cell.span,
        "this row has no venue, but its link leads to arXiv, which this list names as one",
    );
    finding.fix =
        venue.map(|venue| Fix::unsafe_(format!("write `{venue}`"), vec![Edit::replace(cell.span, venue)]));
}

/// The year of an entry's paper by its number on arXiv.
fn arxiv_year(cx: &Context<'_>, entry: &Entry<'_>) -> Option<u16> {
    let links = entry.links_of(Role::Paper);
    let url = links.map(|index| &cx.document.links()[index].url).next()?;
    let (_, path) = url.split_once("arxiv.org/")?;
    let (_, number) = path.split_once('/')?;
    let (month, rest) = number.split_at_checked(4)?;
    let year: u16 = month.get(..2)?.parse().ok()?;
    (rest.starts_with('.') && month.bytes().all(|byte| byte.is_ascii_digit())).then_some(2000 + year)
}

/// Items without a venue in a section where nearly all items bear one.
fn check_items(cx: &mut Context<'_>) {
    let mut sections: BTreeMap<Option<usize>, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in cx.list.entries() {
        let names_paper = entry.title.is_some() && entry.links_of(Role::Paper).next().is_some();
        if entry.place == Place::Item && names_paper {
            sections.entry(entry.section).or_default().push(entry);
        }
    }
    for items in sections.values() {
        let bare: Vec<_> = items.iter().filter(|entry| entry.venue.is_none()).collect();
        if items.len() < ENOUGH_ITEMS || bare.len() * ONE_IN > items.len() {
            continue;
        }
        let (bear, all) = (items.len() - bare.len(), items.len());
        for title in bare.iter().filter_map(|entry| entry.title.as_ref()) {
            cx.report(
                title.span,
                format!("this entry names no venue; {bear} of {all} in this section do"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[test]
    fn a_row_with_a_link_to_arxiv_and_no_venue_is_reported() {
        let rows = "| A | Arxiv2023 | [x](https://arxiv.org/abs/2301.00001) |\n".repeat(9);
        check(
            &MissingVenue,
            &format!(
                "
| Title | Venue | Paper |
|---|---|---|
{rows}| B | - | [x](https://arxiv.org/abs/2301.00002) |
      ^ this row has no venue, but its link leads to arXiv, which this list names as one
| B | Blog | [x](https://example.org) |
"
            ),
        );
    }

    #[test]
    fn an_item_without_a_venue_among_many_with_one_is_reported() {
        let items =
            "- **A title that is long enough**, CVPR 2024. [paper](https://arxiv.org/abs/1)\n".repeat(19);
        let odd = "- **A title without any venue**. [paper](https://arxiv.org/abs/2)\n  ^^^";
        let odd = odd.replace(
            "^^^",
            "^^^^^^^^^^^^^^^^^^^^^^^^^ this entry names no venue; 19 of 20 in this section do",
        );
        let odd = odd.replace("  ^", "    ^");
        check(&MissingVenue, &format!("\n{items}{odd}\n"));
    }
}
