//! GitHub: repositories, owners, gists and pages. Must not check whether they exist.

use crate::identity::{
    address::Address,
    part::is_hex,
    repository::{Repository, is_owner},
    site::{Family, Form, Site},
};

const NAME: &str = "GitHub";
const HOST: &str = "github.com";
const KEY: &str = "github";

/// A repository on GitHub.
pub(crate) struct GitHub;

impl Site for GitHub {
    type Id = Repository;

    const NAME: &'static str = NAME;
    const KEY: &'static str = KEY;
    const FAMILY: Family = Family::Code;
    const FORMS: &'static [Form<Repository>] = &[
        (&[HOST], read),
        (&["raw.githubusercontent.com", "raw.github.com"], read_raw),
        (&["img.shields.io"], read_badge),
    ];
    const DOMAINS: &'static [&'static str] = &[HOST];

    fn url(repository: &Repository) -> String {
        repository.url(HOST)
    }

    fn repository(repository: &Repository) -> Option<&Repository> {
        Some(repository)
    }
}

/// The first parts of paths on GitHub that are not owners.
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

/// `github.com/OWNER/NAME[.git][/(tree|blob|raw|…)/REF[/PATH]|/PAGE…]`.
fn read(address: &Address<'_>) -> Option<Repository> {
    match address.parts().as_slice() {
        // A page about GitHub may have as many parts as the page of a repository.
        [owner, ..] if is_page(owner) => None,
        [
            owner,
            name,
            "tree" | "blob" | "raw" | "blame" | "edit" | "commits",
            reference,
            ..,
        ] => Repository::new(owner, name, reference, address.after(4)),
        [owner, name, ..] => Repository::new(owner, name, "", address.after(2)),
        _ => None,
    }
}

fn is_page(first: &str) -> bool {
    PAGES.iter().any(|page| page.eq_ignore_ascii_case(first))
}

/// `raw.githubusercontent.com/OWNER/NAME/[refs/heads/]REF/PATH`.
fn read_raw(address: &Address<'_>) -> Option<Repository> {
    match address.parts().as_slice() {
        // A branch may be written with or without its folder.
        [owner, name, "refs", "heads" | "tags", reference, ..] => {
            Repository::new(owner, name, reference, address.after(5))
        }
        [owner, name, reference, ..] => Repository::new(owner, name, reference, address.after(3)),
        _ => None,
    }
}

/// A badge of a repository: `img.shields.io/github/stars/OWNER/NAME[.svg]`, or with one more word before the owner, as in
/// `github/v/release/OWNER/NAME`.
fn read_badge(address: &Address<'_>) -> Option<Repository> {
    const KINDS: [&str; 13] = [
        "stars",
        "forks",
        "watchers",
        "last-commit",
        "license",
        "issues",
        "issues-pr",
        "contributors",
        "repo-size",
        "created-at",
        "release-date",
        "discussions",
        "code-size",
    ];
    const KINDS_OF_TWO_WORDS: [[&str; 2]; 9] = [
        ["languages", "top"],
        ["languages", "count"],
        ["languages", "code-size"],
        ["commit-activity", "m"],
        ["commit-activity", "w"],
        ["commit-activity", "y"],
        ["v", "release"],
        ["v", "tag"],
        ["issues-pr", "closed"],
    ];
    let (owner, name) = match address.parts().as_slice() {
        ["github", "actions", "workflow", "status", owner, name, ..] => (*owner, *name),
        ["github", first, second, owner, name, ..] if KINDS_OF_TWO_WORDS.contains(&[*first, *second]) => {
            (*owner, *name)
        }
        ["github", kind, owner, name, ..] if KINDS.contains(kind) => (*owner, *name),
        _ => return None,
    };
    Repository::new(owner, name.strip_suffix(".svg").unwrap_or(name), "", "")
}

/// A user or organisation on GitHub.
pub(crate) struct GitHubOwner;

impl Site for GitHubOwner {
    /// The name of the owner, as written in the URL.
    type Id = String;

    const NAME: &'static str = NAME;
    const KEY: &'static str = KEY;
    const FAMILY: Family = Family::Page;
    const FORMS: &'static [Form<String>] = &[(&[HOST], read_owner)];
    const IGNORES_CASE: bool = true;

    fn url(owner: &String) -> String {
        format!("https://{HOST}/{owner}")
    }
}

/// `github.com/OWNER`, `github.com/orgs/OWNER`, `github.com/users/OWNER`.
fn read_owner(address: &Address<'_>) -> Option<String> {
    match address.parts().as_slice() {
        ["orgs" | "users", owner, ..] if is_owner(owner) => Some((*owner).to_owned()),
        [owner] if is_owner(owner) && !is_page(owner) => Some((*owner).to_owned()),
        _ => None,
    }
}

/// A gist.
pub(crate) struct Gist;

impl Site for Gist {
    /// Hexadecimal digits.
    type Id = String;

    const NAME: &'static str = NAME;
    const KEY: &'static str = "gist";
    const FAMILY: Family = Family::Code;
    const FORMS: &'static [Form<String>] = &[(&["gist.github.com", "gist.githubusercontent.com"], read_gist)];

    fn url(id: &String) -> String {
        format!("https://gist.github.com/{id}")
    }
}

/// `gist.github.com/[OWNER/]ID`, `gist.githubusercontent.com/OWNER/ID/raw/…`.
fn read_gist(address: &Address<'_>) -> Option<String> {
    let parts = address.parts();
    let ([id] | [_, id, ..]) = parts.as_slice() else {
        return None;
    };
    let id = id.strip_suffix(".git").unwrap_or(id);
    (id.len() >= 5 && is_hex(id)).then(|| id.to_ascii_lowercase())
}

/// A page at `OWNER.github.io`.
pub(crate) struct GitHubPages;

impl Site for GitHubPages {
    /// The repository that the page probably belongs to.
    type Id = Repository;

    const NAME: &'static str = "GitHub Pages";
    const KEY: &'static str = "github.io";
    const FAMILY: Family = Family::Page;
    const FORMS: &'static [Form<Repository>] = &[(&[".github.io"], read_page)];
    const DOMAINS: &'static [&'static str] = &["github.io"];

    fn url(page: &Repository) -> String {
        match page {
            // The main site of an owner is in a repository with the name of its host.
            Repository { name, .. } if name.ends_with(".github.io") => format!("https://{name}/"),
            Repository { owner, name, .. } => format!("https://{owner}.github.io/{name}/"),
        }
    }

    /// Each file of a site is a separate page.
    fn is_part(_: &Address<'_>) -> bool {
        true
    }
}

/// True for the name of a file that is a work by itself, and not a page of a site.
fn is_document(file: &str) -> bool {
    const ENDINGS: [&str; 8] = ["pdf", "ps", "ppt", "pptx", "doc", "docx", "zip", "bib"];
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// `OWNER.github.io[/NAME[/PATH]]`, but for the files that people keep on their own pages.
fn read_page(address: &Address<'_>) -> Option<Repository> {
    let owner = address.host.strip_suffix(".github.io")?;
    match address.parts().as_slice() {
        [.., file] if is_document(file) => None,
        [] => Repository::new(owner, &address.host, "", ""),
        [name, ..] => Repository::new(owner, name, "", address.after(1)),
    }
}
