//! The run that reports describe. Must not know any format.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    facts::LinkFacts,
    finding::{Finding, Severity},
    rules::ConfirmedEntry,
    source::SourceFile,
};

/// The findings and facts of one run.
#[derive(Debug, Default)]
pub struct Run<'s> {
    /// The files, in the order of their paths.
    pub files: Vec<CheckedFile<'s>>,
    /// Facts about the links; `None` if they were not checked.
    pub links: Option<LinkFacts>,
    /// True if reports for people list the verified links of each entry with their sources.
    pub shows_entries: bool,
    /// The number of hidden findings, which already existed.
    pub known: usize,
    /// The numbers of the changed lines, which reviewers look at, by the path of the file.
    pub changed: BTreeMap<String, BTreeSet<usize>>,
}

impl Run<'_> {
    /// Every finding with its file, in the order of the files and their text.
    pub fn findings(&self) -> impl Iterator<Item = (&SourceFile, &Finding)> {
        self.files
            .iter()
            .flat_map(|file| file.findings.iter().map(|finding| (file.source, finding)))
    }

    /// Every finding with its file, the worst first. Within a level, changed lines come first, because some readers
    /// show only a few findings.
    pub(super) fn worst_first(&self) -> Vec<(&SourceFile, &Finding)> {
        let mut findings: Vec<_> = self.findings().collect();
        // The sort is stable, so findings of one level stay in the order of the text.
        findings
            .sort_by_key(|(source, finding)| Reverse((finding.severity, self.is_changed(source, finding))));
        findings
    }

    /// True if the line of a finding has changed.
    fn is_changed(&self, source: &SourceFile, finding: &Finding) -> bool {
        let line = source.line_index(finding.span.start);
        self.changed
            .get(source.path())
            .is_some_and(|lines| lines.contains(&line))
    }

    /// The severity of the worst finding.
    pub(super) fn worst(&self) -> Option<Severity> {
        self.findings().map(|(_, finding)| finding.severity).max()
    }

    /// The number of findings with this severity.
    pub(super) fn count(&self, severity: Severity) -> usize {
        let severities = self.findings().map(|(_, finding)| finding.severity);
        severities.filter(|found| *found == severity).count()
    }
}

/// One file with its findings, in the order of the text.
#[derive(Debug)]
pub struct CheckedFile<'s> {
    /// The file.
    pub source: &'s SourceFile,
    /// The findings.
    pub findings: Vec<Finding>,
    /// The verified links of each entry; empty if links were not checked.
    pub entries: Vec<ConfirmedEntry>,
}
