//! `unrendered-heading`: a heading that GitHub shows as text, since no blank parts its signs from its words.

use super::shared::line_starts;
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
