//! Papers with Code, which closed in July 2025. Must not know where its pages lead today.

use crate::identity::{
    address::Address,
    part::is_name,
    site::{Family, Form, Site},
};

/// A paper at Papers with Code.
pub(crate) struct PapersWithCode;

impl Site for PapersWithCode {
    /// The name of the paper, in lower case.
    type Id = String;

    const NAME: &'static str = "Papers with Code";
    const KEY: &'static str = "paperswithcode";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<String>] = &[(&["paperswithcode.com"], read)];

    fn url(name: &String) -> String {
        format!("https://paperswithcode.com/paper/{name}")
    }
}

/// `/paper/NAME`.
fn read(address: &Address<'_>) -> Option<String> {
    match address.parts().as_slice() {
        ["paper", name, ..] if is_name(name, "-_") => Some(name.to_lowercase()),
        _ => None,
    }
}
