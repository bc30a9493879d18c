//! `misspelled-venue`: an unknown venue one slip away from a known one that the list names elsewhere.

use std::collections::HashMap;

use super::{Context, Meta, Rule};
use crate::{
    finding::{Edit, Fix, Severity},
    list::Registry,
};

pub(super) struct MisspelledVenue;

static META: Meta = Meta {
    id: "misspelled-venue",
    severity: Severity::Warning,
    online: false,
    page: include_str!("../../rules/misspelled-venue.md"),
};

/// Shorter names have too many neighbours.
const SHORTEST: usize = 4;
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
        for venue in cx.list.venues().iter().filter(|venue| venue.text.known.is_none()) {
            let span = venue.venue_span();
            let spelling = cx.document.slice(span);
            let is_rare = uses.get(spelling).is_none_or(|uses| *uses <= MOST_USES);
            if let Some(meant) = meant(spelling, cx.registry, &uses).filter(|_| is_rare) {
                let fix = Fix::unsafe_(format!("write `{meant}`"), vec![Edit::replace(span, meant)]);
                cx.report(
                    span,
                    format!("no venue is called `{spelling}`; did you mean `{meant}`?"),
                )
                .fix(fix);
            }
        }
    }
}

/// The known spelling that is one slip away and that the list uses most; `None` if it uses none.
fn meant<'r>(spelling: &str, registry: &'r Registry, uses: &HashMap<&str, usize>) -> Option<&'r str> {
    let is_name =
        |name: &str| name.len() >= SHORTEST && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_name(spelling) {
        return None;
    }
    let near = registry
        .spellings()
        .map(|(name, _)| name)
        .filter(|name| is_name(name) && is_slip(name, spelling));
    let named_here = near.filter_map(|name| Some((*uses.get(name)?, name)));
    named_here.max().map(|(_, name)| name)
}

/// Whether a spelling is a slip of the keyboard away from a name.
///
/// Acronyms have real neighbours at every other letter (ICML, ICME, ICMR), so of them only two swapped letters and a
/// doubled letter count; words are far apart, and any single letter does.
fn is_slip(name: &str, spelling: &str) -> bool {
    if name.len().abs_diff(spelling.len()) > 1 || strsim::osa_distance(name, spelling) != 1 {
        return false;
    }
    let is_word = |text: &str| text.len() > 5 && text.bytes().any(|byte| byte.is_ascii_lowercase());
    is_word(name) && is_word(spelling)
        || letters(name) == letters(spelling)
        || undoubled(name) == undoubled(spelling)
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
