//! The Proceedings of Machine Learning Research. Must not know the conferences of its volumes.

use std::fmt;

use crate::identity::{
    address::Address,
    part::{is_name, number},
    site::{Family, Form, Site},
};

/// A paper in the Proceedings of Machine Learning Research.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Pmlr {
    /// The volume.
    pub volume: u16,
    /// The first author, the year and a letter, such as `radford21a`.
    pub key: String,
}

impl Site for Pmlr {
    type Id = Self;

    const NAME: &'static str = "PMLR";
    const KEY: &'static str = "pmlr";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<Self>] = &[
        (&["proceedings.mlr.press"], read),
        (&["raw.githubusercontent.com"], read_raw),
    ];
    const DOMAINS: &'static [&'static str] = &["mlr.press"];

    fn url(paper: &Self) -> String {
        format!("https://proceedings.mlr.press/v{paper}.html")
    }
}

impl fmt::Display for Pmlr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.volume, self.key)
    }
}

impl Pmlr {
    fn new(volume: &str, key: &str) -> Option<Self> {
        let volume = number(volume.strip_prefix('v')?)?;
        is_name(key, "-_").then(|| Self {
            volume,
            key: key.to_owned(),
        })
    }
}

/// `/vN/KEY.html`, `/vN/KEY/KEY.pdf`, `/vN/KEY.pdf`.
fn read(address: &Address<'_>) -> Option<Pmlr> {
    match address.parts().as_slice() {
        // Some volumes have PDFs next to the pages, others in a folder for each paper.
        [volume, file] => {
            let page = file.strip_suffix(".html").or_else(|| file.strip_suffix(".pdf"));
            Pmlr::new(volume, page.unwrap_or(file))
        }
        [volume, key, file] if file.strip_suffix(".pdf") == Some(key) => Pmlr::new(volume, key),
        _ => None,
    }
}

/// `/mlresearch/vN/BRANCH/assets/KEY/KEY.pdf`: the repositories with the files of the volumes.
fn read_raw(address: &Address<'_>) -> Option<Pmlr> {
    match address.parts().as_slice() {
        ["mlresearch", volume, _, "assets", key, file] if file.strip_suffix(".pdf") == Some(key) => {
            Pmlr::new(volume, key)
        }
        _ => None,
    }
}
