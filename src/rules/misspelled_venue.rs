//! `misspelled-venue`: an unknown venue one slip away from a known one that the list names elsewhere.

use std::collections::HashMap;

use super::{Context, Meta, Rule};
use crate::finding::{Edit, Fix, Severity};

pub(super) struct MisspelledVenue;

static META: Meta = Meta {
    id: "misspelled-venue",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/misspelled-venue.md"),
};

/// Shorter names have too many neighbours.
const SHORTEST: usize = 4;
/// Longer ones are no names.
const LONGEST: usize = 24;
/// A spelling that a list uses more often is its own.
const MOST_USES: usize = 2;

impl Rule for MisspelledVenue {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut uses: HashMap<&str, usize> = HashMap::new();
        for venue in cx.list.venues() {
            *uses.entry(cx.document.slice(venue.venue_span())).or_default() += 1;
        }
        let names = Names::new(cx, &uses);
        for venue in cx.list.venues().filter(|venue| venue.text.known.is_none()) {
            let span = venue.venue_span();
            let spelling = cx.document.slice(span);
            let is_rare = uses.get(spelling).is_none_or(|uses| *uses <= MOST_USES);
            if let Some(meant) = names.meant(spelling).filter(|_| is_rare) {
                let fix = Fix::unsafe_(format!("write `{meant}`"), vec![Edit::replace(span, meant)]);
                let message = format!("no venue is called `{spelling}`; did you mean `{meant}`?");
                cx.report(span, message).fix(fix);
            }
        }
    }
}

/// The names of known venues that a list uses, by what a slip of the keyboard leaves as it is.
///
/// Acronyms have real neighbours at every other letter (ICML, ICME, ICMR), so of them only two swapped letters and a
/// doubled letter count; words are far apart, and any single letter does.
struct Names<'d> {
    by_letters: HashMap<Vec<u8>, Vec<&'d str>>,
    words: Vec<&'d str>,
}

impl<'d> Names<'d> {
    fn new(cx: &Context<'d>, uses: &HashMap<&'d str, usize>) -> Self {
        let known = cx.list.venues().filter(|venue| venue.text.known.is_some());
        let mut names: Vec<_> = known.map(|venue| cx.document.slice(venue.venue_span())).collect();
        // Of two names that a slip may come from, the one that the list uses more often was meant.
        names.sort_by_key(|name| (std::cmp::Reverse(uses.get(name)), *name));
        names.dedup();
        names.retain(|name| is_name(name));
        let mut by_letters: HashMap<_, Vec<_>> = HashMap::new();
        for &name in &names {
            by_letters.entry(letters(name)).or_default().push(name);
            by_letters.entry(undoubled(name)).or_default().push(name);
        }
        Self {
            by_letters,
            words: names.into_iter().filter(|name| is_word(name)).collect(),
        }
    }

    /// The name that is one slip away: two letters swapped, or one too many, too few or wrong.
    fn meant(&self, spelling: &str) -> Option<&'d str> {
        if !is_name(spelling) {
            return None;
        }
        let keys = [letters(spelling), undoubled(spelling)];
        let near = keys.into_iter().filter_map(|key| self.by_letters.get(&key));
        let words = self.words.iter().filter(|_| is_word(spelling));
        let mut candidates = near.flatten().chain(words).copied();
        candidates.find(|name| {
            name.len().abs_diff(spelling.len()) <= 1 && strsim::osa_distance(name, spelling) == 1
        })
    }
}

fn is_name(text: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_word(name: &str) -> bool {
    name.len() > 5 && name.bytes().any(|byte| byte.is_ascii_lowercase())
}

fn letters(text: &str) -> Vec<u8> {
    let mut letters: Vec<_> = text.bytes().collect();
    letters.sort_unstable();
    letters
}

fn undoubled(text: &str) -> Vec<u8> {
    let mut letters: Vec<_> = text.bytes().collect();
    letters.dedup();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[test]
    fn one_slip_from_a_venue_of_the_list_is_reported() {
        check(
            &MisspelledVenue,
            "
| Title | Venue |
|---|---|
| A | CVPR 2023 |
| B | CVRP 2024 |
      ^^^^ no venue is called `CVRP`; did you mean `CVPR`?
| C | NeurIPS 2023 |
| D | NeruIPS 2023 |
      ^^^^^^^ no venue is called `NeruIPS`; did you mean `NeurIPS`?
| D | NeuIPS 2023 |
      ^^^^^^ no venue is called `NeuIPS`; did you mean `NeurIPS`?
| D | CVPPR 2023 |
      ^^^^^ no venue is called `CVPPR`; did you mean `CVPR`?
| E | ICME 2023 |
| F | ICML 2023 |
",
        );
    }

    #[test]
    fn unknown_venues_far_from_all_others_are_left_alone() {
        check(
            &MisspelledVenue,
            "\n| Title | Venue |\n|---|---|\n| A | ICML 2023 |\n| B | ICMA 2024 |\n",
        );
        check(
            &MisspelledVenue,
            "\n| Title | Venue |\n|---|---|\n| A | CVPR 2023 |\n| B | XYZW 2024 |\n",
        );
    }

    #[test]
    fn a_near_venue_that_the_list_never_names_proves_nothing() {
        check(
            &MisspelledVenue,
            "\n| Title | Venue |\n|---|---|\n| A | ICCV 2023 |\n| B | CVRP 2024 |\n",
        );
    }
}
