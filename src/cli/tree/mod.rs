//! Finds the files that the links of a list lead to. Must not judge or leave the repository.

mod hint;
mod walk;

use std::{
    collections::BTreeSet,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use self::walk::{FileKind, PathTarget, Walk};
use super::input::{Input, git_root, is_markdown};
use crate::{
    document::{AnchorMatch, Document},
    facts::{FileFact, FileFacts, LocalTarget},
    source::SourceFile,
};

/// The most targets of one list to look for.
const MAX_TARGETS: usize = 20_000;

/// The most other files to read for their anchors, and the most bytes of each.
const MAX_FILES: usize = 64;
const MAX_BYTES: u64 = 8 << 20;

/// The most missing files to guess the intended file for.
const MAX_HINTS: usize = 64;

/// The files and folders that the links and images of a page lead to.
pub(super) fn targets(document: &Document<'_>) -> BTreeSet<LocalTarget> {
    let links = document.links().iter().filter(|link| !link.is_dropped);
    links.filter_map(|link| LocalTarget::of(&link.url)).collect()
}

/// Facts about the targets; `None` if the list is not in a repository, so that nothing is known about them.
pub(super) fn look(input: &Input, targets: &BTreeSet<LocalTarget>) -> Option<FileFacts> {
    if targets.is_empty() || input.name.is_none() {
        return None;
    }
    let mut tree = Tree {
        walk: Walk::new(root(&input.folder)?, &input.folder),
        files_left: MAX_FILES,
        hints_left: MAX_HINTS,
    };
    let mut facts = FileFacts::default();
    let targets: Vec<_> = targets.iter().take(MAX_TARGETS).collect();
    // Targets are sorted, so the targets in one file are adjacent.
    for targets in targets.chunk_by(|a, b| a.path == b.path) {
        tree.look_at(targets, &mut facts);
    }
    Some(facts)
}

/// The root of the repository: the Git root around the list, or else the working folder or the list's own folder.
fn root(folder: &Path) -> Option<PathBuf> {
    if let Some(root) = git_root(folder) {
        return Some(root.to_owned());
    }
    // A list that was downloaded alone would seem to miss all its pictures.
    let mut entries = folder.read_dir().ok()?.filter_map(Result::ok);
    entries.find(|entry| is_part_of_repository(&entry.path()))?;
    // Without Git, a page in a subfolder may link to files in the working folder.
    match std::env::current_dir() {
        Ok(working) if folder.starts_with(&working) => Some(working),
        _ => Some(folder.to_owned()),
    }
}

/// True for a file that belongs to a repository: not another list, a hidden file or the configuration of paperlint.
fn is_part_of_repository(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.') && name != crate::config::FILE_NAME && !is_markdown(path)
}

struct Tree {
    walk: Walk,
    files_left: usize,
    hints_left: usize,
}

impl Tree {
    /// Looks for one file, and for all linked anchors in it.
    fn look_at(&mut self, targets: &[&LocalTarget], facts: &mut FileFacts) {
        let path = &targets[0].path;
        match self.walk.find(path) {
            PathTarget::Unknown => {}
            PathTarget::Found(place, FileKind::File) if is_markdown(Path::new(path)) => {
                self.anchors(&place, targets, facts);
            }
            PathTarget::Found(..) => insert(facts, targets, &FileFact::Found),
            PathTarget::OtherCase(path) => insert(facts, targets, &FileFact::OtherCase(path)),
            PathTarget::Missing => {
                let alike = if self.hints_left > 0 {
                    self.hints_left -= 1;
                    hint::alike(&mut self.walk, path)
                } else {
                    None
                };
                insert(facts, targets, &FileFact::Missing { alike });
            }
        }
    }

    fn anchors(&mut self, place: &Path, targets: &[&LocalTarget], facts: &mut FileFacts) {
        // Most links to other pages have no fragment, so the page need not be read.
        let is_asked = targets.iter().any(|target| target.fragment.is_some());
        let text = if is_asked && self.files_left > 0 {
            self.files_left -= 1;
            read(place)
        } else {
            None
        };
        // A page that was not read has no headings, so its anchors are not judged.
        let source = SourceFile::new("", text.unwrap_or_default());
        let document = Document::parse(&source);
        for target in targets {
            let fact = match &target.fragment {
                Some(fragment) => anchor(&document, fragment),
                None => FileFact::Found,
            };
            facts.insert((*target).clone(), fact);
        }
    }
}

/// The fact about the fragment of a link to a page.
fn anchor(page: &Document<'_>, fragment: &str) -> FileFact {
    // A page without headings may be a template that is rendered as another page.
    if !page.headings().is_empty() && page.target(fragment) == AnchorMatch::Missing {
        FileFact::NoAnchor
    } else {
        FileFact::Found
    }
}

fn insert(facts: &mut FileFacts, targets: &[&LocalTarget], fact: &FileFact) {
    for target in targets {
        facts.insert((*target).clone(), fact.clone());
    }
}

/// The text of a file that is not too large.
fn read(path: &Path) -> Option<String> {
    let mut text = String::new();
    let read = File::open(path)
        .ok()?
        .take(MAX_BYTES + 1)
        .read_to_string(&mut text)
        .ok()?;
    (read as u64 <= MAX_BYTES).then_some(text)
}
