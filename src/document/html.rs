//! A scanner for the HTML in a README: tags with the attributes that matter, and comments. Never fails.

use std::borrow::Cow;

use crate::{entity, source::Span};

/// A piece of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// `<!-- … -->`; an unclosed comment runs to the end.
    Comment(Span),
    /// An opening tag.
    Open(OpenTag<'t>),
    /// A closing tag.
    Close {
        /// The element's name as written.
        name: &'t str,
        /// The whole tag.
        span: Span,
    },
}

/// An opening tag with its attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenTag<'t> {
    /// The element's name as written.
    pub name: &'t str,
    /// The bytes between the name and the end of the tag.
    pub attributes: Span,
    /// The whole tag.
    pub span: Span,
}

impl Piece<'_> {
    /// The whole tag or comment.
    #[must_use]
    pub fn span(&self) -> Span {
        let (Self::Comment(span) | Self::Open(OpenTag { span, .. }) | Self::Close { span, .. }) = self;
        *span
    }
}

/// The tags and comments in `text[span]`, in order.
pub fn pieces(text: &str, span: Span) -> impl Iterator<Item = Piece<'_>> {
    let mut at = span.start;
    std::iter::from_fn(move || {
        while let Some(offset) = text[at..span.end].find('<') {
            let start = at + offset;
            let (piece, end) = piece(text, Span::new(start, span.end));
            at = end;
            if piece.is_some() {
                return piece;
            }
        }
        at = span.end;
        None
    })
}

/// The opening tags of a page, in order.
pub fn open_tags(page: &str) -> impl Iterator<Item = OpenTag<'_>> {
    pieces(page, Span::new(0, page.len())).filter_map(|piece| match piece {
        Piece::Open(tag) => Some(tag),
        Piece::Close { .. } | Piece::Comment(_) => None,
    })
}

/// The piece that starts with the `<` at the start of `span`, if one does, and the place to go on from.
fn piece(text: &str, span: Span) -> (Option<Piece<'_>>, usize) {
    let piece = if text[span.range()].starts_with("<!--") {
        Some(Piece::Comment(comment(text, span)))
    } else {
        tag(text, span)
    };
    // In `1 < 2` there is none, and another one may start right behind.
    let end = piece.map_or(span.start + 1, |piece| piece.span().end);
    (piece, end)
}

fn comment(text: &str, span: Span) -> Span {
    const OPEN: usize = "<!--".len();
    const CLOSE: &str = "-->";
    let inner = &text[span.start + OPEN..span.end];
    let end = inner.find(CLOSE).map(|at| span.start + OPEN + at + CLOSE.len());
    Span::new(span.start, end.unwrap_or(span.end))
}

fn tag(text: &str, span: Span) -> Option<Piece<'_>> {
    let is_close = text[span.range()].starts_with("</");
    let name_start = span.start + if is_close { 2 } else { 1 };
    let rest = &text[name_start..span.end];
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name = match rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
        Some(end) => &rest[..end],
        None => rest,
    };
    let name_end = name_start + name.len();
    let attributes = Span::new(name_end, tag_end(text, name_end, span.end));
    // A tag that is never finished takes all that follows, as browsers read it.
    let span = Span::new(span.start, (attributes.end + 1).min(span.end));
    Some(if is_close {
        Piece::Close { name, span }
    } else {
        Piece::Open(OpenTag {
            name,
            attributes,
            span,
        })
    })
}

/// The place of the `>` of a tag, or `end` without one.
fn tag_end(text: &str, from: usize, end: usize) -> usize {
    let (mut quote, mut last) = (None, b' ');
    for (at, &byte) in (from..end).zip(&text.as_bytes()[from..end]) {
        match quote {
            Some(open) if open == byte => quote = None,
            None if byte == b'>' => return at,
            // A value in quotes may hold a `>`. Elsewhere, as in `alt=it's`, a quote is one character of a value.
            None if last == b'=' && matches!(byte, b'"' | b'\'') => quote = Some(byte),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    end
}

/// The value of an attribute, as a span of `text`.
#[must_use]
pub fn attribute(text: &str, attributes: Span, wanted: &str) -> Option<Span> {
    let mut all = self::attributes(text, attributes);
    let (_, value) = all.find(|(name, _)| text[name.range()].eq_ignore_ascii_case(wanted))?;
    value
}

/// The names of the attributes of a tag, with their values; a value may be missing.
pub(super) fn attributes(text: &str, attributes: Span) -> impl Iterator<Item = (Span, Option<Span>)> {
    let mut at = attributes.start;
    std::iter::from_fn(move || {
        let rest = text[at.min(attributes.end)..attributes.end].trim_start_matches(is_gap);
        if rest.is_empty() {
            return None;
        }
        let length = rest.find(|c: char| is_gap(c) || c == '=').unwrap_or(rest.len());
        let start = attributes.end - rest.len();
        let name = Span::new(start, start + length);
        let (value, next) = read_value(text, Span::new(name.end, attributes.end));
        // An `=` without name and value takes no byte by itself.
        at = next.max(start + 1);
        Some((name, value))
    })
}

fn is_gap(c: char) -> bool {
    // The slash of `<br/>` is not part of an attribute's name.
    c.is_whitespace() || c == '/'
}

/// The value after an attribute's name, if it has one, and the place where the next attribute may start.
fn read_value(text: &str, span: Span) -> (Option<Span>, usize) {
    let rest = text[span.range()].trim_start();
    let Some(rest) = rest.strip_prefix('=') else {
        return (None, span.end - rest.len());
    };
    let rest = rest.trim_start();
    let start = span.end - rest.len();
    if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
        let len = rest[1..].find(quote).unwrap_or(rest.len() - 1);
        let value = Span::new(start + 1, start + 1 + len);
        return (Some(value), (value.end + 1).min(span.end));
    }
    let end = start + rest.find(char::is_whitespace).unwrap_or(rest.len());
    (Some(Span::new(start, end)), end)
}

/// The level of a heading's tag name.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h' | b'H', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// Returns the text of a piece of HTML: tags and comments dropped, entities resolved.
#[must_use]
pub fn text_content(text: &str, span: Span) -> String {
    let mut content = String::new();
    let mut at = span.start;
    for piece in pieces(text, span) {
        let piece = piece.span();
        content.push_str(&text[at..piece.start]);
        at = piece.end;
    }
    content.push_str(&text[at..span.end]);
    match entity::decode(&content) {
        Cow::Borrowed(_) => content,
        Cow::Owned(decoded) => decoded,
    }
}

/// Returns the value of an attribute with entities resolved.
pub(super) fn value(text: &str, value: Span) -> Cow<'_, str> {
    entity::decode_attribute(&text[value.range()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Span {
        Span::new(0, text.len())
    }

    fn attribute_of<'t>(text: &'t str, wanted: &str) -> Option<&'t str> {
        let Some(Piece::Open(OpenTag { attributes, .. })) = pieces(text, whole(text)).next() else {
            return None;
        };
        attribute(text, attributes, wanted).map(|span| &text[span.range()])
    }

    #[test]
    fn attributes_are_found_however_they_are_quoted() {
        assert_eq!(
            attribute_of("<a href=\"x>y\" name='n' id=i>", "href"),
            Some("x>y")
        );
        assert_eq!(attribute_of("<a href=\"x\" name='n' id=i>", "NAME"), Some("n"));
        assert_eq!(attribute_of("<a disabled id = i/>", "id"), Some("i/"));
        assert_eq!(attribute_of("<a data-id=\"x\">", "id"), None);
        assert_eq!(attribute_of("<a id", "id"), None);
        assert_eq!(attribute_of("<a id=\"", "id"), Some(""));
    }

    #[test]
    fn comments_hide_what_they_hold() {
        let text = "<b><!-- <a name=x> --></b><!-- open";
        let kinds: Vec<_> = pieces(text, whole(text)).collect();
        assert!(matches!(
            kinds[..],
            [
                Piece::Open(OpenTag { name: "b", .. }),
                Piece::Comment(_),
                Piece::Close { name: "b", .. },
                Piece::Comment(_)
            ]
        ));
    }

    #[test]
    fn text_content_drops_tags_and_resolves_entities() {
        let text = "A <ins>B</ins> &amp; <!-- x -->C&amp;lt;";
        assert_eq!(text_content(text, whole(text)), "A B & C&lt;");
    }
}
