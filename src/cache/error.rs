//! The reasons why a cache cannot be used, in words. Must not look at files.

use std::io;
use std::path::PathBuf;

use miette::Diagnostic;
use thiserror::Error;

/// The reason why a cache cannot be used.
#[derive(Debug, Error, Diagnostic)]
#[error("cannot use the cache {}: {problem}", path.display())]
#[diagnostic(help("`--cache FILE` names another one, `--no-cache` goes without"))]
pub struct CacheError {
    /// The cache that was named.
    pub(super) path: PathBuf,
    /// The problem with it or with a file beside it.
    #[source]
    pub(super) problem: Problem,
}

/// The problem with one file.
#[derive(Debug, Error)]
pub(super) enum Problem {
    /// Whoever made the link chose the file that would be written.
    #[error("{} is a symbolic link", .0.display())]
    Link(PathBuf),
    /// A folder, a pipe, a socket or a device.
    #[error("{} is not a regular file", .0.display())]
    Irregular(PathBuf),
    /// Something that another program or a person has written.
    #[error("it is not a link cache")]
    Foreign,
    /// A cache, but not one that this version has written to its end.
    #[error("it is damaged or of another version of paperlint")]
    Damaged,
    /// The system refuses.
    #[error(transparent)]
    Io(#[from] io::Error),
}
