//! Files at an earlier revision, read with Git. Must not change the repository.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

use super::{error::Error, input};

/// A revision that files are compared with.
pub(super) struct History {
    /// The folder in which Git runs.
    folder: PathBuf,
    /// The merge base of the revision and HEAD.
    base: String,
}

impl History {
    /// Finds the merge base of a revision and HEAD, in the repository around a folder.
    pub(super) fn since(revision: &str, folder: &Path) -> Result<Self, Error> {
        // Some of Git's commands read a revision that starts with `-` as an option.
        if revision.is_empty() || revision.starts_with('-') {
            return Err(why_not(revision, folder)?);
        }
        // Later commits on the other branch are not changes of this one.
        match ask(folder, &["merge-base", revision, "HEAD"])? {
            Some(base) => Ok(Self {
                folder: folder.to_owned(),
                base: line(&base),
            }),
            None => Err(why_not(revision, folder)?),
        }
    }

    /// The earlier text of the file of this name in the folder; `None` if the file did not exist.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Error> {
        if let Some(text) = self.blob(&format!("./{name}"))? {
            return Ok(Some(text));
        }
        match self.old_path(name)? {
            Some(path) => self.blob(&path),
            None => Ok(None),
        }
    }

    /// The paths, relative to the folder, that existed at the revision.
    pub(super) fn had<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Result<BTreeSet<String>, Error> {
        let paths: Vec<_> = paths.map(plain).collect();
        let mut had = BTreeSet::new();
        // The number of arguments of a command is limited.
        for paths in paths.chunks(500) {
            let list = ["ls-tree", "-z", "--name-only", &self.base, "--"];
            let found = ask(&self.folder, &[&list[..], paths].concat())?.unwrap_or_default();
            let found = String::from_utf8_lossy(&found);
            had.extend(found.split('\0').map(str::to_owned));
        }
        Ok(had)
    }

    fn blob(&self, path: &str) -> Result<Option<String>, Error> {
        let object = format!("{}:{path}", self.base);
        let Some(output) = ask(&self.folder, &["cat-file", "blob", &object])? else {
            return Ok(None);
        };
        input::decode_list(&PathBuf::from(object), output).map(Some)
    }

    /// The earlier path of a file in the repository, if it was renamed since.
    fn old_path(&self, name: &str) -> Result<Option<String>, Error> {
        let Some(prefix) = ask(&self.folder, &["rev-parse", "--show-prefix"])? else {
            return Ok(None);
        };
        let path = line(&prefix) + name;
        // These options start no daemon and no program from the repository's configuration.
        let renames = [
            "-c",
            "core.fsmonitor=false",
            "diff",
            "--no-ext-diff",
            "--no-textconv",
            "--find-renames",
            "--diff-filter=R",
            "--name-status",
            "-z",
            &self.base,
        ];
        let renames = ask(&self.folder, &renames)?.unwrap_or_default();
        let renames = String::from_utf8_lossy(&renames);
        // Each rename has three parts: the kind of change, the old path and the new path.
        let parts: Vec<_> = renames.split('\0').collect();
        let mut renames = parts.chunks_exact(3);
        let rename = renames.find(|rename| rename[2] == path);
        Ok(rename.map(|rename| rename[1].to_owned()))
    }
}

/// A path as Git lists it.
pub(super) fn plain(path: &str) -> &str {
    path.trim_start_matches("./").trim_end_matches('/')
}

/// The error that explains why there is no commit to compare with.
fn why_not(revision: &str, folder: &Path) -> Result<Error, Error> {
    // The most general reason comes first.
    if ask(folder, &["rev-parse", "--git-dir"])?.is_none() {
        return Ok(Error::NoRepository {
            path: folder.to_owned(),
        });
    }
    let is_shallow = ask(folder, &["rev-parse", "--is-shallow-repository"])?;
    let help = if is_shallow.is_some_and(|answer| line(&answer) == "true") {
        "this clone is shallow: run `git fetch --unshallow`, or set `fetch-depth: 0` for actions/checkout"
    } else {
        "name a branch, tag or commit, such as `origin/main`"
    };
    Ok(Error::NoRevision {
        revision: revision.to_owned(),
        help: help.to_owned(),
    })
}

/// The output of a Git command; `None` if it fails.
fn ask(folder: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>, Error> {
    let mut git = Command::new("git");
    match git.arg("-C").arg(folder).args(arguments).output() {
        // Git's messages depend on the user's language, so further commands find the reason.
        Ok(output) => Ok(output.status.success().then_some(output.stdout)),
        Err(source) => Err(Error::NoGit { source }),
    }
}

fn line(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim_end().to_owned()
}
