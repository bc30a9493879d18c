//! `missing-venue`: an entry without a venue among entries that nearly all bear one.

use std::collections::BTreeMap;

use crate::{
    config::Role,
    document::Style,
    finding::{Edit, Fix},
    list::{Entry, Field, Place, Sample, Text},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::in_place_of,
    },
    source::Span,
};

pub(super) struct MissingVenue;

static META: Meta = meta!("missing-venue", Venues, Warning, List).with_unsafe_fix();

/// A list that names arXiv less often may have its reasons.
const ENOUGH_PREPRINTS: usize = 3;
/// A section or column with fewer entries says too little.
const ENOUGH: usize = 20;
/// At most one entry in this many may lack a venue: where more do, it is preprints that are listed without one.
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

/// Rows without a venue in a column that nearly always names one.
fn check_rows(cx: &mut Context<'_>) {
    let conventions = cx.list.conventions();
    let arxiv = conventions
        .spelling_of("arxiv")
        .filter(|arxiv| arxiv.total >= ENOUGH_PREPRINTS);
    let cells = conventions.placeholder.samples().iter();
    for cell in cells.filter(|cell| cell.group == Role::Venue) {
        let is_filled = conventions.filled.of(cell.column, Role::Venue);
        let Some(filled) = is_filled.filter(|filled| filled.form) else {
            continue;
        };
        let entry = cx.list.entry_at(cell.span.start);
        let year = entry.and_then(|entry| arxiv_year(cx, entry));
        let is_blank = conventions.text(cell.form).is_empty();
        if let (Some(arxiv), Some(year)) = (arxiv, year) {
            report_preprint(cx, cell, conventions.text(arxiv.form), year);
        } else if is_blank && conventions.is_never_blank(cell.column, Role::Venue) {
            let (named, all) = (filled.agreeing, filled.total);
            let message = format!("this row has no venue; {named} of {all} rows of the table have one");
            cx.report(cell.span, message);
        }
    }
}

fn report_preprint(cx: &mut Context<'_>, cell: &Sample<Role, Text>, arxiv: &str, year: u16) {
    let style = cx.list.conventions().venue_style.of(cell.column, ());
    let venue = style.map(|style| match style.form {
        Some(style) => arxiv.to_owned() + &style.write_year(year),
        None => arxiv.to_owned(),
    });
    let found = cx.document.slice(cell.span);
    let fix = venue.map(|venue| {
        let edit = Edit::replace(cell.span, in_place_of(found, &venue));
        Fix::unsafe_(format!("write `{venue}`"), vec![edit])
    });
    let finding = cx.report(
        cell.span,
        "this row has no venue, but its link leads to arXiv, which this list names as one",
    );
    finding.fix = fix;
}

/// The year of an entry's paper by its number on arXiv.
fn arxiv_year(cx: &View<'_>, entry: &Entry<'_>) -> Option<u16> {
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
        let bear = items.iter().filter(|entry| entry.venue.is_some()).count();
        let all = items.len();
        if all < ENOUGH || (all - bear) * ONE_IN > all {
            continue;
        }
        for entry in items.iter().filter(|entry| entry.venue.is_none()) {
            if let Some(title) = entry
                .title
                .as_ref()
                .filter(|title| says_no_more(cx, entry, title))
            {
                let message = format!("this entry names no venue; {bear} of {all} in this section do");
                cx.report(title.span, message);
            }
        }
    }
}

/// Whether an entry holds no words but its name, title and links: any other may be a venue that nobody knows, and so
/// may what stands in brackets at the end of a title.
fn says_no_more(cx: &View<'_>, entry: &Entry<'_>, title: &Field) -> bool {
    let is_name = |span| entry.name.as_ref().is_some_and(|name| name.span.contains(span));
    let runs = cx.document.texts_in(entry.span).iter();
    let mut others =
        runs.filter(|run| !run.style.has(Style::IMAGE) && !run.style.has(Style::LINK) && !is_name(run.span));
    let has_words = |start: usize, end: usize| {
        start < end
            && cx
                .document
                .slice(Span::new(start, end))
                .contains(char::is_alphabetic)
    };
    !title.text.ends_with([')', ']'])
        && !others.any(|run| {
            let Span { start, end } = run.span;
            has_words(start, end.min(title.span.start)) || has_words(start.max(title.span.end), end)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

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
    fn a_blank_cell_in_a_full_column_of_venues_is_reported() {
        let rows = "| A | CVPR 2024 | [x](https://example.org) |\n".repeat(19);
        check(
            &MissingVenue,
            &format!(
                "
| Title | Venue | Paper |
|---|---|---|
{rows}| B |  | [x](https://example.org/b) |
     ^^ this row has no venue; 19 of 20 rows of the table have one
"
            ),
        );
    }

    #[test]
    fn an_item_without_a_venue_among_many_with_one_is_reported() {
        let items =
            "- **A title that is long enough**, CVPR 2024. [paper](https://arxiv.org/abs/1)\n".repeat(19);
        let odd = "\
- **A title without any venue**. [paper](https://arxiv.org/abs/2)
    ^^^^^^^^^^^^^^^^^^^^^^^^^ this entry names no venue; 19 of 20 in this section do
";
        check(&MissingVenue, &format!("\n{items}{odd}"));
        check(
            &MissingVenue,
            &format!(
                "\n{items}- **A title without any venue**. Some Blog. [paper](https://arxiv.org/abs/2)\n"
            ),
        );
    }
}
