//! Decides whether two entries may be one paper, by title and name. Must not look at their links.

use super::{Entry, EntryId, List, beginning};
use crate::identity::title::{self, TitleKey};

/// Titles that are less alike than this belong to two papers.
// Papers are renamed by a few words, while two papers of one field share most of their words, but not their order.
const ALIKE: f64 = 0.8;
/// Shorter keys are in the titles of many papers.
const SHORTEST_ACRONYM: usize = 3;
/// The most words that come before the colon of `Name: title`.
const MAX_NAME_WORDS: usize = 3;

/// The name that an entry gives its method: the words before the colon of its title, or its name; empty without either.
#[must_use]
pub fn acronym(entry: &Entry<'_>) -> TitleKey {
    let in_title = entry.title.as_ref().and_then(|title| {
        let (name, _) = beginning(&title.text).split_once([':', '：'])?;
        (name.split_whitespace().count() <= MAX_NAME_WORDS).then_some(name)
    });
    let name = entry.name.as_ref().map(|name| beginning(&name.text));
    // A column of names often holds data sets or venues, so the name within the title is surer.
    for text in [in_title, name].into_iter().flatten() {
        let key = title::key(text);
        if key.as_str().len() >= SHORTEST_ACRONYM {
            return key;
        }
    }
    TitleKey::default()
}

/// True if two entries may be one paper: their titles are alike, one holds the other, or they have one name.
#[must_use]
pub fn may_be_one(list: &List<'_>, a: EntryId, b: EntryId) -> bool {
    let (left, right) = (list.index().title(a), list.index().title(b));
    if left.contains(right) || right.contains(left) {
        return true;
    }
    // The titles come last, because comparing their letters takes longest.
    let (a, b) = (list.entry(a), list.entry(b));
    let (left_name, right_name) = (acronym(a), acronym(b));
    are_parts_of_one(a, b)
        || is_start(&left_name, &right_name)
        || is_start(&right_name, &left_name)
        || left.similarity(right) >= ALIKE
}

/// True for a name that another one starts with: `FoMo` and `FoMo-Bench`, but not `Lantern` and `FogLantern`.
fn is_start(name: &TitleKey, other: &TitleKey) -> bool {
    !name.is_empty() && other.as_str().starts_with(name.as_str())
}

/// True if two titles are the same but for the parentheses behind them: `MMLU (Medicine)`, `MMLU (Law)`.
fn are_parts_of_one(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let whole = whole_of(a);
    whole.is_some() && whole == whole_of(b)
}

/// The title of an entry up to its parentheses.
fn whole_of(entry: &Entry<'_>) -> Option<TitleKey> {
    let (whole, _) = beginning(&entry.label()?.text).split_once(" (")?;
    Some(title::key(whole)).filter(|key| key.as_str().len() >= SHORTEST_ACRONYM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Config, document::Document, handle::Handle, list::VenueRegistry, source::SourceFile,
    };

    #[track_caller]
    fn check(a: &str, b: &str, expected: bool) {
        let text =
            format!("| Title | Code |\n|---|---|\n| {a} | [c](http://x.y) |\n| {b} | [c](http://x.y) |\n");
        let source = SourceFile::new("x.md", text);
        let document = Document::parse(&source);
        let list = List::read(&document, &Config::default(), VenueRegistry::builtin());
        let found = may_be_one(&list, EntryId::new(0), EntryId::new(1));
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
