//! Counts the papers of an index by venue and year. Must not print.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::publications::Index;

/// The content of an index, in numbers.
#[derive(Debug, Serialize)]
pub(super) struct Counts {
    /// The file; `None` for the index that is built in.
    pub(super) file: Option<String>,
    pub(super) sources: Vec<SourceName>,
    pub(super) papers: usize,
    pub(super) preprints: usize,
    pub(super) bytes: usize,
    pub(super) venues: BTreeMap<String, BTreeMap<u16, u32>>,
}

/// A source and its date.
#[derive(Debug, Serialize)]
pub(super) struct SourceName {
    pub(super) name: String,
    pub(super) date: String,
}

impl Counts {
    pub(super) fn of(file: Option<String>, index: &Index) -> Self {
        let mut venues: BTreeMap<String, BTreeMap<u16, u32>> = BTreeMap::new();
        for (edition, papers) in index.editions() {
            let years = venues.entry(edition.venue.to_owned()).or_default();
            // Several sources may have papers of one edition.
            *years.entry(edition.year).or_default() += papers;
        }
        let sources = index.sources().iter().map(|source| SourceName {
            name: source.name.clone(),
            date: source.date.clone(),
        });
        Self {
            file,
            sources: sources.collect(),
            papers: index.len(),
            preprints: index.preprints(),
            bytes: index.bytes().len(),
            venues,
        }
    }

    /// "DBLP, 2026-11".
    pub(super) fn dates(&self) -> String {
        let sources = self.sources.iter();
        let sources: Vec<_> = sources
            .map(|source| format!("{}, {}", source.name, source.date))
            .collect();
        sources.join("; ")
    }

    /// "164,147 papers of 35 venues, 1980-2024, and 3 preprints".
    pub(super) fn summary(&self) -> String {
        let (papers, venues) = (number(self.papers, "paper"), number(self.venues.len(), "venue"));
        let mut parts = vec![format!("{papers} of {venues}")];
        let years = self.venues.values().flat_map(BTreeMap::keys);
        if let Some((first, last)) = years.clone().min().zip(years.max()) {
            parts.push(range(*first, *last));
        }
        if self.preprints > 0 {
            parts.push(format!("and {}", number(self.preprints, "preprint")));
        }
        parts.join(", ")
    }
}

/// "1 paper", "164,147 papers".
fn number(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(count))
}

/// A number with its digits in groups: `164,147`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "2024", "1980-2024".
pub(super) fn range(first: u16, last: u16) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}-{last}")
    }
}
