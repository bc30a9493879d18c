//! gitlab.com. Must not know other GitLab servers.

use crate::identity::{
    address::Address,
    repository::is_owner,
    site::{Family, Form, Site},
};

/// A project on gitlab.com.
pub(crate) struct GitLab;

impl Site for GitLab {
    /// The path of the project, in lower case.
    type Id = String;

    const NAME: &'static str = "GitLab";
    const KEY: &'static str = "gitlab";
    const FAMILY: Family = Family::Code;
    const FORMS: &'static [Form<String>] = &[(&["gitlab.com"], read)];
    const DOMAINS: &'static [&'static str] = &["gitlab.com"];

    fn url(path: &String) -> String {
        format!("https://gitlab.com/{path}")
    }

    fn is_part(address: &Address<'_>) -> bool {
        address.is_below(&["tree", "blob", "raw"])
    }
}

/// The most names in the path of a project: GitLab allows twenty levels of groups.
const MAX_NAMES: usize = 21;

/// `gitlab.com/GROUP[/GROUP…]/NAME[/-/…]`.
fn read(address: &Address<'_>) -> Option<String> {
    const VIEWS: [&str; 5] = ["tree", "blob", "raw", "issues", "merge_requests"];
    let path = address.path.split("/-/").next()?;
    // Before `/-/` existed, the views of a project followed its name; no group has such a name.
    let parts = address.parts();
    let view = parts
        .as_slice()
        .iter()
        .skip(2)
        .position(|part| VIEWS.contains(part));
    let names: Vec<_> = path
        .split('/')
        .filter(|name| !name.is_empty())
        .take(view.map_or(MAX_NAMES, |view| view + 2))
        .map(|name| name.strip_suffix(".git").unwrap_or(name))
        .collect();
    let is_page = matches!(names.first(), Some(&("explore" | "users" | "help" | "groups")));
    // A single name is a user or a group.
    let is_project = names.len() >= 2 && !is_page && names.iter().all(|name| is_owner(name));
    is_project.then(|| names.join("/").to_lowercase())
}
