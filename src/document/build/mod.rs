//! Builds a [`Document`] in one pass over the parser's events. Must not judge.

mod builder;
mod contents;
mod holder;
mod html;
mod item;
mod links;
mod style;
mod tree;

use super::{Document, parser::events};
use crate::source::SourceFile;

impl<'s> Document<'s> {
    /// Reads a file. Time and memory are linear in its size.
    #[must_use]
    pub fn parse(source: &'s SourceFile) -> Self {
        let mut builder = builder::Builder::new(source);
        for (event, span) in events(source.text()) {
            builder.event(event, span);
        }
        // The entries of a contents list are read as any text of the page is, so the page has to be there.
        let mut document = builder.finish();
        document.contents = contents::read(&document);
        document
    }
}
