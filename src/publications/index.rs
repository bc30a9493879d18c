//! An index of published papers, searched in the bytes of its file. Must not know other indexes.

use std::{ops::Range, sync::Arc};

use super::{
    author::AuthorMark,
    format::{
        BUCKET, Damage, EDITION, HEADER, Header, PAPER, PREPRINT, Source, checksum, placed, u16_at, u32_at,
        u64_at,
    },
};

/// One edition of a conference, or one year of a journal, as a source of an index has it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Edition<'i> {
    /// The short name of the venue in the registry of venues.
    pub venue: &'i str,
    /// The year.
    pub year: u16,
    /// The source.
    pub source: &'i Source,
}

/// The publication of a paper.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Published<'i> {
    /// The venue and year, with their source.
    pub edition: Edition<'i>,
    /// The surname of the first author.
    pub author: Option<AuthorMark>,
}

impl Published<'_> {
    /// True if the first author is among these surnames; `None` if the author or the surnames are unknown.
    #[must_use]
    pub fn is_by(&self, names: &[AuthorMark]) -> Option<bool> {
        let author = self.author.filter(|_| !names.is_empty())?;
        Some(names.contains(&author))
    }
}

/// The bytes of a file, which all copies of an index share.
#[derive(Clone, Debug)]
pub enum Bytes {
    /// A part of the program.
    Static(&'static [u8]),
    /// A file that was read.
    Shared(Arc<Vec<u8>>),
}

impl From<&'static [u8]> for Bytes {
    fn from(bytes: &'static [u8]) -> Self {
        Self::Static(bytes)
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Shared(Arc::new(bytes))
    }
}

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Shared(bytes) => bytes,
        }
    }
}

/// A bucket has about sixteen papers, and hundreds if many papers have one title. An index that a stranger made may have
/// all of its papers in one.
const MOST_IN_BUCKET: usize = 4096;

/// No title is longer, for the same reason.
const LONGEST_TITLE: usize = 4096;

/// An index in memory.
#[derive(Clone, Debug)]
pub struct Index {
    bytes: Bytes,
    sources: Vec<Source>,
    venues: Vec<String>,
    bits: u8,
    editions: Range<usize>,
    buckets: Range<usize>,
    papers: Range<usize>,
    preprints: Range<usize>,
    titles: Range<usize>,
}

impl Index {
    /// Opens a file that may have been damaged.
    ///
    /// # Errors
    ///
    /// If the bytes are not an index, or were changed after a [`super::Writer`] made them.
    pub fn open(bytes: impl Into<Bytes>) -> Result<Self, Damage> {
        let bytes = bytes.into();
        let header = Header::read(&bytes)?;
        let index = Self::trusted(bytes)?;
        let body = index.bytes.get(HEADER..).ok_or(Damage::Length)?;
        if checksum(body) == header.checksum {
            Ok(index)
        } else {
            Err(Damage::Content)
        }
    }

    /// Opens a file that is as it was written, without reading all of it.
    pub(super) fn trusted(bytes: impl Into<Bytes>) -> Result<Self, Damage> {
        let bytes = bytes.into();
        let header = Header::read(&bytes)?;
        let mut end = HEADER;
        let mut table = |elements: u32, width: usize| {
            let start = end;
            let length = usize::try_from(elements).ok()?.checked_mul(width)?;
            end = end.checked_add(length)?;
            Some(start..end)
        };
        let names = table(header.names, 1).ok_or(Damage::Length)?;
        let mut index = Self {
            sources: Vec::new(),
            venues: Vec::new(),
            bits: header.bits,
            editions: table(header.editions, EDITION).ok_or(Damage::Length)?,
            buckets: table((1 << header.bits) + 1, BUCKET).ok_or(Damage::Length)?,
            papers: table(header.papers, PAPER).ok_or(Damage::Length)?,
            preprints: table(header.preprints, PREPRINT).ok_or(Damage::Length)?,
            titles: table(header.titles, 1).ok_or(Damage::Length)?,
            bytes,
        };
        if end != index.bytes.len() {
            return Err(Damage::Length);
        }
        let names = index
            .bytes
            .get(names)
            .and_then(|names| std::str::from_utf8(names).ok());
        (index.sources, index.venues) = names.and_then(read_names).ok_or(Damage::Content)?;
        Ok(index)
    }

    /// The sources, in the order of their names.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The number of papers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.papers.len() / PAPER
    }

    /// The bytes of the file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// True without papers.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.papers.is_empty()
    }

    /// The number of arXiv identifiers whose titles it has.
    #[must_use]
    pub fn preprints(&self) -> usize {
        self.preprints.len() / PREPRINT
    }

    /// The editions of conferences and the volumes of journals, each with the number of its papers.
    pub fn editions(&self) -> impl Iterator<Item = (Edition<'_>, u32)> {
        let numbers = 0..self.editions.len() / EDITION;
        numbers.filter_map(|number| self.edition(number))
    }

    /// The publications of the papers with the fingerprint of a title: usually none or one.
    pub(super) fn find(&self, title: u64) -> impl Iterator<Item = Published<'_>> + use<'_> {
        let (bucket, wanted) = placed(title, self.bits);
        let start = self.start_of(bucket);
        let papers = start..self.start_of(bucket + 1).min(start + MOST_IN_BUCKET);
        let rest = |paper: &usize| u32_at(&self.bytes[self.papers.clone()], paper * PAPER);
        papers
            .filter(move |paper| rest(paper) == Some(wanted))
            .filter_map(|paper| self.paper(paper))
    }

    /// The title of the preprint with an identifier of arXiv.
    #[must_use]
    pub fn preprint(&self, arxiv: u64) -> Option<&str> {
        let table = &self.bytes[self.preprints.clone()];
        let id = |at: usize| u64_at(table, at * PREPRINT);
        let (mut low, mut high) = (0, self.preprints());
        while low < high {
            let middle = low.midpoint(high);
            if id(middle)? < arxiv {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let at = low * PREPRINT + 8;
        let start = (id(low)? == arxiv).then(|| u32_at(table, at))??;
        // A title ends where the next one starts.
        let titles = &self.bytes[self.titles.clone()];
        let end = u32_at(table, at + PREPRINT).map_or(Some(titles.len()), |end| usize::try_from(end).ok());
        let title = titles.get(usize::try_from(start).ok()?..end?)?;
        (title.len() <= LONGEST_TITLE)
            .then(|| std::str::from_utf8(title).ok())
            .flatten()
    }

    /// The first paper of a bucket.
    fn start_of(&self, bucket: usize) -> usize {
        let buckets = &self.bytes[self.buckets.clone()];
        let start = u32_at(buckets, bucket * BUCKET);
        start
            .map_or(0, |start| usize::try_from(start).unwrap_or(0))
            .min(self.len())
    }

    fn paper(&self, number: usize) -> Option<Published<'_>> {
        let paper = self.bytes[self.papers.clone()].get(number * PAPER..)?;
        let (edition, _) = self.edition(usize::from(u16_at(paper, 4)?))?;
        let author = AuthorMark::read(u16_at(paper, 6)?);
        Some(Published { edition, author })
    }

    /// An edition with the number of its papers.
    fn edition(&self, number: usize) -> Option<(Edition<'_>, u32)> {
        let edition = self.bytes[self.editions.clone()].get(number * EDITION..)?;
        let read = Edition {
            venue: self.venues.get(usize::from(u16_at(edition, 0)?))?,
            year: u16_at(edition, 2)?,
            source: self.sources.get(usize::from(u16_at(edition, 4)?))?,
        };
        Some((read, u32_at(edition, 6)?))
    }
}

/// The sources and venues in the names of a file.
fn read_names(names: &str) -> Option<(Vec<Source>, Vec<String>)> {
    let mut lines = names.lines();
    let mut sources = Vec::new();
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        let (name, date) = line.split_once('\t')?;
        let (name, date) = (name.to_owned(), date.to_owned());
        sources.push(Source { name, date });
    }
    Some((sources, lines.map(str::to_owned).collect()))
}
