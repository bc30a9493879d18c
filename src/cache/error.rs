//! The reasons why a cache cannot be used, in words. Must not open files.

use std::io;
use std::path::PathBuf;

use miette::Diagnostic;
use thiserror::Error;

/// The reason why a cache cannot be used.
#[derive(Debug, Error, Diagnostic)]
#[error("cannot use the cache {}: {problem}", path.display())]
#[diagnostic(help("name a different file with `--cache FILE`, or use `--no-cache`"))]
pub struct CacheError {
    /// The path of the cache.
    pub(super) path: PathBuf,
    /// The problem with the cache or a file beside it.
    #[source]
    pub(super) problem: Problem,
}

/// The problem with one file.
#[derive(Debug, Error)]
pub(super) enum Problem {
    /// Writing would change a file that the author of the link has chosen.
    #[error("{} is a symbolic link", .0.display())]
    Link(PathBuf),
    /// The path is a folder, a pipe, a socket or a device.
    #[error("{} is not a regular file", .0.display())]
    Irregular(PathBuf),
    /// The file was written by a different program or a person.
    #[error("it is not a link cache")]
    Foreign,
    /// The file is a cache, but damaged or from a different version.
    #[error("it is damaged or from a different version of paperlint")]
    Damaged,
    /// The system reports an error.
    #[error(transparent)]
    Io(#[from] io::Error),
}
