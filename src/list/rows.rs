//! Reads the rows of a table as entries. Must not decide what columns hold.

use std::collections::BTreeMap;

use super::{
    CellKind, Column, Entry, EntryLink, Field, List, Place, Registry, VenueCell, date, is_placeholder, links,
    venue,
};
use crate::{
    config::Role,
    document::{Document, Row, Style, Table, TextRun},
    source::Span,
};

/// A table of papers with what its columns hold.
pub(super) struct Rows<'d, 'r> {
    pub(super) document: &'d Document<'d>,
    pub(super) registry: &'r Registry,
    pub(super) table: &'d Table,
    pub(super) index: usize,
    pub(super) roles: &'d [Role],
}

impl<'r> Rows<'_, 'r> {
    /// Adds the entries of the table and the forms of its cells to `list`.
    pub(super) fn read(&self, list: &mut List<'r>) {
        let usual = UsualRow::of(self.document, self.table);
        let rows = self.table.rows.iter().enumerate();
        for (index, row) in rows.filter(|(_, row)| !row.is_bare_text()) {
            let cells = usual.sound_cells(self.document, row);
            let place = Place::Row {
                table: self.index,
                row: index,
            };
            let mut entry = Entry::new(row.span, place, self.document.section_at(row.span.start));
            let is_divider = self.is_divider(row);
            for (column, (&cell, &role)) in cells.iter().zip(self.roles).enumerate() {
                let place = Column::Table {
                    table: self.index,
                    column,
                };
                self.read_cell(&mut entry, place, cell, role);
                if !is_divider {
                    list.conventions.count_cell(self.document, place, role, cell);
                }
            }
            entry.links = self.links(row);
            entry.settle_year();
            list.entries.push(entry);
        }
    }

    /// Whether a row is the head of the rows below it: it fills one cell.
    fn is_divider(&self, row: &Row) -> bool {
        let text = self.document.source().text();
        let is_filled = |cell: &&Span| !cell.trimmed(text).is_empty();
        row.cells.iter().filter(is_filled).take(2).count() < 2 && row.cells.len() > 2
    }

    fn read_cell(&self, entry: &mut Entry<'r>, place: Column, cell: Span, role: Role) {
        match role {
            Role::Venue => {
                let venue = self.venue(place, cell);
                entry.venue = entry.venue.take().or(venue);
            }
            Role::Name | Role::Title => {
                let field = if role == Role::Name {
                    &mut entry.name
                } else {
                    &mut entry.title
                };
                *field = field.take().or_else(|| self.field(cell));
            }
            Role::Year | Role::Date => {
                let span = cell.trimmed(self.document.source().text());
                let read = date::read_date(&self.document.visible_text(cell));
                entry.date = entry.date.or(read.map(|(date, _)| (span, date)));
            }
            _ => {}
        }
    }

    /// The first line of a cell in which there is text, up to links such as `[Paper]`: under a title stand its authors.
    fn field(&self, cell: Span) -> Option<Field> {
        let source = self.document.source().text();
        let runs = self.document.runs_in(cell);
        let is_line = |a: &TextRun, b: &TextRun| {
            let gap = source.get(a.span.end..b.span.start).unwrap_or("");
            !gap.contains("<br")
        };
        let mut lines = runs.chunk_by(is_line);
        let line = lines.find(|line| line.iter().any(|run| is_read(run, source)))?;
        let first = line.iter().position(|run| is_read(run, source))?;
        let is_label =
            |run: &TextRun| run.style.has(Style::LINK) && links::by_label(run.text(source)).is_some();
        let labels = line[first + 1..].iter().position(is_label);
        let end = labels.map_or(line.len(), |labels| first + 1 + labels);
        let is_whole = end == runs.len() && first == 0;
        let kept = Span::new(line[first].span.start, line[end - 1].span.end);
        let kept = if is_whole { cell } else { kept };
        let text = self.document.visible_text(kept);
        let text = text.trim_end_matches([' ', '(', '[', '|']);
        (!is_placeholder(text)).then(|| Field {
            span: kept.trimmed(source),
            text: text.to_owned(),
        })
    }

    fn venue(&self, column: Column, cell: Span) -> Option<VenueCell<'r>> {
        let text = self.document.source().text();
        let mut runs = self.document.runs_in(cell).iter();
        let run = runs.find(|run| is_read(run, text))?;
        let text = venue::read(run.text(text), self.registry)?;
        // The places in a text that was decoded are not those of the file.
        run.decoded.is_none().then_some(VenueCell {
            column,
            run: run.span,
            text,
        })
    }

    fn links(&self, row: &Row) -> Vec<EntryLink> {
        let column_at = |at: usize| row.cells.partition_point(|cell| cell.start <= at).checked_sub(1);
        let of_column = |at| {
            let column = column_at(at)?;
            Some((column, *self.roles.get(column)?))
        };
        links::in_span(self.document, row.span, of_column)
    }
}

/// What the rows of a table usually look like.
struct UsualRow {
    /// How many cells most rows have.
    len: usize,
    /// What most cells of a column look like; empty where every row has as many cells.
    kinds: Vec<Option<CellKind>>,
}

impl UsualRow {
    fn of(document: &Document<'_>, table: &Table) -> Self {
        let mut lengths: Vec<_> = table.rows.iter().map(|row| row.cells.len()).collect();
        lengths.sort_unstable();
        let runs = lengths.chunk_by(|a, b| a == b);
        let len = runs.max_by_key(|run| run.len()).map_or(0, |run| run[0]);
        let has_short_rows = lengths.first().is_some_and(|shortest| *shortest < len);
        let columns = if has_short_rows { len } else { 0 };
        let full: Vec<_> = table.rows.iter().filter(|row| row.cells.len() >= len).collect();
        let kinds =
            (0..columns).map(|column| most(full.iter().map(|row| CellKind::of(document, row.cells[column]))));
        Self {
            len,
            kinds: kinds.collect(),
        }
    }

    /// The cells that surely stand in their own columns: where one is missing, those before it.
    fn sound_cells<'t>(&self, document: &Document<'_>, row: &'t Row) -> &'t [Span] {
        /// Nobody forgets more cells than this in one place.
        const MOST_MISSING: usize = 8;
        let missing = self.len.saturating_sub(row.cells.len()).min(MOST_MISSING);
        let is_strange = |(column, cell): (usize, &Span)| {
            let kind = CellKind::of(document, *cell);
            let belongs = self.kinds[column].is_none_or(|usual| usual == kind);
            !belongs
                && kind != CellKind::Nothing
                && self.kinds[column + 1..=column + missing].contains(&Some(kind))
        };
        let strange = (missing > 0).then(|| row.cells.iter().enumerate().position(is_strange));
        &row.cells[..strange.flatten().unwrap_or(row.cells.len())]
    }
}

/// The kind of more than half of the cells that are not empty.
fn most(kinds: impl Iterator<Item = CellKind>) -> Option<CellKind> {
    let mut counts: BTreeMap<CellKind, usize> = BTreeMap::new();
    for kind in kinds.filter(|kind| *kind != CellKind::Nothing) {
        *counts.entry(kind).or_default() += 1;
    }
    let filled: usize = counts.values().sum();
    let found = counts.into_iter().find(|(_, count)| count * 2 > filled);
    found.map(|(kind, _)| kind)
}

/// Whether people read a run as text: not the label of an image, not blank, not mere punctuation.
fn is_read(run: &TextRun, text: &str) -> bool {
    !run.style.has(Style::IMAGE) && run.text(text).contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, source::SourceFile};

    const HEADER: &str = "| Name | Title | Venue | Paper | Code |\n|---|---|---|---|---|\n";
    const ROW: &str = "| A | Grasping Objects by Their Sound | CVPR 2024 | [Link](https://arxiv.org/abs/1) | [Code](https://github.com/a/b) |\n";

    /// Name, title and venue of the last row of a table.
    #[track_caller]
    fn check(row: &str, name: Option<&str>, title: Option<&str>, venue: Option<&str>) {
        let text = [HEADER, &ROW.repeat(3), row].concat();
        let source = SourceFile::new("x.md", text);
        let document = Document::parse(&source);
        let list = List::read(&document, &Config::default(), Registry::builtin());
        let entry = list.entries().last().expect("the table has rows");
        let text = |field: &Option<Field>| field.as_ref().map(|field| field.text.clone());
        let found = entry
            .venue
            .as_ref()
            .map(|venue| document.slice(venue.venue_span()));
        assert_eq!(text(&entry.name).as_deref(), name, "{row}");
        assert_eq!(text(&entry.title).as_deref(), title, "{row}");
        assert_eq!(found, venue, "{row}");
    }

    #[test]
    fn a_title_is_the_first_line_that_people_read() {
        let title = Some("Folding Cloth from One Demonstration");
        for cell in [
            "**Folding Cloth from One Demonstration**<br>Ada King, Li Wei",
            "[![Star](https://i.org/s)](https://github.com/a/b)<br>[Folding Cloth from One Demonstration](https://a.org)<br>Ada King",
            "![Star](https://i.org/s) <br> [**Folding Cloth from One Demonstration**](https://a.org) <br>",
            "Folding Cloth from One Demonstration [(paper)](https://a.org)",
            "Folding Cloth from One Demonstration [[PDF](https://a.org)]",
        ] {
            check(
                &format!("| B | {cell} | CVPR 2024 | | |"),
                Some("B"),
                title,
                Some("CVPR"),
            );
        }
    }

    #[test]
    fn a_row_that_ends_early_has_the_cells_before_its_end() {
        let title = Some("Folding Cloth from One Demonstration");
        check(
            "| B | Folding Cloth from One Demonstration | CVPR 2024 |",
            Some("B"),
            title,
            Some("CVPR"),
        );
        check(
            "| B | Folding Cloth from One Demonstration |",
            Some("B"),
            title,
            None,
        );
    }

    #[test]
    fn behind_a_cell_that_is_missing_nothing_counts() {
        check(
            "| Folding Cloth from One Demonstration | CVPR 2024 | [Link](https://arxiv.org/abs/2) | [Code](https://github.com/c/d) |",
            None,
            None,
            None,
        );
        check(
            "| B | CVPR 2024 | [Link](https://arxiv.org/abs/2) | [Code](https://github.com/c/d) |",
            Some("B"),
            None,
            None,
        );
    }
}
