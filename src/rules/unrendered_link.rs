//! `unrendered-link`: brackets that were meant as a link and are shown as they stand.

use super::{Context, Meta, Rule};
use crate::{document::Style, finding::Severity, source::Span};

pub(super) struct UnrenderedLink;

static META: Meta = Meta {
    id: "unrendered-link",
    severity: Severity::Error,
    online: false,
    page: include_str!("../../rules/unrendered-link.md"),
};

/// What is left on the page of a link that is no link, and what kept it from being one.
const TRACES: [(&str, &str); 5] = [
    (
        "](",
        "a bracket or parenthesis is not closed, or a blank stands in the address",
    ),
    ("] (http", "a blank stands between label and address"),
    ("]（http", "the parentheses are full-width"),
    ("][http", "the address stands in brackets, not in parentheses"),
    (")[http", "label and address are swapped"),
];

impl Rule for UnrenderedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let text = cx.document.source().text();
        let runs = cx
            .document
            .texts()
            .iter()
            .filter(|run| !run.style.has(Style::CODE) && run.decoded.is_none());
        for run in runs {
            let shown = &text[run.span.range()];
            let mut passed = 0;
            for (at, _) in shown.match_indices([']', ')']) {
                let found = TRACES.iter().find(|(trace, _)| shown[at..].starts_with(trace));
                if let Some((trace, cause)) = found {
                    let start = shown[passed..at]
                        .rfind(['[', '('])
                        .map_or(at, |open| passed + open);
                    let end = at + trace.len() + rest_of_address(&shown[at + trace.len()..]);
                    passed = at;
                    let span = Span::new(start, end).shifted(run.span.start);
                    cx.report(span, format!("this is shown as text, not as a link: {cause}"));
                }
            }
        }
    }
}

/// How far the address at the start of `text` gets, with the bracket that ends it. Nobody reads more than a line of it.
fn rest_of_address(text: &str) -> usize {
    const LONGEST: usize = 200;
    let is_bracket = |c: char| matches!(c, ')' | ']' | '）');
    for (at, c) in text.char_indices() {
        if is_bracket(c) {
            return at + c.len_utf8();
        }
        if c.is_whitespace() || c == '|' || at > LONGEST {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[test]
    fn each_way_to_break_a_link_is_named() {
        check(
            &UnrenderedLink,
            "
[Paper](https://x.org/a b)
^^^^^^^^^^^^^^^^^^^^^^^ this is shown as text, not as a link: a bracket or parenthesis is not closed, or a blank stands in the address

[Code] (https://x.org)
^^^^^^^^^^^^^^^^^^^^^^ this is shown as text, not as a link: a blank stands between label and address

[Code][https://x.org]
^^^^^^^^^^^^^^^^^^^^^ this is shown as text, not as a link: the address stands in brackets, not in parentheses

(Code)[https://x.org]
^^^^^^^^^^^^^^^^^^^^^ this is shown as text, not as a link: label and address are swapped
",
        );
    }

    #[test]
    fn links_code_and_brackets_in_prose_are_left_alone() {
        check(
            &UnrenderedLink,
            "[a](b) `[a](b c)` x[1] (see [2]) \\[a\\]\\(b c)\n",
        );
    }
}
