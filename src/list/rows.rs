//! Reads the rows of a table as entries. Must not decide the roles of columns.

use super::{
    CellKind, Certainty, Column, Entry, Field, Shape, UsualKinds, VenueCell, VenueRegistry,
    conventions::RoleCell,
    date, is_placeholder, links, phrase, prose, venue,
    wording::{URL, Wording},
};
use crate::{
    config::Role,
    document::{Document, Row, Table, TableId},
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
            let shape = Shape::Row {
                table: self.table,
                row: index,
            };
            let cells = usual.sound_cells(self.document, row);
            let entry = self.entry(row, shape, cells);
            // The head of a group of rows has empty cells because it is not an entry, not because they are unknown.
            if !self.is_divider(row) {
                rows.cells.extend(self.role_cells(row, cells));
            } else if entry.links.is_empty() {
                continue;
            }
            rows.entries.push(entry);
        }
        rows
    }

    fn entry(&self, row: &Row, shape: Shape, cells: &[Span]) -> Entry<'r> {
        let mut entry = Entry::new(row.span, shape);
        for (column, (&span, &role)) in cells.iter().zip(self.roles).enumerate() {
            self.read_cell(&mut entry, self.column(column), span, role);
        }
        // A column of its own says more about a field than the text beside the title.
        let column = self.roles.iter().position(|role| *role == Role::Title);
        if let Some(title) = column.and_then(|column| cells.get(column)) {
            self.read_title(&mut entry, *title);
        }
        entry.links = links::in_row(self.document, row, self.roles);
        entry.settle_year();
        entry
    }

    /// The cells that are written in the row itself, with their roles.
    fn role_cells(&self, row: &Row, cells: &[Span]) -> impl Iterator<Item = RoleCell> {
        let cells = cells.iter().zip(self.roles).enumerate();
        let own = cells.filter(|(_, (span, _))| row.is_own(**span));
        own.map(|(column, (&span, &role))| RoleCell {
            column: self.column(column),
            role,
            span,
        })
    }

    fn column(&self, column: usize) -> Column {
        Column::Table {
            table: self.table,
            column,
        }
    }

    /// True if a row is the head of the rows below it: it fills one cell.
    fn is_divider(&self, row: &Row) -> bool {
        let filled = row
            .own_cells()
            .filter(|(_, cell)| !self.document.slice(*cell).trim().is_empty());
        row.cells.len() > 2 && filled.take(2).count() < 2 || self.is_rule(row)
    }

    /// True if every cell of a row is empty or has a placeholder: rows of dashes divide a table.
    fn is_rule(&self, row: &Row) -> bool {
        let mut cells = row.own_cells();
        cells.all(|(_, cell)| is_placeholder(&self.document.visible_text(cell)))
    }

    /// Reads a cell into the entry of its row. Of two columns with one role the first counts.
    fn read_cell(&self, entry: &mut Entry<'r>, column: Column, cell: Span, role: Role) {
        match role {
            Role::Venue if entry.venue.is_none() => entry.venue = self.venue(column, cell),
            Role::Name if entry.name.is_none() => entry.name = self.name(cell),
            // Data sets that have neither title nor name are named by themselves.
            Role::Dataset if entry.name.is_none() && !self.has_names() => entry.name = self.name(cell),
            Role::Authors if entry.authors.is_none() && self.names_people(column) => {
                entry.authors = self.authors(cell);
            }
            Role::Year | Role::Date if entry.date.is_none() => {
                let read = date::read_date(&self.document.visible_text(cell));
                let span = cell.trimmed(self.document.source().text());
                entry.date = read.map(|(date, _)| (span, date));
                // `Date` is over `CVPR 2024` as well, where most papers are preprints.
                if read.is_none() && entry.venue.is_none() {
                    entry.venue = self
                        .venue(column, cell)
                        .filter(|venue| venue.text.known.is_some());
                }
            }
            _ => {}
        }
    }

    /// Reads a cell with a title, and with the fields beside it: a name before it, authors and venue below it.
    fn read_title(&self, entry: &mut Entry<'r>, cell: Span) {
        let wording = Wording::of(self.document, [cell]);
        let prose = prose::read_cell(self.document, &wording, self.registry);
        entry.title = prose
            .title
            .filter(|title| !is_placeholder(&title.text))
            .map(|title| self.with_markup(title, cell, &wording));
        entry.name = entry.name.take().or(prose.name);
        entry.authors = entry.authors.take().or(prose.authors);
        entry.venue = entry.venue.take().or(prose.venue);
        entry.date = entry.date.take().or(prose.date);
    }

    fn has_names(&self) -> bool {
        self.roles
            .iter()
            .any(|role| matches!(role, Role::Name | Role::Title))
    }

    /// The markup around a text belongs to the cell, and to its field if that is all of the cell.
    fn with_markup(&self, field: Field, cell: Span, wording: &Wording) -> Field {
        let source = self.document.source().text();
        let is_all = wording.text().trim() == field.text;
        Field {
            span: if is_all { cell.trimmed(source) } else { field.span },
            certainty: Certainty::Shown,
            ..field
        }
    }

    /// The short name in a cell.
    fn name(&self, cell: Span) -> Option<Field> {
        let wording = Wording::of(self.document, [cell]);
        let field = prose::name_in_cell(&wording)?;
        Some(self.with_markup(field, cell, &wording)).filter(|field| !is_placeholder(&field.text))
    }

    /// True for a column of names. Affiliations have the same role.
    fn names_people(&self, column: Column) -> bool {
        const AFFILIATIONS: [&str; 7] = [
            "affiliation",
            "institut",
            "organi",
            "team",
            "universit",
            "机构",
            "单位",
        ];
        let Column::Table { table, column } = column else {
            return false;
        };
        let header = self.document.table(table).header.cells.get(column);
        let header = header
            .map(|cell| self.document.visible_text(*cell).to_lowercase())
            .unwrap_or_default();
        header.contains("author") || !AFFILIATIONS.iter().any(|word| header.contains(word))
    }

    /// The text in a column of authors.
    fn authors(&self, cell: Span) -> Option<Field> {
        let text = phrase::on_one_line(&self.document.visible_text(cell));
        (!is_placeholder(&text)).then(|| Field {
            span: cell.trimmed(self.document.source().text()),
            text,
            certainty: Certainty::Shown,
        })
    }

    fn venue(&self, column: Column, cell: Span) -> Option<VenueCell<'r>> {
        let wording = Wording::of(self.document, [cell]);
        // A year may be below its venue: `CVPR<br><sup>2025</sup>`.
        let text = wording.text().replace('\n', " ");
        let (text, kept) = match text.find(URL) {
            Some(end) => (&text[..end], end),
            None => (&*text, text.len()),
        };
        let value = venue::read(text, self.registry)?;
        let run = wording.span(&(0..kept));
        let cell = VenueCell::placed(column, value, |range| wording.span(range), run);
        // The places in a text with markup or entities are not places in the file.
        let is_verbatim = self.document.slice(run) == &wording.text()[..kept];
        Some(if is_verbatim { cell } else { cell.without_style() })
    }
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
