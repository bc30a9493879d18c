//! The links of a page as they open and close, and the bare URLs in its text. Must not judge where they lead.

use std::cmp::Reverse;

use super::super::{Link, LinkId, LinkSyntax, Style, TextRun, autolink};
use crate::{handle::Arena, source::Span};

/// The links so far, and the open ones.
#[derive(Default)]
pub(super) struct Links {
    links: Vec<Link>,
    open: Vec<OpenLink>,
}

/// A link whose end is still to come.
struct OpenLink {
    /// Its index among the links so far.
    link: usize,
    /// The end of the last piece of its label.
    inner_end: usize,
}

impl Links {
    /// Adds a link whose label has just started.
    pub(super) fn open(&mut self, link: Link) {
        self.open.push(OpenLink {
            link: self.links.len(),
            inner_end: link.label.start,
        });
        self.links.push(link);
    }

    /// Notes the end of a piece of the label of the innermost link.
    pub(super) fn reach(&mut self, end: usize) {
        // The parser has no span for a label: it ends between the last piece in it and the destination.
        if let Some(open) = self.open.last_mut() {
            open.inner_end = end.max(open.inner_end);
        }
    }

    /// Ends the innermost link.
    pub(super) fn close(&mut self, text: &str) {
        if let Some(open) = self.open.pop() {
            self.links[open.link].close(text, open.inner_end);
        }
    }

    /// Adds the bare URLs in a run of text.
    pub(super) fn add_bare(&mut self, text: &str, run: &TextRun) {
        // A link cannot be within another one, and code is not read for URLs.
        if !run.is_plain() || run.style.has(Style::LINK) {
            return;
        }
        for (range, lacks_scheme) in autolink::find(&text[run.span.range()]) {
            let span = Span::from(range).shifted(run.span.start);
            let url = &text[span.range()];
            self.links.push(Link {
                syntax: LinkSyntax::Autolink,
                is_image: false,
                span,
                label: Span::at(span.start),
                destination: span,
                url: if lacks_scheme {
                    format!("http://{url}").into()
                } else {
                    url.into()
                },
                is_dropped: run.style.has(Style::DROPPED),
            });
        }
    }

    /// All links, with those in HTML, in the order of the text.
    pub(super) fn finish(mut self, mut html: Vec<Link>) -> Arena<LinkId, Link> {
        // The parser's text comes before the tags in it, and the bare URLs of a text only when the text has ended.
        self.links.append(&mut html);
        self.links
            .sort_by_key(|link| (link.span.start, Reverse(link.span.end)));
        self.links.into()
    }
}
