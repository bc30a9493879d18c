//! `misnumbered-heading`: a section that bears the number of the section before it.

use std::collections::HashMap;

use crate::{
    document::Heading,
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
        let mut siblings: HashMap<_, Vec<&Heading>> = HashMap::new();
        let (document, parents) = (cx.document, cx.document.parents());
        for (id, heading) in document.headings().enumerated() {
            let before = siblings.entry((parents[id], heading.level)).or_default();
            if let Some(first) = repeated(before, heading) {
                let number = quote(number(heading));
                cx.report(
                    heading.span,
                    format!("this section has the number {number}, as the one before it"),
                )
                .related(first.span, "the section before it");
            }
            before.push(heading);
        }
    }
}

/// The heading right before this one, if both have the same number and the headings so far count up.
fn repeated<'d>(before: &[&'d Heading], heading: &Heading) -> Option<&'d Heading> {
    // Without a heading before them that counts up, two equal numbers may be part of the names, as years are.
    let [.., earlier, last] = before else {
        return None;
    };
    let counts_up = count(number(earlier)) + 1 == count(number(last));
    // Two headings with one text are a repeated section, not a wrong number.
    (counts_up && number(last) == number(heading) && last.text != heading.text).then_some(*last)
}

/// The number at the start of a heading, as `6` in `6. Data` and `2.3` in `2.3 Data`; empty if there is none.
fn number(heading: &Heading) -> &str {
    let text = heading.text.trim_start();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &text[..text.len() - rest.len()];
    // `3D Vision` starts with a digit as well.
    if rest.starts_with(' ') || number.ends_with('.') {
        number.trim_end_matches('.')
    } else {
        ""
    }
}

/// The last part of a number; zero if there is none.
fn count(number: &str) -> usize {
    /// Higher numbers are years, which lists repeat in every part of them.
    const HIGHEST: usize = 999;
    match number.rsplit('.').next().unwrap_or_default().parse() {
        Ok(count) if count <= HIGHEST => count,
        _ => 0,
    }
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
