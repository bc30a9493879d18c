//! Identifies findings by content, so that they are recognised after lines move. Must not use places.

use std::collections::BTreeMap;

use crate::{finding::Finding, hash::fnv1a, source::SourceFile};

/// The number of letters that identify an underlined part; some findings underline a whole page.
const MAX: usize = 200;

/// Gives each finding of one file its fingerprint; the findings must come in the order of the text.
#[derive(Default)]
pub struct Fingerprints {
    seen: BTreeMap<u64, usize>,
    /// The hashes of lines by their start: a long line may contain very many findings.
    lines: BTreeMap<usize, u64>,
}

impl Fingerprints {
    /// The hash of the rule, the words in the line and the underlined words. Markup and spaces do not count, so a
    /// re-aligned table keeps its hashes.
    pub fn hash(&mut self, source: &SourceFile, finding: &Finding) -> u64 {
        let line = source.line_at(finding.span.start).span;
        let of_line = *self
            .lines
            .entry(line.start)
            .or_insert_with(|| fnv1a(words(source.slice(line))));
        // Two findings of a rule in one line differ in the underlined words.
        let marked = words(source.slice(finding.span)).take(MAX);
        let rule = finding.rule.bytes().chain([0]).chain(of_line.to_le_bytes());
        fnv1a(rule.chain(marked))
    }

    /// The hash, and the number of findings of this file with the same hash so far.
    pub fn next(&mut self, source: &SourceFile, finding: &Finding) -> String {
        let hash = self.hash(source, finding);
        let occurrence = self.seen.entry(hash).or_default();
        *occurrence += 1;
        format!("{hash:016x}:{occurrence}")
    }
}

/// The letters and digits of a text in lower case, without Markdown syntax and spaces.
fn words(text: &str) -> impl Iterator<Item = u8> {
    let is_word = |c: &char| c.is_alphanumeric();
    let letters = text.chars().filter(is_word).flat_map(char::to_lowercase);
    letters.flat_map(|c| {
        let mut bytes = [0; 4];
        let length = c.encode_utf8(&mut bytes).len();
        bytes.into_iter().take(length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{finding::Severity, source::Span};

    #[test]
    fn a_finding_keeps_its_fingerprint_when_its_line_moves() {
        let fingerprint = |text: &str, offset| {
            let finding = Finding::new("r", Severity::Error, Span::at(offset), "m");
            Fingerprints::default().next(&SourceFile::new("a.md", text), &finding)
        };
        assert_eq!(fingerprint("|x|\n", 1), fingerprint("\n\n| **x**  |\r\n", 4));
        assert_ne!(fingerprint("|x|\n", 1), fingerprint("|y|\n", 1));
    }

    #[test]
    fn equal_lines_differ_by_their_order() {
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
