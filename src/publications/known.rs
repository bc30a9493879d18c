//! All indexes of a run as one. Must not know the source of an index.

use std::sync::LazyLock;

use super::{
    format::{DBLP, Source, fingerprint},
    index::{Edition, Index, Published},
    preprint::arxiv_number,
};
use crate::identity::TitleKey;

/// The publications that a run knows.
#[derive(Clone, Debug)]
pub struct Publications {
    has_builtin: bool,
    added: Vec<Index>,
}

/// The index that is built in.
static BUILTIN: LazyLock<Index> = LazyLock::new(|| {
    let bytes: &[u8] = include_bytes!("../../rules/publications.bin");
    Index::trusted(bytes).expect("a test opens the index that is built in")
});

impl Default for Publications {
    fn default() -> Self {
        Self::builtin_and(Vec::new())
    }
}

impl Publications {
    /// The index that is built in, and others.
    #[must_use]
    pub fn builtin_and(added: Vec<Index>) -> Self {
        let has_builtin = true;
        Self { has_builtin, added }
    }

    /// Only these indexes.
    #[must_use]
    pub fn of(added: Vec<Index>) -> Self {
        let has_builtin = false;
        Self { has_builtin, added }
    }

    /// The indexes, the built-in one last: an added one is newer, or knows the field of the list better.
    pub fn indexes(&self) -> impl Iterator<Item = &Index> {
        let builtin = self.has_builtin.then(|| &*BUILTIN);
        self.added.iter().chain(builtin)
    }

    /// The publications of the papers with a title and its key, each venue and year once.
    #[must_use]
    pub fn find(&self, key: &TitleKey, title: &str) -> Vec<Published<'_>> {
        let title = fingerprint(key, title);
        let mut found: Vec<Published<'_>> = Vec::new();
        for published in self.indexes().flat_map(|index| index.find(title)) {
            let Edition { venue, year, .. } = published.edition;
            let is_known = |known: &Published<'_>| known.edition.venue == venue && known.edition.year == year;
            if !found.iter().any(is_known) {
                found.push(published);
            }
        }
        found
    }

    /// True if an index has the papers of a conference in a year, and not only a few of them.
    #[must_use]
    pub fn covers(&self, venue: &str, year: u16) -> bool {
        /// A small conference has as many papers.
        const ENOUGH: u32 = 30;
        let mut editions = self.indexes().flat_map(Index::editions);
        editions.any(|(edition, papers)| edition.venue == venue && edition.year == year && papers >= ENOUGH)
    }

    /// The title of the preprint with an identifier of arXiv, without its version, and its source.
    #[must_use]
    pub fn preprint(&self, arxiv: &str) -> Option<(&str, &Source)> {
        let number = arxiv_number(arxiv)?;
        self.indexes().find_map(|index| {
            let title = index.preprint(number)?;
            // Other sources have no preprints.
            let source = index.sources().iter().find(|source| source.name == DBLP)?;
            Some((title, source))
        })
    }
}
