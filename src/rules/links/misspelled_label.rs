//! `misspelled-label`: a label or a cell one typo away from a text that the list uses often.

use std::{cmp::Reverse, collections::BTreeMap};

use crate::{
    config::Role,
    document::Table,
    finding::{Edit, Fix, counted},
    rules::base::{Context, Meta, Rule, View, meta},
    source::Span,
};

pub(super) struct MisspelledLabel;

static META: Meta = meta!("misspelled-label", Links, Warning, List).with_unsafe_fix();

/// Shorter labels have too many neighbours: PDF and PPT, code and note.
const SHORTEST: usize = 5;
/// Longer labels are titles.
const LONGEST: usize = 32;
/// The right spelling has at least so many uses, and so many times the uses of the wrong one.
const MIN_USES: usize = 10;
/// A spelling with more uses is intended.
const MAX_TYPOS: usize = 2;
/// The most spellings that are considered right: lists use few labels, and columns hold few values.
const MAX_MODELS: usize = 12;
/// A word of so many letters is recognizable even with two typos.
const LONG_WORD: usize = 10;

impl Rule for MisspelledLabel {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut labels = Vec::new();
        for link in cx.document.links() {
            // Labels of links within the page are headings, which are all different.
            if link.leads_away() {
                labels.extend(value(cx, link.label));
            }
        }
        check_values(cx, &labels, "label");
        for (id, table) in cx.document.markdown_tables() {
            for column in 0..table.width() {
                match cx.list.role(id, column) {
                    // Similar methods have similar names: `ResNet` and `ResNeXt`.
                    Some(Role::Title | Role::Name | Role::Authors | Role::Venue) => {}
                    _ => check_values(cx, &cells(cx, table, column), "value"),
                }
            }
        }
    }
}

fn cells(cx: &View<'_>, table: &Table, column: usize) -> Vec<Span> {
    let mut cells = Vec::new();
    for row in &table.rows {
        if let Some(cell) = row.cells.get(column) {
            cells.extend(value(cx, *cell));
        }
    }
    cells
}

/// The text of a label or cell without the brackets and asterisks around it, if it consists of plain words.
fn value(cx: &View<'_>, span: Span) -> Option<Span> {
    let text = cx.document.slice(span);
    let value = text.trim_matches(is_mark);
    // Labels differ in digits on purpose: `Part-1`, `v1.5`.
    if !(SHORTEST..=LONGEST).contains(&value.len()) || !value.bytes().all(is_plain) {
        return None;
    }
    let start = span.start + text.len() - text.trim_start_matches(is_mark).len();
    Some(Span::new(start, start + value.len()))
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-')
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '*' | '\\')
}

/// A spelling that is considered right.
struct Model<'d> {
    text: &'d str,
    uses: usize,
}

/// Reports the rare values that are one typo away from a common value.
fn check_values(cx: &mut Context<'_>, values: &[Span], kind: &str) {
    if values.len() <= MIN_USES {
        return;
    }
    let mut uses = BTreeMap::new();
    for value in values {
        *uses.entry(cx.document.slice(*value)).or_default() += 1;
    }
    let models = models(&uses);
    if models.is_empty() {
        return;
    }
    for value in values {
        let text = cx.document.slice(*value);
        let Some(model) = meant(text, uses[text], &models) else {
            continue;
        };
        // The typo may be one of a rarer value, which starts with the same letters: `Exterpolation`.
        let nearer = uses
            .iter()
            .filter(|(other, uses)| is_nearer(text, other, **uses, model.text));
        let nearer = nearer.max_by_key(|(_, uses)| **uses);
        let (meant, uses) = nearer.map_or((model.text, model.uses), |(other, uses)| (*other, *uses));
        report(cx, *value, kind, &Model { text: meant, uses });
    }
}

/// True if a value with some uses is one of two typos away from a text, and shares more of its start than a model.
fn is_nearer(text: &str, other: &str, uses: usize, model: &str) -> bool {
    /// A typo does not come again and again.
    const ENOUGH: usize = 3;
    uses >= ENOUGH && is_typo(text, other) && shared_start(text, other) > shared_start(text, model)
}

fn shared_start(a: &str, b: &str) -> usize {
    a.bytes()
        .zip(b.bytes())
        .take_while(|(a, b)| a.eq_ignore_ascii_case(b))
        .count()
}

/// The most frequent spellings, by descending number of uses.
fn models<'d>(uses: &BTreeMap<&'d str, usize>) -> Vec<Model<'d>> {
    let mut models = Vec::new();
    for (&text, &uses) in uses {
        if uses >= MIN_USES {
            models.push(Model { text, uses });
        }
    }
    models.sort_by_key(|model| Reverse(model.uses));
    models.truncate(MAX_MODELS);
    models
}

/// The spelling that a rare value is a typo for.
fn meant<'m, 'd>(text: &str, uses: usize, models: &'m [Model<'d>]) -> Option<&'m Model<'d>> {
    if uses > MAX_TYPOS {
        return None;
    }
    models
        .iter()
        .find(|model| uses * MIN_USES <= model.uses && is_typo(text, model.text))
}

fn report(cx: &mut Context<'_>, value: Span, kind: &str, Model { text: model, uses }: &Model<'_>) {
    let text = cx.document.slice(value);
    let message = format!(
        "the {kind} `{text}` looks like a typo for `{model}` (used {})",
        counted(*uses, "time")
    );
    let edits = vec![Edit::replace(value, *model)];
    cx.report(value, message)
        .fix(Fix::risky(format!("write `{model}`"), edits));
}

/// True if one word of a text has a typo.
fn is_typo(text: &str, model: &str) -> bool {
    let mut typos = 0;
    let (mut words, mut model_words) = (text.split([' ', '-']), model.split([' ', '-']));
    loop {
        match (words.next(), model_words.next()) {
            (None, None) => return typos == 1,
            // Upper and lower case is the business of `inconsistent-label`.
            (Some(word), Some(model)) if word.eq_ignore_ascii_case(model) => {}
            (Some(word), Some(model)) if typos == 0 && is_word_typo(word, model) => typos = 1,
            _ => return false,
        }
    }
}

/// True if a word has a typo; a long word may have two.
fn is_word_typo(word: &str, model: &str) -> bool {
    let (word, model) = (word.to_ascii_lowercase(), model.to_ascii_lowercase());
    let most = if model.len() >= LONG_WORD { 2 } else { 1 };
    // A plural is not a typo, nor is an opposite.
    word.trim_end_matches('s') != model.trim_end_matches('s')
        && !are_opposites(&word, &model)
        && word.len().abs_diff(model.len()) <= most
        && strsim::osa_distance(&word, &model) <= most
}

/// True if one word is the other with a prefix that negates it: `unsupervised`, `indirect`, `asynchronous`.
fn are_opposites(a: &str, b: &str) -> bool {
    const PREFIXES: [&str; 8] = ["un", "in", "im", "ir", "il", "non", "dis", "a"];
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_suffix(short)
        .is_some_and(|prefix| PREFIXES.contains(&prefix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_label_next_to_a_common_one_is_a_typo() {
        let list = "- A [[Paper](https://x.org)]\n".repeat(10);
        check(
            &MisspelledLabel,
            &format!(
                "\n{list}- B [[Ppaer](https://x.org)]
      ^^^^^ the label `Ppaer` looks like a typo for `Paper` (used 10 times)
- C [[Papers]](https://x.org) [PAPER](https://x.org) [Pager](#pager)\n"
            ),
        );
    }

    #[test]
    fn a_cell_next_to_a_common_value_is_a_typo() {
        let rows = "| A | CVPR 2024 | Extrapolation |\n".repeat(12);
        check(
            &MisspelledLabel,
            &format!(
                "\n| Title | Venue | Kind |\n|---|---|---|\n{rows}| B | CVPR 2024 | Exterpolation |
                  ^^^^^^^^^^^^^ the value `Exterpolation` looks like a typo for `Extrapolation` (used 12 times)
| C | CVPR 2024 | Interpolation |\n"
            ),
        );
    }

    #[test]
    fn an_opposite_is_not_a_typo() {
        for (usual, rare) in [
            ("Supervised", "Unsupervised"),
            ("Regular", "Irregular"),
            ("Asynchronous", "Synchronous"),
            ("Direct", "Indirect"),
        ] {
            let rows = format!("| A | {usual} |\n").repeat(12);
            check(
                &MisspelledLabel,
                &format!("\n| Title | Kind |\n|---|---|\n{rows}| B | {rare} |\n"),
            );
        }
    }
}
