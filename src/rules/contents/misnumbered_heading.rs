//! `misnumbered-heading`: a section that bears the number of the section before it.

use std::collections::HashMap;

use crate::{
    document::{Heading, parents},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
};

pub(super) struct MisnumberedHeading;

static META: Meta = meta!("misnumbered-heading", Contents, Warning, Page);

impl Rule for MisnumberedHeading {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let headings = cx.document.headings();
        let parents = parents(headings);
        let mut siblings: HashMap<_, Vec<&Heading>> = HashMap::new();
        for (heading, parent) in headings.iter().zip(parents) {
            let before = siblings.entry((parent, heading.level)).or_default();
            if let Some(first) = repeated(before, heading) {
                let message = format!(
                    "this section has the number {}, as the one before it",
                    quote(number(heading))
                );
                cx.report(heading.span, message)
                    .related(first.span, "the section before it");
            }
            before.push(heading);
        }
    }
}

/// The heading right before this one, if both have the same number and the headings so far count up.
fn repeated<'d>(before: &[&'d Heading], heading: &Heading) -> Option<&'d Heading> {
    let (&last, earlier) = before.split_last()?;
    let number = number(heading);
    let counts_up = earlier
        .last()
        .is_some_and(|earlier| count(self::number(earlier)) + 1 == count(number));
    (count(number) > 0 && number == self::number(last) && last.text != heading.text && counts_up)
        .then_some(last)
}

/// The number at the start of a heading, as `6` in `6. Data` and `2.3` in `2.3 Data`; empty where there is none.
fn number(heading: &Heading) -> &str {
    let text = heading.text.trim_start();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let is_number = text[end..].starts_with(' ') || text[..end].ends_with('.');
    if is_number {
        text[..end].trim_end_matches('.')
    } else {
        ""
    }
}

/// The last part of a number; zero where there is none. Years are no numbers of sections.
fn count(number: &str) -> usize {
    const HIGHEST: usize = 999;
    let last = number.rsplit('.').next().unwrap_or_default();
    last.parse().ok().filter(|&count| count <= HIGHEST).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_number_that_comes_twice_is_reported() {
        check(
            &MisnumberedHeading,
            "
## 5. Models
## 6. Data
## 6. References
^^^^^^^^^^^^^^^^ this section has the number “6”, as the one before it
### 2.1 a
### 2.2 b
### 2.2 c
^^^^^^^^^ this section has the number “2.2”, as the one before it
",
        );
    }

    #[test]
    fn years_and_numbers_that_do_not_count_up_are_left_alone() {
        check(
            &MisnumberedHeading,
            "## 2023 a\n## 2024 b\n## 2024 c\n\n# 3 x\n# 3 y\n\n# 1. a\n## 1. b\n# 2. c\n## 1. d\n",
        );
    }
}
