//! Links and images with the places of their parts. Must not judge where they lead.

use pulldown_cmark::LinkType;

use crate::{handle::handle, source::Span};

handle! {
    /// A link or an image of a page.
    pub struct LinkId;
}

/// The syntax of a link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkSyntax {
    /// `[label](destination)`.
    Inline,
    /// `[label][reference]`, `[label][]` or `[label]`.
    Reference,
    /// `<https://…>`, or a bare URL that GitHub turns into a link.
    Autolink,
    /// `<a href="…">` or `<img src="…">`.
    Html,
}

/// A link or an image.
#[derive(Debug)]
pub struct Link {
    /// The syntax.
    pub syntax: LinkSyntax,
    /// True for an image.
    pub is_image: bool,
    /// The whole construct; of an HTML link the opening tag.
    pub span: Span,
    /// The text between the brackets, or between the tags of a link in HTML; of an image in HTML its `alt`.
    pub label: Span,
    /// The destination as written; for a reference, the whole link.
    pub destination: Span,
    /// The destination with escapes and entities resolved.
    pub url: Box<str>,
    /// True in a cell that GitHub drops, where it is invisible.
    pub is_dropped: bool,
}

impl Link {
    /// A link whose label starts after the opening bracket; [`Link::close`] finds the rest.
    pub(super) fn open(kind: LinkType, is_image: bool, span: Span, url: &str) -> Self {
        let syntax = match kind {
            LinkType::Inline => LinkSyntax::Inline,
            LinkType::Autolink | LinkType::Email => LinkSyntax::Autolink,
            _ => LinkSyntax::Reference,
        };
        // Behind `![` or `[`; the end of the label is not known yet.
        let label = span.start + if is_image { 2 } else { 1 };
        Self {
            syntax,
            is_image,
            span,
            label: Span::at(label),
            destination: span,
            url: url.into(),
            is_dropped: false,
        }
    }

    /// Places label and destination, given the end of the last piece of the label.
    pub(super) fn close(&mut self, text: &str, inner_end: usize) {
        let inner_end = inner_end.max(self.label.start);
        let rest = &text[inner_end..self.span.end];
        match self.syntax {
            LinkSyntax::Inline => {
                // Behind the last piece, brackets can only belong to the link: others are within a piece.
                let Some(bracket) = rest.find("](") else { return };
                self.label.end = inner_end + bracket;
                self.destination = inline_destination(text, Span::new(self.label.end + 2, self.span.end));
            }
            LinkSyntax::Reference => self.label.end = inner_end + rest.find(']').unwrap_or(0),
            LinkSyntax::Autolink => {
                self.label.end = self.span.end - 1;
                self.destination = self.label;
            }
            LinkSyntax::Html => {}
        }
    }

    /// True if an author wrote the URL as that of a link: of a bare URL, GitHub takes as much as looks like one.
    #[must_use]
    pub fn is_written(&self) -> bool {
        !self.is_image && self.syntax != LinkSyntax::Autolink
    }

    /// True if the destination is written in the link itself, where another one can replace it: a reference has it
    /// elsewhere, and a bare URL is also the text that readers see.
    #[must_use]
    pub fn has_own_destination(&self) -> bool {
        matches!(self.syntax, LinkSyntax::Inline | LinkSyntax::Html)
    }

    /// True for a link, not an image, to anything but a section of the page.
    #[must_use]
    pub fn leads_away(&self) -> bool {
        !self.is_image && !self.url.starts_with('#')
    }

    /// True if the URL is worth a request: images are decoration, and links that GitHub drops are invisible.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        !self.is_image && !self.is_dropped
    }

    /// The fragment of a link within the page, without its `#`; `None` for all other links.
    #[must_use]
    pub fn local_fragment(&self) -> Option<&str> {
        self.url.strip_prefix('#').filter(|_| !self.is_image)
    }
}

/// The destination in `rest`, which starts right after `](` and ends with the link.
fn inline_destination(text: &str, rest: Span) -> Span {
    let start = rest.trimmed(text).start;
    let bytes = &text.as_bytes()[start..rest.end];
    // In angle brackets, a destination may hold spaces.
    if bytes.first() == Some(&b'<') {
        let end = unescaped(bytes, |byte| byte == b'>').unwrap_or(bytes.len());
        return Span::new(start + 1, (start + end).max(start + 1));
    }
    let mut depth = 0;
    let end = unescaped(bytes, |byte| {
        depth += i32::from(byte == b'(') - i32::from(byte == b')');
        depth < 0 || byte.is_ascii_whitespace()
    });
    Span::new(start, start + end.unwrap_or(bytes.len()))
}

fn unescaped(bytes: &[u8], mut stop: impl FnMut(u8) -> bool) -> Option<usize> {
    let mut escaped = false;
    bytes.iter().position(|&byte| {
        let ends = !escaped && stop(byte);
        escaped = !escaped && byte == b'\\';
        ends
    })
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, source::SourceFile};

    fn parts(text: &str) -> Vec<(String, String, String)> {
        let source = SourceFile::new("x.md", text);
        let document = Document::parse(&source);
        let parts = document.links().iter().map(|link| {
            let slice = |span| source.slice(span).to_owned();
            (slice(link.label), slice(link.destination), link.url.to_string())
        });
        parts.collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let parts = parts(text);
        let parts: Vec<_> = parts
            .iter()
            .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
            .collect();
        assert_eq!(parts, expected);
    }

    #[test]
    fn inline_links_know_label_and_destination() {
        check(
            "[a **b**](http://x/(1) 'title')",
            &[("a **b**", "http://x/(1)", "http://x/(1)")],
        );
        check("[]()", &[("", "", "")]);
        check("[a\\]]( <http://x y> )", &[("a\\]", "http://x y", "http://x y")]);
        check(
            "[a](http://x/\\)&amp;b)",
            &[("a", "http://x/\\)&amp;b", "http://x/)&b")],
        );
    }

    #[test]
    fn an_image_in_a_link_is_a_link_of_its_own() {
        check(
            "[![b](http://i)](http://x)",
            &[
                ("![b](http://i)", "http://x", "http://x"),
                ("b", "http://i", "http://i"),
            ],
        );
    }

    #[test]
    fn references_point_at_themselves() {
        check("[a][b]\n\n[b]: http://x", &[("a", "[a][b]", "http://x")]);
    }

    #[test]
    fn bare_addresses_are_links_as_on_github() {
        check(
            "see https://x.org/a_b_c, and more",
            &[("", "https://x.org/a_b_c", "https://x.org/a_b_c")],
        );
        check("(www.x.org/a)", &[("", "www.x.org/a", "http://www.x.org/a")]);
        check(
            "<https://x.org>",
            &[("https://x.org", "https://x.org", "https://x.org")],
        );
        check("`https://x.org`", &[]);
    }

    #[test]
    fn html_links_and_images_count() {
        check(
            "<a href=\"https://x\">x</a> <img src='i.png'>\n\n<p><a href=https://y>",
            &[
                ("x", "https://x", "https://x"),
                ("", "i.png", "i.png"),
                ("", "https://y", "https://y"),
            ],
        );
        check("<!-- <a href=\"https://x\"> [a](b) -->", &[]);
    }
}
