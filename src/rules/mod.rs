//! The rules, one file each, and their registry. A rule is a pure function of what it is given: no rule may do I/O.

mod contradicted_title;
mod contradicted_venue;
mod contradicted_year;
mod copied_link;
mod copied_view;
mod dead_link;
mod detached_row;
mod duplicate_entry;
mod empty_link;
mod impossible_arxiv_id;
mod impossible_edition;
mod inconsistent_bold;
mod inconsistent_venue_style;
mod lost_cells;
mod malformed_link;
mod mismatched_badge;
mod mismatched_delimiter;
mod misplaced_link;
mod missing_anchor;
mod missing_file;
mod missing_year;
mod misspelled_venue;
mod moved_link;
mod repeated_entry;
mod short_row;
mod swallowed_text;
#[cfg(test)]
mod testing;
mod tracking_parameter;
mod unfilled_column;
mod unrendered_emphasis;
mod unrendered_link;
mod unused_suppression;
mod wrong_case_anchor;

use crate::{
    document::{Document, Link},
    facts::Facts,
    finding::{Finding, Severity, count},
    list::{List, Registry},
    source::Span,
};

/// Every rule, by name. `unused-suppression` is last: it reads what the others found.
pub static RULES: &[&dyn Rule] = &[
    &contradicted_title::ContradictedTitle,
    &contradicted_venue::ContradictedVenue,
    &contradicted_year::ContradictedYear,
    &copied_link::CopiedLink,
    &copied_view::CopiedView,
    &dead_link::DeadLink,
    &detached_row::DetachedRow,
    &duplicate_entry::DuplicateEntry,
    &empty_link::EmptyLink,
    &impossible_arxiv_id::ImpossibleArxivId,
    &impossible_edition::ImpossibleEdition,
    &inconsistent_bold::InconsistentBold,
    &inconsistent_venue_style::InconsistentVenueStyle,
    &lost_cells::LostCells,
    &malformed_link::MalformedLink,
    &mismatched_badge::MismatchedBadge,
    &mismatched_delimiter::MismatchedDelimiter,
    &misplaced_link::MisplacedLink,
    &missing_anchor::MissingAnchor,
    &missing_file::MissingFile,
    &missing_year::MissingYear,
    &misspelled_venue::MisspelledVenue,
    &moved_link::MovedLink,
    &repeated_entry::RepeatedEntry,
    &short_row::ShortRow,
    &swallowed_text::SwallowedText,
    &tracking_parameter::TrackingParameter,
    &unfilled_column::UnfilledColumn,
    &unrendered_emphasis::UnrenderedEmphasis,
    &unrendered_link::UnrenderedLink,
    &wrong_case_anchor::WrongCaseAnchor,
    &unused_suppression::UnusedSuppression,
];

/// A check of one kind of defect.
pub trait Rule: Sync {
    /// What is known about the rule before it runs.
    fn meta(&self) -> &'static Meta;

    /// Reports what is wrong. Cannot fail: what cannot be told is not reported.
    fn check(&self, cx: &mut Context<'_>);
}

/// What is known about a rule before it runs.
#[derive(Debug)]
pub struct Meta {
    /// The name; reads as "allow NAME".
    pub id: &'static str,
    /// How bad its findings are, unless the configuration says otherwise.
    pub severity: Severity,
    /// Whether it reads facts from the network and is silent without them.
    pub online: bool,
    /// The rule's page, as Markdown.
    pub page: &'static str,
}

impl Meta {
    /// The one-line summary: the first paragraph of the page.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.page.split("\n\n").nth(1).unwrap_or_default().trim()
    }
}

/// What is known about the rule with this name.
#[must_use]
pub fn meta(id: &str) -> Option<&'static Meta> {
    metas().find(|meta| meta.id == id)
}

/// What is known about every rule.
pub fn metas() -> impl Iterator<Item = &'static Meta> {
    RULES.iter().map(|rule| rule.meta())
}

/// What a rule sees, and where it reports.
#[derive(Debug)]
pub struct Context<'a> {
    /// What the file says.
    pub document: &'a Document<'a>,
    /// What it means.
    pub list: &'a List<'a>,
    /// The venues that are known.
    pub registry: &'a Registry,
    /// What was learnt outside the file.
    pub facts: &'a Facts,
    findings: Vec<Finding>,
    ran: Vec<&'static str>,
    rule: &'static str,
    severity: Severity,
}

impl<'a> Context<'a> {
    /// A context in which no rule has run yet.
    #[must_use]
    pub fn new(
        document: &'a Document<'a>,
        list: &'a List<'a>,
        registry: &'a Registry,
        facts: &'a Facts,
    ) -> Self {
        let (findings, ran) = (Vec::new(), Vec::new());
        Self {
            document,
            list,
            registry,
            facts,
            findings,
            ran,
            rule: "",
            severity: Severity::Info,
        }
    }

    /// Runs a rule; its findings get `severity`.
    pub fn run(&mut self, rule: &dyn Rule, severity: Severity) {
        let meta = rule.meta();
        if meta.online && self.facts.links.is_none() {
            return;
        }
        (self.rule, self.severity) = (meta.id, severity);
        rule.check(self);
        self.ran.push(meta.id);
    }

    /// Adds a finding of the rule that is running.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let index = self.findings.len();
        self.findings
            .push(Finding::new(self.rule, self.severity, span, message));
        &mut self.findings[index]
    }

    /// What the rules before this one found.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The names of the rules that have run.
    #[must_use]
    pub fn ran(&self) -> &[&'static str] {
        &self.ran
    }

    /// Everything that was found.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

/// How many places beside the first a finding shows.
const SHOWN: usize = 3;

/// Reports the first of several links to one address and names the others: they have one cause.
fn report_links<'c>(cx: &'c mut Context<'_>, links: &[&Link], message: String) -> &'c mut Finding {
    let more = match links.len() {
        1 => String::new(),
        all => format!(" ({})", count(all, "link")),
    };
    let finding = cx.report(links[0].destination, message + &more);
    for link in links.iter().skip(1).take(SHOWN) {
        finding.related(link.destination, "the same address");
    }
    finding
}

/// A text from the file as messages quote it.
fn quote(text: &str) -> String {
    format!("“{}”", shorten(text, 48))
}

/// A text from the file in one line, cut to so many characters: a message is no place for a stranger's novel.
fn shorten(text: &str, longest: usize) -> String {
    // Many findings may quote one long text.
    let start = &text[..text.floor_char_boundary(8 * longest)];
    let line = start.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if start.len() < text.len() => line + "…",
        None => line,
    }
}
