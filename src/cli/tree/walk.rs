//! Finds a path below the root of a repository, name by name. Must follow no symbolic link.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    rc::Rc,
};

/// The most entries of a folder that is searched.
const MAX_ENTRIES: usize = 50_000;

/// The kind of an entry in a folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FileKind {
    Folder,
    File,
    /// A symbolic link or a device, which exists but is not followed.
    Other,
}

/// The target of a path.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum PathTarget {
    Found(PathBuf, FileKind),
    /// Nothing, but this path exists and differs only in upper and lower case.
    OtherCase(String),
    Missing,
    /// The path leads out of the repository, or into a place that cannot be searched.
    Unknown,
}

/// The names in a folder.
#[derive(Debug, Default)]
pub(super) struct Names {
    exact: BTreeMap<String, FileKind>,
    /// The first name for each name in lower case.
    by_lower_case: BTreeMap<String, String>,
}

impl Names {
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, FileKind)> {
        self.exact.iter().map(|(name, kind)| (name.as_str(), *kind))
    }
}

/// A repository, with the folders that were searched.
#[derive(Debug)]
pub(super) struct Walk {
    root: PathBuf,
    /// The names of the folders from the root to the list.
    base: Vec<String>,
    known: BTreeMap<PathBuf, Option<Rc<Names>>>,
}

impl Walk {
    /// A walk through `root` for a list in `folder`, which lies in `root`.
    pub(super) fn new(root: PathBuf, folder: &Path) -> Self {
        let inner = folder.strip_prefix(&root).unwrap_or(Path::new(""));
        let base = inner.iter().map(|name| name.to_string_lossy().into_owned());
        Self {
            base: base.collect(),
            root,
            known: BTreeMap::new(),
        }
    }

    /// Finds the target of a link's path, from the root if it starts with `/`, else from the list.
    pub(super) fn find(&mut self, path: &str) -> PathTarget {
        let Some(names) = self.names(path) else {
            return PathTarget::Unknown;
        };
        let mut actual: Vec<String> = Vec::new();
        let mut kind = FileKind::Folder;
        // Name by name, because GitHub is case-sensitive and some file systems are not.
        for name in &names {
            let folder = self.below(&actual);
            let Some(listed) = self.list(&folder).filter(|_| kind == FileKind::Folder) else {
                // A file contains no entries; a link or a device is not followed.
                return if kind == FileKind::File {
                    PathTarget::Missing
                } else {
                    PathTarget::Unknown
                };
            };
            // A Git submodule that was not fetched is an empty folder.
            if listed.exact.is_empty() && !actual.is_empty() {
                return PathTarget::Unknown;
            }
            // If several names differ only in case, the exact match counts.
            let found = listed.exact.get_key_value(name).map(|(name, _)| name);
            let Some(found) = found.or_else(|| listed.by_lower_case.get(&name.to_lowercase())) else {
                return PathTarget::Missing;
            };
            kind = listed.exact[found];
            actual.push(found.clone());
        }
        if actual == names {
            PathTarget::Found(self.below(&actual), kind)
        } else {
            PathTarget::OtherCase(self.written(&actual, path.starts_with('/')))
        }
    }

    /// The names from the root to a path; `None` if it climbs out of the repository.
    pub(super) fn names(&self, path: &str) -> Option<Vec<String>> {
        let mut names = if path.starts_with('/') {
            Vec::new()
        } else {
            self.base.clone()
        };
        for name in path.split('/') {
            match name {
                "" | "." => {}
                // `../../issues` is a page on GitHub, not a file.
                ".." => drop(names.pop()?),
                name => names.push(name.to_owned()),
            }
        }
        Some(names)
    }

    /// The names in the folder with these names from the root.
    pub(super) fn list_below(&mut self, names: &[String]) -> Option<Rc<Names>> {
        let folder = self.below(names);
        self.list(&folder)
    }

    /// The path that a link writes for these names from the root.
    pub(super) fn written(&self, names: &[String], is_from_root: bool) -> String {
        if is_from_root {
            return format!("/{}", names.join("/"));
        }
        let shared = names.iter().zip(&self.base).take_while(|(a, b)| a == b).count();
        let up = "../".repeat(self.base.len() - shared);
        up + &names[shared..].join("/")
    }

    fn below(&self, names: &[String]) -> PathBuf {
        let mut path = self.root.clone();
        path.extend(names);
        path
    }

    fn list(&mut self, folder: &Path) -> Option<Rc<Names>> {
        if let Some(known) = self.known.get(folder) {
            return known.clone();
        }
        let names = list(folder).map(Rc::new);
        self.known.insert(folder.to_owned(), names.clone());
        names
    }
}

/// The names in a folder that can be read and is not too large.
fn list(folder: &Path) -> Option<Names> {
    let mut names = Names::default();
    for (count, entry) in folder.read_dir().ok()?.enumerate() {
        // A partial listing could not show that a name is missing.
        let entry = entry.ok().filter(|_| count < MAX_ENTRIES)?;
        let kind = match entry.file_type().ok()? {
            kind if kind.is_dir() => FileKind::Folder,
            kind if kind.is_file() => FileKind::File,
            _ => FileKind::Other,
        };
        names
            .exact
            .insert(entry.file_name().to_string_lossy().into_owned(), kind);
    }
    for name in names.exact.keys() {
        let lower = name.to_lowercase();
        names.by_lower_case.entry(lower).or_insert_with(|| name.clone());
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A repository with `docs/list.md`, `docs/Figs/a.png`, `readme.md` and an empty folder `module`.
    fn repository() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder can be made");
        for folder in ["docs/Figs", "module"] {
            std::fs::create_dir_all(root.path().join(folder)).expect("folders can be made");
        }
        for file in ["docs/list.md", "docs/Figs/a.png", "readme.md"] {
            std::fs::write(root.path().join(file), "").expect("files can be written");
        }
        root
    }

    #[test]
    fn paths_are_found_from_the_list_and_from_the_root() {
        let root = repository();
        let mut walk = Walk::new(root.path().to_owned(), &root.path().join("docs"));
        let at = |path: &str| root.path().join(path);
        for (path, file) in [
            ("Figs/a.png", "docs/Figs/a.png"),
            ("./../docs/list.md", "docs/list.md"),
            ("/readme.md", "readme.md"),
            ("../readme.md", "readme.md"),
        ] {
            assert_eq!(
                walk.find(path),
                PathTarget::Found(at(file), FileKind::File),
                "{path}"
            );
        }
        assert_eq!(
            walk.find("Figs"),
            PathTarget::Found(at("docs/Figs"), FileKind::Folder)
        );
        assert_eq!(walk.find("Figs/b.png"), PathTarget::Missing);
        assert_eq!(walk.find("list.md/x"), PathTarget::Missing);
    }

    #[test]
    fn case_counts_whatever_the_file_system_says() {
        let root = repository();
        let mut walk = Walk::new(root.path().to_owned(), &root.path().join("docs"));
        assert_eq!(
            walk.find("figs/A.png"),
            PathTarget::OtherCase("Figs/a.png".to_owned())
        );
        assert_eq!(
            walk.find("../README.md"),
            PathTarget::OtherCase("../readme.md".to_owned())
        );
        assert_eq!(
            walk.find("/Readme.md"),
            PathTarget::OtherCase("/readme.md".to_owned())
        );
    }

    #[test]
    fn nothing_is_told_about_what_lies_outside() {
        let root = repository();
        let mut walk = Walk::new(root.path().to_owned(), &root.path().join("docs"));
        assert_eq!(walk.find("../../issues"), PathTarget::Unknown);
        assert_eq!(walk.find("../module/x"), PathTarget::Unknown);
    }

    #[cfg(unix)]
    #[test]
    fn symbolic_links_are_not_followed() {
        let root = repository();
        std::os::unix::fs::symlink("/", root.path().join("outside")).expect("links can be made");
        let mut walk = Walk::new(root.path().to_owned(), root.path());
        assert_eq!(walk.find("outside/etc"), PathTarget::Unknown);
        assert_eq!(walk.find("outside/nothing"), PathTarget::Unknown);
        assert!(matches!(
            walk.find("outside"),
            PathTarget::Found(_, FileKind::Other)
        ));
    }
}
