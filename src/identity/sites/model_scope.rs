//! ModelScope. Must not know the Hugging Face models that it mirrors.

use crate::identity::{
    address::Address,
    hub::{HubId, HubKind},
    site::{Family, Form, Site},
};

/// A model, data set or studio.
pub(crate) struct ModelScope;

impl Site for ModelScope {
    type Id = HubId;

    const NAME: &'static str = "ModelScope";
    const KEY: &'static str = "modelscope";
    const FAMILY: Family = Family::Data;
    const FORMS: &'static [Form<HubId>] = &[(&["modelscope.cn"], read)];
    const DOMAINS: &'static [&'static str] = &["modelscope.cn"];

    fn url(HubId { kind, id }: &HubId) -> String {
        let folder = match kind {
            HubKind::Dataset => "datasets",
            HubKind::App => "studios",
            _ => "models",
        };
        format!("https://modelscope.cn/{folder}/{id}")
    }

    fn is_part(address: &Address<'_>) -> bool {
        address.is_below(&["tree", "blob", "resolve", "raw"])
    }
}

/// `/(models|datasets|studios)/OWNER/NAME[/summary|/files]`.
fn read(address: &Address<'_>) -> Option<HubId> {
    match address.parts().as_slice() {
        ["models", owner, name, ..] => HubId::new(HubKind::Model, owner, name),
        ["datasets", owner, name, ..] => HubId::new(HubKind::Dataset, owner, name),
        ["studios", owner, name, ..] => HubId::new(HubKind::App, owner, name),
        _ => None,
    }
}
