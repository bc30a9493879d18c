//! The files of a run: refuses to write over one that is read, or where nothing can be written. Must not touch their texts.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::error::Error;

/// The use of a file in a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Use {
    List,
    Configuration,
    Baseline,
    Recording,
    Cache,
    Report,
    Export,
}

impl Use {
    /// The noun that errors use.
    const fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Configuration => "configuration",
            Self::Baseline => "baseline",
            Self::Recording => "recording",
            Self::Cache => "cache",
            Self::Report => "report",
            Self::Export => "export",
        }
    }
}

/// The files that a run reads, and those that it writes beside its lists.
#[derive(Debug, Default)]
pub(super) struct Files {
    read: Vec<(Use, PathBuf)>,
    written: Vec<(Use, PathBuf)>,
}

impl Files {
    /// Adds files that are read.
    pub(super) fn reading<'p>(mut self, to: Use, files: impl IntoIterator<Item = &'p PathBuf>) -> Self {
        self.read.extend(files.into_iter().map(|file| (to, file.clone())));
        self
    }

    /// Adds files that are written.
    pub(super) fn writing<'p>(mut self, to: Use, files: impl IntoIterator<Item = &'p PathBuf>) -> Self {
        let files = files.into_iter().map(|file| (to, file.clone()));
        self.written.extend(files);
        self
    }

    /// Refuses a run that would write over a file that it reads, or two files to one place.
    pub(super) fn are_apart(&self) -> Result<(), Error> {
        // Nothing is lost where a device is read and written, as `/dev/null` often is.
        let read = self.read.iter().filter(|(_, file)| !is_stream(file));
        let read: Vec<_> = read.map(|(to, file)| (*to, Place::of(file))).collect();
        let mut written: Vec<(Use, Place)> = Vec::new();
        for (to, file) in &self.written {
            let place = Place::of(file);
            if let Some((other, _)) = written.iter().find(|(_, other)| *other == place) {
                return Err(shared(*other, *to, file));
            }
            // A baseline is the one file that is read to be written again.
            let over = read
                .iter()
                .find(|(other, at)| *at == place && (*other, *to) != (Use::Baseline, Use::Baseline));
            if let Some((other, _)) = over {
                return Err(Error::Overwrites {
                    path: file.clone(),
                    written: to.as_str(),
                    read: other.as_str(),
                });
            }
            written.push((*to, place));
        }
        Ok(())
    }

    /// Refuses a run that would destroy one of its files, or could not write one of them.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.are_apart()?;
        self.are_writable()
    }

    /// Refuses a run that would find out only at its end, perhaps after hours, that a file cannot be written.
    fn are_writable(&self) -> Result<(), Error> {
        // A cache is opened before the first request, and says more about what is wrong with it.
        let tried = self.written.iter().filter(|(to, _)| *to != Use::Cache);
        tried
            .map(|(_, file)| file)
            .try_for_each(|file| try_to_write(file).map_err(|source| failed(file, source)))
    }
}

fn shared(first: Use, second: Use, file: &Path) -> Error {
    let what = if first == second {
        format!("two {}s", first.as_str())
    } else {
        format!("the {} and the {}", first.as_str(), second.as_str())
    };
    Error::Shared {
        what,
        place: file.display().to_string(),
        help: "give each a file of its own".to_owned(),
    }
}

/// Finds out whether a file can be written beside `path` and take its name. Leaves nothing behind, even if the process is
/// killed: where the system can, the file that is tried has no name.
fn try_to_write(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        // A pipe that is opened and closed again ends for its reader, so it is only looked for.
        found if is_stream(path) => found.map(drop),
        _ => {
            let folder = folder(path);
            // Where there is no folder, this names the reason without the name of a temporary file.
            fs::metadata(folder)?;
            tempfile::tempfile_in(folder).map(drop)
        }
    }
}

/// One place for all paths that lead to the same file: through `..`, symbolic links or hard ones.
#[derive(PartialEq, Eq, Debug)]
enum Place {
    /// Device and number of a file that is there.
    #[cfg(unix)]
    Node(u64, u64),
    /// The path without links, as far as its folder is there.
    Path(PathBuf),
}

impl Place {
    fn of(path: &Path) -> Self {
        #[cfg(unix)]
        if let Ok(metadata) = fs::metadata(path) {
            use std::os::unix::fs::MetadataExt;
            return Self::Node(metadata.dev(), metadata.ino());
        }
        Self::Path(path.canonicalize().unwrap_or_else(|_| {
            let folder = folder(path);
            let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
            folder.join(path.file_name().unwrap_or_default())
        }))
    }
}

/// True if a path leads to a pipe, a device or something that is open already: no file may take its place.
pub(super) fn is_stream(path: &Path) -> bool {
    // The links there are the system's: `/dev/stdout` leads to a regular file after `> report.txt`.
    let is_systems = |folder: PathBuf| folder == Path::new("/dev") || folder.starts_with("/proc");
    fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
        || folder(path).canonicalize().is_ok_and(is_systems)
}

/// The folder that holds a file, seen from the working folder.
pub(super) fn folder(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// The error for a file that could not be written.
pub(super) fn failed(path: &Path, source: io::Error) -> Error {
    Error::Write {
        to: path.display().to_string(),
        source,
    }
}
