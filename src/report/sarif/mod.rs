//! SARIF 2.1.0, for code scanning. Must not write an absolute URI, or text that readers turn into a link.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    io,
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use self::model::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Driver, Fix, Location, Log, Message,
    MultiformatMessage, PartialFingerprints, PhysicalLocation, Region, Replacement, ReportingConfiguration,
    ReportingDescriptor, ResultProperties, SarifResult, Tool,
};
use super::{Run, json, words::in_repository};
use crate::{
    escape,
    finding::{self, Applicability, Finding, Label, Severity},
    fingerprint::Fingerprints,
    rules,
    source::{SourceFile, Span},
};

mod model;

/// The most results that GitHub accepts from one run.
///
/// Source: <https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>.
const RESULTS: usize = 25_000;

/// The characters to percent-encode in the path of a relative URI.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

pub(super) fn write(run: &Run<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    json::write_value(&log(run, RESULTS), out)
}

/// The log with at most `limit` results.
fn log<'r>(run: &'r Run<'_>, limit: usize) -> Log<'r> {
    let found = kept(run, limit);
    let rules = indexed(&found);
    let results = found
        .iter()
        .map(|found| result(found, rules[found.finding.rule]))
        .collect();
    Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [model::Run {
            tool: Tool {
                driver: driver(rules.keys().map(|id| descriptor(id)).collect()),
            },
            column_kind: "utf16CodeUnits",
            results,
        }],
    }
}

/// A finding with its file and fingerprint.
struct Found<'a> {
    source: &'a SourceFile,
    finding: &'a Finding,
    fingerprint: String,
}

/// The findings in order; if there are too many, the least severe are dropped, the last of them first.
fn kept<'r>(run: &'r Run<'_>, limit: usize) -> Vec<Found<'r>> {
    let mut found = Vec::new();
    for file in &run.files {
        // Equal findings are numbered before any is dropped: otherwise fingerprints would depend on the limit.
        let mut fingerprints = Fingerprints::default();
        for finding in &file.findings {
            found.push(Found {
                source: file.source,
                finding,
                fingerprint: fingerprints.next(file.source, finding),
            });
        }
    }
    if found.len() > limit {
        let mut worst_first: Vec<_> = (0..found.len()).collect();
        worst_first.sort_by_key(|index| Reverse(found[*index].finding.severity));
        let kept: BTreeSet<_> = worst_first[..limit].iter().collect();
        let mut index = 0..;
        found.retain(|_| index.next().is_some_and(|index| kept.contains(&index)));
    }
    found
}

/// The rules of the findings, by name, with their indices in the list of rules.
fn indexed<'a>(found: &[Found<'a>]) -> BTreeMap<&'a str, usize> {
    let names: BTreeSet<_> = found.iter().map(|found| found.finding.rule).collect();
    names.into_iter().zip(0..).collect()
}

fn driver(rules: Vec<ReportingDescriptor<'_>>) -> Driver<'_> {
    Driver {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        information_uri: env!("CARGO_PKG_REPOSITORY"),
        rules,
    }
}

fn descriptor(id: &str) -> ReportingDescriptor<'_> {
    let Some(meta) = rules::meta(id) else {
        return ReportingDescriptor {
            id,
            ..ReportingDescriptor::default()
        };
    };
    let summary = escape::sarif_message(meta.summary());
    ReportingDescriptor {
        id,
        // GitHub rejects a rule without one of the two.
        short_description: Some(Message {
            text: summary.clone(),
        }),
        full_description: Some(Message { text: summary }),
        default_configuration: Some(ReportingConfiguration {
            level: level(meta.severity),
        }),
        help: Some(MultiformatMessage {
            text: meta.page,
            markdown: meta.page,
        }),
    }
}

fn result<'a>(found: &Found<'a>, rule_index: usize) -> SarifResult<'a> {
    let Found {
        source,
        finding,
        ref fingerprint,
    } = *found;
    let related = finding.related.iter().enumerate();
    SarifResult {
        rule_id: finding.rule,
        rule_index,
        level: level(finding.severity),
        message: message(finding),
        locations: [location(source, finding.span)],
        related_locations: related
            .map(|(index, label)| related_location(source, index, label))
            .collect(),
        partial_fingerprints: PartialFingerprints {
            line: fingerprint.clone(),
        },
        properties: ResultProperties {
            confidence: finding.confidence.as_str(),
        },
        fixes: finding.fix.iter().map(|fix| proposal(source, fix)).collect(),
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn message(finding: &Finding) -> Message {
    // GitHub shows only this text, so it contains the help.
    let mut text = escape::sarif_message(&finding.text());
    if let Some(help) = &finding.help {
        text += "\n";
        text += &escape::sarif_message(help);
    }
    Message { text }
}

fn location(source: &SourceFile, span: Span) -> Location {
    Location {
        id: None,
        physical: PhysicalLocation {
            artifact_location: artifact(source),
            region: region(source, span),
        },
        message: None,
    }
}

fn related_location(source: &SourceFile, index: usize, label: &Label) -> Location {
    Location {
        id: Some(index),
        message: Some(Message {
            text: escape::sarif_message(&label.message),
        }),
        ..location(source, label.span)
    }
}

fn proposal<'a>(source: &SourceFile, fix: &'a finding::Fix) -> Fix<'a> {
    // SARIF has no field for the safety of a fix.
    let doubt = match fix.applicability {
        Applicability::Safe => "",
        Applicability::Unsafe => " (unsafe)",
    };
    let replacements = fix.edits.iter().map(|edit| Replacement {
        deleted_region: region(source, edit.span),
        inserted_content: ArtifactContent {
            text: &edit.replacement,
        },
    });
    Fix {
        description: Message {
            text: format!("{}{doubt}", escape::sarif_message(&fix.title)),
        },
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(source),
            replacements: replacements.collect(),
        }],
    }
}

fn region(source: &SourceFile, span: Span) -> Region {
    let (start, end) = (source.position_utf16(span.start), source.position_utf16(span.end));
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

fn artifact(source: &SourceFile) -> ArtifactLocation {
    // Relative to the repository, because the folder of the checkout differs on every machine.
    ArtifactLocation {
        uri: utf8_percent_encode(in_repository(source.path()), PATH).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::CheckedFile;

    fn run<'s>(source: &'s SourceFile, severities: &[Severity]) -> Run<'s> {
        let finding = |&severity| Finding::new("r", severity, Span::at(0), "m");
        let findings = severities.iter().map(finding).collect();
        Run {
            files: vec![CheckedFile {
                source,
                findings,
                entries: Vec::new(),
            }],
            links: None,
            ..Run::default()
        }
    }

    #[test]
    fn too_many_results_lose_the_least_bad() {
        use Severity::{Error, Info, Warning};
        let source = SourceFile::new("a.md", "x");
        let run = run(&source, &[Info, Warning, Error, Warning, Error]);
        let levels = |limit| {
            log(&run, limit).runs[0]
                .results
                .iter()
                .map(|result| result.level)
                .collect::<Vec<_>>()
        };
        assert_eq!(levels(3), ["warning", "error", "error"]);
        assert_eq!(levels(5).len(), 5);
    }

    #[test]
    fn a_path_becomes_a_relative_address() {
        let source = SourceFile::new("ünï/a b.md", "x");
        assert_eq!(artifact(&source).uri, "%C3%BCn%C3%AF/a%20b.md");
    }
}
