//! Names findings by content, so that a finding is known again after lines moved. Must not use places.

use std::collections::BTreeMap;

use super::{Run, in_repository};
use crate::{finding::Finding, source::SourceFile};

/// The fingerprints of all findings of a run, in their order, for readers that throw all files together.
pub(super) fn of_run(run: &Run) -> Vec<String> {
    let mut all = Vec::new();
    for file in &run.files {
        let path = in_repository(file.source.path());
        let mut fingerprints = Fingerprints::default();
        let findings = file.findings.iter();
        all.extend(findings.map(|finding| format!("{path}:{}", fingerprints.next(&file.source, finding))));
    }
    all
}

/// Gives each finding of one file its fingerprint; the findings have to come in the order of the text.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: BTreeMap<u64, usize>,
    /// Hashes by rule and start of the line: one long line may hold very many findings.
    hashes: BTreeMap<(&'static str, usize), u64>,
}

impl Fingerprints {
    /// The hash of the rule and of the line, and how many findings of this file had the same hash before.
    pub(super) fn next(&mut self, source: &SourceFile, finding: &Finding) -> String {
        let line = source.line_span(source.line_index(finding.span.start));
        let hash = || fnv1a(&[finding.rule, "\0", source.slice(line).trim()]);
        let hash = *self.hashes.entry((finding.rule, line.start)).or_insert_with(hash);
        let occurrence = self.seen.entry(hash).or_default();
        *occurrence += 1;
        format!("{hash:016x}:{occurrence}")
    }
}

/// The 64-bit FNV-1a hash, which is small and the same on every machine and in every version.
///
/// Source: <http://www.isthe.com/chongo/tech/comp/fnv/>.
fn fnv1a(parts: &[&str]) -> u64 {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let bytes = parts.iter().flat_map(|part| part.bytes());
    bytes.fold(OFFSET_BASIS, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(PRIME)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{finding::Severity, source::Span};

    #[test]
    fn the_hash_gives_the_published_values() {
        assert_eq!(fnv1a(&[""]), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(&["a"]), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(&["foo", "bar"]), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_finding_keeps_its_fingerprint_when_its_line_moves() {
        let fingerprint = |text: &str, offset| {
            let finding = Finding::new("r", Severity::Error, Span::at(offset), "m");
            Fingerprints::default().next(&SourceFile::new("a.md", text), &finding)
        };
        assert_eq!(fingerprint("|x|\n", 1), fingerprint("\n\n  |x|\r\n", 4));
        assert_ne!(fingerprint("|x|\n", 1), fingerprint("|y|\n", 1));
    }

    #[test]
    fn equal_lines_are_told_apart_by_their_order() {
        let source = SourceFile::new("a.md", "x\nx\n");
        let mut fingerprints = Fingerprints::default();
        let [first, second] = [0, 2].map(|offset| {
            fingerprints.next(
                &source,
                &Finding::new("r", Severity::Error, Span::at(offset), "m"),
            )
        });
        assert_eq!(first.split_once(':').map(|(_, n)| n), Some("1"));
        assert_eq!(second.split_once(':').map(|(_, n)| n), Some("2"));
        assert_eq!(first.split(':').next(), second.split(':').next());
    }
}
