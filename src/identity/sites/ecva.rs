//! ECVA, with the papers of ECCV. Must not know their copies on other sites.

use std::fmt;

use crate::identity::{
    address::Address,
    part::{number, year},
    site::{Family, Form, Published, Site},
};

/// A paper of ECCV at ECVA.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Ecva {
    /// The year of the conference.
    pub year: u16,
    /// The number of the paper in the proceedings.
    pub number: u32,
}

pub(super) const HOSTS: &[&str] = &["ecva.net"];

impl Site for Ecva {
    type Id = Self;

    const NAME: &'static str = "ECVA";
    const KEY: &'static str = "ecva";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<Self>] = &[(HOSTS, read)];
    const DOMAINS: &'static [&'static str] = HOSTS;

    fn url(&Self { year, number }: &Self) -> String {
        format!("https://www.ecva.net/papers/eccv_{year}/papers_ECCV/html/{number}_ECCV_{year}_paper.php")
    }

    fn published(paper: &Self) -> Option<Published> {
        Some(Published::at("ECCV", Some(paper.year)))
    }
}

impl fmt::Display for Ecva {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.year, self.number)
    }
}

/// `/papers/eccv_2024/papers_ECCV/html/N_ECCV_2024_paper.php` and `/papers/eccv_2024/papers_ECCV/papers/N.pdf`.
fn read(address: &Address<'_>) -> Option<Ecva> {
    let (year, file) = edition_and_file(address)?;
    // The name of a page repeats the edition, but the name of a PDF does not.
    let file = file.strip_suffix(&format!("_ECCV_{year}")).unwrap_or(file);
    let number = number(file)?;
    Some(Ecva { year, number })
}

/// Returns the year of an ECVA URL, and the file name without the common ending.
pub(super) fn edition_and_file<'a>(address: &Address<'a>) -> Option<(u16, &'a str)> {
    let parts = address.parts();
    let ["papers", edition, "papers_ECCV", "html" | "papers", file] = parts.as_slice() else {
        return None;
    };
    let file = file.strip_suffix(".php").or_else(|| file.strip_suffix(".pdf"))?;
    Some((
        year(edition.strip_prefix("eccv_")?)?,
        file.strip_suffix("_paper").unwrap_or(file),
    ))
}
