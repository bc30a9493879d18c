//! Places where models and data are kept. Must not ask whether they exist.

use super::{Identity, address::Address, arxiv};

/// What a place for models and data holds under an identifier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum HubKind {
    /// A model.
    Model,
    /// A data set.
    Dataset,
    /// A program that runs there: a space, studio or notebook.
    App,
    /// A choice of several of them.
    Collection,
    /// A competition.
    Competition,
    /// All that one user or organisation has; on Hugging Face also a model without owner, such as `gpt2`.
    Owner,
}

impl HubKind {
    /// The word in keys.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Dataset => "dataset",
            Self::App => "app",
            Self::Collection => "collection",
            Self::Competition => "competition",
            Self::Owner => "owner",
        }
    }
}

/// `huggingface.co/[OWNER/]NAME`, `/datasets/…`, `/spaces/…`, `/collections/…`, `/papers/ID` of arXiv; each may be
/// followed by `/tree/REF/PATH` and the like.
pub(super) fn hugging_face(address: &Address<'_>) -> Option<Identity> {
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
    let found =
        |kind, owner: &str, name: &str| hub_id(owner, name).map(|id| Identity::HuggingFace { kind, id });
    match address.parts().as_slice() {
        ["papers", id, ..] => arxiv::parse(id).map(Identity::Arxiv),
        ["datasets", name, "tree" | "blob" | "resolve" | "viewer", ..] | ["datasets", name] => {
            found(HubKind::Dataset, "", name)
        }
        ["datasets", owner, name, ..] => found(HubKind::Dataset, owner, name),
        ["spaces", owner, name, ..] => found(HubKind::App, owner, name),
        ["collections", owner, name, ..] => found(HubKind::Collection, owner, name),
        [page, ..] if PAGES.contains(page) => None,
        [name, "tree" | "blob" | "resolve" | "raw", ..] => found(HubKind::Model, "", name),
        [owner] => found(HubKind::Owner, "", owner),
        [owner, name, ..] => found(HubKind::Model, owner, name),
        [] => None,
    }
}

pub(super) fn hugging_face_url(kind: HubKind, id: &str) -> String {
    let folder = match kind {
        HubKind::Dataset => "datasets/",
        HubKind::App => "spaces/",
        HubKind::Collection => "collections/",
        _ => "",
    };
    // A model without owner would read as an owner by itself.
    let view = if kind == HubKind::Model && !id.contains('/') {
        "/tree/main"
    } else {
        ""
    };
    format!("https://huggingface.co/{folder}{id}{view}")
}

/// `modelscope.cn/(models|datasets|studios)/OWNER/NAME[/summary|/files]`.
pub(super) fn model_scope(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let [kind, owner, name, ..] = parts.as_slice() else {
        return None;
    };
    let kind = match *kind {
        "models" => HubKind::Model,
        "datasets" => HubKind::Dataset,
        "studios" => HubKind::App,
        _ => return None,
    };
    hub_id(owner, name).map(|id| Identity::ModelScope { kind, id })
}

pub(super) fn model_scope_url(kind: HubKind, id: &str) -> String {
    let folder = match kind {
        HubKind::Dataset => "datasets",
        HubKind::App => "studios",
        _ => "models",
    };
    format!("https://modelscope.cn/{folder}/{id}")
}

/// `kaggle.com/[datasets/]OWNER/NAME`, `/code/OWNER/NAME`, `/(competitions|c)/NAME`.
pub(super) fn kaggle(address: &Address<'_>) -> Option<Identity> {
    const PAGES: [&str; 10] = [
        "account",
        "benchmarks",
        "discussions",
        "docs",
        "learn",
        "models",
        "organizations",
        "rankings",
        "search",
        "work",
    ];
    let (kind, id) = match address.parts().as_slice() {
        ["code" | "kernels", owner, name, ..] => (HubKind::App, hub_id(owner, name)?),
        ["competitions" | "c", name, ..] => (HubKind::Competition, hub_id("", name)?),
        ["datasets", owner, name, ..] => (HubKind::Dataset, hub_id(owner, name)?),
        ["datasets" | "code" | "competitions", ..] => return None,
        [page, ..] if PAGES.contains(page) => return None,
        [owner, name] => (HubKind::Dataset, hub_id(owner, name)?),
        _ => return None,
    };
    let id = id.to_lowercase();
    Some(Identity::Kaggle { kind, id })
}

pub(super) fn kaggle_url(kind: HubKind, id: &str) -> String {
    let folder = match kind {
        HubKind::App => "code",
        HubKind::Competition => "competitions",
        _ => "datasets",
    };
    format!("https://www.kaggle.com/{folder}/{id}")
}

/// `OWNER/NAME`, or the name alone.
fn hub_id(owner: &str, name: &str) -> Option<String> {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let is_id = !name.is_empty() && owner.bytes().chain(name.bytes()).all(is_sign) && !name.ends_with('.');
    is_id.then(|| {
        if owner.is_empty() {
            name.to_owned()
        } else {
            format!("{owner}/{name}")
        }
    })
}

/// `zenodo.org/(record|records|deposit)/N[/files/…]`, `/doi/10.5281/zenodo.N`, `/badge/DOI/10.5281/zenodo.N.svg`.
pub(super) fn zenodo(address: &Address<'_>) -> Option<Identity> {
    let number = match address.parts().as_slice() {
        ["record" | "records" | "deposit", number, ..] => number,
        ["doi", "10.5281", doi] => doi.strip_prefix("zenodo.")?,
        ["badge", "DOI", "10.5281", doi] => doi.strip_prefix("zenodo.")?.trim_end_matches(".svg"),
        _ => return None,
    };
    number.parse().ok().map(Identity::Zenodo)
}

/// Google Drive: `/file/d/ID/…`, `/drive/[u/N/]folders/ID`, `?id=ID`.
pub(super) fn drive(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let in_path = || match parts.as_slice() {
        ["file", "d", id, ..]
        | ["file", "u", _, "d", id, ..]
        | ["drive", "folders", id, ..]
        | ["drive", "mobile", "folders", id, ..]
        | ["drive", "u", _, "folders", id, ..] => Some(*id),
        _ => None,
    };
    let id = in_path().or_else(|| address.parameter("id"))?;
    let is_id = id.len() >= 10
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    is_id.then(|| Identity::Drive(id.to_owned()))
}

/// Baidu's drive: `/s/1ID`, `/share/init?surl=ID`, `/wap/init?surl=ID`; the `1` is not part of the identifier.
pub(super) fn baidu(address: &Address<'_>) -> Option<Identity> {
    let id = match address.parts().as_slice() {
        ["s", id] => id.strip_prefix('1')?,
        ["share" | "wap", "init"] => address.parameter("surl")?,
        _ => return None,
    };
    let is_id = id.len() >= 4
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    is_id.then(|| Identity::Baidu(id.to_owned()))
}
