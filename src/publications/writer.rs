//! Writes indexes. Must not read sources.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
};

use thiserror::Error;

use super::{
    author::AuthorMark,
    format::{HEADER, Header, Source, bits_for, checksum, fingerprint, placed},
};
use crate::identity::title;

/// A published paper, as its source describes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paper<'p> {
    /// The title.
    pub title: &'p str,
    /// The name of the first author; empty if the source names none.
    pub author: &'p str,
    /// The short name of the venue in the registry of venues.
    pub venue: &'p str,
    /// The year.
    pub year: u16,
}

/// More papers, venues or titles than an index can hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("there are too many papers for one index")]
pub struct TooLarge;

/// The venue, year and source of papers, each by its number.
type Edition = (u16, u16, u16);

/// A new index. The order in which papers and sources are added makes no difference.
#[derive(Debug, Default)]
pub struct Writer {
    /// Sources and venues in the order in which they came: they are sorted when all are known.
    sources: Vec<Source>,
    venues: Vec<String>,
    venue_numbers: HashMap<String, u16>,
    /// The source of the papers that come next.
    source: u16,
    papers: Vec<(u64, Edition, u16)>,
    /// The identifier of each preprint with the start and the length of its title.
    preprints: Vec<(u64, u32, u32)>,
    titles: String,
}

/// More papers than all of DBLP, twice: the memory for them is bounded too.
const MOST_PAPERS: usize = 1 << 24;
/// More bytes than the titles of all preprints.
const MOST_TITLES: usize = 256 << 20;

/// Forewords and sections have shorter titles, which identify no paper.
const SHORTEST: usize = 10;

impl Writer {
    /// Begins a source: the papers that are added next are its own.
    ///
    /// # Errors
    ///
    /// If there are more than 65,536 sources.
    pub fn begin(&mut self, name: &str) -> Result<(), TooLarge> {
        // Names are parts of lines in the file.
        let name = name.replace(['\t', '\n', '\r'], " ");
        let known = self.sources.iter().position(|source| source.name == name);
        let number = known.unwrap_or(self.sources.len());
        if known.is_none() {
            let date = String::new();
            self.sources.push(Source { name, date });
        }
        self.source = u16::try_from(number).map_err(|_| TooLarge)?;
        Ok(())
    }

    /// States that the source has papers of this date; the newest date is that of the source.
    pub fn dated(&mut self, date: &str) {
        if let Some(source) = self.sources.get_mut(usize::from(self.source))
            && source.date.as_str() < date
        {
            date.clone_into(&mut source.date);
        }
    }

    /// Adds a paper, unless its title is too short to identify it.
    ///
    /// # Errors
    ///
    /// If there are more than 65,535 venues or 16,777,216 papers.
    pub fn add(&mut self, paper: &Paper<'_>) -> Result<(), TooLarge> {
        let key = title::key(paper.title);
        if key.as_str().len() < SHORTEST {
            return Ok(());
        }
        let venue = self.venue(paper.venue)?;
        let edition = (venue, paper.year, self.source);
        let author = AuthorMark::written(AuthorMark::of(paper.author));
        if self.papers.len() == MOST_PAPERS {
            return Err(TooLarge);
        }
        self.papers
            .push((fingerprint(&key, paper.title), edition, author));
        Ok(())
    }

    /// Adds the title of a preprint of arXiv, by the number of its identifier.
    ///
    /// # Errors
    ///
    /// If the titles have more than 256 MiB.
    pub fn add_preprint(&mut self, arxiv: u64, title: &str) -> Result<(), TooLarge> {
        if self.titles.len() + title.len() > MOST_TITLES || self.preprints.len() == MOST_PAPERS {
            return Err(TooLarge);
        }
        let start = counted(self.titles.len())?;
        self.titles.push_str(title);
        self.preprints.push((arxiv, start, counted(title.len())?));
        Ok(())
    }

    fn venue(&mut self, id: &str) -> Result<u16, TooLarge> {
        if let Some(number) = self.venue_numbers.get(id) {
            return Ok(*number);
        }
        let number = u16::try_from(self.venues.len()).map_err(|_| TooLarge)?;
        self.venues.push(id.to_owned());
        self.venue_numbers.insert(id.to_owned(), number);
        Ok(number)
    }

    /// The bytes of the index.
    ///
    /// # Errors
    ///
    /// If there are more than 65,536 editions, or more papers or titles than 32 bits can count.
    pub fn finish(mut self) -> Result<Vec<u8>, TooLarge> {
        self.sort_names();
        self.papers.sort_unstable();
        self.papers.dedup();
        self.sort_preprints();
        let mut editions: BTreeMap<Edition, u32> = BTreeMap::new();
        for (_, edition, _) in &self.papers {
            *editions.entry(*edition).or_default() += 1;
        }
        let numbers: HashMap<Edition, u16> = editions.keys().copied().zip(0..=u16::MAX).collect();
        if numbers.len() < editions.len() {
            return Err(TooLarge);
        }
        let bits = bits_for(self.papers.len());
        let names = self.names();
        let mut header = Header {
            bits,
            names: counted(names.len())?,
            editions: counted(editions.len())?,
            papers: counted(self.papers.len())?,
            preprints: counted(self.preprints.len())?,
            titles: counted(self.preprints.iter().map(|(_, _, length)| *length as usize).sum())?,
            checksum: 0,
        };
        let mut file = Vec::with_capacity(header.length());
        header.write(&mut file);
        file.extend(names.bytes());
        for ((venue, year, source), papers) in &editions {
            for number in [venue, year, source] {
                file.extend(number.to_le_bytes());
            }
            file.extend(papers.to_le_bytes());
        }
        self.write_papers(bits, &numbers, &mut file)?;
        self.write_preprints(&mut file)?;
        header.checksum = checksum(&file[HEADER..]);
        let mut start = Vec::with_capacity(HEADER);
        header.write(&mut start);
        file[..HEADER].copy_from_slice(&start);
        Ok(file)
    }

    /// Sorts the preprints by identifier, and leaves one title of each.
    fn sort_preprints(&mut self) {
        let titles = &self.titles;
        let title = |(_, start, length): (u64, u32, u32)| slice(titles, start, length);
        // Of several titles the first in the order of the alphabet, whatever the order of the input.
        self.preprints
            .sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| title(*a).cmp(title(*b))));
        self.preprints.dedup_by_key(|(arxiv, ..)| *arxiv);
    }

    /// Sorts sources and venues, so that the order of the input does not show, and numbers the papers by the new order.
    fn sort_names(&mut self) {
        let venues = ranks(&self.venues);
        let sources = ranks(&self.sources);
        for (_, (venue, _, source), _) in &mut self.papers {
            *venue = venues[usize::from(*venue)];
            *source = sources[usize::from(*source)];
        }
        self.venues.sort_unstable();
        self.sources.sort_unstable();
    }

    fn names(&self) -> String {
        let mut names = String::new();
        for Source { name, date } in &self.sources {
            // Writing to a string cannot fail.
            let _ = writeln!(names, "{name}\t{date}");
        }
        names.push('\n');
        names + &self.venues.join("\n")
    }

    /// Writes the tables of buckets and papers; the papers are sorted by fingerprint, and so by bucket.
    fn write_papers(
        &self,
        bits: u8,
        editions: &HashMap<Edition, u16>,
        file: &mut Vec<u8>,
    ) -> Result<(), TooLarge> {
        let mut started = 0;
        for (number, (fingerprint, ..)) in self.papers.iter().enumerate() {
            let (bucket, _) = placed(*fingerprint, bits);
            while started <= bucket {
                file.extend(counted(number)?.to_le_bytes());
                started += 1;
            }
        }
        let end = counted(self.papers.len())?.to_le_bytes();
        for _ in started..=1 << bits {
            file.extend(end);
        }
        for (fingerprint, edition, author) in &self.papers {
            let (_, rest) = placed(*fingerprint, bits);
            file.extend(rest.to_le_bytes());
            file.extend(editions[edition].to_le_bytes());
            file.extend(author.to_le_bytes());
        }
        Ok(())
    }

    /// Writes the tables of preprints and titles.
    fn write_preprints(&self, file: &mut Vec<u8>) -> Result<(), TooLarge> {
        let mut end = 0;
        for (arxiv, _, length) in &self.preprints {
            file.extend(arxiv.to_le_bytes());
            file.extend(counted(end)?.to_le_bytes());
            end += *length as usize;
        }
        for (_, start, length) in &self.preprints {
            file.extend(slice(&self.titles, *start, *length).bytes());
        }
        Ok(())
    }
}

/// A part of a text that was put there as a whole.
fn slice(text: &str, start: u32, length: u32) -> &str {
    let start = start as usize;
    &text[start..start + length as usize]
}

/// The place of each element when all are sorted.
fn ranks<T: Ord>(all: &[T]) -> Vec<u16> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|at| &all[*at]);
    let mut ranks = vec![0; all.len()];
    for (rank, at) in (0..=u16::MAX).zip(order) {
        ranks[at] = rank;
    }
    ranks
}

fn counted(number: usize) -> Result<u32, TooLarge> {
    u32::try_from(number).map_err(|_| TooLarge)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::publications::{Damage, Index, marks};

    const TITLES: [&str; 3] = [
        "Reading Maps Without Labels",
        "Counting Trees",
        "Drawing Rivers: a Survey",
    ];

    fn sought(title: &str) -> u64 {
        fingerprint(&title::key(title), title)
    }

    fn paper(title: &str, venue: &'static str, year: u16) -> (String, &'static str, u16) {
        (title.to_owned(), venue, year)
    }

    fn written(papers: &[(String, &'static str, u16)]) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.begin("DBLP").expect("one source");
        writer.dated("2024");
        for (title, venue, year) in papers {
            let author = "Nora Lind 0001";
            let paper = Paper {
                title,
                author,
                venue,
                year: *year,
            };
            writer.add(&paper).expect("few papers");
        }
        let add = |writer: &mut Writer, arxiv, title| writer.add_preprint(arxiv, title).expect("few titles");
        add(&mut writer, 2_401_000_012, "Reading Maps");
        add(&mut writer, 2_401_000_007, "Counting Trees");
        writer.finish().expect("few papers")
    }

    fn some() -> Vec<(String, &'static str, u16)> {
        vec![
            paper(TITLES[0], "CVPR", 2024),
            paper(TITLES[1], "NeurIPS", 2022),
            paper(TITLES[1], "AAAI", 2021),
        ]
    }

    #[test]
    fn a_paper_is_found_by_its_title() {
        let index = Index::open(written(&some())).expect("an index");
        assert_eq!((index.len(), index.preprints()), (3, 2));
        let found = |title| {
            let found = index.find(sought(title));
            found
                .map(|paper| (paper.edition.venue, paper.edition.year))
                .collect::<Vec<_>>()
        };
        assert_eq!(found("**Reading maps** without labels."), [("CVPR", 2024)]);
        assert_eq!(found(TITLES[1]), [("AAAI", 2021), ("NeurIPS", 2022)]);
        assert_eq!(found(TITLES[2]), []);
        assert_eq!(found("Reading Maps++ Without Labels"), []);
        let first = index.find(sought(TITLES[0])).next().expect("a paper");
        assert_eq!(first.is_by(&marks("K. Oster, N. Lind")), Some(true));
        assert_eq!(first.is_by(&marks("Karl Oster et al.")), Some(false));
        assert_eq!(first.is_by(&[]), None);
        assert_eq!(first.edition.source.to_string(), "DBLP, 2024");
        assert_eq!(index.preprint(2_401_000_007), Some("Counting Trees"));
        assert_eq!(index.preprint(2_401_000_012), Some("Reading Maps"));
        assert_eq!(index.preprint(2_401_000_008), None);
    }

    #[test]
    fn the_order_of_the_input_makes_no_difference() {
        let mut papers = some();
        let forwards = written(&papers);
        papers.reverse();
        papers.push(papers[0].clone());
        assert_eq!(written(&papers), forwards);
    }

    #[test]
    fn damage_is_named() {
        let good = written(&some());
        let damage = |bytes: &[u8]| Index::open(bytes.to_vec()).expect_err("damage");
        assert_eq!(damage(b"@article{a,"), Damage::Foreign);
        assert_eq!(damage(&[]), Damage::Foreign);
        assert_eq!(damage(&good[..20]), Damage::Length);
        assert_eq!(damage(&good[..good.len() - 1]), Damage::Length);
        assert_eq!(damage(&[&good[..], b"x"].concat()), Damage::Length);
        let mut newer = good.clone();
        newer[8] = 2;
        assert_eq!(damage(&newer), Damage::Newer(2));
        let mut flipped = good;
        let last = flipped.len() - 1;
        flipped[last] ^= 1;
        assert_eq!(damage(&flipped), Damage::Content);
    }

    #[test]
    fn an_empty_index_has_nothing() {
        let index = Index::open(Writer::default().finish().expect("empty")).expect("an index");
        assert!(index.is_empty() && index.find(sought(TITLES[0])).next().is_none());
    }

    proptest! {
        #[test]
        fn every_paper_is_found_again(titles in proptest::collection::vec("[a-z]{10,20}", 0..200)) {
            let papers: Vec<_> = titles.iter().map(|title| paper(title, "CVPR", 2020)).collect();
            let index = Index::open(written(&papers)).expect("an index");
            for title in &titles {
                prop_assert!(index.find(sought(title)).next().is_some());
            }
        }

        #[test]
        fn damaged_bytes_never_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), title in "[a-z]{10,20}") {
            let mut bytes = written(&some());
            let at = at.index(bytes.len());
            bytes[at] = byte;
            // Without the checksum, as a file with a forged one.
            if let Ok(index) = Index::trusted(bytes) {
                let _ = index.find(sought(&title)).count();
                let _ = index.editions().count();
                let _ = index.preprint(2_401_000_007);
            }
        }
    }
}
