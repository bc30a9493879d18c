//! `bare-link`: a bare URL among links with labels. Must not report lists that show URLs.

use std::{cell::LazyCell, collections::HashMap};

use crate::{
    document::{Document, LinkSyntax},
    finding::{Edit, Fix},
    list::{Column, Convention, Forms},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
    source::Span,
};

pub(super) struct BareLink;

static META: Meta = meta!("bare-link", Links, Warning, List).with_safe_fix();

impl Rule for BareLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let cells = cells(cx.document);
        let mut forms = Forms::new([]);
        for cell in &cells {
            forms.count(cell.column, cell.header, cell.label.is_some());
        }
        // Most lists have no bare URL among labels, and need no usual label.
        let labels = LazyCell::new(|| labels(&cells));
        for cell in &cells {
            if cell.label.is_none()
                && let Some(convention) = forms.of(cell.column, cell.header)
                && convention.form
            {
                report(cx, cell, convention, usual_label(&labels[cell.header]));
            }
        }
    }
}

/// A cell with a link.
struct Cell<'d> {
    column: Column,
    header: &'d str,
    /// The bytes of the link.
    span: Span,
    /// The label; `None` for a bare URL.
    label: Option<&'d str>,
}

/// The cells with a link, in the columns that GitHub renders.
fn cells<'d>(document: &'d Document<'_>) -> Vec<Cell<'d>> {
    let mut cells = Vec::new();
    for (id, table) in document.markdown_tables() {
        for row in &table.rows {
            for (column, (cell, header)) in row.cells.iter().zip(&table.header.cells).enumerate() {
                let column = Column::Table { table: id, column };
                cells.extend(linked(document, *header, column, *cell));
            }
        }
    }
    cells
}

fn linked<'d>(document: &'d Document<'_>, header: Span, column: Column, cell: Span) -> Option<Cell<'d>> {
    let text = document.source().text();
    // A cell with several links counts once, so that all rows weigh the same.
    let link = document.links_in(cell).iter().find(|link| !link.is_image)?;
    let label = match link.syntax {
        LinkSyntax::Inline => Some(text[link.label.range()].trim()),
        // Within a sentence, the URL may be its subject.
        LinkSyntax::Autolink if link.span == cell.trimmed(text) => None,
        _ => return None,
    };
    Some(Cell {
        column,
        header: text[header.range()].trim(),
        span: link.span,
        label,
    })
}

/// The number of cells with each label, under each header.
fn labels<'d>(cells: &[Cell<'d>]) -> HashMap<&'d str, HashMap<&'d str, usize>> {
    let mut labels: HashMap<_, HashMap<_, _>> = HashMap::new();
    for cell in cells {
        let uses = labels.entry(cell.header).or_default();
        if let Some(label) = cell.label {
            *uses.entry(label).or_default() += 1;
        }
    }
    labels
}

/// The label that nearly all links under a header share.
fn usual_label<'d>(labels: &HashMap<&'d str, usize>) -> Option<&'d str> {
    /// At most one label in this many may differ, as for the conventions of lists. Labels that are the names of
    /// methods all differ, so none of them is usual.
    const ONE_IN: usize = 10;
    let total: usize = labels.values().sum();
    let (label, count) = labels.iter().max_by_key(|(label, count)| (**count, **label))?;
    ((total - count) * ONE_IN <= total).then_some(label)
}

fn report(cx: &mut Context<'_>, cell: &Cell<'_>, convention: Convention<bool>, usual: Option<&str>) {
    let evidence = convention.evidence("links in this column", "labelled");
    let finding = cx.report(cell.span, format!("this URL has no label, but {evidence}"));
    match usual {
        None => finding.help("write it as a link with a label, like the others"),
        Some(label) => finding.fix(Fix::safe(
            format!("label it {}", quote(label)),
            vec![
                Edit::insert(cell.span.start, format!("[{label}](")),
                Edit::insert(cell.span.end, ")"),
            ],
        )),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_bare_url_among_labels_is_an_outlier() {
        let row = "| A | [Code](https://x.org/a) |\n";
        let rows = row.repeat(9);
        let mark =
            "      ^^^^^^^^^^^^^^^ this URL has no label, but 9 of 10 links in this column are labelled\n";
        check(
            &BareLink,
            &format!("\n| a | Code |\n|---|---|\n{rows}| B | https://x.org/b |\n{mark}"),
        );
    }

    #[test]
    fn a_list_may_show_its_urls() {
        check(
            &BareLink,
            "
| a | Code |
|---|---|
| A | https://x.org/a |
| B | https://x.org/b |
| C | see https://x.org/c |
| D | [Code](https://x.org/d) |
",
        );
    }

    #[test]
    fn only_a_label_of_nearly_all_links_is_usual() {
        let labels = |counts: &[(&'static str, usize)]| usual_label(&counts.iter().copied().collect());
        assert_eq!(labels(&[("Code", 18), ("code", 2)]), Some("Code"));
        assert_eq!(labels(&[("A", 5), ("B", 5)]), None);
        assert_eq!(labels(&[]), None);
    }
}
