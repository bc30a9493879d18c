//! Kaggle. Must not know its models, whose URLs have a different layout.

use crate::identity::{
    address::Address,
    hub::{HubId, HubKind},
    site::{Family, Form, Site},
};

/// A data set, notebook or competition.
pub(crate) struct Kaggle;

impl Site for Kaggle {
    /// The identifier in lower case.
    type Id = HubId;

    const NAME: &'static str = "Kaggle";
    const KEY: &'static str = "kaggle";
    const FAMILY: Family = Family::Data;
    const FORMS: &'static [Form<HubId>] = &[(&["kaggle.com"], read)];

    fn url(HubId { kind, id }: &HubId) -> String {
        let folder = match kind {
            HubKind::App => "code",
            HubKind::Competition => "competitions",
            _ => "datasets",
        };
        format!("https://www.kaggle.com/{folder}/{id}")
    }
}

/// The first parts of paths that are not owners.
const PAGES: [&str; 13] = [
    "account",
    "benchmarks",
    "code",
    "competitions",
    "datasets",
    "discussions",
    "docs",
    "learn",
    "models",
    "organizations",
    "rankings",
    "search",
    "work",
];

/// `/[datasets/]OWNER/NAME`, `/code/OWNER/NAME`, `/(competitions|c)/NAME`.
fn read(address: &Address<'_>) -> Option<HubId> {
    let id = match address.parts().as_slice() {
        ["code" | "kernels", owner, name, ..] => HubId::new(HubKind::App, owner, name),
        ["competitions" | "c", name, ..] => HubId::new(HubKind::Competition, "", name),
        ["datasets", owner, name, ..] => HubId::new(HubKind::Dataset, owner, name),
        [page, ..] if PAGES.contains(page) => None,
        // At first, data sets had no folder of their own.
        [owner, name] => HubId::new(HubKind::Dataset, owner, name),
        _ => None,
    }?;
    Some(HubId {
        id: id.id.to_lowercase(),
        ..id
    })
}
