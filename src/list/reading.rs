//! A file as it was read: the page with the list that it holds. Must not judge.

use super::{List, VenueRegistry};
use crate::{config::Config, document::Document, source::SourceFile};

/// A page and the list that it holds, for all that is asked of a file.
///
/// Parsing is most of the work of a run, so code that needs both gets this instead of reading the file again.
#[derive(Debug)]
pub struct Reading<'r> {
    /// The page.
    pub document: Document<'r>,
    /// The list.
    pub list: List<'r>,
}

impl<'r> Reading<'r> {
    /// Parses a file and reads it as a list of papers.
    #[must_use]
    pub fn of(source: &'r SourceFile, config: &Config, registry: &'r VenueRegistry) -> Self {
        let document = Document::parse(source);
        let list = List::read(&document, config, registry);
        Self { document, list }
    }
}
