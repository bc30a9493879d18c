//! The view of a file that rules share. Must not report.

use crate::{
    document::{Document, Link, LinkId},
    facts::{Facts, FileFacts, Record},
    finding::Finding,
    list::{List, Reading, VenueRegistry},
    publications::Publications,
};

/// Everything that a rule may look at.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The page as written.
    pub document: &'a Document<'a>,
    /// The page read as a list of papers.
    pub list: &'a List<'a>,
    /// The known venues.
    pub registry: &'a VenueRegistry,
    /// The known publications of papers.
    pub publications: &'a Publications,
    /// Facts about links.
    pub facts: &'a Facts,
    /// Facts about other files of the repository; `None` where no repository surrounds the page.
    pub files: Option<&'a FileFacts>,
    /// The other rules, for rules that need their findings.
    pub others: Others<'a>,
}

/// The other rules of a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Others<'a> {
    /// The names of all rules, whether they ran or not.
    pub names: &'a [&'static str],
    /// The names of the rules that ran.
    pub ran: &'a [&'static str],
    /// Their findings.
    pub findings: &'a [Finding],
}

impl<'a> View<'a> {
    /// A view of a file, before any rule has run.
    #[must_use]
    pub fn new(
        reading: &'a Reading<'a>,
        registry: &'a VenueRegistry,
        publications: &'a Publications,
        facts: &'a Facts,
        files: Option<&'a FileFacts>,
    ) -> Self {
        Self {
            document: &reading.document,
            list: &reading.list,
            registry,
            publications,
            facts,
            files,
            // Only rules that need findings see others, in a view that is made after the first run.
            others: Others::default(),
        }
    }

    /// A link of the document.
    #[must_use]
    pub fn link(&self, id: LinkId) -> &'a Link {
        self.document.link(id)
    }

    /// The record of a registry about the paper or repository that a link leads to.
    #[must_use]
    pub fn record(&self, url: &str) -> Option<&'a Record> {
        self.facts.links.as_ref()?.get(url)?.record.as_ref()
    }

    /// The record of a lookup that the rule asked for.
    #[must_use]
    pub fn lookup(&self, url: &str) -> Option<&'a Record> {
        // Kept apart from the facts about links: the page need not have a link with this URL.
        self.facts.lookups.get(url)?.record.as_ref()
    }
}
