//! The entry that a shared link belongs to, by names, dates and order. Must not report.

use crate::{
    handle::Handle,
    identity::{
        Identity,
        title::{self, TitleKey},
    },
    list::{
        Entry, List, Target, Use, alike, beginning,
        evidence::{self, Trends},
    },
    rules::support::NameWords,
};

use super::shared::{have_other_authors, label};

/// A link of an entry to something that belongs to another entry.
pub(super) struct Copied {
    pub(super) copy: Use,
    pub(super) origin: Use,
    pub(super) proof: Proof,
}

/// The reason for one of two entries to own a link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Proof {
    /// The URL has its name.
    Name,
    /// Its title, date or place fits the identifier better.
    Evidence,
    /// Nothing: either link may be the copy.
    None,
}

/// Links are copied from one of the next entries.
const FURTHEST: usize = 4;

/// A list with the order of its sections: the evidence for the owner of a link.
pub(super) struct Judge<'l, 'r> {
    list: &'l List<'r>,
    trends: Trends,
}

impl<'l, 'r> Judge<'l, 'r> {
    pub(super) fn new(list: &'l List<'r>) -> Self {
        Self {
            list,
            trends: Trends::new(list),
        }
    }

    fn entry(&self, link: Use) -> &Entry<'_> {
        self.list.entry(link.entry)
    }

    /// The margin by which the section of an entry runs from the newest to the oldest; negative for the other way.
    fn trend(&self, link: Use) -> i32 {
        self.trends.of(self.entry(link).section)
    }

    /// The uses of a paper by other entries than its owner.
    pub(super) fn copies_of_paper(&self, target: &Target, uses: &[Use]) -> Vec<Copied> {
        let mut copies = Vec::new();
        let Some(origin) = self.owner(target, uses) else {
            return copies;
        };
        for &copy in uses {
            // About half of the links that real tables have under two titles lead to one paper, which was renamed.
            if copy != origin && !self.may_be_one(copy, origin) {
                let is_proven = self.evidence(target, origin) > self.evidence(target, copy);
                let proof = if is_proven { Proof::Evidence } else { Proof::None };
                copies.push(Copied { copy, origin, proof });
            }
        }
        copies
    }

    fn may_be_one(&self, a: Use, b: Use) -> bool {
        alike::may_be_one(self.list, a.entry, b.entry)
    }

    /// The use by the entry that the paper probably belongs to.
    fn owner(&self, target: &Target, uses: &[Use]) -> Option<Use> {
        // A new row is made from an old one beside it. Without other evidence the older row owns the link: the upper
        // one, or the lower one in a section that runs from the newest to the oldest. Of equals, `max_by_key` takes
        // the last.
        let mut newest_first = uses.to_vec();
        if !self.is_newest_first(uses) {
            newest_first.reverse();
        }
        newest_first
            .into_iter()
            .max_by_key(|link| self.evidence(target, *link))
    }

    fn evidence(&self, target: &Target, link: Use) -> i32 {
        evidence::belongs(self.list, target, link.entry)
            + evidence::fits_place(self.list, target, link.entry, &self.trends)
    }

    /// True if all uses are in one section, which runs from the newest to the oldest.
    fn is_newest_first(&self, uses: &[Use]) -> bool {
        let section = self.entry(uses[0]).section;
        self.trend(uses[0]) > 0 && uses.iter().all(|link| self.entry(*link).section == section)
    }

    /// The copy of two links to code or to another thing that several papers may share.
    ///
    /// In real tables 144 links to code are under two titles, mostly since one repository holds the code of both. It
    /// is a copy where the repository bears the name of the other entry alone, or where the project's page was copied
    /// with it.
    pub(super) fn copy_of_code(&self, target: &Target, uses: &[Use]) -> Option<Copied> {
        let &[first, second] = uses else { return None };
        // The papers of one group may share the code.
        let authors = [first, second].map(|link| self.entry(link).authors.is_some());
        let are_of_one_group =
            authors == [true; 2] && !have_other_authors(self.entry(first), self.entry(second));
        if first.entry.distance(second.entry) > FURTHEST || are_of_one_group {
            return None;
        }
        for (copy, origin) in [(first, second), (second, first)] {
            if self.is_named_after(target, copy, origin) {
                return Some(Copied {
                    copy,
                    origin,
                    proof: Proof::Name,
                });
            }
        }
        if !self.is_block_copy(target, first, second) {
            return None;
        }
        self.copies_of_paper(target, uses).pop()
    }

    /// The copy of two links to a page that bears the name of one entry and not of the other.
    pub(super) fn copy_by_name(&self, url: &str, uses: &[Use]) -> Option<Copied> {
        let &[first, second] = uses else { return None };
        if first.entry.distance(second.entry) > FURTHEST || self.may_be_one(first, second) {
            return None;
        }
        let site = Site::of(url);
        let [a, b] = [first, second].map(|link| site.bears_name(self.entry(link)));
        // Where nothing but a file has the name, either may have been meant, and the later entry is the copy as ever.
        match (a, b) {
            (true, false) => Some(Copied {
                copy: second,
                origin: first,
                proof: Proof::Name,
            }),
            (false, true) if site.is_of_one_thing => Some(Copied {
                copy: first,
                origin: second,
                proof: Proof::Name,
            }),
            (false, true) => Some(Copied {
                copy: second,
                origin: first,
                proof: Proof::None,
            }),
            _ => None,
        }
    }

    /// True if a repository bears the name of one entry and nothing of the other's.
    fn is_named_after(&self, target: &Target, copy: Use, origin: Use) -> bool {
        let Some(repository) = target.identity.as_ref().and_then(Identity::repository) else {
            return false;
        };
        let key = title::key(&repository.name);
        let name = alike::acronym(self.entry(copy));
        let title = self.list.index().title(copy.entry);
        if name.contains(&key) || title.contains(&key) || !name.is_empty() && key.contains(&name) {
            return false;
        }
        // An owner may be named after an earlier paper of the same group: `chain-lines` for `Ropes are Chains`.
        if has_word_of(title, &repository.owner) {
            return false;
        }
        // `Wedge-Grid-Blending` has the words of one title.
        let words = words_of_name(&repository.name);
        let origin_title = self.list.index().title(origin.entry);
        if words.iter().map(|word| word.as_str().len()).sum::<usize>() >= MIN_LETTERS
            && words.len() > 1
            && words.iter().all(|word| origin_title.contains(word))
            && !words.iter().any(|word| title.contains(word))
        {
            return true;
        }
        if alike::acronym(self.entry(origin)) == key && !shares_word(self.entry(origin), title) {
            return true;
        }
        // A repository may be named after the initials and the framework: `PSG-pytorch`.
        let initials = repository.name.split(['-', '_', '.']).next().unwrap_or_default();
        has_initials(self.entry(origin), initials) && !has_initials(self.entry(copy), initials)
    }

    /// True if two entries with papers of their own share this target and one more, and this is the first of them.
    fn is_block_copy(&self, target: &Target, first: Use, second: Use) -> bool {
        let index = self.list.index();
        let mut shared = Vec::new();
        for at in index.targets_of(self.entry(second)) {
            if index.targets_of(self.entry(first)).any(|other| other == at) && !shared.contains(&at) {
                shared.push(at);
            }
        }
        // With a paper in common, both are one paper, or the link to the paper was copied.
        shared.len() > 1
            && shared.first().copied() == index.target_of(target.uses[0].link)
            && !shared.iter().any(|id| index.target(*id).is_paper())
            && evidence::links_to_paper(self.list, first.entry)
            && evidence::links_to_paper(self.list, second.entry)
    }
}

/// A repository's name with fewer letters may be in many titles.
const MIN_LETTERS: usize = 7;
/// Shorter words are in many titles.
const SHORTEST_WORD: usize = 4;

/// Shorter parts of a name say nothing.
const SHORTEST_PART: usize = 3;

/// The longer words of the name of a repository.
fn words_of_name(name: &str) -> Vec<TitleKey> {
    let words = name
        .split(['-', '_', '.'])
        .filter(|word| word.len() >= SHORTEST_PART);
    words.map(title::key).collect()
}

/// True if a title has one of the longer words of a name.
fn has_word_of(title: &TitleKey, name: &str) -> bool {
    words_of_name(name).iter().any(|word| title.contains(word))
}

/// The words of a URL, among which a name may be.
struct Site {
    letters: TitleKey,
    words: NameWords,
    /// True if the whole site is that of one thing: `welltalk.github.io`, `sites.google.com/view/welltalk`.
    is_of_one_thing: bool,
}

impl Site {
    fn of(url: &str) -> Self {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.strip_prefix("www.").unwrap_or(host);
        // Of a host the last two parts are that of many sites, or of a company.
        let own = host.rsplitn(3, '.').nth(2).unwrap_or_default();
        let path = path.strip_prefix("view/").unwrap_or(path).trim_end_matches('/');
        let text = format!("{own} {path}");
        let is_of_one_thing = ["github.io", "gitlab.io"].iter().any(|end| host.ends_with(end))
            || host == "sites.google.com" && !path.contains('/');
        Self {
            letters: title::key(&text),
            words: NameWords::of(&text),
            is_of_one_thing,
        }
    }

    fn bears_name(&self, entry: &Entry<'_>) -> bool {
        let name = label(entry).split([':', '：', '(']).next().unwrap_or_default();
        // The letter of `v1` and `4.x` does not belong to the name.
        let is_telling = |part: &&str| part.len() > 1 || part.starts_with(|c: char| c.is_ascii_digit());
        let parts: Vec<_> = name
            .split(|c: char| !c.is_alphanumeric())
            .filter(is_telling)
            .collect();
        let words = NameWords::of(&parts.join(" "));
        let is_name = name.split_whitespace().count() <= MAX_NAME_WORDS;
        let key = alike::acronym(entry);
        key.as_str().len() >= SHORTEST_WORD && self.letters.contains(&key)
            || is_name && words.has_long_word(SHORTEST_WORD) && words.are_within(&self.words)
    }
}

/// Longer texts are titles, not names.
const MAX_NAME_WORDS: usize = 4;

/// True if the words of a title start with the letters of a name: `Scaled Gradient Descent for All` and `SGD`.
fn has_initials(entry: &Entry<'_>, name: &str) -> bool {
    /// Two letters start the words of many titles.
    const MIN: usize = 3;
    let Some(title) = &entry.title else { return false };
    let mut words = beginning(&title.text).split_whitespace();
    for letter in name.chars() {
        match words.next().and_then(|word| word.chars().next()) {
            Some(first) if first.eq_ignore_ascii_case(&letter) => {}
            _ => return false,
        }
    }
    name.len() >= MIN
}

/// True if a title has a word of the name before the colon of another: both may be papers of one group.
fn shares_word(named: &Entry<'_>, other: &TitleKey) -> bool {
    /// Shorter words are in many titles.
    const SHORTEST: usize = 5;
    let name = label(named).split([':', '：']).next().unwrap_or_default();
    for word in name.split_whitespace().map(title::key) {
        if word.as_str().len() >= SHORTEST && other.contains(&word) {
            return true;
        }
    }
    false
}
