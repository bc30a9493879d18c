//! The venues of `rules/venues.toml`, looked up by any of their spellings. Must not judge.

use std::{
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

use serde::Deserialize;

use super::spelling::{letters, sorted_letters};
use crate::config::{self, VenueKind};

/// The years in which a conference meets.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cadence {
    /// Odd years.
    Odd,
    /// Even years.
    Even,
}

/// A venue.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Venue {
    /// The usual short name.
    pub id: String,
    /// The full name.
    pub name: String,
    /// The kind of venue; `None` if a list declares the venue and does not say it.
    pub kind: Option<VenueKind>,
    /// Other spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Spellings that also mean something else.
    #[serde(default)]
    pub ambiguous: Vec<String>,
    /// The first edition or volume, where it is sure.
    pub first_year: Option<u16>,
    /// The years in which it meets, where there is a rule.
    pub cadence: Option<Cadence>,
    /// The first year in which `cadence` holds.
    pub cadence_since: Option<u16>,
    /// Years without an edition.
    #[serde(default)]
    pub no_meeting: Vec<u16>,
    /// Names that it no longer has.
    #[serde(default)]
    pub former: Vec<Former>,
}

/// A name that a venue no longer has.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Former {
    /// The name, which is also an alias.
    pub name: String,
    /// The last year in which it was the venue's name.
    pub until: u16,
}

#[derive(Deserialize)]
struct File {
    venue: Vec<Venue>,
}

/// Venues by spelling.
#[derive(Clone, Debug)]
pub struct VenueRegistry {
    venues: Vec<Venue>,
    spellings: HashMap<String, usize>,
    /// The long names in one word, by their letters, and by these with any one of them left out. Only unknown names
    /// are looked up, so it is made at the first lookup, as `titles` is.
    near: OnceLock<HashMap<Vec<u8>, Vec<String>>>,
    /// Nothing with more bytes than this is the name of a venue.
    longest: usize,
    /// The venues by the [`core`] of their full names. Only rules on records ask for it, so it is made at the first
    /// lookup.
    titles: OnceLock<HashMap<String, usize>>,
}

/// A name in one word of this length has no near neighbour among the names of other venues.
const UNMISTAKABLE: usize = 6;

impl VenueRegistry {
    /// The venues that paperlint knows.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<VenueRegistry> = LazyLock::new(|| {
            let file: File = toml::from_str(include_str!("../../rules/venues.toml"))
                .expect("a test reads the registry that is built in");
            VenueRegistry::new(file.venue)
        });
        &BUILTIN
    }

    fn new(venues: Vec<Venue>) -> Self {
        let mut registry = Self {
            venues: Vec::new(),
            spellings: HashMap::new(),
            near: OnceLock::new(),
            longest: 0,
            titles: OnceLock::new(),
        };
        for venue in venues {
            registry.add(venue);
        }
        registry
    }

    /// This registry with the venues that a list declares.
    #[must_use]
    pub fn extended(&self, declared: &[config::Venue]) -> Self {
        let mut registry = self.clone();
        for venue in declared {
            registry.add(Venue {
                id: venue.id.clone(),
                name: venue.id.clone(),
                kind: venue.kind,
                aliases: venue.aliases.clone(),
                ambiguous: Vec::new(),
                first_year: None,
                cadence: None,
                cadence_since: None,
                no_meeting: Vec::new(),
                former: Vec::new(),
            });
        }
        registry
    }

    fn add(&mut self, venue: Venue) {
        let index = self.venues.len();
        self.near.take();
        self.titles.take();
        for spelling in venue.spellings() {
            // Punctuation, spaces and a publisher's name may be around and within the spelling.
            self.longest = self.longest.max(2 * spelling.len() + 8);
            self.spellings.insert(letters(spelling), index);
        }
        self.venues.push(venue);
    }

    /// The venue that is spelled like this, with or without the name of its publisher before it.
    #[must_use]
    pub fn get(&self, spelling: &str) -> Option<&Venue> {
        if spelling.len() > self.longest {
            return None;
        }
        let key = letters(spelling);
        let bare = key.strip_prefix("ieee").or_else(|| key.strip_prefix("acm"));
        let index = self.spellings.get(&key).or_else(|| self.spellings.get(bare?))?;
        self.venues.get(*index)
    }

    /// The long names that a text may misspell by a missing letter or two swapped ones: names with its letters, or with
    /// one more.
    pub fn near(&self, text: &str) -> impl Iterator<Item = &str> {
        let near = self.near.get_or_init(|| {
            let mut near: HashMap<Vec<u8>, Vec<String>> = HashMap::new();
            for name in self.venues.iter().flat_map(Venue::spellings) {
                if name.len() >= UNMISTAKABLE && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                    for key in slip_keys(name) {
                        near.entry(key).or_default().push(name.to_owned());
                    }
                }
            }
            near
        });
        let found = near.get(&sorted_letters(text));
        found.into_iter().flatten().map(String::as_str)
    }

    /// The venue whose full name this is, however publishers decorate it: with the year, the sponsors, the short name.
    #[must_use]
    pub fn titled(&self, name: &str) -> Option<&Venue> {
        let titles = self.titles.get_or_init(|| {
            let mut titles = HashMap::new();
            for (index, venue) in self.venues.iter().enumerate() {
                // Of two venues with one core the first in the file counts: declared venues come after the known ones.
                titles.entry(core(&venue.name)).or_insert(index);
            }
            titles
        });
        let wanted = Some(core(name)).filter(|core| !core.is_empty())?;
        self.venues.get(*titles.get(&wanted)?)
    }

    /// The registry's own way to write a spelling of a venue.
    #[must_use]
    pub fn written(&self, spelling: &str) -> Option<&str> {
        let key = letters(spelling);
        let venue = &self.venues[*self.spellings.get(&key)?];
        venue.spellings().find(|name| letters(name) == key)
    }

    /// The names that venues no longer have.
    pub fn former(&self) -> impl Iterator<Item = (&Former, &Venue)> {
        let venues = self.venues.iter();
        venues.flat_map(|venue| venue.former.iter().map(move |former| (former, venue)))
    }
}

/// The letters of a name in the order of the alphabet: all, and all but each one.
fn slip_keys(name: &str) -> Vec<Vec<u8>> {
    let letters = sorted_letters(name);
    let without = |at: usize| [&letters[..at], &letters[at + 1..]].concat();
    let mut keys: Vec<_> = (0..letters.len()).map(without).collect();
    keys.push(letters);
    keys.sort_unstable();
    keys.dedup();
    keys
}

impl Venue {
    /// Every spelling, as lists write it; the usual short name first.
    fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.id).chain(&self.aliases).map(String::as_str)
    }

    /// True if it is a conference or workshop, which has one edition in a year at most.
    #[must_use]
    pub fn is_meeting(&self) -> bool {
        matches!(self.kind, Some(VenueKind::Conference | VenueKind::Workshop))
    }

    /// True if it is a workshop.
    #[must_use]
    pub fn is_workshop(&self) -> bool {
        self.kind == Some(VenueKind::Workshop)
    }

    /// True if it is a preprint server.
    #[must_use]
    pub fn is_preprint(&self) -> bool {
        self.kind == Some(VenueKind::Preprint)
    }

    /// True if this spelling also means something else.
    #[must_use]
    pub fn is_ambiguous(&self, spelling: &str) -> bool {
        self.ambiguous
            .iter()
            .any(|ambiguous| letters(ambiguous) == letters(spelling))
    }

    /// Returns the reason why an edition in `year` is impossible; `None` if it is possible, as far as is known.
    #[must_use]
    pub fn why_no_edition(&self, year: u16) -> Option<String> {
        // A journal such as TNNLS continues another, whose volumes go by its name as well.
        if !self.is_meeting() {
            return None;
        }
        if let Some(first) = self.first_year.filter(|&first| year < first) {
            return Some(format!("the first {} was in {first}", self.id));
        }
        if self.no_meeting.contains(&year) {
            return Some(format!("there was no {} in {year}", self.id));
        }
        let (parity, word) = match self.cadence? {
            Cadence::Odd => (1, "odd"),
            Cadence::Even => (0, "even"),
        };
        let holds = self.cadence_since.is_none_or(|since| year >= since) && year % 2 != parity;
        holds.then(|| format!("{} meets in {word} years", self.id))
    }
}

/// The letters of a full name without the additions of publishers: sponsors, short name, kind of meeting.
fn core(name: &str) -> String {
    const AROUND: [&str; 8] = [
        "proceedingsofthe",
        "annual",
        "ieee",
        "cvf",
        "acm",
        "internationalconferenceon",
        "conferenceon",
        "international",
    ];
    // Publishers put the short name and the year behind it in brackets: `Computer Vision (ICCV 2023)`.
    let bare = name.split('(').next().unwrap_or(name);
    let key: String = letters(bare).chars().filter(|c| !c.is_ascii_digit()).collect();
    let mut rest = &*key;
    // Sponsors and kinds of meeting come in any number and order, so each round takes one off.
    while let Some(inner) = AROUND.iter().find_map(|start| rest.strip_prefix(start)) {
        rest = inner;
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_venue_are_one_venue() {
        let id = |spelling| {
            VenueRegistry::builtin()
                .get(spelling)
                .map(|venue| venue.id.as_str())
        };
        assert_eq!(id("T-PAMI"), Some("TPAMI"));
        assert_eq!(id("IEEE TPAMI"), Some("TPAMI"));
        assert_eq!(id("NIPS"), Some("NeurIPS"));
        assert_eq!(id("ARXIV"), Some("arXiv"));
        assert_eq!(id("ACMMM"), Some("ACM MM"));
        assert_eq!(id("Nonsense"), None);
        assert_eq!(id(""), None);
    }

    #[test]
    fn names_are_near_with_a_letter_less_or_two_swapped() {
        let near = |text| VenueRegistry::builtin().near(text).collect::<Vec<_>>();
        assert_eq!(near("AISTAT"), ["AISTATS"]);
        assert_eq!(near("ASITATS"), ["AISTATS"]);
        assert_eq!(near("AISTATTS"), [""; 0]);
    }

    #[test]
    fn editions_follow_the_cadence() {
        let why = |id: &str, year| {
            VenueRegistry::builtin()
                .get(id)
                .and_then(|venue| venue.why_no_edition(year))
        };
        assert_eq!(why("ICCV", 2022).as_deref(), Some("ICCV meets in odd years"));
        assert_eq!(why("ICCV", 1990), None);
        assert_eq!(why("ECCV", 2023).as_deref(), Some("ECCV meets in even years"));
        assert_eq!(why("COLM", 2023).as_deref(), Some("the first COLM was in 2024"));
        assert_eq!(why("NAACL", 2023).as_deref(), Some("there was no NAACL in 2023"));
        assert_eq!(why("CVPR", 2024), None);
        assert_eq!(why("TNNLS", 1990), None);
    }

    #[test]
    fn a_list_may_declare_its_own_venues() {
        let declared = |id: &str, alias: &str, kind| config::Venue {
            id: id.into(),
            aliases: vec![alias.into()],
            kind,
        };
        let registry = VenueRegistry::builtin().extended(&[
            declared("XYZConf", "XYZ", Some(VenueKind::Conference)),
            declared("Unsaid", "US", None),
        ]);
        let venue = |spelling| registry.get(spelling).expect("it is declared");
        assert_eq!((&*venue("xyz").id, venue("xyz").is_meeting()), ("XYZConf", true));
        assert_eq!((&*venue("us").id, venue("us").kind), ("Unsaid", None));
        assert!(registry.get("CVPR").is_some());
        // Nothing is known about their editions, whatever they are.
        assert_eq!(venue("xyz").why_no_edition(1800), None);
        assert_eq!(venue("us").why_no_edition(1800), None);
    }

    #[test]
    fn the_registry_is_sorted_and_no_spelling_has_two_venues() {
        let registry = VenueRegistry::builtin();
        let ids: Vec<_> = registry
            .venues
            .iter()
            .map(|venue| (venue.id.to_lowercase(), &venue.id))
            .collect();
        assert!(ids.is_sorted());
        let mut seen = HashMap::new();
        let spellings = registry.venues.iter();
        let spellings = spellings.flat_map(|venue| venue.spellings().map(move |spelling| (spelling, venue)));
        for (spelling, venue) in spellings {
            let before = seen.insert(letters(spelling), &venue.id);
            assert_eq!(before, None, "{spelling}");
        }
    }
}
