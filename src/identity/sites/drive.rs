//! Google Drive. Must not know whether a file is shared.

use crate::identity::{
    address::Address,
    part::is_name,
    site::{Family, Form, Site},
};

/// A file or folder on Google Drive.
pub(crate) struct Drive;

impl Site for Drive {
    type Id = String;

    const NAME: &'static str = "Google Drive";
    const KEY: &'static str = "drive";
    const FAMILY: Family = Family::Data;
    const FORMS: &'static [Form<String>] = &[(&["drive.google.com", "drive.usercontent.google.com"], read)];

    fn url(id: &String) -> String {
        format!("https://drive.google.com/open?id={id}")
    }
}

/// `/file/d/ID/…`, `/drive/[u/N/]folders/ID`, `?id=ID`.
fn read(address: &Address<'_>) -> Option<String> {
    let parts = address.parts();
    let id = match parts.as_slice() {
        ["file", "d", id, ..]
        | ["file", "u", _, "d", id, ..]
        | ["drive", "folders", id, ..]
        | ["drive", "mobile", "folders", id, ..]
        | ["drive", "u", _, "folders", id, ..] => id,
        _ => address.parameter("id")?,
    };
    // Shorter texts are words: identifiers have about thirty characters.
    (id.len() >= 10 && is_name(id, "_-")).then(|| id.to_owned())
}
