//! Hugging Face. Must not know arXiv, whose papers it also shows.

use crate::identity::{
    address::Address,
    hub::{HubId, HubKind},
    site::{Family, Form, Site},
};

/// A model, data set, space or collection.
pub(crate) struct HuggingFace;

/// The site and its mirror.
pub(super) const HOSTS: &[&str] = &["huggingface.co", "hf.co", "hf-mirror.com"];

impl Site for HuggingFace {
    type Id = HubId;

    const NAME: &'static str = "Hugging Face";
    const KEY: &'static str = "huggingface";
    const FAMILY: Family = Family::Data;
    const FORMS: &'static [Form<HubId>] = &[(HOSTS, read)];
    const DOMAINS: &'static [&'static str] = &["huggingface.co"];
    const IGNORES_CASE: bool = true;

    fn url(HubId { kind, id }: &HubId) -> String {
        let folder = match kind {
            HubKind::Dataset => "datasets/",
            HubKind::App => "spaces/",
            HubKind::Collection => "collections/",
            _ => "",
        };
        // Without a view, a model without owner would look like an owner.
        let view = if *kind == HubKind::Model && !id.contains('/') {
            "/tree/main"
        } else {
            ""
        };
        format!("https://huggingface.co/{folder}{id}{view}")
    }

    fn is_part(address: &Address<'_>) -> bool {
        address.is_below(&["tree", "blob", "resolve", "raw"])
    }
}

/// The first parts of paths that are not owners.
const PAGES: [&str; 16] = [
    "blog",
    "chat",
    "collections",
    "datasets",
    "docs",
    "enterprise",
    "join",
    "learn",
    "login",
    "models",
    "organizations",
    "papers",
    "posts",
    "pricing",
    "spaces",
    "tasks",
];

/// `/[OWNER/]NAME`, `/datasets/…`, `/spaces/…`, `/collections/…`, each with an optional `/tree/REF/PATH` or similar.
fn read(address: &Address<'_>) -> Option<HubId> {
    match address.parts().as_slice() {
        // Data sets and models from the first years have no owner.
        ["datasets", name, "tree" | "blob" | "resolve" | "viewer", ..] | ["datasets", name] => {
            HubId::new(HubKind::Dataset, "", name)
        }
        ["datasets", owner, name, ..] => HubId::new(HubKind::Dataset, owner, name),
        ["spaces", owner, name, ..] => HubId::new(HubKind::App, owner, name),
        ["collections", owner, name, ..] => HubId::new(HubKind::Collection, owner, name),
        [page, ..] if PAGES.contains(page) => None,
        [name, "tree" | "blob" | "resolve" | "raw", ..] => HubId::new(HubKind::Model, "", name),
        [owner] => HubId::new(HubKind::Owner, "", owner),
        [owner, name, ..] => HubId::new(HubKind::Model, owner, name),
        [] => None,
    }
}
