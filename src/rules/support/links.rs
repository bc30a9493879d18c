//! Links as findings name them. Must not choose which links are defects.

use crate::{
    document::Link,
    finding::{Edit, Finding, counted},
    rules::base::Context,
};

/// The number of places beside the first that a finding shows: more would hide the finding itself.
pub(in crate::rules) const SHOWN: usize = 3;

/// Reports the first of several links that have one cause, most often one URL, and names the others.
pub(in crate::rules) fn report_links<'c>(
    cx: &'c mut Context<'_>,
    links: &[&Link],
    message: String,
) -> &'c mut Finding {
    let more = match links.len() {
        1 => String::new(),
        all => format!(" ({})", counted(all, "link")),
    };
    let finding = cx.report(links[0].destination, message + &more);
    for link in links.iter().skip(1).take(SHOWN) {
        // One defect may be written in several ways, such as an anchor in two cases.
        let remark = if link.url == links[0].url {
            "the same URL"
        } else {
            "this one too"
        };
        finding.related(link.destination, remark);
    }
    finding
}

/// Edits that give each of the links another destination; `None` if one of them has its destination elsewhere.
pub(in crate::rules) fn redirect(
    links: &[&Link],
    destination: impl Fn(&Link) -> String,
) -> Option<Vec<Edit>> {
    // Readers fix a finding as a whole: a fix that left one of its links wrong would only hide that link.
    if !links.iter().all(|link| link.has_own_destination()) {
        return None;
    }
    let edits = links
        .iter()
        .map(|link| Edit::replace(link.destination, destination(link)));
    Some(edits.collect())
}

/// True for a character that ends a destination, a cell or the value of an attribute.
pub(in crate::rules) fn breaks_markdown(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "()<>[]|\"'".contains(c)
}
