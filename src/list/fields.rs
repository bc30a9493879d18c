//! Reads fields with a label, such as `📅 Date: October 3, 2023`. Must not know where they are.

use std::ops::Range;

use super::{links, phrase, read_date};

/// The meaning of a label before a colon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Label {
    Title,
    Authors,
    Venue,
    Date,
    /// `Paper: https://…`.
    Link,
    /// A label for something that no entry has a field for: `Institutions: …`.
    Other,
}

/// A field with its label.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct LabelledField {
    pub(super) label: Label,
    /// The bytes of the label and the value.
    pub(super) whole: Range<usize>,
    /// The bytes of the value, without spaces around it.
    pub(super) value: Range<usize>,
}

/// Labels in lower case, without the `s` of a plural.
const LABELS: [(Label, &[&str]); 5] = [
    (Label::Title, &["title", "paper title", "标题", "题目"]),
    (Label::Authors, &["author", "作者"]),
    (
        Label::Venue,
        &[
            "venue",
            "publisher",
            "publication",
            "published in",
            "published at",
            "conference",
            "journal",
            "accepted by",
            "accepted at",
            "proceeding",
            "会议",
            "期刊",
            "发表",
            "出处",
        ],
    ),
    (
        Label::Date,
        &[
            "date",
            "year",
            "time",
            "published",
            "published on",
            "release date",
            "publication date",
            "日期",
            "时间",
            "年份",
        ],
    ),
    (
        Label::Other,
        &[
            "abstract",
            "affiliation",
            "citation",
            "contribution",
            "highlight",
            "institute",
            "institution",
            "keyword",
            "key",
            "note",
            "organization",
            "summary",
            "tag",
            "task",
            "tl;dr",
            "tldr",
            "机构",
            "摘要",
            "关键词",
        ],
    ),
];

/// The fields of a text: one in a line, or several with bars between them.
pub(super) fn read(text: &str) -> impl Iterator<Item = LabelledField> {
    let mut at = 0;
    text.split(['\n', '|']).filter_map(move |piece| {
        let start = at;
        at += piece.len() + 1;
        let (label, value) = labelled(piece)?;
        // `TIME: …` and `CoDe: …` may be the names of methods, with a title behind them.
        let text = &piece[value.clone()];
        let is_field = match label {
            Label::Date => read_date(text).is_some(),
            Label::Link => !phrase::is_title(text),
            _ => true,
        };
        is_field.then_some(LabelledField {
            label,
            whole: start..start + piece.len(),
            value: start + value.start..start + value.end,
        })
    })
}

/// True for a text that is nothing but a label, such as `Abstract`.
pub(super) fn is_label(text: &str) -> bool {
    meaning(text).is_some()
}

/// The label that a text starts with, and the bytes of the value behind its colon.
fn labelled(text: &str) -> Option<(Label, Range<usize>)> {
    /// No label has more bytes.
    const LONGEST: usize = 48;
    /// Nor more words: `Published in`.
    const MAX_SPACES: usize = 3;
    let colon = text[..text.floor_char_boundary(LONGEST)].find([':', '：'])?;
    if text[..colon].bytes().filter(|byte| *byte == b' ').count() > MAX_SPACES {
        return None;
    }
    let label = meaning(&text[..colon])?;
    let behind = &text[colon..];
    let value = behind.trim_start_matches([':', '：', ' ', '\u{a0}']);
    let start = text.len() - value.len();
    Some((label, start..start + value.trim_end().len()))
}

fn meaning(label: &str) -> Option<Label> {
    let label = label.trim_start_matches(|c: char| !c.is_alphanumeric());
    let label = label
        .trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')')
        .to_lowercase();
    let singular = label
        .strip_suffix("(s)")
        .or_else(|| label.strip_suffix('s'))
        .unwrap_or(&label);
    for (meaning, labels) in LABELS {
        if labels.contains(&&*label) || labels.contains(&singular) {
            return Some(meaning);
        }
    }
    // `[arXiv 2024] MediQ: …` has a word of links, but names a method.
    (!label.contains(['[', ']']) && links::is_label(&label)).then_some(Label::Link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(Label, &str)]) {
        let found: Vec<_> = read(text)
            .map(|field| (field.label, &text[field.value]))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn labels_may_have_emoji_and_plurals() {
        check("📅 Date: October 3, 2023", &[(Label::Date, "October 3, 2023")]);
        check("Author(s)： Ada King", &[(Label::Authors, "Ada King")]);
        check("- Published in: ICLR 2024", &[(Label::Venue, "ICLR 2024")]);
    }

    #[test]
    fn bars_separate_fields() {
        check(
            "Date: 2023-10-03 | Venue: ICLR 2024",
            &[(Label::Date, "2023-10-03"), (Label::Venue, "ICLR 2024")],
        );
    }

    #[test]
    fn names_before_titles_are_not_labels() {
        check("SAM: Segment Anything", &[]);
        check("Reading Maps: a Survey", &[]);
    }
}
