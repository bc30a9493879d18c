//! IEEE Xplore. Must not know DOIs, which its URLs do not contain.

use crate::identity::{
    address::Address,
    part::number,
    site::{Family, Form, Site},
};

/// An article at IEEE Xplore.
pub(crate) struct Ieee;

impl Site for Ieee {
    /// The number of the article.
    type Id = u64;

    const NAME: &'static str = "IEEE Xplore";
    const KEY: &'static str = "ieee";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<u64>] = &[(&["ieeexplore.ieee.org"], read)];
    const DOMAINS: &'static [&'static str] = &["ieee.org"];

    fn url(id: &u64) -> String {
        format!("https://ieeexplore.ieee.org/document/{id}")
    }
}

/// `/document/N`, `/abstract/document/N`, `?arnumber=N`, `/iel7/…/0N.pdf`.
fn read(address: &Address<'_>) -> Option<u64> {
    // URLs from before `/document` have the number in the query, with various paths.
    if let Some(id) = address.parameter("arnumber") {
        return number(id);
    }
    match address.parts().as_slice() {
        ["document", id, ..] | ["abstract", "document", id, ..] => number(id),
        // Folders are numbered by publication and issue, files by article.
        [first, .., last] if first.starts_with("iel") => number(last.strip_suffix(".pdf")?),
        _ => None,
    }
}
