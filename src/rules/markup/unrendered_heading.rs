//! `unrendered-heading`: a heading that GitHub shows as text, because the space after its `#` is missing.

use super::shared::marked_lines;
use crate::{
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
};

pub(super) struct UnrenderedHeading;

static META: Meta = meta!("unrendered-heading", Markup, Error, Page).with_safe_fix();

impl Rule for UnrenderedHeading {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for line in marked_lines(cx.document) {
            let text = cx.document.slice(line);
            let words = text.trim_start_matches('#');
            if is_heading(text.len() - words.len(), words) {
                let space = Edit::insert(line.end - words.len(), " ");
                cx.report(
                    line,
                    "this is not rendered as a heading: the space after `#` is missing",
                )
                .fix(Fix::safe("add the space", vec![space]).reshaping());
            }
        }
    }
}

/// True if this number of `#` and words is a heading except for the space.
fn is_heading(signs: usize, words: &str) -> bool {
    /// A tag has one word, and a few may follow it.
    const MIN_WORDS: usize = 3;
    match signs {
        // A single `#` also makes a tag, `#robotics`, or a number, `#12`.
        1 => {
            words.starts_with(char::is_alphabetic)
                && words.split_whitespace().nth(MIN_WORDS - 1).is_some()
                // `#keywords: this winter` labels a sentence.
                && !words.split_whitespace().next().is_some_and(|first| first.ends_with(':') || first.contains('：'))
                && !words.contains('#')
        }
        // Two are seldom anything else: maintainers had to repair `####LLM`.
        2..=6 => {
            words.starts_with(|c: char| c.is_alphabetic() || c.is_ascii_digit() || matches!(c, '*' | '['))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn signs_without_a_blank_make_no_heading() {
        check(
            &UnrenderedHeading,
            "
#A Survey of Surveys
^^^^^^^^^^^^^^^^^^^^ this is not rendered as a heading: the space after `#` is missing

####LLM
^^^^^^^ this is not rendered as a heading: the space after `#` is missing
##2. Data
^^^^^^^^^ this is not rendered as a heading: the space after `#` is missing
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

    #[test]
    fn a_label_before_a_sentence_is_no_heading() {
        check(
            &UnrenderedHeading,
            "
#keywords: this winter big ships came home
#summary：a short note on the crew

##Papers: an overview
^^^^^^^^^^^^^^^^^^^^^ this is not rendered as a heading: the space after `#` is missing
",
        );
    }
}
