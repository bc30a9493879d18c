//! Finds and reads the files to check. Must not parse them.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::error::Error;
use crate::{
    baseline::Baseline,
    encoding::{self, NotText},
    facts::Facts,
    source::SourceFile,
};

/// The limit of a file, which also limits memory. Lists are for people to read, so a larger file is not a list.
const MAX_MIB: u64 = 64;

/// The limit of the publications of a list: the index of all of DBLP has 100 MiB.
pub(super) const MAX_INDEX_MIB: u64 = 256;

/// A file to check.
pub(super) struct Input {
    /// The folder of the file, whose configuration applies.
    pub(super) folder: PathBuf,
    /// The name of the file in its folder; `None` for standard input.
    pub(super) name: Option<OsString>,
    /// The text.
    pub(super) source: SourceFile,
}

impl Input {
    /// The path of the file.
    pub(super) fn file(&self) -> Option<PathBuf> {
        Some(self.folder.join(self.name.as_ref()?))
    }
}

/// Finds the files of `paths`, sorted by path; without paths, `README.md`.
pub(super) fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    if paths.is_empty() {
        let readme = PathBuf::from("README.md");
        return if readme.is_file() {
            Ok(vec![readme])
        } else {
            Err(Error::NoReadme)
        };
    }
    let (stdin, named): (Vec<_>, Vec<_>) = paths.iter().partition(|path| is_stdin(path));
    let mut files = BTreeSet::new();
    for path in named {
        if path.is_dir() {
            files.extend(search(path)?);
        } else {
            // A file that the user names is a list, whatever its extension.
            files.insert(path.clone());
        }
    }
    // One file may be named in several ways. Unreadable files fail later, when they are read.
    let mut known = BTreeSet::new();
    files.retain(|path| known.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    // Standard input can be read once.
    Ok(stdin.into_iter().take(1).cloned().chain(files).collect())
}

/// Reads a file, or standard input if `path` is `-`.
pub(super) fn read(path: &Path) -> Result<Input, Error> {
    if is_stdin(path) {
        read_stdin()
    } else {
        read_file(path)
    }
}

/// The list at a path: for a folder, its `README.md`.
pub(super) fn list(path: &Path) -> PathBuf {
    if path.is_dir() {
        path.join("README.md")
    } else {
        path.to_owned()
    }
}

pub(super) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The Markdown files below a folder that Git would not ignore.
fn search(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    // A downloaded repository without `.git` still has its `.gitignore`.
    for entry in ignore::WalkBuilder::new(folder).require_git(false).build() {
        let entry = entry.map_err(|source| Error::Search {
            path: folder.to_owned(),
            source,
        })?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && is_markdown(entry.path()) {
            // Services compare the paths of reports with Git's paths, which have no leading `./`.
            let path = entry.path();
            files.push(path.strip_prefix(".").unwrap_or(path).to_owned());
        }
    }
    if files.is_empty() {
        return Err(Error::NoMarkdown {
            path: folder.to_owned(),
        });
    }
    Ok(files)
}

/// True for the extensions of Markdown that GitHub renders and lists use.
pub(super) fn is_markdown(path: &Path) -> bool {
    match path.extension() {
        Some(ending) => ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown"),
        None => false,
    }
}

fn read_file(path: &Path) -> Result<Input, Error> {
    let text = decode_list(path, bytes_of(path)?)?;
    let absolute = absolute(path)?;
    let folder = absolute.parent().unwrap_or(&absolute).to_owned();
    // Reports are the same on every system.
    let shown = path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
    Ok(Input {
        folder,
        name: absolute.file_name().map(ToOwned::to_owned),
        source: SourceFile::new(shown, text),
    })
}

/// The facts in a recording.
pub(super) fn recording(path: &Path) -> Result<Facts, Error> {
    let text = text_of(path)?;
    Facts::replay(&text).map_err(|source| Error::Recording {
        path: path.to_owned(),
        source,
    })
}

/// The bytes of an index of publications, or of BibTeX.
pub(super) fn publications(path: &Path) -> Result<Vec<u8>, Error> {
    let file = File::open(path).map_err(Error::reading(path))?;
    read_bounded(path, file, MAX_INDEX_MIB)
}

/// A source of publications, which may be larger than the memory: a file, or standard input if `path` is `-`.
pub(super) fn source(path: &Path) -> Result<Box<dyn Read>, Error> {
    if is_stdin(path) {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path).map_err(Error::reading(path))?;
    // Opening a folder succeeds on some systems, and reading it fails with a worse message.
    if path.is_dir() {
        return Err(Error::reading(path)(io::ErrorKind::IsADirectory.into()));
    }
    Ok(Box::new(file))
}

/// The regular file at a path relative to a folder and in it, wherever links lead; `None` for every other path.
pub(super) fn within(folder: &Path, path: &str) -> Option<PathBuf> {
    let named = folder.join(path);
    let (folder, file) = (folder.canonicalize().ok()?, named.canonicalize().ok()?);
    (file.starts_with(folder) && file.is_file()).then_some(named)
}

/// The findings in a baseline.
pub(super) fn baseline(path: &Path) -> Result<Baseline, Error> {
    let text = text_of(path)?;
    Baseline::parse(&text).map_err(|source| Error::Baseline {
        path: path.to_owned(),
        source,
    })
}

/// True if the path exists.
pub(super) fn exists(path: &Path) -> bool {
    path.exists()
}

/// The folder whose configuration applies to a file; the working folder for standard input.
pub(super) fn folder(path: &Path) -> Result<PathBuf, Error> {
    let absolute = absolute(path)?;
    Ok(absolute.parent().unwrap_or(&absolute).to_owned())
}

fn absolute(path: &Path) -> Result<PathBuf, Error> {
    // Not the canonical path: a list that is a symbolic link belongs to the folder of the link.
    std::path::absolute(path).map_err(Error::reading(path))
}

/// The root of the Git repository around a folder.
pub(super) fn git_root(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|around| around.join(".git").exists())
}

/// The root of the repository around a file, or the folder of the file without a repository. The path is relative to
/// the working folder if it lies below it.
pub(super) fn repository(path: &Path) -> Result<PathBuf, Error> {
    let absolute = folder(path)?;
    match git_root(&absolute) {
        Some(root) if root != absolute => {
            let working = folder(Path::new("README.md"))?;
            Ok(root.strip_prefix(working).unwrap_or(root).to_owned())
        }
        // The path that the user typed is the shortest one to the folder.
        _ => Ok(path.parent().unwrap_or(Path::new("")).to_owned()),
    }
}

fn read_stdin() -> Result<Input, Error> {
    let path = Path::new("<stdin>");
    Ok(Input {
        folder: folder(path)?,
        name: None,
        source: SourceFile::new(
            "<stdin>",
            decode_list(path, read_bytes(path, io::stdin().lock())?)?,
        ),
    })
}

/// The text of a file.
fn text_of(path: &Path) -> Result<String, Error> {
    decode(path, bytes_of(path)?)
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Error> {
    read_bytes(path, File::open(path).map_err(Error::reading(path))?)
}

fn read_bytes(path: &Path, file: impl Read) -> Result<Vec<u8>, Error> {
    read_bounded(path, file, MAX_MIB)
}

fn read_bounded(path: &Path, file: impl Read, limit: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    // One byte over the limit is enough to refuse a file; `/dev/zero` never ends.
    let mut file = file.take((limit << 20) + 1);
    file.read_to_end(&mut bytes).map_err(Error::reading(path))?;
    if bytes.len() as u64 > limit << 20 {
        return Err(Error::TooLarge {
            path: path.to_owned(),
            limit,
        });
    }
    Ok(bytes)
}

/// Decodes the bytes of a list: a few bytes that are not UTF-8 do not keep the rest from being checked.
pub(super) fn decode_list(path: &Path, bytes: Vec<u8>) -> Result<String, Error> {
    encoding::decode(bytes).map_err(|place| not_utf8(path, place))
}

/// Decodes the bytes of a file that is not a list as UTF-8.
fn decode(path: &Path, bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|error| {
        let place = encoding::place(error.as_bytes(), error.utf8_error().valid_up_to());
        not_utf8(path, place)
    })
}

fn not_utf8(path: &Path, NotText { line, byte }: NotText) -> Error {
    Error::NotUtf8 {
        path: path.to_owned(),
        line,
        byte,
    }
}
