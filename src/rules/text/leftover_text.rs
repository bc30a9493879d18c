//! `leftover-text`: text of a template that was to be replaced.

use crate::{
    rules::base::{Context, Meta, Rule, View, meta},
    source::Span,
};

pub(super) struct LeftoverText;

static META: Meta = meta!("leftover-text", Text, Warning, Page);

/// What stands in a place that was to be filled, and stands there alone.
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
        let document = cx.document;
        let cells = document.tables().iter().flat_map(|table| &table.rows);
        let cells = cells.flat_map(|row| &row.cells).copied();
        let paragraphs = document.paragraphs().iter().copied();
        let items = document.items().iter().map(|item| own_line(cx, *item));
        let mut spans: Vec<_> = cells.chain(paragraphs).chain(items).collect();
        spans.retain_mut(|span| {
            *span = span.trimmed(document.source().text());
            is_leftover(document.slice(*span))
        });
        spans.sort_unstable();
        // The text of an item is a paragraph, too.
        spans.dedup();
        for span in spans {
            let text = document.slice(span);
            cx.report(span, format!("`{text}` stands where a text was to be filled in"));
        }
    }
}

/// The first line of an item, without its mark.
fn own_line(cx: &View<'_>, item: Span) -> Span {
    let text = cx.document.slice(item);
    let line = text.find('\n').map_or(text, |end| &text[..end]);
    let mark = line.len() - line.trim_start_matches(['-', '*', '+', ' ']).len();
    Span::new(item.start + mark, item.start + line.len())
}

fn is_leftover(text: &str) -> bool {
    let words = text.trim_end_matches(['.', '…', ':', '!']);
    words.len() <= LONGEST && LEFTOVERS.iter().any(|known| words.eq_ignore_ascii_case(known))
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
^^^^^^^^^^^^ `test content` stands where a text was to be filled in

- TODO
  ^^^^ `TODO` stands where a text was to be filled in

| Title | Date |
|---|---|
| A | 待定 |
      ^^ `待定` stands where a text was to be filled in
",
        );
    }

    #[test]
    fn words_in_sentences_and_names_are_left_alone() {
        check(
            &LeftoverText,
            "\nThe TODO list of tests.\n\n- [Model](https://github.com/wzxxxx/modelXXXX)\n- **TODO**: add more\n",
        );
    }
}
