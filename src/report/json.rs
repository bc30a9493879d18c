//! The findings as one JSON object, for scripts. Must keep its shape: a change that breaks readers raises the version.

use std::{collections::BTreeMap, io};

use schemars::JsonSchema;
use serde::Serialize;

use super::Run;
use crate::{
    escape,
    facts::{HostCoverage, LinkFact, LinkFacts, Record, Verdict},
    finding::{self, Applicability, Confidence, Severity},
    identity::Likeness,
    rules::{ConfirmedEntry, ConfirmedLink},
    source::{self, SourceFile, Span},
};

/// The version of the format.
const VERSION: u32 = 1;

/// The JSON schema of the format.
#[must_use]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Report).into()
}

pub(super) fn write(run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    write_value(&Report::new(run), out)
}

/// Writes a value in lines, without characters that a terminal would interpret.
pub(super) fn write_value(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    // In lines, because reports are stored in repositories and compared.
    let serialised = serde_json::to_string_pretty(value)?;
    writeln!(out, "{}", escape::json(&serialised))
}

// An unknown value is null, so that every key is present. The schema contains the texts below, so they address users of
// the format.

/// The results of one run of paperlint.
#[derive(Serialize, JsonSchema)]
struct Report<'a> {
    /// The version of this format.
    version: u32,
    /// The findings, by file and place.
    findings: Vec<Finding<'a>>,
    /// The results of the link check; null if links were not checked.
    links: Option<Links<'a>>,
    /// The verified links of each entry; empty if links were not checked.
    entries: Vec<Entry<'a>>,
}

/// The verified links of an entry.
#[derive(Serialize, JsonSchema)]
struct Entry<'a> {
    /// The path of the file, as given on the command line or found.
    path: &'a str,
    /// The first character of the entry.
    start: Position,
    /// The title, or else the name.
    label: &'a str,
    /// The links, in the order of the text.
    links: Vec<EntryLink<'a>>,
}

/// The verdict on a link of an entry.
#[derive(Serialize, JsonSchema)]
struct EntryLink<'a> {
    /// The role of the link: `paper`, `code` and others.
    role: &'a str,
    /// The URL.
    url: &'a str,
    /// The verdict.
    verdict: Verdict,
    /// The registry that gave the verdict; null if it came from the page itself.
    by: Option<&'a str>,
    /// The likeness of the entry's title and the title at the link to the paper; null if unknown.
    title: Option<Likeness>,
}

/// A defect that a rule found.
#[derive(Serialize, JsonSchema)]
struct Finding<'a> {
    /// The rule's name.
    rule: &'a str,
    /// The severity.
    severity: Severity,
    /// The confidence of the rule: `low` if the text may be intended.
    confidence: Confidence,
    /// The description of the defect.
    message: &'a str,
    /// The path of the file, as given on the command line or found.
    path: &'a str,
    /// The first character of the place.
    start: Position,
    /// The character after the last; equal to `start` for an empty place.
    end: Position,
    /// Other places in the same file that explain the finding.
    related: Vec<Label<'a>>,
    /// The advice, in the imperative.
    help: Option<&'a str>,
    /// The fix of the defect.
    fix: Option<Fix<'a>>,
}

/// A place with a remark.
#[derive(Serialize, JsonSchema)]
struct Label<'a> {
    /// The remark.
    message: &'a str,
    /// The first character of the place.
    start: Position,
    /// The character after the last.
    end: Position,
}

/// The edits that fix one finding; all of them are applied or none.
#[derive(Serialize, JsonSchema)]
struct Fix<'a> {
    /// The effect of the fix, in the imperative.
    title: &'a str,
    /// The safety of the fix.
    applicability: Applicability,
    /// The edits, in order and without overlap.
    edits: Vec<Edit<'a>>,
}

/// The text to replace, and its replacement.
#[derive(Serialize, JsonSchema)]
struct Edit<'a> {
    /// The first replaced character.
    start: Position,
    /// The character after the last replaced one; equal to `start` for an insertion.
    end: Position,
    /// The new text.
    replacement: &'a str,
}

/// A place in a file.
#[derive(Serialize, JsonSchema)]
struct Position {
    /// The line, from 1.
    line: usize,
    /// The column in characters (Unicode scalar values), from 1.
    column: usize,
}

/// The results of the link check.
#[derive(Serialize, JsonSchema)]
struct Links<'a> {
    /// The number of links with a certain verdict: they work, or they are gone.
    verified: usize,
    /// The number of all links.
    total: usize,
    /// The number of links by verdict; verdicts without links are absent.
    verdicts: BTreeMap<Verdict, usize>,
    /// The number of verified links by source: registries by name, or the pages themselves.
    sources: BTreeMap<String, usize>,
    /// The hosts with links that could not be verified, most links first.
    unknown_hosts: Vec<HostCoverage>,
    /// Every link with its verdict, sorted by URL.
    checked: Vec<CheckedLink<'a>>,
}

/// The verdict on one link, with its evidence.
#[derive(Serialize, JsonSchema)]
struct CheckedLink<'a> {
    /// The requested URL.
    url: &'a str,
    /// The verdict.
    verdict: Verdict,
    /// The registry that gave the verdict; null if it came from the page itself.
    by: Option<&'a str>,
    /// The reason for the verdict, in words.
    detail: &'a str,
    /// The HTTP status of the last response.
    status: Option<u16>,
    /// The URL at the end of redirects; for a link that has moved, its new URL.
    leads_to: Option<&'a str>,
    /// The number of requests for the link.
    requests: u32,
    /// True if the verdict came from the link cache.
    remembered: bool,
    /// The fragments in links to the page: true if the page has the section.
    anchors: &'a BTreeMap<String, bool>,
    /// The registry's record of the link's target; null if it has none or was not used.
    record: Option<&'a Record>,
}

impl<'a> Report<'a> {
    fn new(run: &'a Run) -> Self {
        Self {
            version: VERSION,
            findings: run
                .findings()
                .map(|(source, finding)| Finding::new(source, finding))
                .collect(),
            links: run.links.as_ref().map(Links::new),
            entries: run
                .files
                .iter()
                .flat_map(|file| file.entries.iter().map(|entry| Entry::new(file.source, entry)))
                .collect(),
        }
    }
}

impl<'a> Entry<'a> {
    fn new(source: &'a SourceFile, entry: &'a ConfirmedEntry) -> Self {
        let link = |link: &'a ConfirmedLink| EntryLink {
            role: link.role.as_str(),
            url: &link.url,
            verdict: link.verdict,
            by: link.by.as_deref(),
            title: link.title,
        };
        Self {
            path: source.path(),
            start: source.position(entry.span.start).into(),
            label: &entry.label,
            links: entry.links.iter().map(link).collect(),
        }
    }
}

impl<'a> Finding<'a> {
    fn new(source: &'a SourceFile, finding: &'a finding::Finding) -> Self {
        let (start, end) = ends(source, finding.span);
        Self {
            rule: finding.rule,
            severity: finding.severity,
            confidence: finding.confidence,
            message: &finding.message,
            path: source.path(),
            start,
            end,
            related: finding
                .related
                .iter()
                .map(|label| Label::new(source, label))
                .collect(),
            help: finding.help.as_deref(),
            fix: finding.fix.as_ref().map(|fix| Fix::new(source, fix)),
        }
    }
}

impl<'a> Label<'a> {
    fn new(source: &SourceFile, label: &'a finding::Label) -> Self {
        let (start, end) = ends(source, label.span);
        Self {
            message: &label.message,
            start,
            end,
        }
    }
}

impl<'a> Fix<'a> {
    fn new(source: &SourceFile, fix: &'a finding::Fix) -> Self {
        Self {
            title: &fix.title,
            applicability: fix.applicability,
            edits: fix.edits.iter().map(|edit| Edit::new(source, edit)).collect(),
        }
    }
}

impl<'a> Edit<'a> {
    fn new(source: &SourceFile, edit: &'a finding::Edit) -> Self {
        let (start, end) = ends(source, edit.span);
        Self {
            start,
            end,
            replacement: &edit.replacement,
        }
    }
}

impl<'a> Links<'a> {
    fn new(facts: &'a LinkFacts) -> Self {
        let coverage = facts.coverage();
        // The two numbers follow from the verdicts, but scripts need not know which verdicts are certain.
        Self {
            verified: coverage.verified(),
            total: coverage.total(),
            verdicts: coverage.verdicts,
            sources: coverage.sources,
            unknown_hosts: coverage.unknown_hosts,
            checked: facts
                .iter()
                .map(|(url, fact)| CheckedLink::new(url, fact))
                .collect(),
        }
    }
}

impl<'a> CheckedLink<'a> {
    fn new(url: &'a str, fact: &'a LinkFact) -> Self {
        let LinkFact {
            verdict,
            evidence,
            anchors,
            record,
        } = fact;
        Self {
            url,
            verdict: *verdict,
            by: evidence.by.as_deref(),
            detail: &evidence.detail,
            status: evidence.status,
            leads_to: evidence.leads_to.as_deref(),
            requests: evidence.requests,
            remembered: evidence.is_remembered,
            anchors,
            record: record.as_ref(),
        }
    }
}

impl From<source::Position> for Position {
    fn from(source::Position { line, column }: source::Position) -> Self {
        Self { line, column }
    }
}

fn ends(source: &SourceFile, span: Span) -> (Position, Position) {
    (
        source.position(span.start).into(),
        source.position(span.end).into(),
    )
}
