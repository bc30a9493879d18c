//! `misspelled-venue`: an unknown venue one typo away from a known one that the list names elsewhere.

use std::{cmp::Reverse, collections::HashMap};

use super::shared::unsafe_replacement;
use crate::{
    list::{VenueCell, VenueRegistry, sorted_letters},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::is_one_typo,
    },
    source::Span,
};

pub(super) struct MisspelledVenue;

static META: Meta = meta!("misspelled-venue", Venues, Warning, List).with_unsafe_fix();

/// Shorter names have too many neighbours.
const SHORTEST: usize = 4;
/// Longer words are not names.
const LONGEST: usize = 24;
/// A spelling that a list uses more often is its own, unless it is like a longer known name that the list uses even more.
const MAX_USES: usize = 2;

impl Rule for MisspelledVenue {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mentions = mentions(cx);
        let mut uses: HashMap<&str, usize> = HashMap::new();
        for span in &mentions {
            *uses.entry(cx.document.slice(*span)).or_default() += 1;
        }
        let names = Names::new(cx.registry, &uses);
        // A list names a venue hundreds of times: each spelling is looked up once.
        let mut meant: HashMap<&str, Option<&str>> = HashMap::new();
        for span in mentions {
            let spelling = cx.document.slice(span);
            let meant = meant.entry(spelling).or_insert_with(|| names.meant(spelling));
            if let Some(meant) = *meant {
                let message = format!("no venue is called `{spelling}`; did you mean `{meant}`?");
                cx.report(span, message).fix(unsafe_replacement(span, meant));
            }
        }
    }
}

/// The places where the file names a venue: in the cells of venues, and before a year anywhere else.
fn mentions(cx: &View<'_>) -> Vec<Span> {
    let mut mentions: Vec<_> = cx.list.venues().map(VenueCell::venue_span).collect();
    for run in cx.document.texts() {
        if run.is_plain() {
            add_before_years(&mut mentions, cx.document.source().text(), run.span);
        }
    }
    // The venue of a cell may be before its year as well.
    mentions.sort_unstable();
    mentions.dedup();
    mentions
}

/// Adds the names right before years of four digits.
fn add_before_years(mentions: &mut Vec<Span>, text: &str, run: Span) {
    let mut start = run.start;
    for number in text.as_bytes()[run.range()].split(|byte| !byte.is_ascii_digit()) {
        if number.len() == 4 && (number.starts_with(b"19") || number.starts_with(b"20")) {
            mentions.extend(name_before(text, run.start, start));
        }
        start += number.len() + 1;
    }
}

/// The longest gap between a name and its year, in characters, as in `CVPR (2024)` and `CVPR, 2024`.
const LONGEST_GAP: usize = 2;

/// The name right before the year at `year`, not before `start`.
fn name_before(text: &str, start: usize, year: usize) -> Option<Span> {
    let before = text[start..year].trim_end_matches([' ', ',', '(', '-', ':', '\'']);
    // `CVRP Workshop 2019` names the conference before its workshop.
    let conference = ["Workshop", "Workshops"]
        .iter()
        .find_map(|word| before.strip_suffix(word));
    let (before, year) = match conference {
        Some(before) => (before.trim_end(), start + before.len()),
        None => (before, year),
    };
    let end = start + before.len();
    let name = before.bytes().rev().take(LONGEST + 1);
    let length = name.take_while(u8::is_ascii_alphanumeric).count();
    // The last part of `Neur-IPS` is not a name.
    let is_part = text[..end - length].ends_with(|c: char| c.is_alphanumeric() || c == '-');
    if length == 0 || is_part || year - end > LONGEST_GAP {
        return None;
    }
    Some(Span::new(end - length, end))
}

/// The names of known venues that a list uses, by parts that a typo leaves as they are.
///
/// Acronyms have real neighbours at every other letter (ICML, ICME, ICMR). So of them only two swapped letters, a
/// doubled letter and one missing from a long name count, unless the list uses the known name often; words are
/// far apart, and any single letter does.
struct Names<'d> {
    registry: &'d VenueRegistry,
    uses: &'d HashMap<&'d str, usize>,
    /// By their sorted letters, and by their letters without repetition.
    by_letters: HashMap<Vec<u8>, Vec<&'d str>>,
    words: Vec<&'d str>,
    common: Vec<&'d str>,
}

/// A list that names a venue so often means it by a name with a letter too many, too few or wrong.
const COMMON: usize = 5;
/// A name that misses a letter of a known one is another venue, unless that one has so many letters or the list names
/// it.
const UNMISTAKABLE: usize = 7;
/// The number of names that are taken for right: more only cost time.
const MAX_NAMES: usize = 64;

impl<'d> Names<'d> {
    fn new(registry: &'d VenueRegistry, uses: &'d HashMap<&'d str, usize>) -> Self {
        let mut names = Self {
            registry,
            uses,
            by_letters: HashMap::new(),
            words: Vec::new(),
            common: Vec::new(),
        };
        let mut by_use: Vec<_> = uses.keys().copied().collect();
        // Of two names that a typo may come from, the more frequent name was meant.
        by_use.sort_unstable_by_key(|name| (Reverse(uses[name]), *name));
        for name in by_use {
            if is_name(name) && registry.get(name).is_some() {
                names.add(name);
            }
        }
        names
    }

    fn add(&mut self, name: &'d str) {
        for key in [sorted_letters(name), undoubled(name)] {
            self.by_letters.entry(key).or_default().push(name);
        }
        if is_word(name) && self.words.len() < MAX_NAMES {
            self.words.push(name);
        }
        if self.uses[name] >= COMMON && self.common.len() < MAX_NAMES {
            self.common.push(name);
        }
    }

    /// The name that is one typo away: two letters swapped, or one too many, too few or wrong.
    fn meant(&self, spelling: &str) -> Option<&'d str> {
        if !is_name(spelling) || self.registry.get(spelling).is_some() {
            return None;
        }
        let candidates = match self.uses.get(spelling) {
            // A list that writes both names means one venue.
            Some(uses) if *uses > MAX_USES => self.more_used(spelling, *uses),
            _ => self.candidates(spelling),
        };
        candidates.into_iter().find(|name| is_typo(name, spelling))
    }

    /// The long names near a spelling that the list uses more often than it.
    fn more_used(&self, spelling: &str, uses: usize) -> Vec<&'d str> {
        let mut near: Vec<_> = self.registry.near(spelling).collect();
        near.retain(|name| matches!(self.uses.get(name), Some(more) if *more > uses));
        near
    }

    fn candidates(&self, spelling: &str) -> Vec<&'d str> {
        let mut candidates = Vec::new();
        for key in [sorted_letters(spelling), undoubled(spelling)] {
            candidates.extend(self.by_letters.get(&key).into_iter().flatten());
        }
        if is_word(spelling) {
            candidates.extend(&self.words);
        }
        candidates.extend(&self.common);
        for name in self.registry.near(spelling) {
            if name.len() <= spelling.len() || name.len() >= UNMISTAKABLE || self.uses.contains_key(name) {
                candidates.push(name);
            }
        }
        candidates
    }
}

fn is_typo(name: &str, spelling: &str) -> bool {
    let (known, typed) = (name.to_ascii_lowercase(), spelling.to_ascii_lowercase());
    // `ICCVW` is another venue than `ICCV`, and so is `Sciences`.
    if matches!(typed.strip_prefix(&*known), Some("w" | "s")) || !is_one_typo(&known, &typed) {
        return false;
    }
    // `RICAI` and `PRICAI` are two conferences: a typo keeps the first letter.
    let is_acronym = spelling.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_acronym && known.len() != typed.len() && known.as_bytes().first() != typed.as_bytes().first() {
        return false;
    }
    // One letter of an acronym in the place of another is a typo only where the finger slipped to the next key.
    match differing_keys(&known, &typed) {
        Some((a, b)) => is_word(name) || are_neighbours(a, b),
        None => true,
    }
}

/// The keys that differ where one letter is in the place of another.
fn differing_keys(a: &str, b: &str) -> Option<(u8, u8)> {
    let mut differing = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b);
    match (differing.next(), differing.next()) {
        (Some(keys), None) if a.len() == b.len() => Some(keys),
        _ => None,
    }
}

/// The letters of a keyboard, row by row.
const KEYBOARD: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

/// True if two keys lie next to each other on a keyboard.
fn are_neighbours(a: u8, b: u8) -> bool {
    match (place(a), place(b)) {
        (Some(a), Some(b)) => a.0.abs_diff(b.0) <= 1 && a.1.abs_diff(b.1) <= 1,
        _ => false,
    }
}

/// The row and the column of a key.
fn place(key: u8) -> Option<(usize, usize)> {
    for (row, keys) in KEYBOARD.iter().enumerate() {
        if let Some(column) = keys.iter().position(|other| *other == key) {
            return Some((row, column));
        }
    }
    None
}

fn is_name(text: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// True for a name such as `NeurIPS` or `Nature`, unlike an acronym.
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
        check(
            &MisspelledVenue,
            "\n| Title | Venue |\n|---|---|\n| A | PRICAI 2022 |\n| B | RICAI 2023 |\n",
        );
    }

    #[test]
    fn a_near_venue_that_the_list_never_names_proves_nothing() {
        check(
            &MisspelledVenue,
            "\n| Title | Venue |\n|---|---|\n| A | ICCV 2023 |\n| B | CVRP 2024 |\n",
        );
    }

    #[test]
    fn a_name_before_its_workshop_is_read() {
        check(
            &MisspelledVenue,
            "
- Lamps in Fog. [[**CVPR Workshop 2019**](https://x.org/1)]
- Lamps in Rain. [[**CVRP Workshop 2019**](https://x.org/2)]
                     ^^^^ no venue is called `CVRP`; did you mean `CVPR`?
- Lamps in Oil. [[**CVPR 2018**](https://x.org/3)]
",
        );
    }
}
