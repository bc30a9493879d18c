//! The forges whose URLs are laid out like GitHub's. Must not know GitHub itself.

use crate::identity::{
    address::Address,
    repository::Repository,
    site::{Family, Form, Site},
};

/// A forge, from which its [`Site`] follows.
trait Forge {
    const NAME: &'static str;
    const KEY: &'static str;
    /// The main host and its other names.
    const HOSTS: &'static [&'static str];
}

/// A repository on Gitee.
pub(crate) struct Gitee;

impl Forge for Gitee {
    const NAME: &'static str = "Gitee";
    const KEY: &'static str = "gitee";
    const HOSTS: &'static [&'static str] = &["gitee.com"];
}

/// A repository on GitCode.
pub(crate) struct GitCode;

impl Forge for GitCode {
    const NAME: &'static str = "GitCode";
    const KEY: &'static str = "gitcode";
    const HOSTS: &'static [&'static str] = &["gitcode.com", "gitcode.net"];
}

/// A repository on Bitbucket.
pub(crate) struct Bitbucket;

impl Forge for Bitbucket {
    const NAME: &'static str = "Bitbucket";
    const KEY: &'static str = "bitbucket";
    const HOSTS: &'static [&'static str] = &["bitbucket.org"];
}

/// A repository on Codeberg.
pub(crate) struct Codeberg;

impl Forge for Codeberg {
    const NAME: &'static str = "Codeberg";
    const KEY: &'static str = "codeberg";
    const HOSTS: &'static [&'static str] = &["codeberg.org"];
}

impl<F: Forge> Site for F {
    type Id = Repository;

    const NAME: &'static str = F::NAME;
    const KEY: &'static str = F::KEY;
    const FAMILY: Family = Family::Code;
    const FORMS: &'static [Form<Repository>] = &[(F::HOSTS, read)];
    const DOMAINS: &'static [&'static str] = F::HOSTS;

    fn url(repository: &Repository) -> String {
        repository.url(F::HOSTS[0])
    }

    fn repository(repository: &Repository) -> Option<&Repository> {
        Some(repository)
    }
}

/// `HOST/OWNER/NAME[/…]`.
fn read(address: &Address<'_>) -> Option<Repository> {
    match address.parts().as_slice() {
        [owner, name, "tree" | "blob", reference, ..] => {
            Repository::new(owner, name, reference, address.after(4))
        }
        [owner, name, "src", "branch" | "tag" | "commit", reference, ..] => {
            Repository::new(owner, name, reference, address.after(5))
        }
        [owner, name, ..] => Repository::new(owner, name, "", address.after(2)),
        _ => None,
    }
}
