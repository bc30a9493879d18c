//! The defects of URLs by the grammar of single hosts: GitHub, badges, and the sites of papers. Must not see links.

use super::defect::{Cause, Defect, split_host};

/// `https://arxiv.org/abs/` and `https://openreview.net/forum?id=`: the identifier of the paper is missing.
pub(super) fn names_no_paper(url: &str) -> Option<Defect<'_>> {
    const STARTS: [(&str, &str); 6] = [
        ("arxiv.org", "/abs"),
        ("arxiv.org", "/pdf"),
        ("arxiv.org", "/html"),
        ("openreview.net", "/forum?id="),
        ("openreview.net", "/pdf?id="),
        ("ieeexplore.ieee.org", "/document"),
    ];
    let (host, path) = split_host(url)?;
    for (known, start) in STARTS {
        if host == known && matches!(path.strip_prefix(start), Some("" | "/" | ".pdf" | "/.pdf")) {
            return Some(Defect {
                cause: Cause::NoPaper,
                meant: None,
            });
        }
    }
    None
}

/// A name between slashes that a template has in place of another one: `your-group`, `username`, `xxxx.xxxxx`.
pub(super) fn template(url: &str) -> Option<Defect<'_>> {
    const WORDS: [&str; 8] = [
        "username",
        "user-name",
        "yourname",
        "repo-name",
        "reponame",
        "owner",
        "user",
        "org",
    ];
    const STARTS: [&str; 4] = ["your-", "your_", "<", "["];
    let (host, path) = split_host(url)?;
    let is_repository = matches!(host, "github.com" | "img.shields.io" | "huggingface.co");
    let path = &path[..path.find(['?', '#']).unwrap_or(path.len())];
    let word = path.split('/').filter(|part| !part.is_empty()).find(|part| {
        let lower = part.to_ascii_lowercase();
        let is_name = is_repository
            && (STARTS.iter().any(|start| lower.starts_with(start)) || is_all_placeholder(part, &WORDS));
        is_name || host == "arxiv.org" && lower.starts_with("xxxx")
    });
    let word =
        word.or_else(|| (host == "example.com" && !path.trim_matches('/').is_empty()).then_some(host))?;
    Some(Defect {
        cause: Cause::Template(word),
        meant: None,
    })
}

/// True for a placeholder in capitals, unlike the name of an account: `USERNAME`.
fn is_all_placeholder(part: &str, words: &[&str]) -> bool {
    words.iter().any(|word| part == word.to_ascii_uppercase()) || part.eq_ignore_ascii_case("username")
}

/// An owner on GitHub has letters, digits and hyphens; owners of a company have an underscore as well.
pub(super) fn bad_owner(url: &str) -> Option<Defect<'_>> {
    let (host, path) = split_host(url)?;
    if host != "github.com" {
        return None;
    }
    let owner = path[1.min(path.len())..].split(['/', '?', '#']).next()?;
    let is_possible = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_wrong = !owner.is_empty() && !owner.chars().all(is_possible) && !owner.contains('%');
    is_wrong.then_some(Defect {
        cause: Cause::Owner(owner),
        meant: None,
    })
}

/// `img.shields.io/github/stars/owner/` and `github.com/owner/name.svg?style=social`.
pub(super) fn bad_badge(url: &str) -> Option<Defect<'_>> {
    let (host, path) = split_host(url)?;
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    match (
        host,
        path.trim_start_matches('/')
            .split('/')
            .collect::<Vec<_>>()
            .as_slice(),
    ) {
        // `github/stars/owner` counts the stars of all repositories of an owner.
        (
            "img.shields.io",
            [
                "github",
                "stars" | "forks" | "license" | "last-commit",
                names @ ..,
            ],
        ) if names.iter().any(|name| matches!(*name, "" | ".svg")) || names.is_empty() => Some(Defect {
            cause: Cause::BadgeWithoutRepository,
            meant: None,
        }),
        ("github.com", [owner, name])
            if name.strip_suffix(".svg").is_some_and(|name| !name.is_empty()) && !owner.is_empty() =>
        {
            let end = url.len() - query.len() - usize::from(!query.is_empty());
            Some(Defect {
                cause: Cause::BadgeAsRepository,
                meant: url[..end].strip_suffix(".svg").map(str::to_owned),
            })
        }
        _ => None,
    }
}

/// True for a page of a site of papers that is not one of them: `https://arxiv.org/`, `https://openaccess.thecvf.com/WACV2022`.
pub(in crate::rules::links) fn is_front_page(url: &str) -> bool {
    const SITES: [&str; 9] = [
        "aclanthology.org",
        "arxiv.org",
        "dl.acm.org",
        "ieeexplore.ieee.org",
        "openaccess.thecvf.com",
        "openreview.net",
        "papers.nips.cc",
        "proceedings.mlr.press",
        "sciencedirect.com",
    ];
    let Some((host, path)) = split_host(url) else {
        return false;
    };
    let path = path.trim_matches('/');
    let is_proceedings = host == "openaccess.thecvf.com" && !path.contains(['/', '.']);
    SITES.contains(&host)
        && (matches!(path, "" | "index.html" | "Xplore/home.jsp" | "menu") || is_proceedings)
}
