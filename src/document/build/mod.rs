//! Builds a [`Document`] in one pass over the parser's events. Must not judge what it sees.

mod html;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{
    Document, Heading, Link, LinkSyntax, Row, Style, Table, TextRun, autolink,
    contents::{self, Sections},
    heading::Slugger,
    row::split_row,
    suppression::{Holder, target},
    table,
};
use crate::source::{SourceFile, Span};
use html::OpenTable;

/// The parser's options: what GitHub shows in a README.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}

pub(super) fn build(source: &SourceFile) -> Document<'_> {
    let mut builder = Builder::new(source);
    for (event, range) in Parser::new_ext(source.text(), options()).into_offset_iter() {
        builder.event(event, range.into());
    }
    builder.finish()
}

/// A heading that is not closed yet.
struct OpenHeading {
    level: u8,
    text: String,
    images: usize,
}

struct Builder<'s> {
    document: Document<'s>,
    /// How deep the text stands in each style, by the style's bit.
    depths: [usize; 6],
    style: Style,
    open_links: Vec<(usize, usize)>,
    open_items: Vec<usize>,
    /// Where the last item ends, with and without the blank lines after it; items inside it end there too.
    item_end: (usize, usize),
    heading: Option<OpenHeading>,
    html_heading: Option<(u8, Span)>,
    open_table: bool,
    in_code: bool,
    in_html: bool,
    open_html_tables: Vec<OpenTable>,
    /// The values of `id` and `name` attributes.
    elements: Vec<Span>,
    blocks: Vec<Span>,
    holders: Vec<Holder>,
}

impl<'s> Builder<'s> {
    fn new(source: &'s SourceFile) -> Self {
        Self {
            document: Document::empty(source),
            depths: [0; 6],
            style: Style::default(),
            open_links: Vec::new(),
            open_items: Vec::new(),
            item_end: (0, 0),
            heading: None,
            html_heading: None,
            open_table: false,
            in_code: false,
            in_html: false,
            open_html_tables: Vec::new(),
            elements: Vec::new(),
            blocks: Vec::new(),
            holders: Vec::new(),
        }
    }

    fn text(&self) -> &'s str {
        self.document.source.text()
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        let ends = !matches!(event, Event::Start(_));
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) if !self.in_code && !self.in_html => self.push_text(&text, span),
            Event::Code(code) => self.push_code(&code, span),
            Event::InlineHtml(_) => self.html(span),
            _ => {}
        }
        if ends && let Some((_, inner_end)) = self.open_links.last_mut() {
            *inner_end = span.end.max(*inner_end);
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        self.start_block(tag, span);
        match tag {
            Tag::Heading { level, .. } => self.open_heading(*level as u8),
            Tag::Table(_) => self.open_table(span),
            Tag::TableHead | Tag::TableRow => self.open_row(span),
            Tag::Item => self.open_item(span),
            Tag::HtmlBlock => self.html_block(span),
            Tag::CodeBlock(_) => self.code_block(span),
            Tag::Link {
                link_type, dest_url, ..
            } => self.open_link(*link_type, dest_url, span),
            Tag::Image {
                link_type, dest_url, ..
            } => self.open_image(*link_type, dest_url, span),
            Tag::Strong => self.enter(Style::STRONG),
            Tag::Emphasis => self.enter(Style::EMPHASIS),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Heading(_) => self.close_heading(span),
            TagEnd::Table => self.close_table(span),
            TagEnd::TableHead | TagEnd::TableRow => self.close_row(),
            TagEnd::Item => drop(self.open_items.pop()),
            TagEnd::HtmlBlock => self.in_html = false,
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Link => self.close_link(Style::LINK),
            TagEnd::Image => self.close_link(Style::IMAGE),
            TagEnd::Strong => self.leave(Style::STRONG),
            TagEnd::Emphasis => self.leave(Style::EMPHASIS),
            _ => {}
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph => self.document.paragraphs.push(span.trimmed(self.text())),
            Tag::Heading { .. } | Tag::Table(_) | Tag::List(_) | Tag::BlockQuote(_) | Tag::CodeBlock(_) => {}
            _ => return,
        }
        self.blocks.push(span);
    }

    fn enter(&mut self, style: Style) {
        self.depths[style.index()] += 1;
        self.style = self.style.with(style);
    }

    fn leave(&mut self, style: Style) {
        let depth = &mut self.depths[style.index()];
        *depth = depth.saturating_sub(1);
        if *depth == 0 {
            self.style = self.style.without(style);
        }
    }

    fn open_heading(&mut self, level: u8) {
        let text = String::new();
        self.heading = Some(OpenHeading {
            level,
            text,
            images: 0,
        });
    }

    fn close_heading(&mut self, span: Span) {
        if let Some(heading) = self.heading.take() {
            self.push_heading(heading.level, span.trimmed(self.text()), heading.text);
        }
    }

    fn push_heading(&mut self, level: u8, span: Span, text: String) {
        let slug = String::new();
        self.document.headings.push(Heading {
            level,
            span,
            text,
            slug,
        });
    }

    fn open_table(&mut self, span: Span) {
        let header = Row {
            span: Span::at(span.start),
            cells: Vec::new(),
        };
        let (delimiter, rows) = (Span::at(span.start), Vec::new());
        self.open_table = true;
        self.document.tables.push(Table {
            span,
            header,
            delimiter,
            rows,
        });
    }

    fn open_row(&mut self, span: Span) {
        let text = self.text();
        let span = span.trimmed(text);
        let cells = split_row(text, span);
        let Some(table) = self.document.tables.last_mut() else {
            return;
        };
        let row = Row { span, cells };
        if table.header.cells.is_empty() && table.rows.is_empty() {
            table.header = row;
        } else {
            table.rows.push(row);
        }
    }

    /// Reads the cells that the parser hides, so that nothing in them is lost.
    fn close_row(&mut self) {
        let Some(table) = self.document.tables.last() else {
            return;
        };
        let row = table.rows.last().unwrap_or(&table.header);
        if row.cells.len() <= table.width() {
            return;
        }
        let dropped = row.cells[table.width()..].to_vec();
        self.enter(Style::DROPPED);
        for cell in dropped {
            let parser = Parser::new_ext(&self.text()[cell.range()], options()).into_offset_iter();
            for (event, range) in parser.filter(|(event, _)| is_inline(event)) {
                self.event(event, Span::from(range).shifted(cell.start));
            }
        }
        self.leave(Style::DROPPED);
    }

    fn close_table(&mut self, span: Span) {
        let source = self.document.source;
        self.open_table = false;
        let Some(table) = self.document.tables.last_mut() else {
            return;
        };
        table.span = span.trimmed(source.text());
        table.delimiter = table::delimiter_below(source, table.header.span);
    }

    /// Adds an item whose span starts with its mark.
    ///
    /// The parser subtracts the item's indentation, in columns, from the byte of its mark. Behind a tab that leads to
    /// the line end above it, or to the mark of the quote that holds it.
    fn open_item(&mut self, span: Span) {
        self.open_items.push(self.document.items.len());
        let text = self.text();
        if self.item_end.0 != span.end {
            self.item_end = (span.end, span.trimmed(text).end);
        }
        let marked = text[span.range()].trim_start_matches([' ', '\t', '\r', '\n', '>']);
        let start = span.end - marked.len();
        self.document
            .items
            .push(Span::new(start, self.item_end.1.max(start)));
    }

    fn open_link(&mut self, kind: LinkType, url: &str, span: Span) {
        self.push_link(Link::open(kind, false, span, url));
        self.enter(Style::LINK);
    }

    fn open_image(&mut self, kind: LinkType, url: &str, span: Span) {
        if let Some(heading) = &mut self.heading {
            heading.images += 1;
        }
        self.push_link(Link::open(kind, true, span, url));
        self.enter(Style::IMAGE);
    }

    fn push_link(&mut self, mut link: Link) {
        link.is_dropped = self.style.has(Style::DROPPED);
        self.open_links
            .push((self.document.links.len(), link.label.start));
        self.document.links.push(link);
    }

    fn close_link(&mut self, style: Style) {
        self.leave(style);
        if style == Style::IMAGE
            && let Some(heading) = &mut self.heading
        {
            heading.images = heading.images.saturating_sub(1);
        }
        let text = self.text();
        if let Some((link, inner_end)) = self.open_links.pop() {
            self.document.links[link].close(text, inner_end);
        }
    }

    /// Adds to the text of the heading that is open; the label of an image is no part of it.
    fn push_heading_text(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading
            && heading.images == 0
        {
            heading.text.push_str(text);
        }
    }

    fn push_text(&mut self, text: &str, span: Span) {
        self.push_heading_text(text);
        let source = self.text();
        let is_verbatim = &source[span.range()] == text;
        if is_verbatim
            && let Some(last) = self.document.texts.last_mut()
            && last.decoded.is_none()
            && last.style == self.style
            && last.span.end == span.start
        {
            last.span.end = span.end;
            return;
        }
        self.finish_run();
        let decoded = (!is_verbatim).then(|| text.into());
        self.document.texts.push(TextRun {
            span,
            style: self.style,
            decoded,
        });
    }

    fn push_code(&mut self, code: &str, span: Span) {
        self.push_heading_text(code);
        self.finish_run();
        let style = self.style.with(Style::CODE);
        self.document.texts.push(TextRun {
            span,
            style,
            decoded: Some(code.into()),
        });
    }

    /// Finds the bare addresses in the run of text that has just ended.
    fn finish_run(&mut self) {
        let source = self.text();
        let Some(run) = self.document.texts.last() else {
            return;
        };
        let is_label =
            run.style.has(Style::LINK) || run.style.has(Style::IMAGE) || run.style.has(Style::CODE);
        if is_label || run.decoded.is_some() {
            return;
        }
        let (start, is_dropped) = (run.span.start, run.style.has(Style::DROPPED));
        let found = autolink::find(&source[run.span.range()]);
        let links = found.map(|(range, lacks_scheme)| {
            let span = Span::from(range).shifted(start);
            let url = &source[span.range()];
            let url = if lacks_scheme {
                format!("http://{url}").into()
            } else {
                url.into()
            };
            Link {
                syntax: LinkSyntax::Autolink,
                is_image: false,
                span,
                label: Span::at(span.start),
                destination: span,
                url,
                is_dropped,
            }
        });
        self.document.links.extend(links);
    }

    fn code_block(&mut self, span: Span) {
        self.in_code = true;
        self.document.code_blocks.push(span.trimmed(self.text()));
    }

    fn finish(mut self) -> Document<'s> {
        self.finish_run();
        let mut slugger = Slugger::default();
        for heading in &mut self.document.headings {
            heading.slug = slugger.slug(&heading.text);
            self.document.anchors.add(&heading.slug);
        }
        for index in 0..self.holders.len() {
            let target = target(&self.document, &self.blocks, index, &self.holders[index]);
            self.document.suppressions[index].target = target;
        }
        self.document.html_tables.sort_by_key(|table| table.span.start);
        self.document
            .links
            .sort_by_key(|link| (link.span.start, std::cmp::Reverse(link.span.end)));
        self.document.sections = Sections::read(&self.document, &self.elements);
        self.document.contents = contents::read(&self.document);
        self.document
    }
}

/// Whether an event may stand in a table's cell. The text of a dropped cell is read as a block of its own, so the
/// events of that block have to go.
fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Strong | Tag::Emphasis | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::End(tag) => matches!(
            tag,
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
        ),
        Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) => true,
        _ => false,
    }
}
