//! Takes the parser's events one by one and keeps the open parts of the page. Must not judge.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{
    super::{
        BlockKind, Document, Gap, Heading, Link, Row, Style, Table, TableId, TextRun, heading::Slugger,
        parser::events, row::split_row, sections::Sections, table::delimiter_below,
    },
    holder::{Holder, target},
    html::Html,
    item::ItemEnd,
    links::Links,
    style::Styles,
    tree::Tree,
};
use crate::{
    handle::{Arena, Handle},
    source::{SourceFile, Span},
};

pub(super) struct Builder<'s> {
    source: &'s SourceFile,
    headings: Vec<Heading>,
    tables: Vec<Table>,
    items: Vec<Span>,
    paragraphs: Vec<Span>,
    texts: Vec<TextRun>,
    /// The separation of the next run of text from the last one.
    gap: Gap,
    links: Links,
    html_blocks: Vec<Span>,
    code_blocks: Vec<Span>,
    html: Html,
    tree: Tree,
    /// The outermost parts of the page, and those within quotes and items.
    blocks: Vec<Span>,
    /// The holder of each suppression in `html`.
    holders: Vec<Holder>,
    styles: Styles,
    open_items: Vec<Span>,
    last_item: ItemEnd,
    open_heading: Option<OpenHeading>,
    open_table: bool,
    in_code: bool,
    in_html: bool,
}

/// A heading whose end is still to come.
struct OpenHeading {
    level: u8,
    span: Span,
    text: String,
    /// The number of images whose labels are open.
    images: usize,
}

impl<'s> Builder<'s> {
    pub(super) fn new(source: &'s SourceFile) -> Self {
        Self {
            source,
            headings: Vec::new(),
            tables: Vec::new(),
            items: Vec::new(),
            paragraphs: Vec::new(),
            texts: Vec::new(),
            gap: Gap::None,
            links: Links::default(),
            html_blocks: Vec::new(),
            code_blocks: Vec::new(),
            html: Html::default(),
            tree: Tree::default(),
            blocks: Vec::new(),
            holders: Vec::new(),
            styles: Styles::default(),
            open_items: Vec::new(),
            last_item: ItemEnd::default(),
            open_heading: None,
            open_table: false,
            in_code: false,
            in_html: false,
        }
    }

    fn text(&self) -> &'s str {
        self.source.text()
    }

    pub(super) fn event(&mut self, event: Event<'_>, span: Span) {
        let ends = !matches!(event, Event::Start(_));
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag, span),
            // The text of HTML blocks is read by its tags, and code blocks are not read.
            Event::Text(text) if !self.in_code && !self.in_html => self.push_text(&text, span),
            Event::Code(code) => self.push_code(&code, span),
            Event::InlineHtml(_) => self.inline_html(span),
            Event::SoftBreak => self.widen(Gap::Line),
            Event::HardBreak => self.widen(Gap::Break),
            _ => {}
        }
        if ends {
            self.links.reach(span.end);
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        self.start_block(tag, span);
        match tag {
            Tag::Heading { level, .. } => self.open_heading(*level as u8, span),
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
            Tag::Strong => self.styles.enter(Style::STRONG),
            Tag::Emphasis => self.styles.enter(Style::EMPHASIS),
            Tag::TableCell => self.break_text(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Heading(_) => {
                self.close_heading();
                self.tree.close();
            }
            TagEnd::Table => self.close_table(span),
            TagEnd::TableHead | TagEnd::TableRow => self.close_row(),
            TagEnd::Item => {
                self.open_items.pop();
                self.tree.close();
            }
            TagEnd::HtmlBlock => {
                self.in_html = false;
                self.tree.close();
            }
            TagEnd::Paragraph | TagEnd::BlockQuote(_) => self.tree.close(),
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Link => self.close_link(Style::LINK),
            TagEnd::Image => self.close_link(Style::IMAGE),
            TagEnd::Strong => self.styles.leave(Style::STRONG),
            TagEnd::Emphasis => self.styles.leave(Style::EMPHASIS),
            _ => {}
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, span: Span) {
        // Rows and items are not blocks here: a comment within them belongs to them.
        match tag {
            Tag::Paragraph => {
                let paragraph = span.trimmed(self.text());
                self.paragraphs.push(paragraph);
                self.open_block(BlockKind::Paragraph, paragraph);
            }
            Tag::Heading { .. } => self.open_block(BlockKind::Heading, span.trimmed(self.text())),
            Tag::BlockQuote(_) => self.open_block(BlockKind::Quote, span.trimmed(self.text())),
            _ => {}
        }
        match tag {
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Table(_)
            | Tag::List(_)
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_) => {}
            _ => return,
        }
        self.blocks.push(span);
    }

    fn open_block(&mut self, kind: BlockKind, span: Span) {
        self.tree.open(kind, span);
        self.break_text();
    }

    /// Separates the next run of text from the last one by a line break, and ends the styles of HTML.
    fn break_text(&mut self) {
        self.widen(Gap::Break);
        self.html.styles.clear();
    }

    /// Separates the next run of text from the last one at least as far as this.
    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn code_block(&mut self, span: Span) {
        self.in_code = true;
        self.code_blocks.push(span.trimmed(self.text()));
    }

    fn html_block(&mut self, span: Span) {
        self.in_html = true;
        let block = span.trimmed(self.text());
        self.html_blocks.push(block);
        self.open_block(BlockKind::Html, block);
        self.html.read_block(self.text(), span, self.styles.now());
        // Items hold paragraphs, and a table's cells either.
        for (kind, span) in self.html.blocks.drain(..) {
            self.tree.add(kind, span);
        }
        self.hold_suppressions();
    }

    fn inline_html(&mut self, span: Span) {
        if self.html.read_inline(self.text(), span, self.styles.now()) {
            self.widen(Gap::Break);
        }
        self.hold_suppressions();
    }

    /// Notes the holder of the suppressions that have just been read.
    fn hold_suppressions(&mut self) {
        while self.holders.len() < self.html.suppressions.len() {
            let holder = self.holder();
            self.holders.push(holder);
        }
    }

    fn holder(&self) -> Holder {
        // A table may be in an item, and the row is nearer.
        if let Some(table) = self.tables.last().filter(|_| self.open_table) {
            Holder::Row {
                table: TableId::new(self.tables.len() - 1),
                row: table.rows.len().checked_sub(1),
            }
        } else if let Some(heading) = &self.open_heading {
            Holder::Heading(heading.span)
        } else if let Some(item) = self.open_items.last() {
            Holder::Item(*item)
        } else {
            Holder::Block(self.blocks.len())
        }
    }

    fn open_heading(&mut self, level: u8, span: Span) {
        self.open_heading = Some(OpenHeading {
            level,
            span: span.trimmed(self.text()),
            text: String::new(),
            images: 0,
        });
    }

    fn close_heading(&mut self) {
        if let Some(OpenHeading {
            level, span, text, ..
        }) = self.open_heading.take()
        {
            self.headings.push(Heading {
                level,
                span,
                text,
                slug: String::new(),
            });
        }
    }

    /// Adds to the text of the heading that is open; the label of an image is not part of it.
    fn push_heading_text(&mut self, text: &str) {
        if let Some(heading) = &mut self.open_heading
            && heading.images == 0
        {
            heading.text.push_str(text);
        }
    }

    fn open_table(&mut self, span: Span) {
        let start = Span::at(span.start);
        self.open_table = true;
        self.tables.push(Table {
            span,
            header: Row {
                span: start,
                cells: Vec::new(),
            },
            delimiter: start,
            rows: Vec::new(),
        });
    }

    fn open_row(&mut self, span: Span) {
        let span = span.trimmed(self.text());
        let cells = split_row(self.text(), span);
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let row = Row { span, cells };
        // The parser starts every table with its header.
        if table.header.cells.is_empty() && table.rows.is_empty() {
            table.header = row;
        } else {
            table.rows.push(row);
        }
    }

    /// Reads the cells that the parser hides, so that nothing in them is lost.
    fn close_row(&mut self) {
        let Some(table) = self.tables.last() else {
            return;
        };
        let row = table.rows.last().unwrap_or(&table.header);
        let Some(dropped @ [_, ..]) = row.cells.get(table.width()..) else {
            return;
        };
        let dropped = dropped.to_vec();
        // An invisible link is still worth a finding, so its text and URL have to be known.
        self.styles.enter(Style::DROPPED);
        for cell in dropped {
            for (event, span) in events(&self.text()[cell.range()]) {
                if is_inline(&event) {
                    self.event(event, span.shifted(cell.start));
                }
            }
        }
        self.styles.leave(Style::DROPPED);
    }

    fn close_table(&mut self, span: Span) {
        self.open_table = false;
        if let Some(table) = self.tables.last_mut() {
            table.span = span.trimmed(self.source.text());
            table.delimiter = delimiter_below(self.source, table.header.span);
        }
    }

    fn open_item(&mut self, span: Span) {
        let item = self.last_item.item(self.source.text(), span);
        self.open_items.push(item);
        self.items.push(item);
        self.open_block(BlockKind::Item, item);
    }

    fn open_link(&mut self, kind: LinkType, url: &str, span: Span) {
        self.push_link(Link::open(kind, false, span, url));
        self.styles.enter(Style::LINK);
    }

    fn open_image(&mut self, kind: LinkType, url: &str, span: Span) {
        if let Some(heading) = &mut self.open_heading {
            heading.images += 1;
        }
        self.push_link(Link::open(kind, true, span, url));
        self.styles.enter(Style::IMAGE);
    }

    fn push_link(&mut self, mut link: Link) {
        link.is_dropped = self.styles.now().has(Style::DROPPED);
        self.links.open(link);
    }

    fn close_link(&mut self, style: Style) {
        self.styles.leave(style);
        if style == Style::IMAGE
            && let Some(heading) = &mut self.open_heading
        {
            heading.images = heading.images.saturating_sub(1);
        }
        self.links.close(self.source.text());
    }

    fn push_text(&mut self, text: &str, span: Span) {
        self.push_heading_text(text);
        let style = self.styles.now().with(self.html.styles.now());
        let gap = std::mem::take(&mut self.gap);
        let starts = self.take_started();
        let is_verbatim = &self.text()[span.range()] == text;
        // The parser ends a stretch of text at each character that may be markup.
        if is_verbatim
            && let Some(last) = self.texts.last_mut()
            && last.is_verbatim()
            && last.style == style
            && starts == Style::default()
            && last.span.end == span.start
        {
            last.span.end = span.end;
            return;
        }
        self.finish_run();
        self.texts.push(TextRun {
            span,
            style,
            gap,
            starts,
            decoded: (!is_verbatim).then(|| text.into()),
        });
    }

    /// The styles that the next run of text starts, in Markdown and in HTML.
    fn take_started(&mut self) -> Style {
        self.styles.take_started().with(self.html.styles.take_started())
    }

    fn push_code(&mut self, code: &str, span: Span) {
        self.push_heading_text(code);
        self.finish_run();
        let starts = self.take_started().with(Style::CODE);
        self.texts.push(TextRun {
            span,
            style: self.styles.now().with(self.html.styles.now()).with(Style::CODE),
            gap: std::mem::take(&mut self.gap),
            starts,
            decoded: Some(code.into()),
        });
    }

    /// Finds the bare URLs in the run of text that has just ended.
    fn finish_run(&mut self) {
        if let Some(run) = self.texts.last() {
            self.links.add_bare(self.source.text(), run);
        }
    }

    /// Puts headings, links and tables in HTML to those in Markdown.
    fn join_html(&mut self) {
        // GitHub numbers equal anchors in the order of the page, whether their headings are in Markdown or HTML.
        self.headings.append(&mut self.html.headings);
        self.headings.sort_by_key(|heading| heading.span.start);
        // A table that holds another one is closed after it.
        self.html.tables.sort_by_key(|table| table.span.start);
        self.tables.append(&mut self.html.tables);
    }

    fn name_headings(&mut self) {
        let mut slugger = Slugger::default();
        let source = self.text();
        for heading in &mut self.headings {
            // The parser leaves a space that a tab follows. Behind an image, which has no text, a space is kept.
            let written = source[heading.span.range()]
                .trim_end()
                .trim_end_matches('#')
                .trim_end();
            let trimmed = heading.text.trim_end();
            if trimmed.len() < heading.text.len() && written.ends_with(trimmed) {
                heading.text.truncate(trimmed.len());
            }
            heading.slug = slugger.slug(&heading.text);
            self.html.anchors.add(&heading.slug);
        }
    }

    pub(super) fn finish(mut self) -> Document<'s> {
        self.finish_run();
        let markdown_tables = self.tables.len();
        self.join_html();
        self.name_headings();
        let Self { html, holders, .. } = self;
        let headings = Arena::from(self.headings);
        let mut document = Document {
            source: self.source,
            sections: Sections::read(self.source.text(), &headings, &html.elements),
            headings,
            tables: self.tables.into(),
            markdown_tables,
            blocks: self.tree.finish(),
            items: self.items,
            paragraphs: self.paragraphs,
            texts: self.texts,
            html_texts: html.texts,
            links: self.links.finish(html.links),
            comments: html.comments,
            tags: html.tags,
            suppressions: html.suppressions,
            anchors: html.anchors,
            html_blocks: self.html_blocks,
            code_blocks: self.code_blocks,
            contents: Vec::new(),
        };
        for (index, holder) in holders.iter().enumerate() {
            let target = target(&document, &self.blocks, &document.suppressions[index], holder);
            document.suppressions[index].target = target;
        }
        document
    }
}

/// True if an event may be in a table's cell. The text of a dropped cell is read as a block of its own, so the events
/// of that block have to go.
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
