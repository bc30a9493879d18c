//! OpenReview, with submissions and their reviews. Must not know whether they were accepted.

use crate::identity::{
    address::Address,
    part::is_name,
    site::{Family, Form, Site},
};

/// A submission.
pub(crate) struct OpenReview;

impl Site for OpenReview {
    /// About ten characters.
    type Id = String;

    const NAME: &'static str = "OpenReview";
    const KEY: &'static str = "openreview";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<String>] = &[(&["openreview.net"], read)];
    const DOMAINS: &'static [&'static str] = &["openreview.net"];

    fn url(id: &String) -> String {
        format!("https://openreview.net/forum?id={id}")
    }
}

/// `/forum?id=ID`, `/pdf?id=ID`, `/attachment?id=ID&name=…`, `/notes?id=ID`, `/revisions?id=ID`.
fn read(address: &Address<'_>) -> Option<String> {
    let parts = address.parts();
    let ([page] | [page, "index.html"]) = parts.as_slice() else {
        return None;
    };
    // The identifier in `/references/pdf?id=` belongs to a revision, which does not lead to the paper.
    if !matches!(*page, "forum" | "pdf" | "attachment" | "notes" | "revisions") {
        return None;
    }
    let id = address.parameter("id").or_else(|| address.parameter("forum"))?;
    // Identifiers have about ten characters; longer ones are names of conferences and groups.
    ((6..=16).contains(&id.len()) && is_name(id, "_-")).then(|| id.to_owned())
}
