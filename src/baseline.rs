//! Recorded findings, recognised by content and never by place. Must not read files.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    finding::Finding,
    fingerprint::Fingerprints,
    source::{SourceFile, Span},
};

/// The default file of a baseline.
pub const FILE_NAME: &str = "paperlint-baseline.jsonl";

/// The first line of a baseline. It changes if older versions could not read the rest.
const HEAD: &str = r#"{"paperlint-baseline":1}"#;

/// The most characters to keep of a line or of its underlined part.
const MAX: usize = 200;

/// The least share of words, in percent, that an edited line has in common with its old text.
const ALIKE: usize = 50;

/// The number of old findings, before and after the place of a new one, to compare with it.
const MAX_COMPARED: usize = 50;

/// The recorded content of a finding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The path of the file.
    pub path: String,
    /// The name of the rule.
    pub rule: String,
    /// The start of the line with the finding.
    pub line: String,
    /// The start of the underlined text.
    pub text: String,
    /// The hash of the rule, the line and the underlined text.
    pub hash: String,
}

/// The findings of an earlier run.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Baseline {
    /// Sorted; a mark may occur several times.
    marks: Vec<Mark>,
}

/// Findings compared with a baseline.
#[derive(Debug, Default)]
pub struct News {
    /// The new findings, in their order.
    pub findings: Vec<Finding>,
    /// The number of findings that already existed.
    pub known: usize,
    /// Old findings that no longer occur.
    pub gone: Vec<Mark>,
}

/// The reason that a text is not a baseline.
#[derive(Debug, Error)]
pub enum BaselineError {
    /// The first line is not the head of this version.
    #[error("it is not a paperlint baseline, or it was written by another version")]
    Head,
    /// A line cannot be read.
    #[error("line {line} is not a recorded finding: {source}")]
    Line {
        /// The number of the line, from 1.
        line: usize,
        /// The mistake in the line.
        source: serde_json::Error,
    },
}

impl Baseline {
    /// The findings of the file with this path.
    #[must_use]
    pub fn of(path: &str, source: &SourceFile, findings: &[Finding]) -> Self {
        let mut baseline = Self {
            marks: marks(path, source, findings),
        };
        baseline.marks.sort_unstable();
        baseline
    }

    /// Reads the output of [`Baseline::write`].
    ///
    /// # Errors
    /// If the text is not a baseline.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return Err(BaselineError::Head);
        }
        let mut marks: Vec<Mark> = Vec::new();
        // The head is the first line.
        for (line, text) in (2..).zip(lines) {
            let mark = serde_json::from_str(text);
            marks.push(mark.map_err(|source| BaselineError::Line { line, source })?);
        }
        // A merge of two branches may leave the lines out of order.
        marks.sort_unstable();
        Ok(Self { marks })
    }

    /// Writes a line for each finding, sorted.
    ///
    /// # Errors
    /// The errors of `out`.
    pub fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "{HEAD}")?;
        for mark in &self.marks {
            serde_json::to_writer(&mut *out, mark)?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// The marks of the findings, sorted.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The number of findings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// True if there are no findings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// Adds another baseline.
    pub fn add(&mut self, other: Self) {
        self.marks.extend(other.marks);
        self.marks.sort_unstable();
    }

    /// Removes the marks that match a condition.
    pub fn remove(&mut self, is_meant: impl Fn(&Mark) -> bool) {
        self.marks.retain(|mark| !is_meant(mark));
    }

    /// Removes one occurrence of a mark for each of its occurrences in `gone`.
    pub fn subtract(&mut self, gone: &[Mark]) {
        // Equal marks are separate findings: a row that occurs twice has its findings twice.
        let mut counts: BTreeMap<&Mark, usize> = BTreeMap::new();
        for mark in gone {
            *counts.entry(mark).or_default() += 1;
        }
        self.marks.retain(|mark| match counts.get_mut(mark) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        });
    }

    /// The new findings of the file with this path.
    ///
    /// A finding is old if the baseline has one in the same words, on any line. In an edited line, it is old if the line
    /// and the underlined text each have half of their words in common with a recorded finding.
    #[must_use]
    pub fn news(&self, path: &str, source: &SourceFile, findings: Vec<Finding>) -> News {
        let start = self.marks.partition_point(|mark| &*mark.path < path);
        let here = self.marks[start..].iter().take_while(|mark| mark.path == path);
        let mut old = Old::new(here.collect());
        let marks = marks(path, source, &findings);
        // Equal findings first: a similar finding must not take the old finding of an equal one.
        let mut is_known: Vec<_> = marks.iter().map(|mark| old.take_same(mark)).collect();
        for (mark, is_known) in marks.iter().zip(&mut is_known) {
            *is_known = *is_known || old.take_alike(mark);
        }
        let mut news = News {
            gone: old.left(),
            ..News::default()
        };
        for (finding, is_known) in findings.into_iter().zip(is_known) {
            if is_known {
                news.known += 1;
            } else {
                news.findings.push(finding);
            }
        }
        news
    }
}

/// The marks of the findings of a file, in the same order.
fn marks(path: &str, source: &SourceFile, findings: &[Finding]) -> Vec<Mark> {
    let mut fingerprints = Fingerprints::default();
    let mut marks = Vec::new();
    for finding in findings {
        marks.push(Mark {
            path: path.to_owned(),
            rule: finding.rule.to_owned(),
            line: start(source, source.line_at(finding.span.start).span),
            text: start(source, finding.span),
            hash: format!("{:016x}", fingerprints.hash(source, finding)),
        });
    }
    marks
}

fn start(source: &SourceFile, span: Span) -> String {
    source.slice(span).trim().chars().take(MAX).collect()
}

/// The old findings that were not found again so far.
struct Old<'m> {
    /// Sorted.
    marks: Vec<&'m Mark>,
    is_taken: Vec<bool>,
    /// The indices of the marks by their hashes.
    places: BTreeMap<&'m str, Vec<usize>>,
}

impl<'m> Old<'m> {
    fn new(marks: Vec<&'m Mark>) -> Self {
        let mut places: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (place, mark) in marks.iter().enumerate() {
            places.entry(&*mark.hash).or_default().push(place);
        }
        Self {
            is_taken: vec![false; marks.len()],
            marks,
            places,
        }
    }

    /// Takes a mark with the same words, if there is one.
    fn take_same(&mut self, mark: &Mark) -> bool {
        let place = self.places.get_mut(&*mark.hash).and_then(Vec::pop);
        place.is_some_and(|place| self.take(place))
    }

    /// Takes the most similar mark, which is probably the finding before an edit of its line, if one is similar enough.
    fn take_alike(&mut self, mark: &Mark) -> bool {
        // Marks are sorted by line, and most edits keep the start of a line.
        let place = self.marks.partition_point(|other| key(other) < key(mark));
        let near = place.saturating_sub(MAX_COMPARED)..(place + MAX_COMPARED).min(self.marks.len());
        let left = near.filter(|&place| !self.is_taken[place] && self.marks[place].rule == mark.rule);
        let alike = left.map(|place| (likeness(mark, self.marks[place]), place)).max();
        alike.is_some_and(|(likeness, place)| likeness >= ALIKE && self.take(place))
    }

    fn take(&mut self, place: usize) -> bool {
        !std::mem::replace(&mut self.is_taken[place], true)
    }

    fn left(&self) -> Vec<Mark> {
        let mut left = Vec::new();
        for (mark, is_taken) in self.marks.iter().zip(&self.is_taken) {
            if !is_taken {
                left.push((*mark).clone());
            }
        }
        left
    }
}

fn key(mark: &Mark) -> (&str, &str) {
    (&mark.rule, &mark.line)
}

/// The share of common words of two findings: in the underlined text or in the line, whichever is smaller.
fn likeness(a: &Mark, b: &Mark) -> usize {
    common(&a.text, &b.text).min(common(&a.line, &b.line))
}

/// The common words of two texts, in percent of all their words.
fn common(a: &str, b: &str) -> usize {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let (a, b) = (words(&a), words(&b));
    let all = a.union(&b).count();
    // Two texts without words, such as empty cells, are equal.
    (a.intersection(&b).count() * 100).checked_div(all).unwrap_or(100)
}

fn words(text: &str) -> BTreeSet<&str> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    /// A finding for the word before each `!` in a text.
    fn found(text: &str) -> (SourceFile, Vec<Finding>) {
        let source = SourceFile::new("x.md", text);
        let word = |end: usize| {
            let start = text[..end].rfind(|c: char| !c.is_alphanumeric());
            Span::new(start.map_or(0, |start| start + 1), end)
        };
        let findings = text
            .match_indices('!')
            .map(|(at, _)| Finding::new("loud", Severity::Warning, word(at), "this is loud"));
        let findings = findings.collect();
        (source, findings)
    }

    /// The new words in `after`, and the numbers of known and gone words.
    fn news(before: &str, after: &str) -> (Vec<String>, usize, usize) {
        let (source, findings) = found(before);
        let baseline = Baseline::of("x.md", &source, &findings);
        let (source, findings) = found(after);
        let news = baseline.news("x.md", &source, findings);
        let words = news
            .findings
            .iter()
            .map(|finding| source.slice(finding.span).to_owned());
        (words.collect(), news.known, news.gone.len())
    }

    fn messages(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn moved_and_realigned_lines_are_not_new() {
        let before = "| a | cry! |\n| b | call! |\n";
        assert_eq!(news(before, before), (messages(&[]), 2, 0));
        assert_eq!(
            news(before, "# New\n\n|b|**call!**|\n| a    | cry! |\n"),
            (messages(&[]), 2, 0)
        );
        assert_eq!(
            news(before, "|  b  | call! |\n\n|a|cry!|\n"),
            (messages(&[]), 2, 0)
        );
    }

    #[test]
    fn the_same_fault_in_another_line_is_news() {
        let before = "| One Two Three | cry! |\n";
        assert_eq!(
            news(before, "| Four Five Six | cry! |\n"),
            (messages(&["cry"]), 0, 1)
        );
        assert_eq!(news(before, &before.repeat(2)), (messages(&["cry"]), 1, 0));
    }

    #[test]
    fn a_fault_in_a_line_that_was_edited_elsewhere_is_an_old_one() {
        let before = "| One Two Three Four Five | cry! | x |\n";
        assert_eq!(
            news(before, "| One Two Three Four Six | cry! | x |\n"),
            (messages(&[]), 1, 0)
        );
        assert_eq!(
            news(before, "| One Two Three Four Six | cry! | call! |\n"),
            (messages(&["call"]), 1, 0)
        );
    }

    #[test]
    fn a_baseline_is_read_as_it_was_written() {
        let (source, findings) = found("| a | cry! |\n| b | \u{1b}call! |\n");
        let mut baseline = Baseline::of("x.md", &source, &findings);
        let mut out = Vec::new();
        baseline.write(&mut out).expect("memory takes everything");
        let text = String::from_utf8(out).expect("baselines are UTF-8");
        assert!(!text.contains('\u{1b}'), "{text}");
        assert_eq!(Baseline::parse(&text).expect("a baseline"), baseline);
        let first = baseline.marks[0].clone();
        baseline.subtract(&[first]);
        assert_eq!(baseline.len(), 1);
        baseline.remove(|mark| mark.path == "x.md");
        assert!(baseline.is_empty());
    }

    #[test]
    fn other_texts_are_refused() {
        let refused = |text: &str| Baseline::parse(text).expect_err("not a baseline").to_string();
        for text in ["", "[]", "{\"paperlint-baseline\":2}\n"] {
            assert_eq!(
                refused(text),
                "it is not a paperlint baseline, or it was written by another version"
            );
        }
        let refusal = refused(&format!("{HEAD}\n{{}}\n"));
        assert!(
            refusal.starts_with("line 2 is not a recorded finding: "),
            "{refusal}"
        );
    }
}
