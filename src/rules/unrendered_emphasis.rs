//! `unrendered-emphasis`: asterisks that were meant as bold and are shown as they stand.

use super::{Context, Meta, Rule};
use crate::{
    document::{Document, Style},
    finding::{Edit, Fix, Severity},
    source::Span,
};

pub(super) struct UnrenderedEmphasis;

static META: Meta = Meta {
    id: "unrendered-emphasis",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/unrendered-emphasis.md"),
};

impl Rule for UnrenderedEmphasis {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let source = cx.document.source();
        let marks = literal_marks(cx.document);
        // Emphasis is written within a line; a table's row is one.
        let lines = marks.chunk_by(|a, b| source.line_index(a.start) == source.line_index(b.start));
        for pair in lines.flat_map(|line| line.chunks_exact(2)) {
            check_pair(cx, pair[0], pair[1]);
        }
    }
}

/// The places where exactly two asterisks are shown as text.
fn literal_marks(document: &Document<'_>) -> Vec<Span> {
    let text = document.source().text();
    let is_asterisk = |at: usize| text.as_bytes().get(at) == Some(&b'*');
    let mut marks = Vec::new();
    for run in document
        .texts()
        .iter()
        .filter(|run| !run.style.has(Style::CODE) && run.decoded.is_none())
    {
        for (at, _) in text[run.span.range()].match_indices("**") {
            let span = Span::new(run.span.start + at, run.span.start + at + 2);
            let before = span
                .start
                .checked_sub(1)
                .is_some_and(|at| is_asterisk(at) || text.as_bytes()[at] == b'\\');
            if !before && !is_asterisk(span.end) {
                marks.push(span);
            }
        }
    }
    marks
}

/// Reports two marks that would be bold, did not blanks or punctuation at their inner sides forbid it.
fn check_pair(cx: &mut Context<'_>, open: Span, close: Span) {
    let text = cx.document.source().text();
    let inner = Span::new(open.end, close.start);
    let trimmed = inner.trimmed(text);
    let crosses_cells = text[inner.range()].contains('|');
    if trimmed.is_empty() || crosses_cells {
        return;
    }
    let span = Span::new(open.start, close.end);
    if trimmed == inner {
        cx.report(span, "these asterisks are shown as they stand, not as bold")
            .help("put a blank outside the asterisks, or leave the punctuation at their inner side out of the bold text");
    } else {
        let edits = [
            Span::new(inner.start, trimmed.start),
            Span::new(trimmed.end, inner.end),
        ];
        let edits = edits
            .into_iter()
            .filter(|blank| !blank.is_empty())
            .map(Edit::delete)
            .collect();
        cx.report(
            span,
            "a blank inside the asterisks keeps this text from being bold",
        )
        .fix(Fix::safe("remove the blank", edits));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[test]
    fn blanks_inside_the_marks_forbid_bold() {
        check(
            &UnrenderedEmphasis,
            "
| **Title ** | (** oral**) |
  ^^^^^^^^^^ a blank inside the asterisks keeps this text from being bold
                ^^^^^^^^^ a blank inside the asterisks keeps this text from being bold
|---|---|
| **fine** | ** [x](y)** |
             ^^^^^^^^^^^ a blank inside the asterisks keeps this text from being bold
",
        );
    }

    #[test]
    fn punctuation_before_a_letter_forbids_bold() {
        check(
            &UnrenderedEmphasis,
            "
这是**标题：**文字
  ^^^^^^^ these asterisks are shown as they stand, not as bold
",
        );
    }

    #[test]
    fn asterisks_that_mean_something_else_are_left_alone() {
        check(
            &UnrenderedEmphasis,
            "save as '***.mat' and '***.mat'\n`** x **` \\*\\*x \\*\\* 2**3\n",
        );
    }
}
