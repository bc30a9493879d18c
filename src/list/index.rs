//! The targets and titles of entries, made comparable once for all rules. Must not judge.

use std::collections::HashMap;

use super::{Entry, EntryId};
use crate::{
    config::Role,
    document::{Document, LinkId},
    handle::{Arena, handle},
    identity::{Identity, identify, title, title::TitleKey},
};

handle! {
    /// A target of the links of a list.
    pub struct TargetId;
}

/// A link of an entry to a target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Use {
    /// The entry.
    pub entry: EntryId,
    /// The first link of the entry to this target.
    pub link: LinkId,
    /// The role of that link.
    pub role: Role,
}

/// A page or paper that one or more entries link to, however its URL is written.
#[derive(Debug)]
pub struct Target {
    /// The thing that the URL names, if the form of the URL is known.
    pub identity: Option<Identity>,
    /// The links to it, one of each entry, in the order of the text.
    pub uses: Vec<Use>,
}

impl Target {
    /// True if the URL is that of a paper on a known site, published or not.
    #[must_use]
    pub fn is_paper(&self) -> bool {
        self.identity.as_ref().is_some_and(Identity::is_paper)
    }

    /// True if the URL is that of a place where code is kept.
    #[must_use]
    pub fn is_code(&self) -> bool {
        self.identity.as_ref().is_some_and(Identity::is_code)
    }

    /// True if an entry links to it.
    #[must_use]
    pub fn is_used_by(&self, entry: EntryId) -> bool {
        self.uses.binary_search_by_key(&entry, |used| used.entry).is_ok()
    }
}

/// More links than an entry has; an entry with more is compared by the first of them.
const MAX_LINKS: usize = 12;

/// The start of a text, as much of it as comparing may cost: titles and headings are shorter.
#[must_use]
pub fn beginning(text: &str) -> &str {
    const LONGEST: usize = 300;
    &text[..text.floor_char_boundary(LONGEST)]
}

/// The targets and titles of a list.
#[derive(Debug, Default)]
pub struct Index {
    targets: Arena<TargetId, Target>,
    target_of: Arena<LinkId, Option<TargetId>>,
    titles: Arena<EntryId, TitleKey>,
    namesakes: Vec<Vec<EntryId>>,
    /// The place of each entry's namesakes among all.
    namesakes_of: Arena<EntryId, usize>,
}

impl Index {
    /// Reads every link and title once.
    pub(super) fn new(document: &Document<'_>, entries: &Arena<EntryId, Entry<'_>>) -> Self {
        let mut index = Self::default();
        index.read_links(document, entries);
        index.read_titles(entries);
        index
    }

    fn read_links(&mut self, document: &Document<'_>, entries: &Arena<EntryId, Entry<'_>>) {
        self.target_of = vec![None; document.links().len()].into();
        let mut by_key: HashMap<String, TargetId> = HashMap::new();
        // Most links that come again are written as before; their keys need not be made.
        let mut by_url: HashMap<&str, TargetId> = HashMap::new();
        for (entry, held) in entries.enumerated() {
            for link in &held.links {
                let url = &*document.link(link.link).url;
                let target = *by_url
                    .entry(url)
                    .or_insert_with(|| self.target_named(url, &mut by_key));
                *self.target_of.get_mut(link.link) = Some(target);
                // A second link of one entry, as from title and label, is not a second entry.
                let uses = &mut self.targets.get_mut(target).uses;
                if uses.last().is_none_or(|last| last.entry != entry) {
                    let (link, role) = (link.link, link.role);
                    uses.push(Use { entry, link, role });
                }
            }
        }
    }

    /// The target of a URL, which is added unless another form of the URL is there already.
    fn target_named(&mut self, url: &str, known: &mut HashMap<String, TargetId>) -> TargetId {
        let (identity, key) = identify(url);
        *known.entry(key).or_insert_with(|| {
            let uses = Vec::new();
            self.targets.push(Target { identity, uses })
        })
    }

    fn read_titles(&mut self, entries: &Arena<EntryId, Entry<'_>>) {
        for entry in entries {
            self.titles.push(match entry.label() {
                Some(label) => title::key(beginning(&label.text)),
                None => TitleKey::default(),
            });
        }
        let mut known: HashMap<&TitleKey, usize> = HashMap::new();
        for (entry, key) in self.titles.enumerated() {
            let group = *known.entry(key).or_insert(self.namesakes.len());
            if group == self.namesakes.len() {
                self.namesakes.push(Vec::new());
            }
            self.namesakes[group].push(entry);
            self.namesakes_of.push(group);
        }
    }

    /// The targets, in the order of the first links to them.
    #[must_use]
    pub fn targets(&self) -> &Arena<TargetId, Target> {
        &self.targets
    }

    /// A target.
    #[must_use]
    pub fn target(&self, id: TargetId) -> &Target {
        &self.targets[id]
    }

    /// The target of a link; `None` for links that belong to no entry.
    #[must_use]
    pub fn target_of(&self, link: LinkId) -> Option<TargetId> {
        self.target_of[link]
    }

    /// True if two entries link to one target. Looks at the first dozen links of each.
    #[must_use]
    pub fn shares_target(&self, a: &Entry<'_>, b: &Entry<'_>) -> bool {
        self.targets_of(a)
            .any(|target| self.targets_of(b).any(|other| other == target))
    }

    /// The targets of the first dozen links of an entry.
    pub fn targets_of(&self, entry: &Entry<'_>) -> impl Iterator<Item = TargetId> {
        // Two items with whole lists in them would be compared link by link otherwise.
        let links = entry.links.iter().take(MAX_LINKS);
        links.filter_map(|link| self.target_of(link.link))
    }

    /// The thing that the URL of an entry's link names.
    #[must_use]
    pub fn identity(&self, link: LinkId) -> Option<&Identity> {
        self.target(self.target_of(link)?).identity.as_ref()
    }

    /// The title of an entry, or its name where it has no title; empty without either.
    #[must_use]
    pub fn title(&self, entry: EntryId) -> &TitleKey {
        &self.titles[entry]
    }

    /// The entries with one title, in the order of the text; entries without a title are one group.
    #[must_use]
    pub fn namesakes(&self) -> &[Vec<EntryId>] {
        &self.namesakes
    }

    /// The entries with the title of this one, itself included.
    #[must_use]
    pub fn namesakes_of(&self, entry: EntryId) -> &[EntryId] {
        &self.namesakes[self.namesakes_of[entry]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Config,
        handle::Handle,
        list::{List, VenueRegistry},
        source::SourceFile,
    };

    const TEXT: &str = "
| Title | Paper | Code |
|---|---|---|
| A Paper about Nothing at All | [p](https://arxiv.org/abs/2401.00001) | [c](https://github.com/a/b) |
| Another Paper about Something | [p](http://arxiv.org/pdf/2401.00001v2.pdf) | [c](https://github.com/A/B.git) |
| **A paper: about nothing at all** | [p](https://example.org/a) | [c](https://example.org/a/) |
";

    #[test]
    fn one_target_has_one_place_however_it_is_written() {
        let source = SourceFile::new("x.md", TEXT);
        let document = Document::parse(&source);
        let list = List::read(&document, &Config::default(), VenueRegistry::builtin());
        let index = list.index();
        let uses: Vec<Vec<_>> = index
            .targets()
            .iter()
            .map(|target| target.uses.iter().map(|used| used.entry).collect())
            .collect();
        let [first, second, third] = [0, 1, 2].map(EntryId::new);
        assert_eq!(uses, [vec![first, second], vec![first, second], vec![third]]);
        assert_eq!(index.target_of(LinkId::new(2)), Some(TargetId::new(0)));
        assert!(index.identity(LinkId::new(2)).is_some_and(Identity::is_preprint));
        assert!(index.target(TargetId::new(0)).is_used_by(second));
        assert_eq!(index.namesakes_of(third), [first, third]);
        assert_eq!(index.namesakes(), [vec![first, third], vec![second]]);
        assert!(!index.title(second).is_empty());
    }
}
