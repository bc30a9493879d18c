//! `misnumbered-heading`: a heading with the same number as the heading before it.

use std::collections::HashMap;

use crate::{
    document::Heading,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
};

pub(super) struct MisnumberedHeading;

static META: Meta =
    meta!("misnumbered-heading", Contents, Warning, Page).with_help("give each section its own number");

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
                report(cx, first, heading);
            }
            before.push(heading);
        }
    }
}

/// The heading right before this one, if both have the same number and the numbers before count up.
fn repeated<'d>(before: &[&'d Heading], heading: &Heading) -> Option<&'d Heading> {
    // Unless the numbers count up, they may be part of the names, for example years.
    let [.., earlier, last] = before else {
        return None;
    };
    let counts_up = count(number(earlier)) + 1 == count(number(last));
    // Two headings with the same text are a repeated section, not a wrong number.
    (counts_up && number(last) == number(heading) && last.text != heading.text).then_some(*last)
}

/// The number at the start of a heading: `6` in `6. Data`, `2.3` in `2.3 Data`; empty if there is none.
fn number(heading: &Heading) -> &str {
    let text = heading.text.trim_start();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &text[..text.len() - rest.len()];
    // `3D Vision` also starts with a digit.
    if rest.starts_with(' ') || number.ends_with('.') {
        number.trim_end_matches('.')
    } else {
        ""
    }
}

/// The last part of a number; zero if there is none.
fn count(number: &str) -> usize {
    /// Higher numbers are years, which lists repeat in each of their parts.
    const HIGHEST: usize = 999;
    match number.rsplit('.').next().unwrap_or_default().parse() {
        Ok(count) if count <= HIGHEST => count,
        _ => 0,
    }
}

fn report(cx: &mut Context<'_>, first: &Heading, heading: &Heading) {
    let message = format!(
        "{} has the same number as {} (line {})",
        quote(&heading.text),
        quote(&first.text),
        cx.document.source().line_index(first.span.start) + 1
    );
    cx.report(heading.span, message)
        .related(first.span, "the section before it");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_repeated_number_is_reported() {
        check(
            &MisnumberedHeading,
            "
## 5. Models
## 6. Data
## 6. References
^^^^^^^^^^^^^^^^ “6. References” has the same number as “6. Data” (line 3)
### 2.1 a
### 2.2 b
### 2.2 c
^^^^^^^^^ “2.2 c” has the same number as “2.2 b” (line 6)
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
