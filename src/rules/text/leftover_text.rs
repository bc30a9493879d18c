//! `leftover-text`: text of a template that was to be replaced.

use std::collections::BTreeSet;

use crate::{
    document::Document,
    rules::base::{Context, Meta, Rule, meta},
    source::{Span, first_line},
};

pub(super) struct LeftoverText;

static META: Meta =
    meta!("leftover-text", Text, Warning, Page).with_help("write the real text, or remove it");

/// The texts of templates, each of them alone in a place that was to be filled.
const LEFTOVERS: [&str; 8] = [
    "todo",
    "fixme",
    "test content",
    "test text",
    "lorem ipsum",
    "paper title",
    "待定",
    "待补充",
];
/// Longer texts are none of these.
const LONGEST: usize = 24;

impl Rule for LeftoverText {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for span in leftovers(cx.document) {
            let text = cx.document.slice(span);
            cx.report(span, format!("`{text}` is left over: the real text is missing"));
        }
    }
}

/// The cells, paragraphs and items with a text of a template. A set, because the text of an item is a paragraph, too.
fn leftovers(document: &Document<'_>) -> BTreeSet<Span> {
    let mut found = BTreeSet::new();
    for table in document.tables() {
        for row in &table.rows {
            found.extend(row.cells.iter().filter_map(|cell| leftover(document, *cell)));
        }
    }
    for &paragraph in document.paragraphs() {
        found.extend(leftover(document, paragraph));
    }
    // The paragraph of an item goes on with the lines below, which may not be meant for it.
    for &item in document.items() {
        found.extend(own_line(document, item).and_then(|line| leftover(document, line)));
    }
    found
}

/// The trimmed place of a text, if a template has it.
fn leftover(document: &Document<'_>, span: Span) -> Option<Span> {
    let span = span.trimmed(document.source().text());
    is_leftover(document.slice(span)).then_some(span)
}

fn is_leftover(text: &str) -> bool {
    let words = text.trim_end_matches(['.', '…', ':', '!']);
    words.len() <= LONGEST && LEFTOVERS.iter().any(|known| words.eq_ignore_ascii_case(known))
}

/// The first line of an item, without its mark; `None` for a line that is too long for a leftover.
fn own_line(document: &Document<'_>, item: Span) -> Option<Span> {
    let text = document.slice(item);
    // Thousands of items can be in one line, each within the one before it, so none is read to the line's end.
    let head = &text[..text.floor_char_boundary(2 * LONGEST)];
    let line = first_line(head);
    if line.len() == head.len() && head.len() < text.len() {
        return None;
    }
    let words = line.trim_start_matches(['-', '*', '+', ' ']);
    let end = item.start + line.len();
    Some(Span::new(end - words.len(), end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn texts_of_templates_are_reported() {
        check(
            &LeftoverText,
            "
test content
^^^^^^^^^^^^ `test content` is left over: the real text is missing

- TODO
  ^^^^ `TODO` is left over: the real text is missing

| Title | Date |
|---|---|
| A | 待定 |
      ^^ `待定` is left over: the real text is missing
",
        );
    }

    #[test]
    fn a_long_line_is_no_leftover() {
        let text = format!("\n- TODO{}x\n", " ".repeat(2 * LONGEST));
        check(&LeftoverText, &text);
    }

    #[test]
    fn words_in_sentences_and_names_are_left_alone() {
        check(
            &LeftoverText,
            "\nThe TODO list of tests.\n\n- [Model](https://github.com/wzxxxx/modelXXXX)\n- **TODO**: add more\n",
        );
    }
}
