//! Zenodo. Must not know the latest version of a record.

use crate::identity::{
    address::Address,
    part::number,
    site::{Family, Form, Site},
};

/// A record on Zenodo.
pub(crate) struct Zenodo;

impl Site for Zenodo {
    /// The number of the record.
    type Id = u64;

    const NAME: &'static str = "Zenodo";
    const KEY: &'static str = "zenodo";
    const FAMILY: Family = Family::Data;
    const FORMS: &'static [Form<u64>] = &[(&["zenodo.org"], read)];

    fn of_doi(doi: &str) -> Option<u64> {
        number(doi.strip_prefix("10.5281/zenodo.")?)
    }

    fn url(id: &u64) -> String {
        format!("https://zenodo.org/records/{id}")
    }

    fn is_part(address: &Address<'_>) -> bool {
        address.parts().as_slice().contains(&"files")
    }
}

/// `/(record|records|deposit)/N[/files/…]`, `/doi/10.5281/zenodo.N`, `/badge/DOI/10.5281/zenodo.N.svg`.
fn read(address: &Address<'_>) -> Option<u64> {
    match address.parts().as_slice() {
        // Until 2023, the folder was called `record`.
        ["record" | "records" | "deposit", id, ..] => number(id),
        ["doi", "10.5281", name] => number(name.strip_prefix("zenodo.")?),
        ["badge", "DOI", "10.5281", name] => number(name.strip_prefix("zenodo.")?.trim_end_matches(".svg")),
        _ => None,
    }
}
