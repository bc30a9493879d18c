//! `misspelled-venue`: an unknown venue one slip away from a known one that the list names elsewhere.

use std::collections::HashMap;

use crate::{
    document::Style,
    finding::{Edit, Fix},
    list::{Registry, VenueCell, sorted_letters},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::is_one_slip,
    },
    source::Span,
};

pub(super) struct MisspelledVenue;

static META: Meta = meta!("misspelled-venue", Venues, Warning, List).with_unsafe_fix();

/// Shorter names have too many neighbours.
const SHORTEST: usize = 4;
/// Longer ones are no names.
const LONGEST: usize = 24;
/// A spelling that a list uses more often is its own, unless a letter of a known one is missing that it uses more.
const MOST_USES: usize = 2;

impl Rule for MisspelledVenue {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let mentions = mentions(cx);
        let mut uses: HashMap<&str, usize> = HashMap::new();
        for span in &mentions {
            *uses.entry(document.slice(*span)).or_default() += 1;
        }
        let names = Names::new(cx.registry, &uses);
        let mut known: HashMap<&str, Option<&str>> = HashMap::new();
        for span in mentions {
            let spelling = document.slice(span);
            let meant = known
                .entry(spelling)
                .or_insert_with(|| names.meant(cx.registry, spelling));
            if let Some(meant) = *meant {
                let fix = Fix::unsafe_(format!("write `{meant}`"), vec![Edit::replace(span, meant)]);
                let message = format!("no venue is called `{spelling}`; did you mean `{meant}`?");
                cx.report(span, message).fix(fix);
            }
        }
    }
}

/// Where the file names a venue: in the cells of venues, and before a year anywhere else.
fn mentions(cx: &View<'_>) -> Vec<Span> {
    let text = cx.document.source().text();
    let runs = cx.document.texts().iter();
    let runs = runs
        .filter(|run| run.decoded.is_none() && !run.style.has(Style::CODE) && !run.style.has(Style::IMAGE));
    let cells = cx.list.venues().map(VenueCell::venue_span);
    let mut mentions: Vec<_> = runs
        .flat_map(|run| before_years(text, run.span))
        .chain(cells)
        .collect();
    mentions.sort_unstable();
    mentions.dedup();
    mentions
}

/// The names right before a year of four digits.
fn before_years(text: &str, run: Span) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let is_digit = move |at: usize| at < run.end && bytes[at].is_ascii_digit();
    let starts = (run.start..run.end.saturating_sub(3)).filter(move |&at| {
        matches!(&bytes[at..at + 2], b"19" | b"20")
            && is_digit(at + 2)
            && is_digit(at + 3)
            && !is_digit(at + 4)
            && (at == run.start || !is_digit(at - 1))
    });
    starts.filter_map(move |year| {
        let gap = bytes[run.start..year].iter().rev().take(LONGEST_GAP);
        let gap = gap
            .take_while(|byte| matches!(byte, b' ' | b',' | b'(' | b'-' | b':' | b'\''))
            .count();
        let end = year - gap;
        let name = bytes[run.start..end].iter().rev().take(LONGEST + 1);
        let len = name.take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let is_whole = text[..end - len]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric() && c != '-');
        is_whole.then(|| Span::new(end - len, end))
    })
}

/// How many characters part a name from its year at most.
const LONGEST_GAP: usize = 2;

/// The names of known venues that a list uses, by what a slip of the keyboard leaves as it is.
///
/// Acronyms have real neighbours at every other letter (ICML, ICME, ICMR). So of them only two swapped letters, a
/// doubled letter and one that a long name lacks count, unless the list uses the known one again and again; words are
/// far apart, and any single letter does.
struct Names<'d> {
    by_letters: HashMap<Vec<u8>, Vec<&'d str>>,
    words: Vec<&'d str>,
    common: Vec<&'d str>,
    uses: &'d HashMap<&'d str, usize>,
}

/// How often a list names a venue before a letter too many, too few or wrong is a slip.
const COMMON: usize = 5;
/// Names that are shorter by a letter than one of so many are those of other venues, unless the list names that one.
const UNMISTAKABLE: usize = 7;
/// How many names are taken for right: more only cost time.
const MOST_NAMES: usize = 64;

impl<'d> Names<'d> {
    fn new(registry: &'d Registry, uses: &'d HashMap<&'d str, usize>) -> Self {
        let mut names: Vec<_> = uses
            .iter()
            .map(|(name, uses)| (std::cmp::Reverse(*uses), *name))
            .collect();
        // Of two names that a slip may come from, the one that the list uses more often was meant.
        names.sort_unstable();
        let names = names.into_iter().map(|(_, name)| name);
        let names: Vec<_> = names
            .filter(|name| is_name(name) && registry.get(name).is_some())
            .collect();
        let mut by_letters: HashMap<_, Vec<_>> = HashMap::new();
        for &name in &names {
            by_letters.entry(sorted_letters(name)).or_default().push(name);
            by_letters.entry(undoubled(name)).or_default().push(name);
        }
        let common = names.iter().copied().filter(|name| uses[name] >= COMMON);
        Self {
            by_letters,
            common: common.take(MOST_NAMES).collect(),
            words: names
                .into_iter()
                .filter(|name| is_word(name))
                .take(MOST_NAMES)
                .collect(),
            uses,
        }
    }

    /// The name that is one slip away: two letters swapped, or one too many, too few or wrong.
    fn meant(&self, registry: &'d Registry, spelling: &str) -> Option<&'d str> {
        if !is_name(spelling) || registry.get(spelling).is_some() {
            return None;
        }
        let uses = self.uses.get(spelling).copied().unwrap_or_default();
        if uses > MOST_USES {
            // A list that writes both names means one venue.
            let mut near = registry
                .near(spelling)
                .filter(|name| self.uses.get(name).is_some_and(|known| *known > uses));
            return near.find(|name| is_slip(name, spelling));
        }
        let keys = [sorted_letters(spelling), undoubled(spelling)];
        let near = keys.into_iter().filter_map(|key| self.by_letters.get(&key));
        let words = self.words.iter().filter(|_| is_word(spelling));
        let named = near.flatten().chain(words).chain(&self.common).copied();
        let is_sure = |name: &&str| {
            name.len() <= spelling.len() || name.len() >= UNMISTAKABLE || self.uses.contains_key(name)
        };
        let mut candidates = named.chain(registry.near(spelling).filter(is_sure));
        candidates.find(|name| is_slip(name, spelling))
    }
}

fn is_slip(name: &str, spelling: &str) -> bool {
    let is_word = is_word(name);
    let (name, spelling) = (name.to_ascii_lowercase(), spelling.to_ascii_lowercase());
    // `ICCVW` is another thing, and `Sciences` are.
    let is_derived = spelling
        .strip_prefix(&name)
        .is_some_and(|rest| matches!(rest, "w" | "s"));
    !is_derived
        && is_one_slip(&name, &spelling)
        && (is_word || differing_keys(&name, &spelling).is_none_or(|(a, b)| are_neighbours(a, b)))
}

/// The keys that differ where one letter stands for another.
fn differing_keys(a: &str, b: &str) -> Option<(u8, u8)> {
    let mut differing = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b);
    let first = differing.next().filter(|_| a.len() == b.len())?;
    differing.next().is_none().then_some(first)
}

/// Whether two keys lie next to each other on a keyboard.
fn are_neighbours(a: u8, b: u8) -> bool {
    let place = |key: u8| {
        let row = KEYBOARD.iter().position(|row| row.contains(&key))?;
        Some((row, KEYBOARD[row].iter().position(|other| *other == key)?))
    };
    place(a)
        .zip(place(b))
        .is_some_and(|(a, b)| a.0.abs_diff(b.0) <= 1 && a.1.abs_diff(b.1) <= 1)
}

/// The letters of a keyboard, row by row.
const KEYBOARD: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

fn is_name(text: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_word(name: &str) -> bool {
    name.len() > 5 && name.bytes().any(|byte| byte.is_ascii_lowercase())
}

fn undoubled(text: &str) -> Vec<u8> {
    let mut letters: Vec<_> = text.bytes().collect();
    letters.dedup();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

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
