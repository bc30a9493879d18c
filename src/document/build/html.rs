//! Collects the HTML of a page: comments, anchors, links, headings, tables and the text of HTML blocks.
//! Must not judge.

use super::super::{
    BlockKind, Gap, Heading, Link, LinkSyntax, Row, Style, Suppression, Table, TextRun,
    anchor::Anchors,
    heading::slugify,
    html::{self, OpenTag, Piece},
    suppression,
    tag::HtmlTag,
};
use super::style::Styles;
use crate::source::Span;

/// Everything that the HTML of a page says, each kind in the order of the text.
#[derive(Default)]
pub(super) struct Html {
    pub(super) tags: Vec<HtmlTag>,
    pub(super) comments: Vec<Span>,
    pub(super) suppressions: Vec<Suppression>,
    pub(super) links: Vec<Link>,
    pub(super) headings: Vec<Heading>,
    pub(super) texts: Vec<TextRun>,
    /// The tables that are closed.
    pub(super) tables: Vec<Table>,
    pub(super) anchors: Anchors,
    /// The values of `id` and `name` attributes.
    pub(super) elements: Vec<Span>,
    /// The styles of tags such as `<b>` that are open.
    pub(super) styles: Styles,
    /// The paragraphs and items of the block that was read last.
    pub(super) blocks: Vec<(BlockKind, Span)>,
    /// The separation of the next text of a block from the last one.
    gap: Gap,
    /// The `<p>`, `<li>` or `<summary>` that is open.
    open_block: Option<(BlockKind, usize)>,
    /// The `<a>` that is open, among `links`.
    open_link: Option<usize>,
    open_heading: Option<OpenHeading>,
    open_tables: Vec<OpenTable>,
}

/// A heading whose closing tag is still to come.
struct OpenHeading {
    level: u8,
    tag: Span,
}

/// A `<table>` that is not closed yet. Tables may be in cells of others.
struct OpenTable {
    table: Table,
    /// The start of the open cell, and its extent.
    cell: Option<(usize, Extent)>,
    /// The extents of the cells of each row.
    extents: Vec<Vec<Extent>>,
    is_in_row: bool,
}

/// The numbers of columns and rows that a cell spans.
#[derive(Clone, Copy)]
struct Extent {
    columns: usize,
    rows: usize,
}

impl Extent {
    /// The extent in the attributes of a cell, bounded by the widest and highest cells that lists have.
    fn of(text: &str, attributes: Span) -> Self {
        const MAX_COLUMNS: usize = 50;
        const MAX_ROWS: usize = 5_000;
        let number = |name| {
            let value = html::attribute(text, attributes, name)?;
            text[value.range()].trim().parse().ok()
        };
        Self {
            columns: number("colspan").unwrap_or(1).clamp(1, MAX_COLUMNS),
            rows: number("rowspan").unwrap_or(1).clamp(1, MAX_ROWS),
        }
    }
}

impl OpenTable {
    fn new(tag: Span) -> Self {
        let table = Table {
            span: tag,
            header: Row {
                span: Span::at(tag.end),
                cells: Vec::new(),
            },
            delimiter: Span::at(tag.end),
            rows: Vec::new(),
        };
        Self {
            table,
            cell: None,
            extents: Vec::new(),
            is_in_row: false,
        }
    }

    fn row(&mut self) -> Option<&mut Row> {
        self.table.rows.last_mut().filter(|_| self.is_in_row)
    }

    fn close_cell(&mut self, end: usize) {
        // A cell outside rows, or text between cells, is not a cell of the table.
        if let Some((start, extent)) = self.cell.take()
            && let Some(row) = self.row()
        {
            row.cells.push(Span::new(start, end));
            self.extents
                .last_mut()
                .into_iter()
                .for_each(|row| row.push(extent));
        }
    }

    fn close_row(&mut self, end: usize) {
        self.close_cell(end);
        if let Some(row) = self.row() {
            row.span.end = end;
        }
        self.is_in_row = false;
    }

    fn open_row(&mut self, tag: Span) {
        self.close_row(tag.start);
        self.is_in_row = true;
        self.table.rows.push(Row {
            span: tag,
            cells: Vec::new(),
        });
        self.extents.push(Vec::new());
    }

    fn open_cell(&mut self, tag: Span, extent: Extent) {
        self.close_cell(tag.start);
        self.cell = self.is_in_row.then_some((tag.end, extent));
    }

    /// The table with each cell in all the columns and rows that it spans.
    fn finish(self) -> Table {
        let mut table = self.table;
        // The cells that reach down into the rows below, by column, with the number of these rows.
        let mut reaching: Vec<Option<(Span, usize)>> = Vec::new();
        for (row, extents) in table.rows.iter_mut().zip(self.extents) {
            let mut cells = Vec::with_capacity(row.cells.len());
            for (cell, extent) in row.cells.drain(..).zip(extents) {
                take_reaching(&mut reaching, &mut cells);
                for _ in 0..extent.columns {
                    reaching.resize(reaching.len().max(cells.len() + 1), None);
                    reaching[cells.len()] = Some((cell, extent.rows - 1)).filter(|(_, rows)| *rows > 0);
                    cells.push(cell);
                }
            }
            take_reaching(&mut reaching, &mut cells);
            row.cells = cells;
        }
        with_header(table)
    }
}

impl Html {
    /// Reads an HTML block: its tags, and the text between them, which the parser does not look into.
    pub(super) fn read_block(&mut self, text: &str, span: Span, style: Style) {
        let mut at = span.start;
        self.gap = Gap::Break;
        for piece in html::pieces(text, span) {
            self.text(text, Span::new(at, piece.span().start), style);
            at = piece.span().end;
            self.structure(text, &piece);
            self.piece(text, piece, style);
        }
        self.text(text, Span::new(at, span.end), style);
        self.close_block(text, span.end);
    }

    /// Reads the tags of inline HTML; returns true if one of them breaks the line.
    pub(super) fn read_inline(&mut self, text: &str, span: Span, style: Style) -> bool {
        let mut breaks = false;
        for piece in html::pieces(text, span) {
            breaks |= is_break(&piece);
            self.piece(text, piece, style);
        }
        breaks
    }

    /// Notes the lines, paragraphs and items that a tag of an HTML block starts or ends.
    fn structure(&mut self, text: &str, piece: &Piece<'_>) {
        let (name, is_open) = match piece {
            Piece::Open(tag) => (tag.name, true),
            Piece::Close { name, .. } => (*name, false),
            Piece::Comment(_) => return,
        };
        if is_break(piece) || breaks_around(name) {
            self.gap = Gap::Break;
        }
        let kind = match name.to_ascii_lowercase().as_str() {
            "p" => BlockKind::Paragraph,
            "li" => BlockKind::Item,
            "summary" => BlockKind::Summary,
            _ => return,
        };
        self.close_block(text, piece.span().start);
        self.open_block = is_open.then_some((kind, piece.span().end));
    }

    fn close_block(&mut self, text: &str, end: usize) {
        if let Some((kind, start)) = self.open_block.take() {
            let span = Span::new(start, end.max(start)).trimmed(text);
            // Paragraphs in the cells of a table belong to its rows.
            if !span.is_empty() && self.open_tables.is_empty() {
                self.blocks.push((kind, span));
            }
        }
    }

    fn text(&mut self, text: &str, span: Span, style: Style) {
        let whole = span;
        let span = whole.trimmed(text);
        let before = &text[whole.start..span.start.min(whole.end)];
        self.gap = self.gap.max(Gap::of(before));
        if span.is_empty() {
            return;
        }
        let gap = std::mem::replace(&mut self.gap, Gap::of(&text[span.end..whole.end]));
        // Decoding copies the text, and nearly all texts are as they are shown.
        let has_entities = text[span.range()].contains('&');
        self.texts.push(TextRun {
            span,
            style: style.with(Style::HTML).with(self.styles.now()),
            gap,
            starts: self.styles.take_started(),
            decoded: has_entities.then(|| html::text_content(text, span).into()),
        });
    }

    fn piece(&mut self, text: &str, piece: Piece<'_>, style: Style) {
        self.tags.extend(HtmlTag::read(text, &piece));
        match piece {
            Piece::Comment(span) => {
                self.comments.push(span);
                self.suppressions.extend(suppression::read(text, span));
            }
            Piece::Open(OpenTag {
                name,
                attributes,
                span,
            }) => {
                self.anchors(text, attributes);
                self.link(text, name, attributes, span, style);
                if let Some(style) = style_of(name) {
                    self.styles.enter(style);
                }
                if let Some(level) = html::heading_level(name) {
                    self.open_heading = Some(OpenHeading { level, tag: span });
                }
                self.open_table_tag(text, name, attributes, span);
            }
            Piece::Close { name, span } => {
                self.close_style(name, span);
                self.close_table_tag(name, span);
                self.close_heading(text, name, span);
            }
        }
    }

    fn anchors(&mut self, text: &str, attributes: Span) {
        // `name` is obsolete, but older lists have it.
        for name in ["id", "name"] {
            if let Some(value) = html::attribute(text, attributes, name) {
                self.anchors.add(&html::value(text, value));
                self.elements.push(value);
            }
        }
    }

    fn link(&mut self, text: &str, name: &str, attributes: Span, span: Span, style: Style) {
        // Browsers ignore the case of names, and lists write these two in one of two ways.
        let (attribute, is_image) = match name {
            "a" | "A" => ("href", false),
            "img" | "IMG" => ("src", true),
            _ => return,
        };
        if let Some(destination) = html::attribute(text, attributes, attribute) {
            if !is_image {
                self.open_link = Some(self.links.len());
            }
            let label = html::attribute(text, attributes, "alt").filter(|_| is_image);
            self.links.push(Link {
                syntax: LinkSyntax::Html,
                is_image,
                span,
                label: label.unwrap_or(Span::at(span.start)),
                destination,
                url: html::value(text, destination).trim().into(),
                is_dropped: style.has(Style::DROPPED),
            });
        }
    }

    fn close_style(&mut self, name: &str, tag: Span) {
        if let Some(style) = style_of(name) {
            self.styles.leave(style);
        }
        if name.eq_ignore_ascii_case("a")
            && let Some(link) = self.open_link.take()
        {
            let link = &mut self.links[link];
            link.label = Span::new(link.span.end, tag.start);
        }
    }

    fn close_heading(&mut self, text: &str, name: &str, tag: Span) {
        let level = html::heading_level(name);
        let Some(open) = self.open_heading.take_if(|open| level == Some(open.level)) else {
            return;
        };
        let content = html::text_content(text, Span::new(open.tag.end, tag.start));
        // Lists link to the anchor with the spaces at the ends of an HTML heading and to that without; which of them
        // GitHub gives is not known.
        self.anchors.add(&slugify(&content));
        self.headings.push(Heading {
            level: open.level,
            span: Span::new(open.tag.start, tag.end),
            text: content.trim().to_owned(),
            slug: String::new(),
        });
    }

    fn open_table_tag(&mut self, text: &str, name: &str, attributes: Span, span: Span) {
        if name.eq_ignore_ascii_case("table") {
            self.open_tables.push(OpenTable::new(span));
        } else if let Some(open) = self.open_tables.last_mut() {
            if name.eq_ignore_ascii_case("tr") {
                open.open_row(span);
            } else if is_cell(name) {
                open.open_cell(span, Extent::of(text, attributes));
            }
        }
    }

    fn close_table_tag(&mut self, name: &str, span: Span) {
        let Some(open) = self.open_tables.last_mut() else {
            return;
        };
        if name.eq_ignore_ascii_case("table") {
            open.close_row(span.start);
            open.table.span.end = span.end;
            let closed = self.open_tables.pop();
            self.tables.extend(closed.map(OpenTable::finish));
        } else if name.eq_ignore_ascii_case("tr") {
            open.close_row(span.end);
        } else if is_cell(name) {
            open.close_cell(span.start);
        }
    }
}

/// Adds the cells that reach down into the next columns of a row.
fn take_reaching(reaching: &mut [Option<(Span, usize)>], cells: &mut Vec<Span>) {
    while let Some(Some((cell, rows))) = reaching.get_mut(cells.len()) {
        cells.push(*cell);
        *rows -= 1;
        if *rows == 0 {
            reaching[cells.len() - 1] = None;
        }
    }
}

/// The style that an element gives its text.
fn style_of(name: &str) -> Option<Style> {
    const STYLES: [(&str, Style); 5] = [
        ("b", Style::STRONG),
        ("strong", Style::STRONG),
        ("i", Style::EMPHASIS),
        ("em", Style::EMPHASIS),
        ("a", Style::LINK),
    ];
    let found = STYLES
        .iter()
        .find(|(element, _)| name.eq_ignore_ascii_case(element));
    found.map(|(_, style)| *style)
}

/// True for `<br>`, in any case.
fn is_break(piece: &Piece<'_>) -> bool {
    match piece {
        Piece::Open(OpenTag { name, .. }) | Piece::Close { name, .. } => name.eq_ignore_ascii_case("br"),
        Piece::Comment(_) => false,
    }
}

/// True for elements that start on a line of their own.
fn breaks_around(name: &str) -> bool {
    const BLOCKS: [&str; 16] = [
        "p", "div", "li", "ul", "ol", "td", "th", "tr", "table", "h1", "h2", "h3", "h4", "details",
        "summary", "center",
    ];
    BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))
}

fn is_cell(name: &str) -> bool {
    name.eq_ignore_ascii_case("td") || name.eq_ignore_ascii_case("th")
}

/// The first row of an HTML table names its columns.
fn with_header(mut table: Table) -> Table {
    // Many lists write the header in `td` and the first column in `th`.
    if !table.rows.is_empty() {
        table.header = table.rows.remove(0);
        table.delimiter = Span::at(table.header.span.end);
    }
    table
}
