//! Elsevier's site. Must not know DOIs, which its URLs do not contain.

use crate::identity::{
    address::Address,
    part::is_name,
    site::{Family, Form, Site},
};

/// An article at Elsevier.
pub(crate) struct Elsevier;

impl Site for Elsevier {
    /// The PII, in capitals.
    type Id = String;

    const NAME: &'static str = "ScienceDirect";
    const KEY: &'static str = "pii";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<String>] = &[(&["sciencedirect.com", "linkinghub.elsevier.com"], read)];
    const DOMAINS: &'static [&'static str] = &["sciencedirect.com"];

    fn url(pii: &String) -> String {
        format!("https://www.sciencedirect.com/science/article/pii/{pii}")
    }
}

/// `sciencedirect.com/science/article/(abs/|am/)?pii/PII…` and `linkinghub.elsevier.com/retrieve/pii/PII`.
fn read(address: &Address<'_>) -> Option<String> {
    let parts = address.parts();
    let mut parts = parts.as_slice().iter();
    // Views such as `abs` may come before `pii`, and formats after the identifier.
    parts.find(|part| **part == "pii")?;
    let pii = parts.next()?;
    let is_pii = (16..=17).contains(&pii.len()) && pii.starts_with(['S', 's', 'B', 'b']) && is_name(pii, "");
    is_pii.then(|| pii.to_ascii_uppercase())
}
