//! The layout of an index file. Must not search it.
//!
//! A header of fixed size, the names of sources and venues as text, and tables of fixed width, all little-endian:
//!
//! ```text
//! header    magic, version, bits of a bucket, the number of elements of each table, checksum of all that follows
//! names     a line for each source (name and date, separated by a tab), an empty line, a line for each venue
//! editions  venue u16, year u16, source u16, number of papers u32
//! buckets   the number of the first paper of each bucket u32, and the number of papers
//! papers    rest of the fingerprint u32, edition u16, surname of the first author u16; sorted by bucket
//! preprints number of an arXiv identifier u64, start of its title u32; sorted by number
//! titles    the titles of the preprints, one after the other
//! ```

use std::fmt;

use thiserror::Error;

use crate::{hash::fnv1a, identity::TitleKey};

/// The first bytes of each index. As in a PNG file, they change if a file is converted as text.
const MAGIC: [u8; 8] = *b"\x89PLPUB\r\n";

/// True for the first bytes of an index, of whatever version.
#[must_use]
pub fn is_index(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// The name of DBLP in messages.
pub(in crate::publications) const DBLP: &str = "DBLP";

/// The version of this layout.
pub(super) const VERSION: u16 = 1;
/// The bytes of the header.
pub(super) const HEADER: usize = 40;

/// The bytes of an element of each table.
pub(super) const EDITION: usize = 10;
pub(super) const BUCKET: usize = 4;
pub(super) const PAPER: usize = 8;
pub(super) const PREPRINT: usize = 12;

/// The reason why a file cannot be used as an index.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum Damage {
    /// Other first bytes.
    #[error("not an index of publications")]
    Foreign,
    /// A later version of the layout.
    #[error("the index has version {0}, and this paperlint reads version {VERSION}")]
    Newer(u16),
    /// Less or more bytes than the header announces.
    #[error("the index is truncated or has bytes after its end")]
    Length,
    /// A checksum that differs from the content.
    #[error("the index is damaged")]
    Content,
}

/// A source of the papers in an index.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Source {
    /// Its name in messages.
    pub name: String,
    /// Its date: a year, or a year and a month.
    pub date: String,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.name, self.date)
    }
}

/// The numbers in a header.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Header {
    /// There are two to the power of this many buckets.
    pub(super) bits: u8,
    pub(super) names: u32,
    pub(super) editions: u32,
    pub(super) papers: u32,
    pub(super) preprints: u32,
    pub(super) titles: u32,
    pub(super) checksum: u64,
}

/// More bits would make more buckets than an index can have papers.
const MOST_BITS: u8 = 26;

impl Header {
    /// The bytes of the whole file.
    pub(super) fn length(&self) -> usize {
        let tables = [
            (self.names, 1),
            (self.editions, EDITION),
            ((1 << self.bits) + 1, BUCKET),
            (self.papers, PAPER),
            (self.preprints, PREPRINT),
            (self.titles, 1),
        ];
        HEADER
            + tables
                .map(|(elements, width)| elements as usize * width)
                .iter()
                .sum::<usize>()
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(MAGIC);
        out.extend(VERSION.to_le_bytes());
        out.extend([self.bits, 0]);
        for number in [
            self.names,
            self.editions,
            self.papers,
            self.preprints,
            self.titles,
        ] {
            out.extend(number.to_le_bytes());
        }
        out.extend(self.checksum.to_le_bytes());
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, Damage> {
        if !bytes.starts_with(&MAGIC) {
            return Err(Damage::Foreign);
        }
        let version = u16_at(bytes, 8).ok_or(Damage::Length)?;
        if version > VERSION {
            return Err(Damage::Newer(version));
        }
        let number = |at| u32_at(bytes, at).ok_or(Damage::Length);
        let header = Self {
            bits: *bytes.get(10).ok_or(Damage::Length)?,
            names: number(12)?,
            editions: number(16)?,
            papers: number(20)?,
            preprints: number(24)?,
            titles: number(28)?,
            checksum: u64_at(bytes, 32).ok_or(Damage::Length)?,
        };
        if version == 0 || header.bits > MOST_BITS {
            return Err(Damage::Content);
        }
        Ok(header)
    }
}

/// The checksum of the bytes after the header.
pub(super) fn checksum(body: &[u8]) -> u64 {
    fnv1a(body.iter().copied())
}

/// The number of bits of a bucket's number that gives each bucket about sixteen papers: few to compare, and few buckets.
pub(super) fn bits_for(papers: usize) -> u8 {
    let bits = (papers / 16).checked_ilog2().unwrap_or(0);
    u8::try_from(bits).map_or(MOST_BITS, |bits| bits.min(MOST_BITS))
}

/// The bucket of a title, and the rest of its fingerprint.
pub(super) fn placed(fingerprint: u64, bits: u8) -> (usize, u32) {
    let bucket = fingerprint.checked_shr(64 - u32::from(bits)).unwrap_or(0);
    let rest = (fingerprint << bits) >> 32;
    // Both fit: a bucket has at most 26 bits, and a rest 32.
    (
        usize::try_from(bucket).unwrap_or(0),
        u32::try_from(rest).unwrap_or(0),
    )
}

/// The fingerprint of a title with its key: the same in every version of the layout.
///
/// Unlike the key of a title it counts each `+`, which marks the extension of a method: `CrossFormer++: …`.
pub(super) fn fingerprint(key: &TitleKey, title: &str) -> u64 {
    let pluses = title.bytes().filter(|byte| *byte == b'+');
    // FNV mixes its last bytes into the low bits only, and the high bits name the bucket. The steps are
    // the finalizer of MurmurHash3.
    let mut hash = fnv1a(key.as_str().bytes().chain(pluses));
    for factor in [0xff51_afd7_ed55_8ccd, 0xc4ce_b9fe_1a85_ec53] {
        hash = (hash ^ (hash >> 33)).wrapping_mul(factor);
    }
    hash ^ (hash >> 33)
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
