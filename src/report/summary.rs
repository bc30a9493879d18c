//! The sentences that end a report: how much was found and how much was verified. Must not escape: each format does.

use super::Run;
use std::cmp::Reverse;

use crate::{
    facts::{Coverage, HostCoverage, LinkFacts, PAGES, Verdict},
    finding::{Applicability, Severity, count},
};

/// How many hosts with unknown links are named.
const NAMED_HOSTS: usize = 5;

/// With fewer verified links than this share, in percent, a report warns that it says little about them.
const ENOUGH_VERIFIED: usize = 90;

/// All sentences, one a line. They may hold text of a checked file.
pub(super) fn lines(run: &Run<'_>) -> Vec<String> {
    [
        Some(findings(run)),
        known(run),
        fixes(run),
        links(run),
        sources(run),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// "12 findings in README.md: 5 errors, 7 warnings".
pub(super) fn findings(run: &Run<'_>) -> String {
    let total = run.findings().count();
    if run.files.is_empty() {
        return "no file was checked".to_owned();
    }
    if total == 0 {
        let doubt = if has_unknown(run) {
            ", but some links could not be verified"
        } else {
            ""
        };
        return format!("no findings in {}{doubt}", checked(run));
    }
    let counts =
        [Severity::Error, Severity::Warning, Severity::Info].map(|severity| (run.count(severity), severity));
    let counts: Vec<_> = counts
        .into_iter()
        .filter(|&(found, _)| found > 0)
        .map(|(found, severity)| count(found, severity.as_str()))
        .collect();
    format!(
        "{} in {}: {}",
        count(total, "finding"),
        affected(run),
        counts.join(", ")
    )
}

/// "34 known before are not shown", if there are any.
pub(super) fn known(run: &Run<'_>) -> Option<String> {
    (run.known > 0).then(|| format!("{} known before are not shown", run.known))
}

/// "3 with a safe fix, 1 with an unsafe one", if any have one.
pub(super) fn fixes(run: &Run<'_>) -> Option<String> {
    let fixes = |applicability| {
        let fixes = run.findings().filter_map(|(_, finding)| finding.fix.as_ref());
        fixes.filter(|fix| fix.applicability == applicability).count()
    };
    match (fixes(Applicability::Safe), fixes(Applicability::Unsafe)) {
        (0, 0) => None,
        (safe, 0) => Some(format!("{safe} with a safe fix")),
        (0, unsafe_) => Some(format!("{unsafe_} with an unsafe fix")),
        (safe, unsafe_) => Some(format!("{safe} with a safe fix, {unsafe_} with an unsafe one")),
    }
}

/// "412 of 430 links verified (12 dead); 18 unknown: ieeexplore.ieee.org 11 blocked, …", if links were checked.
pub(super) fn links(run: &Run<'_>) -> Option<String> {
    let coverage = &run.links.as_ref()?.coverage();
    let (verified, total) = (coverage.verified(), coverage.total());
    if total == 0 {
        return Some("no links to verify".to_owned());
    }
    let warning = if is_low(run) { "warning: only " } else { "" };
    let links = count(total, "link");
    Some(format!(
        "{warning}{verified} of {links} verified{}{}",
        outcomes(coverage),
        unknown(coverage)
    ))
}

/// "verified by: arXiv 300, GitHub 280, their pages 40", if others than the pages themselves have verified links.
pub(super) fn sources(run: &Run<'_>) -> Option<String> {
    let coverage = run.links.as_ref()?.coverage();
    let mut sources: Vec<_> = coverage.sources.iter().collect();
    sources.sort_by_key(|(_, links)| Reverse(**links));
    let named: Vec<_> = sources
        .iter()
        .map(|(name, links)| format!("{name} {links}"))
        .collect();
    let is_told = coverage.sources.keys().any(|name| name != PAGES);
    is_told.then(|| format!("verified by: {}", named.join(", ")))
}

/// Whether too few links were verified for the run to count as a pass.
pub(super) fn is_low(run: &Run<'_>) -> bool {
    let covers = |links: &LinkFacts| links.verified() * 100 >= links.total() * ENOUGH_VERIFIED;
    run.links.as_ref().is_some_and(|links| !covers(links))
}

fn has_unknown(run: &Run<'_>) -> bool {
    let is_partial = |links: &LinkFacts| links.verified() < links.total();
    run.links.as_ref().is_some_and(is_partial)
}

fn checked(run: &Run<'_>) -> String {
    match &run.files[..] {
        [file] => file.source.path().to_owned(),
        files => count(files.len(), "file"),
    }
}

fn affected(run: &Run<'_>) -> String {
    let affected = run.files.iter().filter(|file| !file.findings.is_empty()).count();
    if affected == run.files.len() {
        checked(run)
    } else {
        format!("{affected} of {}", checked(run))
    }
}

fn outcomes(coverage: &Coverage) -> String {
    let counts: Vec<_> = [Verdict::Moved, Verdict::Dead, Verdict::Soft404]
        .into_iter()
        .filter_map(|verdict| Some((coverage.verdicts.get(&verdict)?, verdict.as_str())))
        .filter(|&(&count, _)| count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if counts.is_empty() {
        String::new()
    } else {
        format!(" ({})", counts.join(", "))
    }
}

/// "ieeexplore.ieee.org 11 blocked".
fn unknown_at(host: &HostCoverage) -> String {
    let verdicts = host.verdicts.iter();
    let verdicts: Vec<_> = verdicts
        .map(|(verdict, links)| format!("{links} {}", verdict.as_str()))
        .collect();
    format!("{} {}", host.host, verdicts.join(" and "))
}

fn unknown(coverage: &Coverage) -> String {
    let unknown = coverage.total() - coverage.verified();
    if unknown == 0 {
        return String::new();
    }
    let hosts = &coverage.unknown_hosts;
    let named = hosts.iter().take(NAMED_HOSTS);
    let named: Vec<_> = named.map(unknown_at).collect();
    let more = match hosts.len().saturating_sub(NAMED_HOSTS) {
        0 => String::new(),
        more => format!(" and {}", count(more, "more host")),
    };
    format!("; {unknown} unknown: {}{more}", named.join(", "))
}
