//! `empty-list-item`: a list item in which nothing stands.

use crate::source::Span;
use crate::{
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
};

pub(super) struct EmptyListItem;

static META: Meta = meta!("empty-list-item", Markup, Warning, Page).with_unsafe_fix();

impl Rule for EmptyListItem {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let source = cx.document.source();
        for &item in cx.document.items() {
            if !is_mark(source.slice(item)) {
                continue;
            }
            let line = source.line_index(item.start);
            let whole = source.line_span(line);
            let finding = cx.report(
                item,
                "nothing stands in this list item: GitHub shows the mark alone",
            );
            if source.slice(whole).trim() == source.slice(item) {
                let end = whole.end + source.line_end(line).len();
                let edit = Edit::delete(Span::new(whole.start, end));
                finding.fix(Fix::unsafe_("remove the line", vec![edit]).reshaping());
            }
        }
    }
}

/// Whether a text is no more than the mark of an item.
fn is_mark(text: &str) -> bool {
    let number = text.trim_end_matches(['.', ')']);
    matches!(text, "-" | "*" | "+")
        || number.len() + 1 == text.len() && number.bytes().all(|byte| byte.is_ascii_digit())
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
^^ nothing stands in this list item: GitHub shows the mark alone

- b
-
^ nothing stands in this list item: GitHub shows the mark alone
- [c](d)
-
  e
",
        );
    }
}
