//! Facts as text, for later runs without a network: a head, and a line of JSON for each link. Must not read files.

use std::io;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Facts, LinkFact, LinkFacts};

/// The first line of a recording. It changes when older programs could not read the rest.
const HEAD: &str = r#"{"paperlint-facts":1}"#;

/// One line: a fact about a link or an additional lookup.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<K, F> {
    url: K,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    lookup: bool,
    fact: F,
}

/// The reason why a text is not a recording.
#[derive(Debug, Error)]
pub enum RecordingError {
    /// It does not start with the head of this version.
    #[error("it is not a recording from this version of paperlint")]
    Head,
    /// A line cannot be read.
    #[error("line {line} is not a fact: {source}")]
    Line {
        /// The number of the line, from 1.
        line: usize,
        /// The reason.
        source: serde_json::Error,
    },
}

impl Facts {
    /// Writes the facts, in the order of their URLs.
    ///
    /// # Errors
    /// If `out` returns an error.
    pub fn record(&self, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "{HEAD}")?;
        let current = self.links.iter().flat_map(LinkFacts::iter);
        let current = current.map(|(url, fact)| (url, fact, false));
        let lookups = self.lookups.iter().map(|(url, fact)| (url, fact, true));
        for (url, fact, lookup) in current.chain(lookups) {
            serde_json::to_writer(&mut *out, &Line { url, lookup, fact })?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// Reads the output of [`Facts::record`].
    ///
    /// # Errors
    /// If the text is not a recording.
    pub fn replay(text: &str) -> Result<Self, RecordingError> {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return Err(RecordingError::Head);
        }
        let (mut current, mut facts) = (LinkFacts::default(), Self::default());
        // The head is the first line.
        for (number, text) in (2..).zip(lines) {
            let line: Line<String, LinkFact> =
                serde_json::from_str(text).map_err(|source| RecordingError::Line { line: number, source })?;
            let place = if line.lookup {
                &mut facts.lookups
            } else {
                &mut current
            };
            place.insert(line.url, line.fact);
        }
        // Even without any line: the links were checked, if in vain.
        facts.links = Some(current);
        Ok(facts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{PaperRecord, Record, Verdict};

    fn facts() -> Facts {
        let mut moved = LinkFact::new(Verdict::Moved, "moved permanently");
        moved.evidence.leads_to = Some("https://b.org/\u{1b}".to_owned());
        moved.evidence.requests = 2;
        moved.anchors.insert("x".to_owned(), false);
        let mut paper = LinkFact::new(Verdict::Alive, "arXiv has this paper");
        paper.record = Some(Record::Paper(PaperRecord {
            title: "Reading Maps".to_owned(),
            ..PaperRecord::default()
        }));
        let (mut links, mut lookups) = (LinkFacts::default(), LinkFacts::default());
        links.insert("https://a.org/".to_owned(), moved);
        lookups.insert("https://arxiv.org/abs/2306.01001v1".to_owned(), paper);
        Facts {
            links: Some(links),
            lookups,
        }
    }

    fn recorded(facts: &Facts) -> String {
        let mut out = Vec::new();
        facts.record(&mut out).expect("memory takes everything");
        String::from_utf8(out).expect("recordings are UTF-8")
    }

    #[test]
    fn recorded_facts_are_replayed() {
        let text = recorded(&facts());
        assert_eq!(Facts::replay(&text).expect("a recording"), facts());
        assert!(!text.contains('\u{1b}'), "{text}");
    }

    #[test]
    fn other_texts_are_refused() {
        let refused = |text: &str| Facts::replay(text).expect_err("not a recording").to_string();
        for text in ["", "{}", "{\"paperlint-facts\":2}\n"] {
            assert_eq!(
                refused(text),
                "it is not a recording from this version of paperlint"
            );
        }
        let text = recorded(&facts()) + "{\"url\":\"https://c.org/\"}\n";
        assert!(
            refused(&text).starts_with("line 4 is not a fact: "),
            "{}",
            refused(&text)
        );
    }
}
