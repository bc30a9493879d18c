//! `unrendered-heading`: a heading that GitHub shows as text, since no blank parts its signs from its words.

use super::{Context, Meta, Rule};
use crate::{
    document::{Document, Style, TextRun},
    finding::{Edit, Fix, Severity},
    source::Span,
};

pub(super) struct UnrenderedHeading;

static META: Meta = Meta {
    id: "unrendered-heading",
    severity: Severity::Error,
    online: false,
    page: include_str!("../../rules/unrendered-heading.md"),
};

impl Rule for UnrenderedHeading {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        for line in line_starts(document) {
            let text = document.slice(line);
            let words = text.trim_start_matches('#');
            let signs = text.len() - words.len();
            if is_heading(signs, words) {
                let blank = Edit::insert(line.start + signs, " ");
                cx.report(
                    line,
                    "this is shown as text, not as a heading: a blank is missing after the `#`",
                )
                .fix(Fix::safe("add the blank", vec![blank]).reshaping());
            }
        }
    }
}

/// Whether signs and words are a heading but for the blank. A single sign may also make a tag or a number.
fn is_heading(signs: usize, words: &str) -> bool {
    const FEWEST_WORDS: usize = 3;
    let is_word = words.starts_with(|c: char| c.is_alphabetic() || c == '*');
    let is_long = || words.split_whitespace().nth(FEWEST_WORDS - 1).is_some();
    match signs {
        1 => is_word && is_long() && !words.contains('#') && words.starts_with(char::is_alphabetic),
        2..=6 => is_word || words.starts_with(|c: char| c.is_ascii_digit() || c == '['),
        _ => false,
    }
}

/// The lines that people read as text from their first sign on. Rows of tables are none.
pub(super) fn line_starts<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Span> + 'd {
    let source = document.source();
    let text = source.text();
    let is_text = |run: &&TextRun| !run.style.has(Style::CODE) && !run.style.has(Style::DROPPED);
    let mark = |run: &TextRun| text[run.span.range()].starts_with(['#', '-', '*', '+']);
    let runs = document
        .texts()
        .iter()
        .filter(is_text)
        .filter(move |run| mark(run));
    let lines = runs.filter_map(move |run| {
        let line = source.line_span(source.line_index(run.span.start));
        let before = &text[line.start..run.span.start];
        let starts_line = before.chars().all(|c| matches!(c, ' ' | '\t' | '>'));
        starts_line.then(|| Span::new(run.span.start, line.end).trimmed(text))
    });
    lines.filter(|line| !is_in_table(document, line.start))
}

fn is_in_table(document: &Document<'_>, at: usize) -> bool {
    let tables = document.tables();
    let after = tables.partition_point(|table| table.span.start <= at);
    after
        .checked_sub(1)
        .is_some_and(|table| at < tables[table].span.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[test]
    fn signs_without_a_blank_make_no_heading() {
        check(
            &UnrenderedHeading,
            "
#A Survey of Surveys
^^^^^^^^^^^^^^^^^^^^ this is shown as text, not as a heading: a blank is missing after the `#`

####LLM
^^^^^^^ this is shown as text, not as a heading: a blank is missing after the `#`
##2. Data
^^^^^^^^^ this is shown as text, not as a heading: a blank is missing after the `#`
",
        );
    }

    #[test]
    fn tags_numbers_and_code_are_left_alone() {
        check(
            &UnrenderedHeading,
            "
#robotics #vision #language
#12 was the first of them

#Robotics

\\##Escaped

```
##code
```

| a | b |
|---|---|
##x | y
",
        );
    }
}
