//! What the file says: headings, tables, links, comments. Parsing never fails: what is broken is data for rules.
//! Must not know what a paper list means.

mod anchor;
mod autolink;
mod build;
mod element;
mod garble;
mod heading;
mod html;
mod link;
mod row;
mod suppression;
mod table;
mod tag;
mod text;

pub use anchor::{Target, decode as decode_fragment};
pub use element::{End, element};
pub use garble::{Garbled, garbled};
pub use heading::{Heading, slugify};
pub use link::{Link, LinkSyntax};
pub use row::{is_delimiter_row, split_row};
pub use suppression::{Scope, Suppression};
pub use table::{Row, Table};
pub use tag::HtmlTag;
pub use text::{Style, TextRun};

use crate::source::{SourceFile, Span};

/// A parsed Markdown file. Everything is in the order of the text.
#[derive(Debug)]
pub struct Document<'s> {
    source: &'s SourceFile,
    headings: Vec<Heading>,
    tables: Vec<Table>,
    items: Vec<Span>,
    paragraphs: Vec<Span>,
    texts: Vec<TextRun>,
    links: Vec<Link>,
    comments: Vec<Span>,
    tags: Vec<HtmlTag>,
    suppressions: Vec<Suppression>,
    anchors: anchor::Anchors,
}

impl<'s> Document<'s> {
    /// Reads a file. Time and memory are linear in its size.
    #[must_use]
    pub fn parse(source: &'s SourceFile) -> Self {
        build::build(source)
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

    /// The tables that GitHub shows as tables.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
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
    pub fn visible_text(&self, span: Span) -> String {
        let mut text = text::join(self.source.text(), self.texts_in(span));
        text.truncate(text.trim_end().len());
        text.drain(..text.len() - text.trim_start().len());
        text
    }
}

/// The items that start within `span`, of items in the order of their starts.
fn within<T>(items: &[T], span: Span, span_of: impl Fn(&T) -> Span) -> &[T] {
    let start = items.partition_point(|item| span_of(item).start < span.start);
    let len = items[start..].partition_point(|item| span_of(item).start < span.end);
    &items[start..start + len]
}
