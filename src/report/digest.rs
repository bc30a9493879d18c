//! The findings that reports for people show, with sums in place of very many. Must not know a format.

use std::collections::HashMap;

use super::Run;
use crate::{
    finding::{Applicability, Finding, counted},
    rules,
    source::SourceFile,
};

/// A rule with more findings in a file is summed up, if its findings come in numbers.
const MANY: usize = 8;
/// The findings of such a rule that are shown.
const SHOWN: usize = 3;

/// A part of a report.
pub(super) enum Item<'r> {
    /// A finding.
    Finding(&'r SourceFile, &'r Finding),
    /// The sum of the hidden findings of a rule.
    More(String),
}

/// The parts of a report: all findings, but only the first ones of a rule with very many.
pub(super) fn items<'r>(run: &'r Run<'_>) -> Vec<Item<'r>> {
    let mut items = Vec::new();
    for file in &run.files {
        let mut many: HashMap<&str, Vec<&Finding>> = HashMap::new();
        for finding in &file.findings {
            if rules::meta(finding.rule).is_some_and(|meta| meta.is_summed) {
                many.entry(finding.rule).or_default().push(finding);
            }
        }
        many.retain(|_, findings| findings.len() > MANY);
        for finding in &file.findings {
            let hidden = many.get(finding.rule).map(|findings| &findings[SHOWN..]);
            let Some(hidden) = hidden else {
                items.push(Item::Finding(file.source, finding));
                continue;
            };
            if finding.span < hidden[0].span {
                items.push(Item::Finding(file.source, finding));
            } else if std::ptr::eq(finding, hidden[0]) {
                items.push(Item::More(sum(file.source, hidden)));
            }
        }
    }
    items
}

/// "121 more findings of published-preprint in README.md; `paperlint fix --unsafe --only published-preprint` fixes 118".
fn sum(source: &SourceFile, hidden: &[&Finding]) -> String {
    let rule = hidden[0].rule;
    let more = counted(hidden.len(), "more finding");
    let path = source.path();
    let fixes: Vec<_> = hidden.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    if fixes.is_empty() {
        return format!("{more} of {rule} in {path}; `--format concise` lists them");
    }
    let is_safe = fixes.iter().all(|fix| fix.applicability == Applicability::Safe);
    let option = if is_safe { "" } else { " --unsafe" };
    let all = if fixes.len() == hidden.len() {
        "all".to_owned()
    } else {
        fixes.len().to_string()
    };
    format!("{more} of {rule} in {path}; `paperlint fix{option} --only {rule}` fixes {all}")
}
