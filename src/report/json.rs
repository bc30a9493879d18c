//! The findings as one JSON object, for scripts. Its shape is a promise: a change that breaks readers raises the
//! version.

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

/// Writes a value in lines, without characters that a terminal would act on.
pub(super) fn write_value(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    // In lines, because reports are kept in repositories and compared.
    let serialised = serde_json::to_string_pretty(value)?;
    writeln!(out, "{}", escape::json(&serialised))
}

// A value that is not known is written as null: scripts need not tell a missing key from an older version. The schema
// takes the texts below, so they are written for readers of the format.

/// What one run of paperlint found.
#[derive(Serialize, JsonSchema)]
struct Report<'a> {
    /// The version of this format.
    version: u32,
    /// The findings, by file and place.
    findings: Vec<Finding<'a>>,
    /// What was learnt about the links; null when they were not checked.
    links: Option<Links<'a>>,
    /// What was verified of each entry; empty when links were not checked.
    entries: Vec<Entry<'a>>,
}

/// What was verified of an entry.
#[derive(Serialize, JsonSchema)]
struct Entry<'a> {
    /// The file, as it was named on the command line or found.
    path: &'a str,
    /// The first character of the entry.
    start: Position,
    /// Its title, or its name.
    label: &'a str,
    /// Its links, in the order of the text.
    links: Vec<EntryLink<'a>>,
}

/// What was verified of a link of an entry.
#[derive(Serialize, JsonSchema)]
struct EntryLink<'a> {
    /// What it is to the entry: `paper`, `code` and the like.
    role: &'a str,
    /// Its address.
    url: &'a str,
    /// The verdict.
    verdict: Verdict,
    /// The registry that said so; null when the page itself did.
    by: Option<&'a str>,
    /// How the title behind a link to the paper compares with that of the entry; null where it is not known.
    title: Option<Likeness>,
}

/// One thing that a rule found.
#[derive(Serialize, JsonSchema)]
struct Finding<'a> {
    /// The rule's name.
    rule: &'a str,
    /// How bad it is.
    severity: Severity,
    /// How sure the rule is: `low` where the place may be meant as it is written.
    confidence: Confidence,
    /// What is wrong.
    message: &'a str,
    /// The file, as it was named on the command line or found.
    path: &'a str,
    /// The first character of the place.
    start: Position,
    /// The character after the last; equal to `start` for an empty place.
    end: Position,
    /// Other places in the same file that explain the finding.
    related: Vec<Label<'a>>,
    /// What to do about it.
    help: Option<&'a str>,
    /// An edit that repairs it.
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

/// Edits that repair one finding; all of them are applied or none.
#[derive(Serialize, JsonSchema)]
struct Fix<'a> {
    /// What the fix does.
    title: &'a str,
    /// Whether it may be applied without a person looking at it.
    applicability: Applicability,
    /// The edits, in order and without overlap.
    edits: Vec<Edit<'a>>,
}

/// Text to replace and what stands there afterwards.
#[derive(Serialize, JsonSchema)]
struct Edit<'a> {
    /// The first character that goes.
    start: Position,
    /// The character after the last that goes; equal to `start` for an insertion.
    end: Position,
    /// The text that comes.
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

/// What was learnt about the links.
#[derive(Serialize, JsonSchema)]
struct Links<'a> {
    /// Links that were seen to work or to be gone.
    verified: usize,
    /// All links.
    total: usize,
    /// Links by verdict; verdicts that were not given are absent.
    verdicts: BTreeMap<Verdict, usize>,
    /// Verified links by who verified them: registries by name, and the links' own pages.
    sources: BTreeMap<String, usize>,
    /// Hosts with links of which nothing certain was learnt, most links first.
    unknown_hosts: Vec<HostCoverage>,
    /// Every link with its verdict, in the order of the addresses.
    checked: Vec<CheckedLink<'a>>,
}

/// The verdict on one link, with its evidence.
#[derive(Serialize, JsonSchema)]
struct CheckedLink<'a> {
    /// The address, as it was asked for.
    url: &'a str,
    /// The verdict.
    verdict: Verdict,
    /// The registry that said so; null when the page itself did.
    by: Option<&'a str>,
    /// What happened, in words.
    detail: &'a str,
    /// The status of the last answer.
    status: Option<u16>,
    /// Where redirects ended; for a link that has moved, its new address.
    leads_to: Option<&'a str>,
    /// How many requests were sent for it.
    requests: u32,
    /// Whether the verdict was given in an earlier run.
    remembered: bool,
    /// Which of the fragments that links name the page has.
    anchors: &'a BTreeMap<String, bool>,
    /// What a registry says about what the link leads to; null when none was asked or knows it.
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
        // The two numbers follow from the verdicts, but a script need not know which verdicts count.
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
