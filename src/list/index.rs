//! What entries link to and how they are titled, made comparable once for all rules. Must not judge.

use std::collections::HashMap;

use super::Entry;
use crate::{
    config::Role,
    document::Document,
    identity::{Identity, identify, title, title::TitleKey},
};

/// A link of an entry to a target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Use {
    /// The entry, by index into the list's entries.
    pub entry: usize,
    /// The link, by index into the document's links: the first of the entry to this target.
    pub link: usize,
    /// What the link leads to, by its label, its column and its host.
    pub role: Role,
}

/// What one or more entries link to, however its address is written.
#[derive(Debug)]
pub struct Target {
    /// What the address names, if it is of a known form.
    pub identity: Option<Identity>,
    /// Who links to it, each entry once, in the order of the text.
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
}

/// More links than an entry has; what has more is compared by the first of them.
const MOST_LINKS: usize = 12;

/// The start of a text, as much of it as comparing may cost: titles and headings are shorter.
#[must_use]
pub fn head(text: &str) -> &str {
    const LONGEST: usize = 300;
    &text[..text.floor_char_boundary(LONGEST)]
}

/// The targets and titles of a list.
#[derive(Debug, Default)]
pub struct Index {
    targets: Vec<Target>,
    target_of: Vec<Option<usize>>,
    titles: Vec<TitleKey>,
    namesakes: Vec<Vec<usize>>,
    namesakes_of: Vec<usize>,
}

impl Index {
    /// Reads every link and title once.
    pub(super) fn new(document: &Document<'_>, entries: &[Entry<'_>]) -> Self {
        let mut index = Self::default();
        index.read_links(document, entries);
        index.read_titles(entries);
        index
    }

    fn read_links(&mut self, document: &Document<'_>, entries: &[Entry<'_>]) {
        let mut known: HashMap<String, usize> = HashMap::new();
        self.target_of = vec![None; document.links().len()];
        // Most links that come again are written as before; their keys need not be made.
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (entry, links) in entries.iter().map(|entry| &entry.links).enumerate() {
            for link in links {
                let url = &document.links()[link.link].url;
                let target = *seen.entry(url).or_insert_with(|| {
                    let next = self.targets.len();
                    let (identity, key) = identify(url);
                    let target = *known.entry(key).or_insert(next);
                    if target == next {
                        let uses = Vec::new();
                        self.targets.push(Target { identity, uses });
                    }
                    target
                });
                self.target_of[link.link] = Some(target);
                let uses = &mut self.targets[target].uses;
                if uses.last().is_none_or(|last| last.entry != entry) {
                    let (link, role) = (link.link, link.role);
                    uses.push(Use { entry, link, role });
                }
            }
        }
    }

    fn read_titles(&mut self, entries: &[Entry<'_>]) {
        let keys = entries.iter().map(|entry| {
            let label = entry.label();
            label.map_or_else(TitleKey::default, |label| title::key(head(&label.text)))
        });
        self.titles = keys.collect();
        let mut known: HashMap<&TitleKey, usize> = HashMap::new();
        for (entry, key) in self.titles.iter().enumerate() {
            let next = self.namesakes.len();
            let group = *known.entry(key).or_insert(next);
            if group == next {
                self.namesakes.push(Vec::new());
            }
            self.namesakes[group].push(entry);
            self.namesakes_of.push(group);
        }
    }

    /// What entries link to, in the order of the first links.
    #[must_use]
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The target, by index, of a link of an entry, by index into the document's links.
    #[must_use]
    pub fn target_of(&self, link: usize) -> Option<usize> {
        self.target_of.get(link).copied().flatten()
    }

    /// Whether two entries link to one target. Looks at the first dozen links of each.
    #[must_use]
    pub fn shares_target(&self, a: &Entry<'_>, b: &Entry<'_>) -> bool {
        self.targets_of(a)
            .any(|target| self.targets_of(b).any(|other| other == target))
    }

    /// The targets, by index, of the first dozen links of an entry.
    pub fn targets_of(&self, entry: &Entry<'_>) -> impl Iterator<Item = usize> {
        let links = entry.links.iter().take(MOST_LINKS);
        links.filter_map(|link| self.target_of(link.link))
    }

    /// What a link of an entry names.
    #[must_use]
    pub fn identity(&self, link: usize) -> Option<&Identity> {
        self.targets[self.target_of(link)?].identity.as_ref()
    }

    /// The title of an entry, or its name where it has no title; empty without either.
    #[must_use]
    pub fn title(&self, entry: usize) -> &TitleKey {
        &self.titles[entry]
    }

    /// The entries with one title, in the order of the text; entries without a title are one group.
    #[must_use]
    pub fn namesakes(&self) -> &[Vec<usize>] {
        &self.namesakes
    }

    /// The entries with the title of this one, itself included.
    #[must_use]
    pub fn namesakes_of(&self, entry: usize) -> &[usize] {
        &self.namesakes[self.namesakes_of[entry]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Config,
        list::{List, Registry},
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
        let list = List::read(&document, &Config::default(), Registry::builtin());
        let index = list.index();
        let uses: Vec<Vec<_>> = index
            .targets()
            .iter()
            .map(|target| target.uses.iter().map(|link| link.entry).collect())
            .collect();
        assert_eq!(uses, [vec![0, 1], vec![0, 1], vec![2]]);
        assert_eq!(index.target_of(2), Some(0));
        assert!(index.identity(2).is_some_and(Identity::is_preprint));
        assert_eq!(index.namesakes_of(2), [0, 2]);
        assert_eq!(index.namesakes(), [vec![0, 2], vec![1]]);
        assert!(!index.title(1).is_empty());
    }
}
