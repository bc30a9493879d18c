//! Collects the HTML of a page: comments, anchors, links, headings, tables and the text of HTML blocks.
//! Must not judge what it sees.

use super::super::{
    Heading, Link, LinkSyntax, Row, Style, Suppression, Table, TextRun,
    anchor::Anchors,
    heading::slugify,
    html::{self, OpenTag, Piece},
    suppression,
    tag::HtmlTag,
};
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
    /// The start of the open cell.
    cell: Option<usize>,
    is_in_row: bool,
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
            is_in_row: false,
        }
    }

    fn row(&mut self) -> Option<&mut Row> {
        self.table.rows.last_mut().filter(|_| self.is_in_row)
    }

    fn close_cell(&mut self, end: usize) {
        // A cell outside rows, or text between cells, is not a cell of the table.
        if let Some(start) = self.cell.take()
            && let Some(row) = self.row()
        {
            row.cells.push(Span::new(start, end));
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
    }

    fn open_cell(&mut self, tag: Span) {
        self.close_cell(tag.start);
        self.cell = self.is_in_row.then_some(tag.end);
    }
}

impl Html {
    /// Reads an HTML block: its tags, and the text between them, which the parser does not look into.
    pub(super) fn read_block(&mut self, text: &str, span: Span, style: Style) {
        let mut at = span.start;
        for piece in html::pieces(text, span) {
            self.text(text, Span::new(at, piece.span().start), style);
            at = piece.span().end;
            self.piece(text, piece, style);
        }
        self.text(text, Span::new(at, span.end), style);
    }

    /// Reads the tags of inline HTML.
    pub(super) fn read_inline(&mut self, text: &str, span: Span, style: Style) {
        for piece in html::pieces(text, span) {
            self.piece(text, piece, style);
        }
    }

    fn text(&mut self, text: &str, span: Span, style: Style) {
        let span = span.trimmed(text);
        if span.is_empty() {
            return;
        }
        // Decoding copies the text, and nearly all texts are as they are shown.
        let has_entities = text[span.range()].contains('&');
        self.texts.push(TextRun {
            span,
            style: style.with(Style::HTML),
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
                if let Some(level) = html::heading_level(name) {
                    self.open_heading = Some(OpenHeading { level, tag: span });
                }
                self.open_table_tag(name, span);
            }
            Piece::Close { name, span } => {
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
            self.links.push(Link {
                syntax: LinkSyntax::Html,
                is_image,
                span,
                label: Span::at(span.start),
                destination,
                url: html::value(text, destination).trim().into(),
                is_dropped: style.has(Style::DROPPED),
            });
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

    fn open_table_tag(&mut self, name: &str, span: Span) {
        if name.eq_ignore_ascii_case("table") {
            self.open_tables.push(OpenTable::new(span));
        } else if let Some(open) = self.open_tables.last_mut() {
            if name.eq_ignore_ascii_case("tr") {
                open.open_row(span);
            } else if is_cell(name) {
                open.open_cell(span);
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
            self.tables.extend(closed.map(|open| with_header(open.table)));
        } else if name.eq_ignore_ascii_case("tr") {
            open.close_row(span.end);
        } else if is_cell(name) {
            open.close_cell(span.start);
        }
    }
}

fn is_cell(name: &str) -> bool {
    name.eq_ignore_ascii_case("td") || name.eq_ignore_ascii_case("th")
}

/// The first row of an HTML table says what its columns hold.
fn with_header(mut table: Table) -> Table {
    // Many lists write the header in `td` and the first column in `th`.
    if !table.rows.is_empty() {
        table.header = table.rows.remove(0);
        table.delimiter = Span::at(table.header.span.end);
    }
    table
}
