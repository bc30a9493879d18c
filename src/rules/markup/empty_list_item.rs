//! `empty-list-item`: a list item without any text.

use crate::{
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct EmptyListItem;

static META: Meta = meta!("empty-list-item", Markup, Warning, Page).with_unsafe_fix();

impl Rule for EmptyListItem {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for &item in cx.document.items() {
            if is_mark(cx.document.slice(item)) {
                report(cx, item);
            }
        }
    }
}

/// True if a text is only the mark of an item.
fn is_mark(text: &str) -> bool {
    let number = text.trim_end_matches(['.', ')']);
    matches!(text, "-" | "*" | "+")
        || number.len() + 1 == text.len() && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn report(cx: &mut Context<'_>, item: Span) {
    let source = cx.document.source();
    let line = source.line_at(item.start);
    let finding = cx.report(item, "this list item is empty: GitHub shows only its mark");
    // On the line of another item or in a block quote, there is more than this item on the line.
    if source.slice(line.span).trim() == source.slice(item) {
        let edits = vec![Edit::delete(line.whole())];
        finding.fix(Fix::risky("remove the line", edits).reshaping());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_mark_alone_is_reported() {
        check(
            &EmptyListItem,
            "
1. a
2.
^^ this list item is empty: GitHub shows only its mark

- b
-
^ this list item is empty: GitHub shows only its mark
- [c](d)
-
  e
",
        );
    }
}
