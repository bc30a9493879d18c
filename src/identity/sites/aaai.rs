//! The proceedings of AAAI. Must not know their years, which the URLs do not contain.

use crate::identity::{
    address::Address,
    part::number,
    site::{Family, Form, Published, Site},
};

/// An article of AAAI.
pub(crate) struct Aaai;

impl Site for Aaai {
    /// The number of the article, which also ends its DOI.
    type Id = u64;

    const NAME: &'static str = "AAAI";
    const KEY: &'static str = "aaai";
    const FAMILY: Family = Family::Paper;
    // The previous conference system, `aaai.org/ocs`, had different numbers, which are not read.
    const FORMS: &'static [Form<u64>] = &[(&["ojs.aaai.org", "aaai.org"], read)];
    const DOMAINS: &'static [&'static str] = &["aaai.org"];

    /// `10.1609/aaai.vVOLUMEiISSUE.N`.
    fn of_doi(doi: &str) -> Option<u64> {
        let (_, id) = doi.strip_prefix("10.1609/aaai.")?.rsplit_once('.')?;
        number(id)
    }

    fn url(id: &u64) -> String {
        format!("https://ojs.aaai.org/index.php/AAAI/article/view/{id}")
    }

    fn published(_: &u64) -> Option<Published> {
        Some(Published::at("AAAI", None))
    }
}

/// `[/ojs]/index.php/AAAI/article/(view|download)/N[/M]`.
fn read(address: &Address<'_>) -> Option<u64> {
    let parts = address.parts();
    let parts = match parts.as_slice() {
        // On the society's own host, the journal system is in a folder.
        ["ojs", rest @ ..] => rest,
        all => all,
    };
    match parts {
        [
            "index.php",
            "AAAI" | "aaai",
            "article",
            "view" | "download" | "viewFile",
            id,
            ..,
        ] => number(id), // A second number names the file.
        _ => None,
    }
}
