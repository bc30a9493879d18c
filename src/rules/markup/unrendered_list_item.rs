//! `unrendered-list-item`: a list item or task box that GitHub shows as text, since a space is missing.

use super::shared::{is_year, marked_lines};
use crate::{
    document::Document,
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct UnrenderedListItem;

static META: Meta = meta!("unrendered-list-item", Markup, Warning, Page).with_safe_fix();

impl Rule for UnrenderedListItem {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for line in marked_lines(cx.document) {
            if is_item(cx.document, line) {
                let message = format!(
                    "this is not rendered as a list item: the space is missing after `{}`",
                    &cx.document.slice(line)[..1]
                );
                cx.report(line, message).fix(space_at(line.start + 1));
            }
        }
        for &item in cx.document.items() {
            if let Some(task) = task_box(cx.document, item) {
                cx.report(
                    task,
                    "these brackets are not rendered as a task box: the space in them is missing",
                )
                .fix(space_at(task.start + 1));
            }
        }
    }
}

fn space_at(at: usize) -> Fix {
    Fix::safe("add the space", vec![Edit::insert(at, " ")]).reshaping()
}

/// True if a line is an item but for the space after its mark: it holds a link or a year, as entries do.
fn is_item(document: &Document<'_>, line: Span) -> bool {
    let text = document.slice(line);
    let Some(rest) = text.strip_prefix(['-', '*', '+']) else {
        return false;
    };
    // An asterisk before two others opens bold emphasis, and a hyphen before a digit makes a number.
    let is_bold = rest.starts_with("**") && !text.starts_with('*');
    if !is_bold && !rest.starts_with(|c: char| c.is_alphabetic() || "[(\"“`".contains(c)) {
        return false;
    }
    // A note on the state of the page has a year as well.
    (!document.links_in(line).is_empty() || has_year(rest)) && !rest.to_lowercase().contains("updated")
}

/// True if a year is a word of a text.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_year)
}

/// Empty brackets at the start of an item.
fn task_box(document: &Document<'_>, item: Span) -> Option<Span> {
    let marked = document.slice(item);
    let words = marked.strip_prefix(['-', '*', '+'])?.trim_start_matches(' ');
    // Before a parenthesis they are a link without a label.
    if !words.starts_with("[] ") {
        return None;
    }
    Some(Span::new(0, 2).shifted(item.end - words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_mark_without_a_blank_makes_no_item() {
        check(
            &UnrenderedListItem,
            "
- [a](b)
-[c](d)
^^^^^^^ this is not rendered as a list item: the space is missing after `-`

*[**EMNLP, 2023**] Med-halt [paper](e)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is not rendered as a list item: the space is missing after `*`

+DBEST: Revisiting queries (SIGMOD 2019)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is not rendered as a list item: the space is missing after `+`
",
        );
    }

    #[test]
    fn empty_brackets_make_no_task_box() {
        check(
            &UnrenderedListItem,
            "
- [] Write
  ^^ these brackets are not rendered as a task box: the space in them is missing
- [ ] Read
- [](x) y
",
        );
    }

    #[test]
    fn emphasis_notes_and_numbers_are_left_alone() {
        check(
            &UnrenderedListItem,
            "
*[emphasis](a)* and **bold [b](c)**

*Equal contribution.

*Last updated: 2023/10/07

-5 degrees in [2023](d)

--[x](y)--

-> [z](z)

`-[code](e)`
",
        );
    }
}
