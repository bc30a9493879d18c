//! Reads the rows of a table as entries. Must not decide the roles of columns.

use super::{
    CellKind, Column, Entry, Field, Place, UsualKinds, VenueCell, VenueRegistry, conventions::RoleCell, date,
    is_placeholder, links, venue,
};
use crate::{
    config::Role,
    document::{Document, Row, Style, Table, TableId, TextRun},
    source::Span,
};

/// The content of a table of papers.
pub(super) struct Rows<'r> {
    /// An entry for each row.
    pub(super) entries: Vec<Entry<'r>>,
    /// The cells whose forms count for the conventions of the list.
    pub(super) cells: Vec<RoleCell>,
}

/// Reads the rows of a table, given the roles of its columns.
pub(super) fn read<'r>(
    document: &Document<'_>,
    table: TableId,
    roles: &[Role],
    registry: &'r VenueRegistry,
) -> Rows<'r> {
    Reader {
        document,
        registry,
        table,
        roles,
    }
    .read(document.table(table))
}

struct Reader<'d, 'r> {
    document: &'d Document<'d>,
    registry: &'r VenueRegistry,
    table: TableId,
    roles: &'d [Role],
}

impl<'r> Reader<'_, 'r> {
    fn read(&self, table: &Table) -> Rows<'r> {
        let usual = UsualRow::of(self.document, table);
        let mut rows = Rows {
            entries: Vec::with_capacity(table.rows.len()),
            cells: Vec::new(),
        };
        for (index, row) in table.rows.iter().enumerate() {
            if row.is_bare_text() {
                continue;
            }
            let place = Place::Row {
                table: self.table,
                row: index,
            };
            let mut entry = Entry::new(row.span, place, self.document.section_at(row.span.start));
            // The head of a group of rows has empty cells because it is not an entry, not because they are unknown.
            let is_divider = self.is_divider(row);
            let cells = usual.sound_cells(self.document, row);
            for (column, (&span, &role)) in cells.iter().zip(self.roles).enumerate() {
                let column = Column::Table {
                    table: self.table,
                    column,
                };
                self.read_cell(&mut entry, column, span, role);
                if !is_divider {
                    rows.cells.push(RoleCell { column, role, span });
                }
            }
            entry.links = links::in_row(self.document, row, self.roles);
            entry.settle_year();
            rows.entries.push(entry);
        }
        rows
    }

    /// True if a row is the head of the rows below it: it fills one cell.
    fn is_divider(&self, row: &Row) -> bool {
        let mut filled = row
            .cells
            .iter()
            .filter(|cell| !self.document.slice(**cell).trim().is_empty());
        row.cells.len() > 2 && filled.nth(1).is_none()
    }

    /// Reads a cell into the entry of its row. Of two columns with one role the first counts.
    fn read_cell(&self, entry: &mut Entry<'r>, column: Column, cell: Span, role: Role) {
        match role {
            Role::Venue if entry.venue.is_none() => entry.venue = self.venue(column, cell),
            Role::Name if entry.name.is_none() => entry.name = self.field(cell),
            Role::Title if entry.title.is_none() => entry.title = self.field(cell),
            Role::Year | Role::Date if entry.date.is_none() => {
                let read = date::read_date(&self.document.visible_text(cell));
                let span = cell.trimmed(self.document.source().text());
                entry.date = read.map(|(date, _)| (span, date));
            }
            _ => {}
        }
    }

    /// The first line of a cell in which there is text, up to links such as `[Paper]`: under a title are its authors.
    fn field(&self, cell: Span) -> Option<Field> {
        let source = self.document.source().text();
        let runs = self.document.runs_in(cell);
        let first = runs.iter().position(|run| run.is_read(source))?;
        let mut end = first + 1;
        while end < runs.len() && !is_label(source, &runs[end]) && !is_new_line(source, &runs[end - 1..=end])
        {
            end += 1;
        }
        // The markup around the text belongs to the cell, and to its field if that is all of the cell.
        let kept = if first == 0 && end == runs.len() {
            cell
        } else {
            Span::new(runs[first].span.start, runs[end - 1].span.end)
        };
        let text = self.document.visible_text(kept);
        let field = Field {
            span: kept.trimmed(source),
            // The brackets of `Title ([Paper](…))` open right before the link.
            text: text.trim_end_matches([' ', '(', '[', '|']).to_owned(),
        };
        Some(field).filter(|field| !is_placeholder(&field.text))
    }

    fn venue(&self, column: Column, cell: Span) -> Option<VenueCell<'r>> {
        let source = self.document.source().text();
        let mut runs = self.document.runs_in(cell).iter();
        let run = runs.find(|run| run.is_read(source))?;
        // The places in a text that was decoded are not those of the file.
        if !run.is_verbatim() {
            return None;
        }
        Some(VenueCell {
            column,
            run: run.span,
            text: venue::read(run.text(source), self.registry)?,
        })
    }
}

/// True for the text of a link that says what the link is, such as `Paper`.
fn is_label(source: &str, run: &TextRun) -> bool {
    run.style.has(Style::LINK) && links::by_label(run.text(source)).is_some()
}

/// True if the second of two runs starts a line of its cell. In HTML, a line of the source does not.
fn is_new_line(source: &str, pair: &[TextRun]) -> bool {
    source
        .get(pair[0].span.end..pair[1].span.start)
        .is_some_and(|gap| gap.contains("<br"))
}

/// The usual look of the rows of a table.
struct UsualRow {
    /// The number of cells that most rows have.
    len: usize,
    /// The kinds of their cells; empty where no row has fewer.
    kinds: UsualKinds,
}

impl UsualRow {
    fn of(document: &Document<'_>, table: &Table) -> Self {
        // Not the header's width: where a column of it is never filled, the header is wrong, and not all of the rows.
        let mut lengths: Vec<_> = table.rows.iter().map(|row| row.cells.len()).collect();
        lengths.sort_unstable();
        let len = lengths
            .chunk_by(|a, b| a == b)
            .max_by_key(|run| run.len())
            .map_or(0, |run| run[0]);
        let has_short_rows = lengths.first().is_some_and(|shortest| *shortest < len);
        let full: Vec<_> = table.rows.iter().filter(|row| row.cells.len() >= len).collect();
        Self {
            len,
            // Where no row is short, no cell is missing, and nothing has to be compared.
            kinds: UsualKinds::of(document, &full, if has_short_rows { len } else { 0 }),
        }
    }

    /// The cells that are surely in their own columns: where a cell is missing, those before it.
    fn sound_cells<'t>(&self, document: &Document<'_>, row: &'t Row) -> &'t [Span] {
        let missing = self.len.saturating_sub(row.cells.len());
        if missing == 0 {
            return &row.cells;
        }
        for (column, cell) in row.cells.iter().enumerate() {
            let kind = CellKind::of(document, *cell);
            if self.kinds.belongs_further_right(column, kind, missing) {
                return &row.cells[..column];
            }
        }
        &row.cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, list::List, source::SourceFile};

    const HEADER: &str = "| Name | Title | Venue | Paper | Code |\n|---|---|---|---|---|\n";
    const ROW: &str = "| A | Grasping Objects by Their Sound | CVPR 2024 | [Link](https://arxiv.org/abs/1) | [Code](https://github.com/a/b) |\n";

    /// Name, title and venue of the last row of a table.
    #[track_caller]
    fn check(row: &str, name: Option<&str>, title: Option<&str>, venue: Option<&str>) {
        let text = [HEADER, &ROW.repeat(3), row].concat();
        let source = SourceFile::new("x.md", text);
        let document = Document::parse(&source);
        let list = List::read(&document, &Config::default(), VenueRegistry::builtin());
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
