//! `misspelled-label`: a link's label or a cell one slip away from one that the list uses again and again.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

use crate::{
    config::Role,
    document::Table,
    finding::{Edit, Fix, count},
    rules::base::{Context, Meta, Rule, View, meta},
    source::Span,
};

pub(super) struct MisspelledLabel;

static META: Meta = meta!("misspelled-label", Links, Warning, List).with_unsafe_fix();

/// Shorter labels have too many neighbours: PDF and PPT, code and note.
const SHORTEST: usize = 5;
/// Longer ones are titles.
const LONGEST: usize = 32;
/// How often the right spelling stands in the list.
const FEWEST_USES: usize = 10;
/// How many spellings are taken for right: lists use few labels, and columns hold few values.
const MOST_MODELS: usize = 12;

impl Rule for MisspelledLabel {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let links = document
            .links()
            .iter()
            .filter(|link| !link.is_image && !link.url.starts_with('#'));
        let labels: Vec<_> = links.filter_map(|link| value(cx, link.label)).collect();
        check_values(cx, &labels, "label");
        for (index, table) in document.tables().iter().enumerate() {
            for column in 0..table.width() {
                if !matches!(
                    cx.list.role(index, column),
                    Some(Role::Title | Role::Name | Role::Authors | Role::Venue)
                ) {
                    check_values(cx, &cells(cx, table, column), "value");
                }
            }
        }
    }
}

fn cells(cx: &View<'_>, table: &Table, column: usize) -> Vec<Span> {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    cells.filter_map(|cell| value(cx, *cell)).collect()
}

/// The text of a label or cell without brackets and asterisks around it, if it is made of plain words.
fn value(cx: &View<'_>, span: Span) -> Option<Span> {
    let text = cx.document.slice(span);
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '*' | '\\');
    let inner = text.trim_start_matches(is_mark);
    let start = span.start + text.len() - inner.len();
    let inner = inner.trim_end_matches(is_mark);
    let is_plain = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-');
    ((SHORTEST..=LONGEST).contains(&inner.len()) && inner.bytes().all(is_plain))
        .then(|| Span::new(start, start + inner.len()))
}

/// Reports the values that stand alone next to one that is common.
fn check_values(cx: &mut Context<'_>, values: &[Span], what: &str) {
    if values.len() <= FEWEST_USES {
        return;
    }
    let document = cx.document;
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for value in values {
        *uses.entry(document.slice(*value)).or_default() += 1;
    }
    let mut models = BTreeSet::new();
    for value in values {
        let text = document.slice(*value);
        if uses[text] >= FEWEST_USES {
            models.insert((Reverse(uses[text]), text));
        }
    }
    let models: Vec<_> = models.into_iter().take(MOST_MODELS).collect();
    let rare = values.iter().filter(|_| !models.is_empty());
    for &value in rare {
        let text = document.slice(value);
        let meant = models.iter().find(|(all, model)| {
            uses[text] * FEWEST_USES <= all.0 && uses[text] <= 2 && is_slip(text, model)
        });
        if let Some((all, model)) = meant {
            let message = format!(
                "the {what} `{text}` is a slip of `{model}`, which stands in {}",
                count(all.0, "place")
            );
            cx.report(value, message).fix(Fix::unsafe_(
                format!("write `{model}`"),
                vec![Edit::replace(value, *model)],
            ));
        }
    }
}

/// Whether one word differs, by one letter or by two that are swapped; in long words, by two letters. A plural and
/// another case are no slip.
fn is_slip(text: &str, model: &str) -> bool {
    let differ = |(a, b): &(&str, &str)| !a.eq_ignore_ascii_case(b);
    let words = |text: &'_ str| text.split([' ', '-']).count();
    let mut pairs = text.split([' ', '-']).zip(model.split([' ', '-'])).filter(differ);
    match (pairs.next(), pairs.next()) {
        (Some((text_word, model_word)), None) => {
            words(text) == words(model) && is_word_slip(text_word, model_word)
        }
        _ => false,
    }
}

fn is_word_slip(word: &str, model: &str) -> bool {
    let (word, model) = (word.to_ascii_lowercase(), model.to_ascii_lowercase());
    let most = if model.len() >= LONG_WORD { 2 } else { 1 };
    word.trim_end_matches('s') != model.trim_end_matches('s')
        && word.len().abs_diff(model.len()) <= most
        && strsim::osa_distance(&word, &model) <= most
}

/// Words of so many letters are still told apart when two of them are wrong.
const LONG_WORD: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_label_next_to_a_common_one_is_a_slip() {
        let list = "- A [[Paper](https://x.org)]\n".repeat(10);
        check(
            &MisspelledLabel,
            &format!(
                "\n{list}- B [[Ppaer](https://x.org)]
      ^^^^^ the label `Ppaer` is a slip of `Paper`, which stands in 10 places
- C [[Papers]](https://x.org) [PAPER](https://x.org) [Pager](#pager)\n"
            ),
        );
    }

    #[test]
    fn a_cell_next_to_a_common_value_is_a_slip() {
        let rows = "| A | CVPR 2024 | Extrapolation |\n".repeat(12);
        check(
            &MisspelledLabel,
            &format!(
                "\n| Title | Venue | Kind |\n|---|---|---|\n{rows}| B | CVPR 2024 | Exterpolation |
                  ^^^^^^^^^^^^^ the value `Exterpolation` is a slip of `Extrapolation`, which stands in 12 places
| C | CVPR 2024 | Interpolation |\n"
            ),
        );
    }
}
