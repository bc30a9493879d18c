//! Facts about files that a list links to. Must not read the file system.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

/// The target of a link within the repository.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LocalTarget {
    /// The path, decoded, without a leading `./` and a trailing `/`; from the root of the repository if it starts with
    /// `/`.
    pub path: String,
    /// The text after `#`, as written.
    pub fragment: Option<String>,
}

impl LocalTarget {
    /// The target of a destination; `None` if it leads out of the repository, stays on the page, or is a template.
    ///
    /// A URL without a scheme, such as `www.example.org/x`, is not a path either.
    #[must_use]
    pub fn of(destination: &str) -> Option<Self> {
        // Nearly all links lead to other sites; this test settles them quickly.
        if destination.starts_with("https://") || destination.starts_with("http://") {
            return None;
        }
        let destination = destination.trim();
        let end = destination.find(['?', '#']).unwrap_or(destination.len());
        let (path, rest) = destination.split_at(end);
        // A path with one of these characters is a template or a URL with a different scheme.
        let is_local = !path.is_empty()
            && !path.starts_with("//")
            && !path.contains([':', '<', '>', '{', '}', '$'])
            && !is_host(path);
        if !is_local {
            return None;
        }
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let mut path = path.trim_end_matches('/');
        while let Some(rest) = path.strip_prefix("./") {
            path = rest.trim_start_matches('/');
        }
        // The folders around the list always exist.
        let is_folder = matches!(path, "" | "." | "..");
        (!is_folder && !path.contains('\0')).then(|| Self {
            path: path.to_owned(),
            fragment: rest.split_once('#').map(|(_, fragment)| fragment.to_owned()),
        })
    }
}

/// True if a path looks like a URL that has lost its scheme: `www.…`, `github.com/…`, `example.org`.
fn is_host(path: &str) -> bool {
    const DOMAINS: [&str; 16] = [
        "ai", "cn", "co", "com", "de", "dev", "edu", "eu", "fr", "gov", "io", "jp", "net", "org", "uk", "us",
    ];
    let host = path.split('/').next().unwrap_or(path).to_ascii_lowercase();
    let domain = host.rsplit_once('.').filter(|(name, _)| !name.is_empty());
    host.starts_with("www.") || domain.is_some_and(|(_, domain)| DOMAINS.contains(&domain))
}

/// A fact about one target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileFact {
    /// The file or folder exists, with the anchor if the target has one.
    Found,
    /// There is no such file or folder.
    Missing {
        /// The path of a file or folder that may be meant, in the form of the target's path.
        alike: Option<String>,
    },
    /// Only this path exists, which differs in upper and lower case; GitHub is case-sensitive.
    OtherCase(String),
    /// The file exists but has no such anchor.
    NoAnchor,
}

/// The facts about the files of the repository that one file links to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FileFacts {
    facts: BTreeMap<LocalTarget, FileFact>,
}

impl FileFacts {
    /// Adds the fact about a target.
    pub fn insert(&mut self, target: LocalTarget, fact: FileFact) {
        self.facts.insert(target, fact);
    }

    /// The fact about a target.
    #[must_use]
    pub fn get(&self, target: &LocalTarget) -> Option<&FileFact> {
        self.facts.get(target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(destination: &str) -> Option<(String, Option<String>)> {
        LocalTarget::of(destination).map(|target| (target.path, target.fragment))
    }

    #[test]
    fn paths_are_decoded_and_cut() {
        let found = |path: &str, fragment: Option<&str>| Some((path.to_owned(), fragment.map(str::to_owned)));
        assert_eq!(of("./a%20b/c.png?raw=true"), found("a b/c.png", None));
        assert_eq!(of("/docs/"), found("/docs", None));
        assert_eq!(of("../x.md/#Part"), found("../x.md", Some("Part")));
        assert_eq!(of("figs/QuIP#.png"), found("figs/QuIP", Some(".png")));
        assert_eq!(of("LICENSE"), found("LICENSE", None));
    }

    #[test]
    fn destinations_that_are_not_paths_are_none() {
        for destination in [
            "",
            "#a",
            "?x",
            "./",
            "..",
            "https://a.org/b",
            "mailto:a@b.org",
            "//a.org/b",
            "www.a.xyz/b",
            "github.com/a/b",
            "bing.com",
            "{{ site.url }}/a",
            "%FF",
        ] {
            assert_eq!(of(destination), None, "{destination}");
        }
    }
}
