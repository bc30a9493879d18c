//! The files of a run: refuses to overwrite a file that is read, and files that cannot be written. Must not touch their
//! contents.

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
    Publications,
    Source,
    Index,
    Report,
    Export,
}

impl Use {
    /// The noun in error messages.
    const fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Configuration => "configuration",
            Self::Baseline => "baseline",
            Self::Recording => "recording",
            Self::Cache => "cache",
            Self::Publications => "publications",
            Self::Source => "source",
            Self::Index => "index",
            Self::Report => "report",
            Self::Export => "export",
        }
    }
}

/// The files that a run reads, and the files that it writes apart from its lists.
#[derive(Debug, Default)]
pub(super) struct Files {
    read: Vec<(Use, PathBuf)>,
    written: Vec<(Use, PathBuf)>,
}

impl Files {
    /// Adds files that are read.
    pub(super) fn reading<'p>(mut self, to: Use, files: impl IntoIterator<Item = &'p PathBuf>) -> Self {
        for file in files {
            self.read.push((to, file.clone()));
        }
        self
    }

    /// Adds files that are written.
    pub(super) fn writing<'p>(mut self, to: Use, files: impl IntoIterator<Item = &'p PathBuf>) -> Self {
        for file in files {
            self.written.push((to, file.clone()));
        }
        self
    }

    /// Refuses a run that would destroy one of its files or could not write one.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.are_apart()?;
        self.are_writable()
    }

    /// Refuses a run that would overwrite a file that it reads, or write two files to one place.
    pub(super) fn are_apart(&self) -> Result<(), Error> {
        let mut written: Vec<(Use, FileId)> = Vec::new();
        let read = self.read_places();
        for (to, file) in &self.written {
            let place = FileId::of(file);
            if let Some((other, _)) = written.iter().find(|(_, other)| *other == place) {
                return Err(shared(*other, *to, file));
            }
            for (other, at) in &read {
                // Only a baseline is read in order to be rewritten.
                let is_renewed = (*other, *to) == (Use::Baseline, Use::Baseline);
                if *at == place && !is_renewed {
                    return Err(Error::Overwrites {
                        path: file.clone(),
                        written: to.as_str(),
                        read: other.as_str(),
                        help: advice(*other, *to),
                    });
                }
            }
            written.push((*to, place));
        }
        Ok(())
    }

    fn read_places(&self) -> Vec<(Use, FileId)> {
        let mut places = Vec::new();
        for (to, file) in &self.read {
            // Nothing is lost if a device such as `/dev/null` is both read and written.
            if !is_stream(file) {
                places.push((*to, FileId::of(file)));
            }
        }
        places
    }

    /// Refuses a run that would otherwise fail to write a file at its end, after hours of requests.
    fn are_writable(&self) -> Result<(), Error> {
        for (to, file) in &self.written {
            // The cache is opened before the first request, and its own error says more.
            if *to != Use::Cache {
                try_to_write(file).map_err(Error::writing(file))?;
            }
        }
        Ok(())
    }
}

/// The help for a file that is named for two uses.
fn advice(read: Use, written: Use) -> &'static str {
    match (read, written) {
        // Most users who write a report over a list mean to repair it.
        (Use::List, Use::Report) => "name another file, or run `paperlint fix` to change the list",
        _ => "name another file",
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
        help: "name a different file for each".to_owned(),
    }
}

/// Tries to create a file in the folder of `path`, where the final file is going to be. Leaves nothing behind, even if
/// the process is killed: the trial file has no name on systems that support it.
fn try_to_write(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        // Opening and closing a pipe would end it for its reader, so only its existence is checked.
        found if is_stream(path) => found.map(drop),
        _ => {
            let folder = folder(path);
            // If the folder is missing, this error does not contain the name of a temporary file.
            fs::metadata(folder)?;
            tempfile::tempfile_in(folder).map(drop)
        }
    }
}

/// The identity of a file, equal for all paths to it: through `..`, symbolic links or hard links.
#[derive(PartialEq, Eq, Debug)]
enum FileId {
    /// The device and inode number of an existing file.
    #[cfg(unix)]
    Node(u64, u64),
    /// The path without links, as far as its folder exists.
    Path(PathBuf),
}

impl FileId {
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

/// True if a path leads to a pipe, a device or an open stream, which no file may replace.
pub(super) fn is_stream(path: &Path) -> bool {
    if let Ok(metadata) = fs::metadata(path)
        && !metadata.is_file()
        && !metadata.is_dir()
    {
        return true;
    }
    // The links in `/dev` and `/proc` belong to the system: `/dev/stdout` leads to a regular file after `> report.txt`.
    match folder(path).canonicalize() {
        Ok(folder) => folder == Path::new("/dev") || folder.starts_with("/proc"),
        Err(_) => false,
    }
}

/// The folder that contains a file, relative to the working folder.
pub(super) fn folder(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}
