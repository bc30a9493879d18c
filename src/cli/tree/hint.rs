//! Guesses which file a link means that leads to none. Must look at no more than a few folders.

use std::path::Path;

use super::walk::{Kind, Place, Walk};

/// How many names of a folder are compared, and how many folders are searched for a file that lies elsewhere.
const MOST_NAMES: usize = 4_000;
const MOST_FOLDERS: usize = 64;

/// The path, as a link writes it, of the one file that a missing one is most like.
pub(super) fn alike(walk: &mut Walk, path: &str) -> Option<String> {
    backslashes(walk, path)
        .or_else(|| near_name(walk, path))
        .or_else(|| elsewhere(walk, path))
}

/// `figs\a.png`.
fn backslashes(walk: &mut Walk, path: &str) -> Option<String> {
    let slashed = path.replace('\\', "/");
    let names = walk.names(&slashed).filter(|_| slashed != path)?;
    matches!(walk.find(&slashed), Place::Found(..)).then(|| walk.written(&names, path.starts_with('/')))
}

/// A name in place of the first that is missing: with another ending, or one that differs in a few letters.
fn near_name(walk: &mut Walk, path: &str) -> Option<String> {
    let mut names = walk.names(path)?;
    let at = (0..names.len()).find(|&at| !is_there(walk, &names[..=at]))?;
    let listed = walk.list_below(&names[..at])?;
    let near: Vec<String> = nearest(&names[at], listed.iter().map(|(name, _)| name));
    let [near] = near.as_slice() else { return None };
    names[at].clone_from(near);
    is_there(walk, &names).then(|| walk.written(&names, path.starts_with('/')))
}

/// A file of this name in the root, beside the list, or in a folder there.
fn elsewhere(walk: &mut Walk, path: &str) -> Option<String> {
    let name = walk.names(path)?.pop()?;
    let base = walk.names("")?;
    let mut found = Vec::new();
    let mut folders = vec![base, Vec::new()];
    folders.dedup();
    for folder in folders.clone() {
        let listed = walk.list_below(&folder)?;
        let inner = listed
            .iter()
            .filter(|(_, kind)| *kind == Kind::Folder)
            .take(MOST_FOLDERS);
        folders.extend(inner.map(|(name, _)| [folder.clone(), vec![name.to_owned()]].concat()));
    }
    for mut names in folders {
        names.push(name.clone());
        if is_there(walk, &names) && !found.contains(&names) {
            found.push(names);
        }
    }
    let [names] = found.as_slice() else { return None };
    Some(walk.written(names, path.starts_with('/')))
}

fn is_there(walk: &mut Walk, names: &[String]) -> bool {
    matches!(walk.find(&format!("/{}", names.join("/"))), Place::Found(..))
}

/// The names that differ in nothing but their ending, or else those that differ in the fewest letters, if few enough.
fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let stem = |name: &str| {
        Path::new(name)
            .file_stem()
            .map(std::ffi::OsStr::to_ascii_lowercase)
    };
    let most = (name.chars().count() / 3).min(3);
    let (mut same_stem, mut near) = (Vec::new(), Vec::new());
    let mut least = most;
    for other in names.take(MOST_NAMES) {
        if stem(other) == stem(name) && !name.starts_with('.') {
            same_stem.push(other.to_owned());
        }
        let is_long = other.len().abs_diff(name.len()) > 4 * most || other.len() > 256 || name.len() > 256;
        let distance = if is_long {
            usize::MAX
        } else {
            strsim::osa_distance(name, other)
        };
        if distance <= least {
            if distance < least {
                near.clear();
            }
            least = distance;
            near.push(other.to_owned());
        }
    }
    if same_stem.is_empty() { near } else { same_stem }
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
