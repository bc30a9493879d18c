//! Findings of an earlier time, known again by content and never by place. Must not read files.

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

/// The file that a baseline is kept in, unless another is named.
pub const FILE_NAME: &str = "paperlint-baseline.jsonl";

/// The first line of a baseline. It changes when older programs could not read the rest.
const HEAD: &str = r#"{"paperlint-baseline":1}"#;

/// The most characters that are kept of a line or of the part of it that is underlined.
const MAX: usize = 200;

/// The share of words, in percent, that two lines need in common for one to be the other with changes.
const ALIKE: usize = 50;

/// The number of old findings before and after the place of a new one that are compared with it.
const MAX_COMPARED: usize = 50;

/// The mark by which a finding is known.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The path of the file.
    pub path: String,
    /// The name of the rule.
    pub rule: String,
    /// The start of the line in which it was found.
    pub line: String,
    /// The start of what was underlined.
    pub text: String,
    /// The hash of all that.
    pub hash: String,
}

/// The findings of an earlier time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Baseline {
    /// In order; a mark may occur several times.
    marks: Vec<Mark>,
}

/// Findings held against a baseline.
#[derive(Debug, Default)]
pub struct News {
    /// Those that were not found before, in their order.
    pub findings: Vec<Finding>,
    /// The number of the others.
    pub known: usize,
    /// Old findings that no longer occur.
    pub gone: Vec<Mark>,
}

/// The reason that a text is not a baseline.
#[derive(Debug, Error)]
pub enum BaselineError {
    /// It does not start as one of this version does.
    #[error("it is not a paperlint baseline, or one of another version")]
    Head,
    /// A line of it cannot be read.
    #[error("line {line} is no finding: {source}")]
    Line {
        /// The number of the line, from 1.
        line: usize,
        /// The fault in it.
        source: serde_json::Error,
    },
}

impl Baseline {
    /// The findings of a file under this path.
    #[must_use]
    pub fn of(path: &str, source: &SourceFile, findings: &[Finding]) -> Self {
        let mut baseline = Self {
            marks: marks(path, source, findings),
        };
        baseline.marks.sort_unstable();
        baseline
    }

    /// Reads what [`Baseline::write`] has written.
    ///
    /// # Errors
    /// When the text is something else.
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
        // A merge may have put lines of two branches one after the other.
        marks.sort_unstable();
        Ok(Self { marks })
    }

    /// Writes a line for each finding, in their order.
    ///
    /// # Errors
    /// Whatever `out` answers.
    pub fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "{HEAD}")?;
        for mark in &self.marks {
            serde_json::to_writer(&mut *out, mark)?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// The marks of the findings, in order.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The number of findings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// True if there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// Adds another baseline.
    pub fn add(&mut self, other: Self) {
        self.marks.extend(other.marks);
        self.marks.sort_unstable();
    }

    /// Takes out the marks of a file, or whichever are named.
    pub fn remove(&mut self, is_meant: impl Fn(&Mark) -> bool) {
        self.marks.retain(|mark| !is_meant(mark));
    }

    /// Takes out so many occurrences of marks as there are in `gone`.
    pub fn subtract(&mut self, gone: &[Mark]) {
        // Equal marks are findings of their own: a row that was copied twice has one twice.
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

    /// The news among the findings of the file under this path.
    ///
    /// A finding is an old one if it was found in the same words, wherever they stood; or else in a line that has
    /// changed, if what is underlined and the line have half of their words in common with the old ones.
    #[must_use]
    pub fn news(&self, path: &str, source: &SourceFile, findings: Vec<Finding>) -> News {
        let start = self.marks.partition_point(|mark| &*mark.path < path);
        let here = self.marks[start..].iter().take_while(|mark| mark.path == path);
        let mut old = Old::new(here.collect());
        let marks = marks(path, source, &findings);
        // All equal ones first: one that is only alike must not take the old finding of an equal one.
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

/// The marks of the findings of a file, in their order.
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

/// The old findings, until they are found again.
struct Old<'m> {
    /// In order.
    marks: Vec<&'m Mark>,
    is_taken: Vec<bool>,
    /// The places of the marks by their hashes.
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

    /// Takes a mark in the same words out, if there is one.
    fn take_same(&mut self, mark: &Mark) -> bool {
        let place = self.places.get_mut(&*mark.hash).and_then(Vec::pop);
        place.is_some_and(|place| self.take(place))
    }

    /// Takes the mark out that is most likely this one before its line was changed, if there is one.
    fn take_alike(&mut self, mark: &Mark) -> bool {
        // Lines are in order, and most keep their beginnings.
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

/// The share of words that two findings have in common: the smaller of the shares in the underlined text and in the
/// line.
fn likeness(a: &Mark, b: &Mark) -> usize {
    common(&a.text, &b.text).min(common(&a.line, &b.line))
}

/// The words that two texts have in common, in percent of those that one of them has.
fn common(a: &str, b: &str) -> usize {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let (a, b) = (words(&a), words(&b));
    let all = a.union(&b).count();
    // Two texts without a word, such as empty cells, are the same.
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

    /// A finding for each `!` in a text, which marks the word before it.
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

    /// The words that are new in `after`, how many are known, and how many are gone.
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
    fn what_moves_or_is_set_anew_is_no_news() {
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
    fn what_is_no_baseline_is_refused() {
        let refused = |text: &str| Baseline::parse(text).expect_err("no baseline").to_string();
        for text in ["", "[]", "{\"paperlint-baseline\":2}\n"] {
            assert_eq!(
                refused(text),
                "it is not a paperlint baseline, or one of another version"
            );
        }
        let refusal = refused(&format!("{HEAD}\n{{}}\n"));
        assert!(refusal.starts_with("line 2 is no finding: "), "{refusal}");
    }
}
