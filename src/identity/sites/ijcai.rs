//! The proceedings of IJCAI. Must not know its other tracks.

use std::fmt;

use crate::identity::{
    address::Address,
    part::{number, year},
    site::{Family, Form, Published, Site},
};

/// A paper of IJCAI.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Ijcai {
    /// The year of the conference.
    pub year: u16,
    /// The number of the paper in the proceedings.
    pub number: u32,
}

impl Site for Ijcai {
    type Id = Self;

    const NAME: &'static str = "IJCAI";
    const KEY: &'static str = "ijcai";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<Self>] = &[(&["ijcai.org"], read)];
    const DOMAINS: &'static [&'static str] = &["ijcai.org"];

    /// `10.24963/ijcai.YEAR/N`.
    fn of_doi(doi: &str) -> Option<Self> {
        let (year, number) = doi.strip_prefix("10.24963/ijcai.")?.split_once('/')?;
        Self::new(year, number)
    }

    fn url(paper: &Self) -> String {
        format!("https://www.ijcai.org/proceedings/{paper}")
    }

    fn published(paper: &Self) -> Option<Published> {
        Some(Published::at("IJCAI", Some(paper.year)))
    }
}

impl fmt::Display for Ijcai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.year, self.number)
    }
}

impl Ijcai {
    fn new(edition: &str, number: &str) -> Option<Self> {
        Some(Self {
            year: year(edition)?,
            number: self::number(number)?,
        })
    }
}

/// `/proceedings/YEAR/N` and `/proceedings/YEAR/NNNN.pdf`.
fn read(address: &Address<'_>) -> Option<Ijcai> {
    match address.parts().as_slice() {
        ["proceedings" | "Proceedings", year, file] => {
            Ijcai::new(year, file.strip_suffix(".pdf").unwrap_or(file))
        }
        _ => None,
    }
}
