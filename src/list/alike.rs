//! Tells whether two entries may be one paper, by title and name. Must not look at their links.

use super::{Entry, Index, head};
use crate::identity::title::{self, TitleKey};

/// Titles that are less alike than this are those of two papers.
const ALIKE: f64 = 0.8;
/// Shorter keys are too common to be told apart.
const SHORTEST_ACRONYM: usize = 3;
/// The most words that stand before the colon of `Name: title`.
const MOST_NAME_WORDS: usize = 3;

/// What an entry calls its method: what stands before the colon of its title, or its name; empty without either.
#[must_use]
pub fn acronym(entry: &Entry<'_>) -> TitleKey {
    let of_title = || {
        let text = head(&entry.title.as_ref()?.text);
        let (head, _) = text.split_once([':', '：'])?;
        (head.split_whitespace().count() <= MOST_NAME_WORDS).then(|| title::key(head))
    };
    let name = entry.name.as_ref().map(|name| title::key(head(&name.text)));
    let is_long = |key: &TitleKey| key.as_str().len() >= SHORTEST_ACRONYM;
    let found = of_title().filter(is_long).or(name.filter(is_long));
    found.unwrap_or_default()
}

/// Whether two entries may be one paper: their titles are alike, one holds the other, or they call their method alike.
#[must_use]
pub fn may_be_one(entries: &[Entry<'_>], index: &Index, a: usize, b: usize) -> bool {
    let (left, right) = (index.title(a), index.title(b));
    let (short, long) = if left.as_str().len() < right.as_str().len() {
        (left, right)
    } else {
        (right, left)
    };
    if long.as_str().contains(short.as_str()) || are_parts_of_one(&entries[a], &entries[b]) {
        return true;
    }
    let (left_name, right_name) = (acronym(&entries[a]), acronym(&entries[b]));
    let names = [(&left_name, &right_name), (&right_name, &left_name)];
    let is_name = |(a, b): (&TitleKey, &TitleKey)| !a.is_empty() && b.as_str().contains(a.as_str());
    names.into_iter().any(is_name) || left.similarity(right) >= ALIKE
}

/// Whether two titles are the same but for what stands in parentheses behind them: `MMLU (Medicine)`, `MMLU (Law)`.
fn are_parts_of_one(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let whole = |entry: &Entry<'_>| {
        let (whole, _) = head(&entry.label()?.text).split_once(" (")?;
        Some(title::key(whole)).filter(|key| key.as_str().len() >= SHORTEST_ACRONYM)
    };
    whole(a).is_some_and(|whole_of_a| whole(b) == Some(whole_of_a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Config,
        document::Document,
        list::{List, Registry},
        source::SourceFile,
    };

    #[track_caller]
    fn check(a: &str, b: &str, expected: bool) {
        let text =
            format!("| Title | Code |\n|---|---|\n| {a} | [c](http://x.y) |\n| {b} | [c](http://x.y) |\n");
        let source = SourceFile::new("x.md", text);
        let document = Document::parse(&source);
        let list = List::read(&document, &Config::default(), Registry::builtin());
        let found = may_be_one(list.entries(), list.index(), 0, 1);
        assert_eq!(found, expected, "{a} / {b}");
    }

    #[test]
    fn older_and_shorter_titles_are_alike() {
        check(
            "LoRA: Low-Rank Adaptation of Large Language Models",
            "Low-Rank Adaptation of Large Language Models",
            true,
        );
        check("MMLU (Clinical Knowledge)", "MMLU (Professional Medicine)", true);
        check(
            "FoMo: Models for Forest Monitoring at Scale",
            "FoMo-Bench: a Benchmark for Remote Sensing",
            true,
        );
        check(
            "Progressive Pose Attention for Person Image Generation",
            "Progressive Pose Attention Transfer for Person Image Generation",
            true,
        );
    }

    #[test]
    fn titles_of_one_field_are_not_alike() {
        check(
            "Graph Condensation for Graph Neural Networks",
            "Condensing Graphs via One-Step Gradient Matching",
            false,
        );
        check(
            "UDKE: Unfolded Deep Kernel Estimation for Image Super-resolution",
            "ELAN: Efficient Long-Range Attention for Image Super-resolution",
            false,
        );
    }
}
