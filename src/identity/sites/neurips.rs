//! The proceedings of NeurIPS, by hash since their move and by number before. Must not match the numbers with hashes.

use std::fmt;

use crate::identity::{
    address::Address,
    part::{is_hex, is_word, number, year},
    site::{Family, Form, Published, Site},
};

const NAME: &str = "NeurIPS";

const HOSTS: &[&str] = &[
    "papers.nips.cc",
    "nips.cc",
    "papers.neurips.cc",
    "proceedings.neurips.cc",
    "datasets-benchmarks-proceedings.neurips.cc",
];

/// A paper, by the hash in its URL.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Neurips {
    /// The year of the conference.
    pub year: u16,
    /// 32 hexadecimal digits.
    pub hash: String,
    /// The track, such as `Conference` or `Datasets_and_Benchmarks`; there were no tracks before 2021.
    pub track: Option<String>,
}

impl Site for Neurips {
    type Id = Self;

    const NAME: &'static str = NAME;
    const KEY: &'static str = "neurips";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<Self>] = &[(HOSTS, read)];
    const DOMAINS: &'static [&'static str] = &["neurips.cc"];

    fn url(Self { year, hash, track }: &Self) -> String {
        match track.as_deref() {
            // In its first year, the track for data sets had a separate site.
            Some(track) if track.starts_with("round") => format!(
                "https://datasets-benchmarks-proceedings.neurips.cc/paper/{year}/hash/{hash}-Abstract-{track}.html"
            ),
            Some(track) => format!(
                "https://proceedings.neurips.cc/paper_files/paper/{year}/hash/{hash}-Abstract-{track}.html"
            ),
            None => {
                format!("https://proceedings.neurips.cc/paper_files/paper/{year}/hash/{hash}-Abstract.html")
            }
        }
    }

    fn published(paper: &Self) -> Option<Published> {
        Some(Published::at(NAME, Some(paper.year)))
    }
}

impl fmt::Display for Neurips {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.year, self.hash)
    }
}

/// `/paper(_files/paper)?/YEAR/hash/HASH-Abstract[-TRACK].html`, `…/file/HASH-Paper[-TRACK].pdf`.
fn read(address: &Address<'_>) -> Option<Neurips> {
    let parts = address.parts();
    let (["paper", edition, "hash" | "file", file]
    | ["paper_files", "paper", edition, "hash" | "file", file]) = parts.as_slice()
    else {
        return None;
    };
    // Abstract, paper, supplement, reviews and BibTeX of a paper share the hash; only the first two count as the paper.
    let (hash, view) = file.split_once(['-', '.'])?;
    let view = view.trim_end_matches(".html").trim_end_matches(".pdf");
    let track = view
        .strip_prefix("Abstract")
        .or_else(|| view.strip_prefix("Paper"))?
        .trim_start_matches('-');
    let is_paper = hash.len() == 32 && is_hex(hash) && (track.is_empty() || is_word(track));
    let year = year(edition).filter(|_| is_paper)?;
    Some(Neurips {
        year,
        hash: hash.to_ascii_lowercase(),
        track: Some(track.to_owned()).filter(|track| !track.is_empty()),
    })
}

/// A paper, by the number in its old URL.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Nips {
    /// The number, which is unique across all years.
    pub number: u32,
    /// The title in the URL.
    pub slug: String,
}

impl Site for Nips {
    type Id = Self;

    const NAME: &'static str = NAME;
    const KEY: &'static str = "nips";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<Self>] = &[(HOSTS, read_old)];
    const DOMAINS: &'static [&'static str] = &["nips.cc"];

    fn url(Self { number, slug }: &Self) -> String {
        format!("https://papers.nips.cc/paper/{number}-{slug}")
    }

    fn published(_: &Self) -> Option<Published> {
        Some(Published::at(NAME, None))
    }

    fn title(paper: &Self) -> Option<&str> {
        Some(&paper.slug)
    }
}

impl fmt::Display for Nips {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number)
    }
}

/// `/paper/NUMBER-SLUG[.pdf]`.
fn read_old(address: &Address<'_>) -> Option<Nips> {
    let parts = address.parts();
    let (["paper", file] | ["paper_files", "paper", file]) = parts.as_slice() else {
        return None;
    };
    // The number identifies the paper; the slug is kept for the URL.
    let (number, slug) = file.strip_suffix(".pdf").unwrap_or(file).split_once('-')?;
    let slug = Some(slug).filter(|slug| is_word(slug))?;
    Some(Nips {
        number: self::number(number)?,
        slug: slug.to_owned(),
    })
}
