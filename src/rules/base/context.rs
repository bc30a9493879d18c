//! The context in which one rule runs: a view of the file and the findings so far. Must not run rules.

use std::ops::Deref;

use super::{Meta, View};
use crate::{
    finding::{Confidence, Finding, Severity},
    source::Span,
};

/// A view of a file with a place to report to, for one rule.
#[derive(Debug)]
pub struct Context<'a> {
    view: View<'a>,
    rule: &'static str,
    severity: Severity,
    doubt: Confidence,
    help: Option<&'static str>,
    findings: Vec<Finding>,
}

impl<'a> Context<'a> {
    /// A context for a rule; its findings get the level that the configuration sets, or else the rule's own.
    #[must_use]
    pub fn new(view: View<'a>, meta: &Meta, configured: Option<Severity>) -> Self {
        Self {
            view,
            rule: meta.id,
            severity: configured.unwrap_or(meta.severity),
            // A maintainer sets the level of a rule so that its findings count.
            doubt: configured.map_or(Confidence::Low, |_| Confidence::High),
            help: meta.help,
            findings: Vec::new(),
        }
    }

    /// Adds a finding.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        // Most findings get more than a message: places, a help, a fix.
        let index = self.findings.len();
        self.findings
            .push(Finding::new(self.rule, self.severity, span, message));
        &mut self.findings[index]
    }

    /// Adds a finding that may be meant as it is written: of low confidence, unless the configuration sets the level
    /// of the rule.
    pub fn report_doubt(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let doubt = self.doubt;
        let finding = self.report(span, message);
        finding.confidence = doubt;
        finding
    }

    /// The findings of the rule, each with a fix or a help if the rule has one.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        let mut findings = self.findings;
        for finding in &mut findings {
            if finding.fix.is_none() && finding.help.is_none() {
                finding.help = self.help.map(str::to_owned);
            }
        }
        findings
    }
}

// Rules read the view all the time: `cx.document` is short for `cx.view.document`.
impl<'a> Deref for Context<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        &self.view
    }
}
