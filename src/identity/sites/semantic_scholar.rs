//! Semantic Scholar's pages. Must not know its API.

use crate::identity::{
    address::Address,
    part::is_hex,
    site::{Family, Form, Site},
};

/// A page at Semantic Scholar.
pub(crate) struct SemanticScholar;

impl Site for SemanticScholar {
    /// 40 hexadecimal digits.
    type Id = String;

    const NAME: &'static str = "Semantic Scholar";
    const KEY: &'static str = "s2";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<String>] = &[(&["semanticscholar.org"], read)];
    const DOMAINS: &'static [&'static str] = &["semanticscholar.org"];

    fn url(id: &String) -> String {
        format!("https://www.semanticscholar.org/paper/{id}")
    }
}

/// `/paper/[SLUG/]ID`, `/reader/ID`.
fn read(address: &Address<'_>) -> Option<String> {
    match address.parts().as_slice() {
        ["reader", id] | ["paper", id, ..] | ["paper", _, id, ..] if id.len() == 40 && is_hex(id) => {
            Some(id.to_ascii_lowercase())
        }
        _ => None,
    }
}
