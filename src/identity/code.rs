//! Places where code is kept. Must not ask whether they exist.

use super::{Identity, address::Address};

/// A repository, and what of it an address asks for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Repository {
    /// Who owns it.
    pub owner: String,
    /// Its name, without `.git`.
    pub name: String,
    /// The branch, tag or commit that was asked for.
    pub reference: Option<String>,
    /// What follows: a path in the tree if there is a reference, and otherwise a page such as `issues/3`.
    pub path: Option<String>,
}

impl Repository {
    /// Both names as hosts compare them, which ignore case.
    pub(super) fn key(&self) -> String {
        format!("{}/{}", self.owner, self.name).to_lowercase()
    }
}

/// First parts of addresses on GitHub that are no owner.
const PAGES: [&str; 32] = [
    "about",
    "account",
    "apps",
    "collections",
    "contact",
    "customer-stories",
    "dashboard",
    "enterprise",
    "events",
    "explore",
    "features",
    "gist",
    "issues",
    "join",
    "login",
    "logout",
    "marketplace",
    "mobile",
    "new",
    "notifications",
    "orgs",
    "pricing",
    "pulls",
    "readme",
    "search",
    "security",
    "settings",
    "site",
    "solutions",
    "sponsors",
    "topics",
    "trending",
];

/// `github.com/OWNER[/NAME[.git][/(tree|blob|raw|…)/REF[/PATH]|/PAGE…]]`, `github.com/orgs/OWNER`.
pub(super) fn github(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    match parts.as_slice() {
        ["orgs" | "users", owner, ..] | [owner] if is_owner(owner) => {
            let is_page = parts.as_slice().len() == 1 && PAGES.contains(&&*owner.to_ascii_lowercase());
            (!is_page).then(|| Identity::GitHubOwner((*owner).to_owned()))
        }
        [owner, name, rest @ ..] if !PAGES.contains(&&*owner.to_ascii_lowercase()) => {
            let (reference, path) = within(rest, address);
            repository(owner, name, reference, path).map(Identity::GitHub)
        }
        _ => None,
    }
}

/// The reference and what follows it, or the page, given the parts behind the name.
fn within<'a>(parts: &[&'a str], address: &Address<'a>) -> (&'a str, &'a str) {
    match parts {
        [
            "tree" | "blob" | "raw" | "blame" | "edit" | "commits",
            reference,
            ..,
        ] => (reference, address.after(4)),
        _ => ("", address.after(2)),
    }
}

/// `raw.githubusercontent.com/OWNER/NAME/[refs/heads/]REF/PATH`.
pub(super) fn github_raw(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let repository = match parts.as_slice() {
        [owner, name, "refs", "heads" | "tags", reference, ..] => {
            repository(owner, name, reference, address.after(5))
        }
        [owner, name, reference, ..] => repository(owner, name, reference, address.after(3)),
        _ => None,
    };
    repository.map(Identity::GitHub)
}

/// `OWNER.github.io[/NAME[/PATH]]`: a page, which may belong to a repository of that name.
pub(super) fn github_pages(owner: &str, address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    match parts.as_slice() {
        [] => repository(owner, &address.host, "", ""),
        [name, ..] => repository(owner, name, "", address.after(1)),
    }
    .map(Identity::GitHubPages)
}

/// `gist.github.com/[OWNER/]ID`, `gist.githubusercontent.com/OWNER/ID/raw/…`.
pub(super) fn gist(address: &Address<'_>) -> Option<Identity> {
    let parts = address.parts();
    let id = match parts.as_slice() {
        [id] | [_, id, ..] => id.strip_suffix(".git").unwrap_or(id),
        [] => return None,
    };
    let is_id = id.len() >= 5 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| Identity::Gist(id.to_ascii_lowercase()))
}

/// Badges that show a number of a repository: `img.shields.io/github/stars/OWNER/NAME[.svg]`.
pub(super) fn badge(address: &Address<'_>) -> Option<Identity> {
    const SHOWN: [&str; 10] = [
        "stars",
        "forks",
        "watchers",
        "last-commit",
        "license",
        "issues",
        "issues-pr",
        "contributors",
        "languages",
        "repo-size",
    ];
    match address.parts().as_slice() {
        ["github", shown, owner, name, ..] if SHOWN.contains(shown) => {
            repository(owner, name.strip_suffix(".svg").unwrap_or(name), "", "").map(Identity::GitHub)
        }
        _ => None,
    }
}

/// A repository of this owner and name, if GitHub and its likes would allow them.
fn repository(owner: &str, name: &str, reference: &str, path: &str) -> Option<Repository> {
    let mut name = name;
    while let Some(rest) = name.strip_suffix(".git").or_else(|| name.strip_suffix('.')) {
        name = rest;
    }
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    (is_owner(owner) && is_name(name)).then(|| Repository {
        owner: owner.to_owned(),
        name: name.to_owned(),
        reference: given(reference),
        path: given(path),
    })
}

fn is_owner(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (1..=64).contains(&text.len())
        && text.bytes().all(is_sign)
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        // A dot at the end is the sentence's, and is dropped where an address is read.
        && !text.ends_with('.')
}

fn is_name(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (1..=100).contains(&text.len()) && text.bytes().all(is_sign)
}

/// `gitlab.com/GROUP[/GROUP…]/NAME[/-/…]`: the whole path, in lower case.
pub(super) fn gitlab(address: &Address<'_>) -> Option<Identity> {
    let path = address.path.split("/-/").next()?.trim_matches('/');
    let parts = address.parts();
    let views = ["tree", "blob", "raw", "issues", "merge_requests"];
    // Before there was `/-/`, the views of a project followed its name; no group is named so.
    let end = parts
        .as_slice()
        .iter()
        .skip(2)
        .position(|part| views.contains(part));
    let names = path
        .split('/')
        .filter(|name| !name.is_empty())
        .take(end.map_or(PATH, |end| end + 2));
    let names: Vec<_> = names
        .map(|name| name.strip_suffix(".git").unwrap_or(name))
        .collect();
    let is_project = names.len() >= 2 && names.iter().all(|name| is_owner(name) && !name.ends_with('.'));
    (is_project && !matches!(names[0], "explore" | "users" | "help" | "groups"))
        .then(|| Identity::GitLab(names.join("/").to_lowercase()))
}

/// How deep groups of GitLab may lie in each other, with the project.
const PATH: usize = 21;

/// `HOST/OWNER/NAME[/…]` of the other forges.
pub(super) fn forge(address: &Address<'_>) -> Option<Repository> {
    match address.parts().as_slice() {
        [owner, name, rest @ ..] => {
            let (reference, path) = match rest {
                ["tree" | "blob", reference, ..] => (*reference, address.after(4)),
                ["src", "branch" | "tag" | "commit", reference, ..] => (*reference, address.after(5)),
                _ => ("", address.after(2)),
            };
            repository(owner, name, reference, path)
        }
        _ => None,
    }
}
