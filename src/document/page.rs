//! A parsed page, and the ways to find its parts by place. Must not know how it is parsed.

use std::{borrow::Cow, ops::Range};

use super::{
    AnchorMatch, Block, BlockId, BlockKind, Cell, Contents, Heading, HeadingId, HtmlTag, Link, LinkId, Style,
    Suppression, Table, TableId, TextRun, anchor::Anchors, heading, sections::Sections, text,
};
use crate::{
    handle::{Arena, Handle},
    source::{SourceFile, Span},
};

/// A parsed Markdown file. Everything is in the order of the text.
#[derive(Debug)]
pub struct Document<'s> {
    pub(super) source: &'s SourceFile,
    pub(super) headings: Arena<HeadingId, Heading>,
    /// The tables in Markdown, and behind them those in HTML.
    pub(super) tables: Arena<TableId, Table>,
    /// The number of tables in Markdown.
    pub(super) markdown_tables: usize,
    pub(super) blocks: Arena<BlockId, Block>,
    pub(super) items: Vec<Span>,
    pub(super) paragraphs: Vec<Span>,
    pub(super) texts: Vec<TextRun>,
    pub(super) html_texts: Vec<TextRun>,
    pub(super) links: Arena<LinkId, Link>,
    pub(super) comments: Vec<Span>,
    pub(super) tags: Vec<HtmlTag>,
    pub(super) suppressions: Vec<Suppression>,
    pub(super) anchors: Anchors,
    pub(super) html_blocks: Vec<Span>,
    pub(super) code_blocks: Vec<Span>,
    pub(super) sections: Sections,
    pub(super) contents: Vec<Contents>,
}

impl<'s> Document<'s> {
    /// The file.
    #[must_use]
    pub fn source(&self) -> &'s SourceFile {
        self.source
    }

    /// The text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'s str {
        self.source.slice(span)
    }

    /// Headings, HTML ones included.
    #[must_use]
    pub fn headings(&self) -> &Arena<HeadingId, Heading> {
        &self.headings
    }

    /// A heading.
    #[must_use]
    pub fn heading(&self, id: HeadingId) -> &Heading {
        &self.headings[id]
    }

    /// The heading of the section that holds this byte; `None` before the first heading.
    #[must_use]
    pub fn section_at(&self, offset: usize) -> Option<HeadingId> {
        // The sections of a page follow each other; `parents` has those around them.
        self.headings.last_where(|heading| heading.span.start <= offset)
    }

    /// The heading to which the fragment of a link within the page leads. Case does not count, and an element in or
    /// right beside a heading counts as the heading.
    #[must_use]
    pub fn heading_at(&self, fragment: &str) -> Option<HeadingId> {
        self.sections.heading_at(fragment)
    }

    /// The heading above each heading to whose section it belongs.
    #[must_use]
    pub fn parents(&self) -> Arena<HeadingId, Option<HeadingId>> {
        heading::parents(&self.headings)
    }

    /// The tables in Markdown that GitHub shows as tables.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables.as_slice()[..self.markdown_tables]
    }

    /// The tables in Markdown with their handles.
    pub fn markdown_tables(&self) -> impl Iterator<Item = (TableId, &Table)> {
        self.tables.enumerated_in(0..self.markdown_tables)
    }

    /// All tables: those in Markdown, then those in HTML.
    pub fn all_tables(&self) -> impl Iterator<Item = (TableId, &Table)> {
        self.tables.enumerated()
    }

    /// A table, in Markdown or HTML.
    #[must_use]
    pub fn table(&self, id: TableId) -> &Table {
        &self.tables[id]
    }

    /// The table in Markdown that holds this byte.
    #[must_use]
    pub fn table_at(&self, offset: usize) -> Option<TableId> {
        // Tables in Markdown do not overlap, while those in HTML may be within each other.
        let after = self.tables().partition_point(|table| table.span.start <= offset);
        let id = TableId::new(after.checked_sub(1)?);
        (offset < self.table(id).span.end).then_some(id)
    }

    /// The cell of a table in Markdown that holds this byte.
    #[must_use]
    pub fn cell_at(&self, offset: usize) -> Option<Cell> {
        let id = self.table_at(offset)?;
        let table = self.table(id);
        let after = table.rows.partition_point(|row| row.span.start <= offset);
        let row = after.checked_sub(1);
        let held = row.map_or(&table.header, |row| &table.rows[row]);
        let column = held.column_at(offset)?;
        let span = held.cells[column];
        // Between two rows there may be the mark of a quote.
        span.contains(Span::at(offset)).then_some(Cell {
            table: id,
            row,
            column,
            span,
        })
    }

    /// Headings, paragraphs, items, quotes and blocks of HTML, each before the blocks inside it.
    #[must_use]
    pub fn blocks(&self) -> &Arena<BlockId, Block> {
        &self.blocks
    }

    /// True in a block quote.
    #[must_use]
    pub fn is_quoted(&self, offset: usize) -> bool {
        let mut around = self.blocks.last_where(|block| block.span.start <= offset);
        while let Some(id) = around {
            let block = &self.blocks[id];
            if block.kind == BlockKind::Quote && offset < block.span.end {
                return true;
            }
            around = block.parent;
        }
        false
    }

    /// List items, each with the items inside it. The span of an item starts with its mark.
    #[must_use]
    pub fn items(&self) -> &[Span] {
        &self.items
    }

    /// Paragraphs.
    #[must_use]
    pub fn paragraphs(&self) -> &[Span] {
        &self.paragraphs
    }

    /// Runs of text: the text that people read on the page, and the labels of images.
    #[must_use]
    pub fn texts(&self) -> &[TextRun] {
        &self.texts
    }

    /// The runs of text within a span.
    #[must_use]
    pub fn texts_in(&self, span: Span) -> &[TextRun] {
        &self.texts[within(&self.texts, span, |run| run.span)]
    }

    /// The runs of text that people read in a span: in Markdown, or else in HTML blocks.
    #[must_use]
    pub fn runs_in(&self, span: Span) -> &[TextRun] {
        match self.texts_in(span) {
            [] => &self.html_texts[within(&self.html_texts, span, |run| run.span)],
            runs => runs,
        }
    }

    /// The run of text that holds this byte.
    #[must_use]
    pub fn run_at(&self, offset: usize) -> Option<&TextRun> {
        let after = self.texts.partition_point(|run| run.span.start <= offset);
        let run = &self.texts[after.checked_sub(1)?];
        (offset < run.span.end).then_some(run)
    }

    /// Links and images; a link comes before the image inside it.
    #[must_use]
    pub fn links(&self) -> &Arena<LinkId, Link> {
        &self.links
    }

    /// A link or an image.
    #[must_use]
    pub fn link(&self, id: LinkId) -> &Link {
        &self.links[id]
    }

    /// The links and images within a span.
    #[must_use]
    pub fn links_in(&self, span: Span) -> &[Link] {
        &self.links.as_slice()[within(&self.links, span, |link| link.span)]
    }

    /// The innermost link, not image, whose label holds this byte.
    #[must_use]
    pub fn link_labelled_at(&self, offset: usize) -> Option<LinkId> {
        /// A link may hold an image and a few brackets, but no other link.
        const NEAR: usize = 4;
        let after = self
            .links
            .as_slice()
            .partition_point(|link| link.span.start <= offset);
        let near = after.saturating_sub(NEAR)..after;
        near.rev().map(LinkId::new).find(|id| {
            let link = self.link(*id);
            !link.is_image && link.label.contains(Span::at(offset))
        })
    }

    /// The links and images within a span, with their handles.
    pub fn enumerated_links_in(&self, span: Span) -> impl Iterator<Item = (LinkId, &Link)> {
        self.links
            .enumerated_in(within(&self.links, span, |link| link.span))
    }

    /// HTML comments.
    #[must_use]
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// Blocks of HTML, in which Markdown is shown as it is written.
    #[must_use]
    pub fn html_blocks(&self) -> &[Span] {
        &self.html_blocks
    }

    /// Blocks of code, fenced or indented.
    #[must_use]
    pub fn code_blocks(&self) -> &[Span] {
        &self.code_blocks
    }

    /// The page's tables of contents.
    #[must_use]
    pub fn contents(&self) -> &[Contents] {
        &self.contents
    }

    /// HTML tags, opening and closing, in inline HTML and in HTML blocks.
    #[must_use]
    pub fn tags(&self) -> &[HtmlTag] {
        &self.tags
    }

    /// Comments that silence rules.
    #[must_use]
    pub fn suppressions(&self) -> &[Suppression] {
        &self.suppressions
    }

    /// The place to which the fragment of a link within the page leads.
    #[must_use]
    pub fn target(&self, fragment: &str) -> AnchorMatch<'_> {
        self.anchors.target(fragment)
    }

    /// The anchors of headings and elements, in no order.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        self.anchors.iter()
    }

    /// The text of a span as people read it: without markup, image labels, HTML and spaces around it.
    #[must_use]
    pub fn visible_text(&self, span: Span) -> Cow<'_, str> {
        let text = self.source.text();
        match self.runs_in(span) {
            [] => Cow::Borrowed(""),
            // Most cells and labels are one run, which needs no copy.
            [run] if !run.style.has(Style::IMAGE) => Cow::Borrowed(run.text(text).trim()),
            runs => {
                // A run that reaches past the span is read whole, as people read it.
                let whole = Span::new(runs[0].span.start, runs[runs.len() - 1].span.end);
                Cow::Owned(text::join(text, runs, whole))
            }
        }
    }
}

/// The indices of the elements that start within `span`, of elements in the order of their starts.
fn within<T>(elements: &[T], span: Span, span_of: impl Fn(&T) -> Span) -> Range<usize> {
    let start = elements.partition_point(|element| span_of(element).start < span.start);
    let rest = &elements[start..];
    let is_within = |element: &T| span_of(element).start < span.end;
    // Most spans are cells, which hold a handful: their end is looked for nearby first.
    let mut reach = 1;
    while rest.get(reach).is_some_and(is_within) {
        reach *= 2;
    }
    let near = &rest[..rest.len().min(reach)];
    start..start + near.partition_point(is_within)
}
