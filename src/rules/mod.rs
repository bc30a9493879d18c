//! The rules, one file each, and their registry. A rule is a pure function of what it is given: no rule may do I/O.

mod archived_repository;
mod bare_link;
mod broken_row;
pub mod confirmed;
mod contradicted_title;
mod contradicted_venue;
mod contradicted_year;
mod copied_link;
mod copied_view;
mod dead_link;
mod detached_row;
mod doubled_address;
mod duplicate_entry;
mod empty_cell;
mod empty_link;
mod empty_list_item;
mod empty_repository;
mod empty_row;
mod fullwidth_pipe;
mod garbled_text;
mod impossible_arxiv_id;
mod impossible_edition;
mod inconsistent_bold;
mod inconsistent_date_form;
mod inconsistent_label;
mod inconsistent_placeholder;
mod inconsistent_venue_spelling;
mod inconsistent_venue_style;
mod invisible_character;
mod leftover_text;
mod lines;
mod lost_cells;
mod malformed_link;
mod malformed_tag;
mod merge_conflict;
mod mislabeled_contents_entry;
mod mismatched_badge;
mod mismatched_delimiter;
mod mismatched_name;
mod misnumbered_heading;
mod misplaced_link;
mod missing_anchor;
mod missing_file;
mod missing_remote_anchor;
mod missing_venue;
mod missing_year;
mod misspelled_label;
mod misspelled_venue;
mod misspelled_word;
mod moved_link;
mod nested_link;
mod outdated_venue_name;
mod preprint_and_published;
mod publication;
mod published_preprint;
mod refuted_venue;
mod repeated_contents_entry;
mod repeated_entry;
mod replacement_character;
mod short_row;
mod soft_404;
mod stale_date;
mod swallowed_line;
mod swallowed_markdown;
mod swallowed_text;
#[cfg(test)]
mod testing;
mod text;
mod tracking_parameter;
mod unbalanced_tag;
mod unfilled_column;
mod unknown_tag;
mod unlisted_section;
mod unordered_contents;
mod unordered_entry;
mod unrelated_repository;
mod unrendered_emphasis;
mod unrendered_heading;
mod unrendered_link;
mod unrendered_list_item;
mod unused_suppression;
mod withdrawn_paper;
mod wrong_case_anchor;
mod wrong_paper;

use std::collections::BTreeSet;

use text::{in_place_of, is_one_slip, quote, rare_bytes, shorten};

use crate::{
    document::{Document, Link},
    facts::{Facts, LinkFacts, Question, Record},
    finding::{Finding, Severity, count},
    list::{List, Registry},
    source::Span,
};

/// Every rule, by name. `unused-suppression` is last: it reads what the others found.
pub static RULES: &[&dyn Rule] = &[
    &archived_repository::ArchivedRepository,
    &bare_link::BareLink,
    &broken_row::BrokenRow,
    &contradicted_title::ContradictedTitle,
    &contradicted_venue::ContradictedVenue,
    &contradicted_year::ContradictedYear,
    &copied_link::CopiedLink,
    &copied_view::CopiedView,
    &dead_link::DeadLink,
    &detached_row::DetachedRow,
    &doubled_address::DoubledAddress,
    &duplicate_entry::DuplicateEntry,
    &empty_cell::EmptyCell,
    &empty_link::EmptyLink,
    &empty_list_item::EmptyListItem,
    &empty_repository::EmptyRepository,
    &empty_row::EmptyRow,
    &fullwidth_pipe::FullwidthPipe,
    &garbled_text::GarbledText,
    &impossible_arxiv_id::ImpossibleArxivId,
    &impossible_edition::ImpossibleEdition,
    &inconsistent_bold::InconsistentBold,
    &inconsistent_date_form::InconsistentDateForm,
    &inconsistent_label::InconsistentLabel,
    &inconsistent_placeholder::InconsistentPlaceholder,
    &inconsistent_venue_spelling::InconsistentVenueSpelling,
    &inconsistent_venue_style::InconsistentVenueStyle,
    &invisible_character::InvisibleCharacter,
    &leftover_text::LeftoverText,
    &lost_cells::LostCells,
    &malformed_link::MalformedLink,
    &malformed_tag::MalformedTag,
    &merge_conflict::MergeConflict,
    &mislabeled_contents_entry::MislabeledContentsEntry,
    &mismatched_badge::MismatchedBadge,
    &mismatched_delimiter::MismatchedDelimiter,
    &mismatched_name::MismatchedName,
    &misnumbered_heading::MisnumberedHeading,
    &misplaced_link::MisplacedLink,
    &missing_anchor::MissingAnchor,
    &missing_file::MissingFile,
    &missing_remote_anchor::MissingRemoteAnchor,
    &missing_venue::MissingVenue,
    &missing_year::MissingYear,
    &misspelled_label::MisspelledLabel,
    &misspelled_venue::MisspelledVenue,
    &misspelled_word::MisspelledWord,
    &moved_link::MovedLink,
    &nested_link::NestedLink,
    &outdated_venue_name::OutdatedVenueName,
    &preprint_and_published::PreprintAndPublished,
    &published_preprint::PublishedPreprint,
    &refuted_venue::RefutedVenue,
    &repeated_contents_entry::RepeatedContentsEntry,
    &repeated_entry::RepeatedEntry,
    &replacement_character::ReplacementCharacter,
    &short_row::ShortRow,
    &soft_404::Soft404,
    &stale_date::StaleDate,
    &swallowed_line::SwallowedLine,
    &swallowed_markdown::SwallowedMarkdown,
    &swallowed_text::SwallowedText,
    &tracking_parameter::TrackingParameter,
    &unbalanced_tag::UnbalancedTag,
    &unfilled_column::UnfilledColumn,
    &unknown_tag::UnknownTag,
    &unlisted_section::UnlistedSection,
    &unordered_contents::UnorderedContents,
    &unordered_entry::UnorderedEntry,
    &unrelated_repository::UnrelatedRepository,
    &unrendered_emphasis::UnrenderedEmphasis,
    &unrendered_heading::UnrenderedHeading,
    &unrendered_link::UnrenderedLink,
    &unrendered_list_item::UnrenderedListItem,
    &withdrawn_paper::WithdrawnPaper,
    &wrong_case_anchor::WrongCaseAnchor,
    &wrong_paper::WrongPaper,
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
    declared: Option<Severity>,
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
            declared: None,
        }
    }

    /// What a registry says about what a link leads to.
    #[must_use]
    pub fn record(&self, url: &str) -> Option<&'a Record> {
        self.facts.links.as_ref()?.get(url)?.record.as_ref()
    }

    /// What a registry said about something that was asked in addition.
    #[must_use]
    pub fn aside(&self, url: &str) -> Option<&'a Record> {
        self.facts.asides.get(url)?.record.as_ref()
    }

    /// Runs a rule; its findings get the severity that the configuration declares, or else the rule's own.
    pub fn run(&mut self, rule: &dyn Rule, declared: Option<Severity>) {
        let meta = rule.meta();
        if meta.online && self.facts.links.is_none() {
            return;
        }
        (self.rule, self.severity, self.declared) = (meta.id, meta.severity, declared);
        rule.check(self);
        self.ran.push(meta.id);
    }

    /// Adds a finding of the rule that is running.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.report_as(self.severity, span, message)
    }

    /// Adds a finding that may be meant as it is: an information, unless the configuration says otherwise.
    pub fn report_weakly(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.report_as(Severity::Info, span, message)
    }

    fn report_as(&mut self, usual: Severity, span: Span, message: impl Into<String>) -> &mut Finding {
        let (index, severity) = (self.findings.len(), self.declared.unwrap_or(usual));
        self.findings
            .push(Finding::new(self.rule, severity, span, message));
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

pub use confirmed::{ConfirmedEntry, ConfirmedLink, confirmed};

/// What rules want to know in addition, given what is known.
#[must_use]
pub fn questions(cx: &Context<'_>) -> Vec<Question> {
    let mut questions = wrong_paper::questions(cx);
    questions.extend(published_preprint::questions(cx));
    questions.extend(refuted_venue::questions(cx));
    questions.extend(unrelated_repository::questions(cx));
    questions
}

/// The links with a record, each address once, and each repository once wherever in it they lead.
fn recorded<'a>(cx: &Context<'a>) -> Vec<(&'a Link, &'a Record)> {
    let mut seen = BTreeSet::new();
    let checked = cx.document.links().iter().filter(|link| link.is_checked());
    let recorded = checked.filter_map(|link| Some((link, cx.record(&link.url)?)));
    recorded
        .filter(|(link, record)| {
            seen.insert(match record {
                Record::Repository(repository) => Some(repository.name.to_lowercase()),
                _ => LinkFacts::key(&link.url),
            })
        })
        .collect()
}

/// How many places beside the first a finding shows.
const SHOWN: usize = 3;

/// Reports the first of several links that have one cause, most often one address, and names the others.
fn report_links<'c>(cx: &'c mut Context<'_>, links: &[&Link], message: String) -> &'c mut Finding {
    let more = match links.len() {
        1 => String::new(),
        all => format!(" ({})", count(all, "link")),
    };
    let finding = cx.report(links[0].destination, message + &more);
    for link in links.iter().skip(1).take(SHOWN) {
        let is_same = link.url == links[0].url;
        finding.related(
            link.destination,
            if is_same {
                "the same address"
            } else {
                "this one too"
            },
        );
    }
    finding
}

/// Whether one of the spans, which are in order and apart, holds the byte at `at`.
fn is_within(spans: &[Span], at: usize) -> bool {
    let next = spans.partition_point(|span| span.start <= at);
    next > 0 && at < spans[next - 1].end
}
