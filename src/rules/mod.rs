//! The rules, one file each, and their registry. A rule is a pure function of what it is given: no rule may do I/O.

use crate::finding::Severity;

/// What is known about a rule before it runs.
#[derive(Debug)]
pub struct Meta {
    /// The name; reads as "allow NAME".
    pub id: &'static str,
    /// How bad its findings are unless the configuration says otherwise; `None` when the rule is off by default.
    pub severity: Option<Severity>,
    /// Whether it reads facts from the network and is silent without them.
    pub online: bool,
    /// The rule's page, as Markdown.
    pub page: &'static str,
}

impl Meta {
    /// The one-line summary: the first paragraph of the page.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        let body = self.page.split_once("\n\n").map_or("", |(_, body)| body);
        body.split_once("\n\n").map_or(body, |(first, _)| first).trim()
    }
}

/// The rule with this name.
#[must_use]
pub fn meta(_id: &str) -> Option<&'static Meta> {
    None
}

/// What is known about every rule, by name.
pub fn metas() -> impl Iterator<Item = &'static Meta> {
    std::iter::empty()
}
