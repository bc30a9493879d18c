//! What the file says: headings, tables, links, comments. Parsing never fails: what is broken is data for rules.
//! Must not know what a paper list means.

mod anchor;
mod autolink;
mod build;
mod contents;
mod element;
mod garble;
mod heading;
mod html;
mod link;
mod outline;
mod row;
mod suppression;
mod table;
mod tag;
mod text;

pub use anchor::{Target, decode as decode_fragment};
pub use contents::{Contents, ContentsEntry};
pub use element::{End, element};
pub use garble::{Garbled, garbled};
pub use heading::{Heading, parents, slugify};
pub use html::{
    Piece as HtmlPiece, attribute as html_attribute, pieces as html_pieces, text_content as html_text,
};
pub use link::{Link, LinkSyntax};
pub use outline::{Kind as NodeKind, Node, outline};
pub use row::{is_delimiter_row, split_row};
pub use suppression::{Scope, Suppression};
pub use table::{Row, Table};
pub use tag::HtmlTag;
pub use text::{Style, TextRun};

use std::borrow::Cow;

use crate::source::{SourceFile, Span};

/// A parsed Markdown file. Everything is in the order of the text.
#[derive(Debug)]
pub struct Document<'s> {
    source: &'s SourceFile,
    headings: Vec<Heading>,
    tables: Vec<Table>,
    html_tables: Vec<Table>,
    items: Vec<Span>,
    paragraphs: Vec<Span>,
    texts: Vec<TextRun>,
    html_texts: Vec<TextRun>,
    links: Vec<Link>,
    comments: Vec<Span>,
    tags: Vec<HtmlTag>,
    suppressions: Vec<Suppression>,
    anchors: anchor::Anchors,
    html_blocks: Vec<Span>,
    code_blocks: Vec<Span>,
    sections: contents::Sections,
    contents: Vec<Contents>,
}

impl<'s> Document<'s> {
    /// Reads a file. Time and memory are linear in its size.
    #[must_use]
    pub fn parse(source: &'s SourceFile) -> Self {
        build::build(source)
    }

    fn empty(source: &'s SourceFile) -> Self {
        Self {
            source,
            headings: Vec::new(),
            tables: Vec::new(),
            items: Vec::new(),
            paragraphs: Vec::new(),
            texts: Vec::new(),
            html_texts: Vec::new(),
            html_tables: Vec::new(),
            tags: Vec::new(),
            links: Vec::new(),
            comments: Vec::new(),
            suppressions: Vec::new(),
            anchors: anchor::Anchors::default(),
            html_blocks: Vec::new(),
            code_blocks: Vec::new(),
            sections: contents::Sections::default(),
            contents: Vec::new(),
        }
    }

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
    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// The heading, by index, of the section that holds this byte; `None` before the first heading.
    #[must_use]
    pub fn section_at(&self, offset: usize) -> Option<usize> {
        let after = self
            .headings
            .partition_point(|heading| heading.span.start <= offset);
        after.checked_sub(1)
    }

    /// The tables that GitHub shows as tables.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The tables that are written in HTML; their first row is their header.
    #[must_use]
    pub fn html_tables(&self) -> &[Table] {
        &self.html_tables
    }

    /// List items, each with the items inside it.
    #[must_use]
    pub fn items(&self) -> &[Span] {
        &self.items
    }

    /// Paragraphs.
    #[must_use]
    pub fn paragraphs(&self) -> &[Span] {
        &self.paragraphs
    }

    /// Runs of text: what people read on the page, and the labels of images.
    #[must_use]
    pub fn texts(&self) -> &[TextRun] {
        &self.texts
    }

    /// The runs of text within a span.
    #[must_use]
    pub fn texts_in(&self, span: Span) -> &[TextRun] {
        within(&self.texts, span, |run| run.span)
    }

    /// The text between the tags of HTML blocks, in which Markdown means nothing.
    #[must_use]
    pub fn html_texts(&self) -> &[TextRun] {
        &self.html_texts
    }

    /// The runs of text that people read in a span: those of HTML blocks where there is no other.
    #[must_use]
    pub fn runs_in(&self, span: Span) -> &[TextRun] {
        match self.texts_in(span) {
            [] => within(&self.html_texts, span, |run| run.span),
            runs => runs,
        }
    }

    /// Links and images; a link stands before the image inside it.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The links and images within a span.
    #[must_use]
    pub fn links_in(&self, span: Span) -> &[Link] {
        within(&self.links, span, |link| link.span)
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

    /// The number of the heading to which the fragment of a link within the page leads. Case does not count, and an
    /// element in or right beside a heading stands for it.
    #[must_use]
    pub fn heading_at(&self, fragment: &str) -> Option<usize> {
        self.sections.heading_at(fragment)
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

    /// Where the fragment of a link within the page leads.
    #[must_use]
    pub fn target(&self, fragment: &str) -> Target<'_> {
        self.anchors.target(fragment)
    }

    /// The text of a span as people read it: markup, image labels and HTML dropped, blanks trimmed.
    #[must_use]
    pub fn visible_text(&self, span: Span) -> Cow<'_, str> {
        let text = self.source.text();
        match self.runs_in(span) {
            [] => Cow::Borrowed(""),
            [run] if !run.style.has(Style::IMAGE) => Cow::Borrowed(run.text(text).trim()),
            runs => {
                let mut joined = text::join(text, runs);
                joined.truncate(joined.trim_end().len());
                joined.drain(..joined.len() - joined.trim_start().len());
                Cow::Owned(joined)
            }
        }
    }
}

/// The items that start within `span`, of items in the order of their starts.
fn within<T>(items: &[T], span: Span, span_of: impl Fn(&T) -> Span) -> &[T] {
    let start = items.partition_point(|item| span_of(item).start < span.start);
    let rest = &items[start..];
    let is_within = |item: &T| span_of(item).start < span.end;
    // Most spans are cells, which hold a handful: their end is looked for nearby first.
    let mut reach = 1;
    while rest.get(reach).is_some_and(is_within) {
        reach *= 2;
    }
    let near = &rest[..rest.len().min(reach)];
    &near[..near.partition_point(is_within)]
}
