//! The HTML in a document: comments, anchors, links, headings, tables and the text of HTML blocks.
//! Must not judge what it sees.

use super::{
    super::{
        Link, LinkSyntax, Row, Style, Table, TextRun,
        heading::slugify,
        html::{self, Piece},
        suppression::{self, Holder},
        tag::HtmlTag,
    },
    Builder,
};
use crate::source::Span;

/// A `<table>` that is not closed yet. Tables may stand in cells of others.
pub(super) struct OpenTable {
    table: Table,
    cell: Option<usize>,
    is_in_row: bool,
}

impl OpenTable {
    fn row(&mut self) -> Option<&mut Row> {
        self.table.rows.last_mut().filter(|_| self.is_in_row)
    }

    fn close_cell(&mut self, end: usize) {
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

impl<'s> Builder<'s> {
    pub(super) fn html_block(&mut self, span: Span) {
        self.in_html = true;
        self.document.html_blocks.push(span.trimmed(self.text()));
        let mut at = span.start;
        for piece in html::pieces(self.text(), span) {
            self.html_text(Span::new(at, piece.span().start));
            at = piece.span().end;
            self.html_piece(piece);
        }
        self.html_text(Span::new(at, span.end));
    }

    /// The text between the tags of an HTML block, which the parser does not look into.
    fn html_text(&mut self, span: Span) {
        let text = self.text();
        let span = span.trimmed(text);
        if span.is_empty() {
            return;
        }
        let decoded = text[span.range()]
            .contains('&')
            .then(|| html::text_content(text, span).into());
        self.document.html_texts.push(TextRun {
            span,
            style: self.style.with(Style::HTML),
            decoded,
        });
    }

    pub(super) fn html(&mut self, span: Span) {
        for piece in html::pieces(self.text(), span) {
            self.html_piece(piece);
        }
    }

    fn html_piece(&mut self, piece: Piece<'s>) {
        self.document.tags.extend(HtmlTag::read(self.text(), &piece));
        match piece {
            Piece::Comment(span) => self.comment(span),
            Piece::Open {
                name,
                attributes,
                span,
            } => self.open_tag(name, attributes, span),
            Piece::Close { name, span } => self.close_tag(name, span),
        }
    }

    fn comment(&mut self, span: Span) {
        self.document.comments.push(span);
        if let Some(suppression) = suppression::read(self.text(), span) {
            self.document.suppressions.push(suppression);
            let holder = self.holder();
            self.holders.push(holder);
        }
    }

    fn holder(&self) -> Holder {
        if self.open_table {
            let table = self.document.tables.len() - 1;
            let row = self.document.tables[table].rows.len().checked_sub(1);
            Holder::Row { table, row }
        } else if self.heading.is_some() {
            Holder::Heading(self.document.headings.len())
        } else if let Some(&item) = self.open_items.last() {
            Holder::Item(item)
        } else {
            Holder::Block(self.blocks.len())
        }
    }

    fn open_tag(&mut self, name: &str, attributes: Span, span: Span) {
        let text = self.text();
        for attribute in ["id", "name"] {
            if let Some(value) = html::attribute(text, attributes, attribute) {
                self.document.anchors.add(&html::value(text, value));
                self.elements.push(value);
            }
        }
        let (destination, is_image) = match name {
            "a" | "A" => (html::attribute(text, attributes, "href"), false),
            "img" | "IMG" => (html::attribute(text, attributes, "src"), true),
            _ => (None, false),
        };
        if let Some(destination) = destination {
            self.push_html_link(span, destination, is_image);
        }
        if let Some(level) = html::heading_level(name) {
            self.html_heading = Some((level, span));
        }
        self.open_table_tag(name, span);
    }

    fn push_html_link(&mut self, span: Span, destination: Span, is_image: bool) {
        self.document.links.push(Link {
            syntax: LinkSyntax::Html,
            is_image,
            span,
            label: Span::at(span.start),
            destination,
            url: html::value(self.text(), destination).trim().into(),
            is_dropped: self.style.has(Style::DROPPED),
        });
    }

    fn close_tag(&mut self, name: &str, span: Span) {
        self.close_table_tag(name, span);
        let Some((level, open)) = self.html_heading else {
            return;
        };
        if html::heading_level(name) == Some(level) {
            self.html_heading = None;
            let content = html::text_content(self.text(), Span::new(open.end, span.start));
            // Whether GitHub counts blanks at the ends of an HTML heading is not known; lists link to either anchor.
            self.document.anchors.add(&slugify(&content));
            self.push_heading(level, Span::new(open.start, span.end), content.trim().to_owned());
        }
    }

    fn open_table_tag(&mut self, name: &str, span: Span) {
        if name.eq_ignore_ascii_case("table") {
            let header = Row {
                span: Span::at(span.end),
                cells: Vec::new(),
            };
            self.open_html_tables.push(OpenTable {
                table: Table {
                    span,
                    header,
                    delimiter: Span::at(span.end),
                    rows: Vec::new(),
                },
                cell: None,
                is_in_row: false,
            });
        } else if let Some(open) = self.open_html_tables.last_mut() {
            if name.eq_ignore_ascii_case("tr") {
                open.open_row(span);
            } else if ["td", "th"].iter().any(|cell| name.eq_ignore_ascii_case(cell)) {
                open.open_cell(span);
            }
        }
    }

    fn close_table_tag(&mut self, name: &str, span: Span) {
        let Some(open) = self.open_html_tables.last_mut() else {
            return;
        };
        if name.eq_ignore_ascii_case("table") {
            open.close_row(span.start);
            open.table.span.end = span.end;
            let closed = self.open_html_tables.pop();
            self.document
                .html_tables
                .extend(closed.map(|open| with_header(open.table)));
        } else if name.eq_ignore_ascii_case("tr") {
            open.close_row(span.end);
        } else if ["td", "th"].iter().any(|cell| name.eq_ignore_ascii_case(cell)) {
            open.close_cell(span.start);
        }
    }
}

/// The first row of an HTML table says what its columns hold.
fn with_header(mut table: Table) -> Table {
    if !table.rows.is_empty() {
        table.header = table.rows.remove(0);
        table.delimiter = Span::at(table.header.span.end);
    }
    table
}
