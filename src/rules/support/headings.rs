//! Anchors of headings, found by their letters alone. Must not choose between several.

use std::collections::HashMap;

use crate::{document::Document, list::letters};

/// The anchors of the headings, by their letters and digits: links most often get the punctuation wrong.
pub(in crate::rules) fn anchors_by_letters<'d>(document: &'d Document<'_>) -> HashMap<String, Vec<&'d str>> {
    let mut anchors: HashMap<_, Vec<&str>> = HashMap::new();
    for heading in document.headings() {
        anchors
            .entry(letters(&heading.slug))
            .or_default()
            .push(&heading.slug);
    }
    anchors
}
