//! Files at an earlier revision, as Git knows them. Must not change the repository.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

use super::{error::Error, input};

/// A revision that files are compared with.
pub(super) struct History {
    /// The folder in which Git is asked.
    folder: PathBuf,
    /// The commit where the revision and HEAD have parted.
    base: String,
}

impl History {
    /// Finds where HEAD has left a revision, in the repository around a folder.
    pub(super) fn since(revision: &str, folder: &Path) -> Result<Self, Error> {
        // What starts like an option is one for some of Git's commands.
        if revision.is_empty() || revision.starts_with('-') {
            return Err(why_not(revision, folder)?);
        }
        // Later commits of others on that branch are not news of this one.
        match ask(folder, &["merge-base", revision, "HEAD"])? {
            Some(base) => Ok(Self {
                folder: folder.to_owned(),
                base: line(&base),
            }),
            None => Err(why_not(revision, folder)?),
        }
    }

    /// The text of the file of this name in the folder, as it was; `None` when it was not there.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Error> {
        if let Some(text) = self.blob(&format!("./{name}"))? {
            return Ok(Some(text));
        }
        match self.old_path(name)? {
            Some(path) => self.blob(&path),
            None => Ok(None),
        }
    }

    /// Those of these paths, seen from the folder, that there were.
    pub(super) fn had<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Result<BTreeSet<String>, Error> {
        let paths: Vec<_> = paths.map(plain).collect();
        let mut had = BTreeSet::new();
        // A command takes only so many arguments.
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
        input::decode(&PathBuf::from(object), output).map(Some)
    }

    /// The path that a file had in the repository, if it was renamed since.
    fn old_path(&self, name: &str) -> Result<Option<String>, Error> {
        let Some(prefix) = ask(&self.folder, &["rev-parse", "--show-prefix"])? else {
            return Ok(None);
        };
        let path = line(&prefix) + name;
        // Neither programs that the repository's configuration names nor a daemon are started.
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
        // The kind of change, the old path and the new one.
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

/// The reason that there is no commit to compare with.
fn why_not(revision: &str, folder: &Path) -> Result<Error, Error> {
    // From the outermost reason to the innermost.
    if ask(folder, &["rev-parse", "--git-dir"])?.is_none() {
        return Ok(Error::NoRepository {
            path: folder.to_owned(),
        });
    }
    let is_shallow = ask(folder, &["rev-parse", "--is-shallow-repository"])?;
    let help = if is_shallow.is_some_and(|answer| line(&answer) == "true") {
        "this clone has no older commits: fetch them, by `git fetch --unshallow` or by `fetch-depth: 0` of actions/checkout"
    } else {
        "name a branch, a tag or a commit, such as `origin/main`"
    };
    Ok(Error::NoRevision {
        revision: revision.to_owned(),
        help: help.to_owned(),
    })
}

/// The output of a Git command that succeeds.
fn ask(folder: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>, Error> {
    let mut git = Command::new("git");
    match git.arg("-C").arg(folder).args(arguments).output() {
        // Git gives its reason in the language of its user, so a second question finds out which advice fits.
        Ok(output) => Ok(output.status.success().then_some(output.stdout)),
        Err(source) => Err(Error::NoGit { source }),
    }
}

fn line(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim_end().to_owned()
}
