//! The Markdown parser with the extensions that GitHub's READMEs use. Must not interpret the events.

use pulldown_cmark::{Event, Options, Parser};

use crate::source::Span;

/// The events of a text, each with the bytes that it covers.
pub(super) fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Span)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    let events = Parser::new_ext(text, options).into_offset_iter();
    events.map(|(event, range)| (event, range.into()))
}
