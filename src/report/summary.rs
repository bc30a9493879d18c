//! The sentences at the end of a report: the numbers of findings and verified links. Must not escape: each format does.

use std::cmp::Reverse;

use super::Run;
use crate::{
    facts::{Coverage, HostCoverage, PAGES, Verdict},
    finding::{Applicability, Severity, counted},
};

/// The most hosts with unknown links to name, so that the sentence fits on a line or two.
const NAMED_HOSTS: usize = 5;

/// The least share of verified links, in percent, without a warning in the report.
const ENOUGH_VERIFIED: usize = 90;

/// A sentence, with its severity if it reports a defect.
pub(super) struct Sentence {
    pub(super) text: String,
    pub(super) tone: Option<Severity>,
}

/// All sentences. They may contain text of a checked file.
pub(super) fn sentences(run: &Run<'_>) -> Vec<Sentence> {
    let doubt = is_low(run).then_some(Severity::Warning);
    let sentences = [
        (Some(findings(run)), run.worst()),
        (known(run), None),
        (fixes(run), None),
        (links(run), doubt),
        (sources(run), None),
    ];
    let said = sentences
        .into_iter()
        .filter_map(|(text, tone)| Some(Sentence { text: text?, tone }));
    said.collect()
}

/// "12 findings in README.md: 5 errors, 7 warnings".
pub(super) fn findings(run: &Run<'_>) -> String {
    let total = run.findings().count();
    if run.files.is_empty() {
        return "no files were checked".to_owned();
    }
    if total == 0 {
        // Users who read only this line must not assume that all links work.
        let doubt = if has_unknown(run) {
            ", but some links could not be verified"
        } else {
            ""
        };
        return format!("no findings in {}{doubt}", checked(run));
    }
    let mut counts = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let found = run.count(severity);
        if found > 0 {
            counts.push(counted(found, severity.as_str()));
        }
    }
    format!(
        "{} in {}: {}",
        counted(total, "finding"),
        affected(run),
        counts.join(", ")
    )
}

/// "34 findings that already existed are hidden", if there are any.
pub(super) fn known(run: &Run<'_>) -> Option<String> {
    match run.known {
        0 => None,
        1 => Some("1 finding that already existed is hidden".to_owned()),
        known => Some(format!("{known} findings that already existed are hidden")),
    }
}

/// "3 fixable with `paperlint fix`, 1 more with `--unsafe`", if any are.
pub(super) fn fixes(run: &Run<'_>) -> Option<String> {
    let (mut safe, mut risky) = (0, 0);
    for fix in run.findings().filter_map(|(_, finding)| finding.fix.as_ref()) {
        match fix.applicability {
            Applicability::Safe => safe += 1,
            Applicability::Unsafe => risky += 1,
        }
    }
    match (safe, risky) {
        (0, 0) => None,
        (safe, 0) => Some(format!("{safe} fixable with `paperlint fix`")),
        (0, risky) => Some(format!("{risky} fixable with `paperlint fix --unsafe`")),
        (safe, risky) => Some(format!(
            "{safe} fixable with `paperlint fix`, {risky} more with `--unsafe`"
        )),
    }
}

/// "412 of 430 links verified (12 dead); 18 unknown: ieeexplore.ieee.org 11 blocked, …", if links were checked.
pub(super) fn links(run: &Run<'_>) -> Option<String> {
    let coverage = &run.links.as_ref()?.coverage();
    let (verified, total) = (coverage.verified(), coverage.total());
    if total == 0 {
        return Some("no links to verify".to_owned());
    }
    // Formats without colours need a word for the warning.
    let warning = if is_low(run) { "warning: only " } else { "" };
    let links = counted(total, "link");
    Some(format!(
        "{warning}{verified} of {links} verified{}{}",
        outcomes(coverage),
        unknown(coverage)
    ))
}

/// "verified by: arXiv 300, GitHub 280, the pages themselves 40", if a registry verified links.
pub(super) fn sources(run: &Run<'_>) -> Option<String> {
    let coverage = run.links.as_ref()?.coverage();
    if coverage.sources.keys().all(|name| name == PAGES) {
        return None;
    }
    let mut sources: Vec<_> = coverage.sources.iter().collect();
    sources.sort_by_key(|(_, links)| Reverse(**links));
    let named: Vec<_> = sources
        .iter()
        .map(|(name, links)| {
            let name = if *name == PAGES {
                "the pages themselves"
            } else {
                name
            };
            format!("{name} {links}")
        })
        .collect();
    Some(format!("verified by: {}", named.join(", ")))
}

/// True if too few links were verified for the run to count as a pass.
pub(super) fn is_low(run: &Run<'_>) -> bool {
    run.links
        .as_ref()
        .is_some_and(|links| links.verified() * 100 < links.total() * ENOUGH_VERIFIED)
}

fn has_unknown(run: &Run<'_>) -> bool {
    run.links
        .as_ref()
        .is_some_and(|links| links.verified() < links.total())
}

fn checked(run: &Run<'_>) -> String {
    match &run.files[..] {
        [file] => file.source.path().to_owned(),
        files => counted(files.len(), "file"),
    }
}

fn affected(run: &Run<'_>) -> String {
    // For a folder of lists, the number of clean lists matters too.
    let affected = run.files.iter().filter(|file| !file.findings.is_empty()).count();
    if affected == run.files.len() {
        checked(run)
    } else {
        format!("{affected} of {}", checked(run))
    }
}

/// " (3 moved, 2 dead)": the verified links that are not alive.
fn outcomes(coverage: &Coverage) -> String {
    let mut counts = Vec::new();
    for verdict in [Verdict::Moved, Verdict::Dead, Verdict::Soft404] {
        if let Some(links) = coverage.verdicts.get(&verdict) {
            counts.push(format!("{links} {}", verdict.as_str()));
        }
    }
    if counts.is_empty() {
        String::new()
    } else {
        format!(" ({})", counts.join(", "))
    }
}

/// "ieeexplore.ieee.org 11 blocked".
fn unknown_at(host: &HostCoverage) -> String {
    let verdicts: Vec<_> = host
        .verdicts
        .iter()
        .map(|(verdict, links)| format!("{links} {}", verdict.as_str()))
        .collect();
    format!("{} {}", host.host, verdicts.join(" and "))
}

/// "; 18 unknown: ieeexplore.ieee.org 11 blocked and 3 more hosts", if any link is unknown.
fn unknown(coverage: &Coverage) -> String {
    let unknown = coverage.total() - coverage.verified();
    if unknown == 0 {
        return String::new();
    }
    let hosts = &coverage.unknown_hosts;
    let named: Vec<_> = hosts.iter().take(NAMED_HOSTS).map(unknown_at).collect();
    let named = named.join(", ");
    match hosts.len().saturating_sub(NAMED_HOSTS) {
        0 => format!("; {unknown} unknown: {named}"),
        more => format!("; {unknown} unknown: {named} and {}", counted(more, "more host")),
    }
}
