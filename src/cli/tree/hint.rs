//! Guesses which file a link means that leads to none. Must look at no more than a few folders.

use std::{ffi::OsString, path::Path};

use super::walk::{FileKind, PathTarget, Walk};

/// The most names of a folder that are compared, and the most folders that are searched for a file that lies elsewhere.
const MAX_NAMES: usize = 4_000;
const MAX_FOLDERS: usize = 64;

/// Names of more bytes are not compared; no file system takes them.
const LONGEST_NAME: usize = 256;

/// The path, as a link writes it, of the one file that a missing one is most like.
pub(super) fn alike(walk: &mut Walk, path: &str) -> Option<String> {
    // From the surest guess to the boldest: the same file written otherwise, a typo in a name, another folder.
    backslashes(walk, path)
        .or_else(|| near_name(walk, path))
        .or_else(|| elsewhere(walk, path))
}

/// `figs\a.png`.
fn backslashes(walk: &mut Walk, path: &str) -> Option<String> {
    if !path.contains('\\') {
        return None;
    }
    let slashed = path.replace('\\', "/");
    let names = walk.names(&slashed)?;
    matches!(walk.find(&slashed), PathTarget::Found(..)).then(|| walk.written(&names, path.starts_with('/')))
}

/// A name in place of the first that is missing: with another ending, or one that differs in a few letters.
fn near_name(walk: &mut Walk, path: &str) -> Option<String> {
    let mut names = walk.names(path)?;
    let at = (0..names.len()).find(|&at| !is_there(walk, &names[..=at]))?;
    let listed = walk.list_below(&names[..at])?;
    let near = nearest(&names[at], listed.iter().map(|(name, _)| name));
    // Of two that are equally near, either may be meant.
    let [near] = near.as_slice() else { return None };
    names[at].clone_from(near);
    is_there(walk, &names).then(|| walk.written(&names, path.starts_with('/')))
}

/// A file of this name in the root, beside the list, or in a folder there.
fn elsewhere(walk: &mut Walk, path: &str) -> Option<String> {
    let name = walk.names(path)?.pop()?;
    let mut folders = vec![walk.names("")?, Vec::new()];
    // The list lies in the root more often than not.
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
        // A folder beside the list is also one below the root.
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

/// The names that differ in nothing but their ending, or else those that differ in the fewest letters, if few enough.
fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    // A third of a name may be wrong: in shorter ones three letters make any name of any other.
    let most = (name.chars().count() / 3).min(3);
    let (mut same_stem, mut near) = (Vec::new(), Vec::new());
    let mut least = most;
    for other in names.take(MAX_NAMES) {
        // `.png` and `.jpg` as whole names have an empty stem in common.
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
    // Pictures are converted more often than misspelled.
    if same_stem.is_empty() { near } else { same_stem }
}

fn stem(name: &str) -> Option<OsString> {
    let stem = Path::new(name).file_stem()?;
    Some(stem.to_ascii_lowercase())
}

/// The letters in which two names differ. Comparing takes quadratic time, so names that differ in length by more than
/// `most` letters of four bytes are not compared, and long ones neither.
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
