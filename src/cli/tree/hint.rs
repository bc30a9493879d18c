//! Guesses the intended file of a link to a missing file. Must not look at more than a few folders.

use std::{ffi::OsString, path::Path};

use super::walk::{FileKind, PathTarget, Walk};

/// The most names in a folder to compare, and the most folders to search for a misplaced file.
const MAX_NAMES: usize = 4_000;
const MAX_FOLDERS: usize = 64;

/// The longest name to compare, in bytes; file systems accept no longer ones.
const LONGEST_NAME: usize = 256;

/// The path, as a link writes it, of the one file that resembles a missing one most.
pub(super) fn alike(walk: &mut Walk, path: &str) -> Option<String> {
    // The surest guess comes first: the same file written differently, a typo in a name, another folder.
    backslashes(walk, path)
        .or_else(|| near_name(walk, path))
        .or_else(|| elsewhere(walk, path))
}

/// The file with slashes instead of backslashes: `figs\a.png`.
fn backslashes(walk: &mut Walk, path: &str) -> Option<String> {
    if !path.contains('\\') {
        return None;
    }
    let slashed = path.replace('\\', "/");
    let names = walk.names(&slashed)?;
    matches!(walk.find(&slashed), PathTarget::Found(..)).then(|| walk.written(&names, path.starts_with('/')))
}

/// The file with another name for the first missing one: a different extension, or a few different letters.
fn near_name(walk: &mut Walk, path: &str) -> Option<String> {
    let mut names = walk.names(path)?;
    let at = (0..names.len()).find(|&at| !is_there(walk, &names[..=at]))?;
    let listed = walk.list_below(&names[..at])?;
    let near = nearest(&names[at], listed.iter().map(|(name, _)| name));
    // Of two equally similar names, either may be meant.
    let [near] = near.as_slice() else { return None };
    names[at].clone_from(near);
    is_there(walk, &names).then(|| walk.written(&names, path.starts_with('/')))
}

/// The file of this name in the root, beside the list, or in a subfolder of either.
fn elsewhere(walk: &mut Walk, path: &str) -> Option<String> {
    let name = walk.names(path)?.pop()?;
    let mut folders = vec![walk.names("")?, Vec::new()];
    // Most lists lie in the root, so both folders are the same.
    folders.dedup();
    for folder in folders.clone() {
        let listed = walk.list_below(&folder)?;
        let inner = listed.iter().filter(|(_, kind)| *kind == FileKind::Folder);
        for (inner, _) in inner.take(MAX_FOLDERS) {
            folders.push([&folder[..], &[inner.to_owned()]].concat());
        }
    }
    let mut found = Vec::new();
    for mut names in folders {
        names.push(name.clone());
        // A folder beside the list may also be in the root.
        if is_there(walk, &names) && !found.contains(&names) {
            found.push(names);
        }
    }
    let [names] = found.as_slice() else { return None };
    Some(walk.written(names, path.starts_with('/')))
}

fn is_there(walk: &mut Walk, names: &[String]) -> bool {
    matches!(walk.find(&format!("/{}", names.join("/"))), PathTarget::Found(..))
}

/// The names that differ only in their extension; without any, the names that differ in the fewest letters, up to a
/// third.
fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    // At most a third of a name may differ: three letters turn a short name into any other.
    let most = (name.chars().count() / 3).min(3);
    let (mut same_stem, mut near) = (Vec::new(), Vec::new());
    let mut least = most;
    for other in names.take(MAX_NAMES) {
        // The stem of a hidden file such as `.png` says nothing.
        if stem(other) == stem(name) && !name.starts_with('.') {
            same_stem.push(other.to_owned());
        }
        let distance = distance(name, other, most);
        if distance <= least {
            if distance < least {
                near.clear();
            }
            least = distance;
            near.push(other.to_owned());
        }
    }
    // Pictures are more often converted than misspelled.
    if same_stem.is_empty() { near } else { same_stem }
}

fn stem(name: &str) -> Option<OsString> {
    let stem = Path::new(name).file_stem()?;
    Some(stem.to_ascii_lowercase())
}

/// The number of letters in which two names differ. Comparison takes quadratic time, so long names are skipped, and
/// names whose lengths differ by more than `most` letters of four bytes.
fn distance(name: &str, other: &str, most: usize) -> usize {
    if other.len().abs_diff(name.len()) > 4 * most || name.len().max(other.len()) > LONGEST_NAME {
        return usize::MAX;
    }
    strsim::osa_distance(name, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike_in(files: &[&str], path: &str) -> Option<String> {
        let root = tempfile::tempdir().expect("a folder can be made");
        for file in files {
            let file = root.path().join(file);
            std::fs::create_dir_all(file.parent().expect("it lies in the root"))
                .expect("folders can be made");
            std::fs::write(file, "").expect("files can be written");
        }
        alike(&mut Walk::new(root.path().to_owned(), root.path()), path)
    }

    #[test]
    fn the_one_file_that_is_most_alike_is_named() {
        let files = [
            "images/survey.jpg",
            "images/method.png",
            "images/UFM_fig.png",
            "paper/a.pdf",
            "src/icon.png",
        ];
        for (path, expected) in [
            ("images/survey.png", "images/survey.jpg"),
            ("images/methods.png", "images/method.png"),
            ("images/UFM_fig1.png", "images/UFM_fig.png"),
            ("images./survey.jpg", "images/survey.jpg"),
            ("1_paper/a.pdf", "paper/a.pdf"),
            ("icon.png", "src/icon.png"),
            ("images\\method.png", "images/method.png"),
            ("/docs/img/survey.jpg", "/images/survey.jpg"),
        ] {
            assert_eq!(alike_in(&files, path).as_deref(), Some(expected), "{path}");
        }
    }

    #[test]
    fn nothing_is_guessed_where_two_are_alike_or_none() {
        assert_eq!(alike_in(&["a/fig1.png", "a/fig2.png"], "a/fig3.png"), None);
        assert_eq!(alike_in(&["a/x.png", "b/x.png"], "c/x.png"), None);
        assert_eq!(alike_in(&["a/long-name.png"], "a/.png"), None);
    }
}
