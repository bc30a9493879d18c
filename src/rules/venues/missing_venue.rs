//! `missing-venue`: an entry without a venue among entries that nearly all have one.

use std::collections::{BTreeMap, HashMap};

use crate::{
    config::Role,
    document::Style,
    finding::{Edit, Fix},
    identity::is_four_digits,
    list::{Entry, Field, Sample, SectionId, Shape, Spelling},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::in_place_of,
    },
    source::Span,
};

pub(super) struct MissingVenue;

static META: Meta = meta!("missing-venue", Venues, Warning, List)
    .following_habit()
    .with_help("write the venue, or that it is a preprint")
    .with_unsafe_fix();

/// A list that names arXiv less often may have its reasons.
const ENOUGH_PREPRINTS: usize = 3;
/// A section or column with fewer entries says too little.
const ENOUGH: usize = 20;
/// At most one entry in this many may have no venue: with more of them, the list writes preprints without a venue.
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

/// The year in the arXiv identifier of the paper in a cell's row.
fn arxiv_year(cx: &View<'_>, cell: Span) -> Option<u16> {
    let link = cx.list.entry_at(cell.start)?.links_of(Role::Paper).next()?;
    let (_, number) = cx.link(link).url.split_once("arxiv.org/")?.1.split_once('/')?;
    let (month, rest) = number.split_at_checked(4)?;
    // Identifiers before 2007, such as `cs/0501001`, have no point after the month.
    if !is_four_digits(month) || !rest.starts_with('.') {
        return None;
    }
    Some(2000 + month[..2].parse::<u16>().ok()?)
}

/// The name of arXiv in a list that counts it among the venues.
fn arxiv_in_list<'a>(cx: &View<'a>) -> Option<&'a str> {
    let conventions = cx.list.conventions();
    let arxiv = conventions.spelling_of("arxiv")?;
    (arxiv.total >= ENOUGH_PREPRINTS).then(|| conventions.text(arxiv.form))
}

/// Checks items in sections where nearly all items name a venue.
fn check_items(cx: &mut Context<'_>) {
    let mut sections: BTreeMap<Option<SectionId>, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in cx.list.entries() {
        // Items without a paper are data sets, tools and notes, which have no venue.
        if matches!(entry.shape, Shape::Item | Shape::NestedItems)
            && entry.title.is_some()
            && entry.links_of(Role::Paper).next().is_some()
        {
            sections.entry(entry.section).or_default().push(entry);
        }
    }
    for items in sections.values() {
        check_section(cx, items);
    }
}

/// Checks rows in columns that nearly always name a venue.
fn check_rows(cx: &mut Context<'_>) {
    let conventions = cx.list.conventions();
    let arxiv = arxiv_in_list(cx);
    let mut uses: HashMap<_, usize> = HashMap::new();
    for cell in conventions.placeholder.samples() {
        *uses.entry((cell.column, cell.form)).or_default() += 1;
    }
    for cell in conventions.placeholder.samples() {
        if cell.group != Role::Venue {
            continue;
        }
        let filled = match conventions.filled.of(cell.column, Role::Venue) {
            Some(filled) if filled.form => filled,
            _ => continue,
        };
        if let Some(arxiv) = arxiv
            // A placeholder that comes again is the form of preprints.
            && uses[&(cell.column, cell.form)] == 1
            && let Some(year) = arxiv_year(cx, cell.span)
        {
            report_preprint(cx, cell, arxiv, year);
        } else if conventions.text(cell.form).is_empty()
            && conventions.is_never_blank(cell.column, Role::Venue)
        {
            // A placeholder says that there is no venue; an empty cell may have been forgotten.
            let message = format!(
                "this row has no venue; {} of {} rows of the table have one",
                filled.agreeing, filled.total
            );
            cx.report(cell.span, message);
        }
    }
}

fn report_preprint(cx: &mut Context<'_>, cell: &Sample<Role, Spelling>, arxiv: &str, year: u16) {
    let fix = preprint_fix(cx, cell, arxiv, year);
    let message = format!("this row has no venue; other rows with a link to arXiv have `{arxiv}`");
    cx.report(cell.span, message).help("write its venue").fix(fix);
}

/// Writes arXiv as the column writes venues. The paper may have been published since, so the fix should be reviewed.
fn preprint_fix(cx: &View<'_>, cell: &Sample<Role, Spelling>, arxiv: &str, year: u16) -> Option<Fix> {
    let convention = cx.list.conventions().venue_style.of(cell.column, ())?;
    let venue = match convention.form {
        Some(style) => format!("{arxiv}{}", style.write_year(year)),
        None => arxiv.to_owned(),
    };
    let edit = Edit::replace(cell.span, in_place_of(cx.document.slice(cell.span), &venue));
    Some(Fix::risky(format!("write `{venue}`"), vec![edit]))
}

fn check_section(cx: &mut Context<'_>, items: &[&Entry<'_>]) {
    let all = items.len();
    let named = items.iter().filter(|entry| entry.venue.is_some()).count();
    if all < ENOUGH || (all - named) * ONE_IN > all {
        return;
    }
    for entry in items {
        if let (Some(title), None) = (&entry.title, &entry.venue)
            && says_no_more(cx, entry, title)
        {
            let message = format!("this entry names no venue; {named} of {all} in this section do");
            cx.report(title.span, message);
        }
    }
}

/// True if an entry holds no words but its name, title and links: any other word may be an unknown venue.
fn says_no_more(cx: &View<'_>, entry: &Entry<'_>, title: &Field) -> bool {
    // A bracket at the end of a title may hold one as well.
    if title.text.ends_with([')', ']']) {
        return false;
    }
    for run in cx.document.texts_in(entry.span) {
        if run.style.has(Style::IMAGE) || run.style.has(Style::LINK) || is_name(entry, run.span) {
            continue;
        }
        // A run may hold the title and more, before it or behind it.
        let Span { start, end } = run.span;
        if has_words(cx, start, end.min(title.span.start)) || has_words(cx, start.max(title.span.end), end) {
            return false;
        }
    }
    true
}

fn is_name(entry: &Entry<'_>, span: Span) -> bool {
    matches!(&entry.name, Some(name) if name.span.contains(span))
}

fn has_words(cx: &View<'_>, start: usize, end: usize) -> bool {
    start < end
        && cx
            .document
            .slice(Span::new(start, end))
            .contains(char::is_alphabetic)
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
      ^ this row has no venue; other rows with a link to arXiv have `Arxiv`
| B | Blog | [x](https://example.org) |
"
            ),
        );
    }

    #[test]
    fn a_placeholder_that_comes_again_is_the_form_of_preprints() {
        let rows = "| A | Arxiv2023 | [x](https://arxiv.org/abs/2301.00001) |\n".repeat(20);
        let preprint = "| B | - | [x](https://arxiv.org/abs/2301.00002) |\n".repeat(2);
        check(
            &MissingVenue,
            &format!("\n| Title | Venue | Paper |\n|---|---|---|\n{rows}{preprint}"),
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
