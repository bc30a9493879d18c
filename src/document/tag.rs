//! HTML tags as a README has them. Must not know which tags there are, nor which belong together.

use super::html::{OpenTag, Piece};
use crate::source::Span;

/// An opening or closing HTML tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HtmlTag {
    /// From `<` to `>`; a tag that is never finished runs to the end of its piece of HTML.
    pub span: Span,
    /// The element's name.
    pub name: Span,
    /// The bytes between the name and the tag's end.
    pub attributes: Span,
    /// True for a closing tag, such as `</div>`.
    pub is_close: bool,
}

impl HtmlTag {
    /// The tag of a piece of HTML; `None` for comments, and for text that only looks like a tag, such as
    /// `<me@example.org>`.
    pub(super) fn read(text: &str, piece: &Piece<'_>) -> Option<Self> {
        let (name, span, is_close) = match *piece {
            Piece::Open(OpenTag { name, span, .. }) => (name, span, false),
            Piece::Close { name, span } => (name, span, true),
            Piece::Comment(_) => return None,
        };
        let start = span.start + 1 + usize::from(is_close);
        let name = Span::new(start, start + name.len());
        // A tag at the end of the page may be without its `>`.
        let has_end = span.end > name.end && text[..span.end].ends_with('>');
        let tag = Self {
            span,
            name,
            attributes: Span::new(name.end, span.end - usize::from(has_end)),
            is_close,
        };
        // An address of a person or a URL in angle brackets goes on with other characters.
        let rest = &text[tag.attributes.range()];
        let is_name = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '/');
        is_name.then_some(tag)
    }

    /// True if the tag closes itself, as in `<a id="x"/>`.
    #[must_use]
    pub fn closes_itself(&self, text: &str) -> bool {
        !self.is_close && text[self.attributes.range()].ends_with('/')
    }

    /// The names of the attributes.
    pub fn attribute_names<'t>(&self, text: &'t str) -> impl Iterator<Item = Span> + use<'t> {
        super::html::attributes(text, self.attributes).map(|(name, _)| name)
    }

    /// True if the tag has an attribute with this name.
    #[must_use]
    pub fn has_attribute(&self, text: &str, name: &str) -> bool {
        super::html::attribute(text, self.attributes, name).is_some()
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, source::SourceFile};

    fn tags(text: &str) -> Vec<String> {
        let source = SourceFile::new("x.md", text);
        let document = Document::parse(&source);
        let slices = document.tags().iter().map(|tag| document.slice(tag.span));
        slices.map(str::to_owned).collect()
    }

    #[test]
    fn tags_are_found_in_blocks_and_in_text() {
        assert_eq!(
            tags("<div align=\"center\">\n\nA <b>c</b>\n\n</div>\n"),
            ["<div align=\"center\">", "<b>", "</b>", "</div>"]
        );
        assert_eq!(
            tags("| a |\n|---|\n| x<br>y | <i>lost</i> |\n"),
            ["<br>", "<i>", "</i>"]
        );
    }

    #[test]
    fn what_only_looks_like_a_tag_is_none() {
        assert_eq!(
            tags("<div>\n<me@example.org> <https://x.org> <!-- <i> --> 1<2\n</div>\n\n`<b>`\n"),
            ["<div>", "</div>"]
        );
    }

    #[test]
    fn a_tag_knows_what_it_says() {
        let source = SourceFile::new("x.md", "<a id=\"x\"/> <b");
        let document = Document::parse(&source);
        let tag = document.tags()[0];
        assert_eq!(document.slice(tag.name), "a");
        assert!(tag.closes_itself(source.text()));
        assert!(tag.has_attribute(source.text(), "id") && !tag.has_attribute(source.text(), "href"));
    }
}
