//! Opens regular files under their own names, and nothing else. Must not truncate, rename or remove.
//!
//! A checkout of a stranger's branch may contain a symbolic link, a pipe or a socket under the name of the cache or its
//! lock. Following the link would write a file that the stranger has chosen, and opening the pipe would wait forever.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use super::error::Problem;

/// Opens the file at a path for reading; `None` if there is none.
pub(super) fn open(path: &Path) -> Result<Option<File>, Problem> {
    match opened(path, options().read(true)) {
        Err(Problem::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        opened => opened.map(Some),
    }
}

/// Opens the file at a path with its content, or creates it.
pub(super) fn open_or_create(path: &Path) -> Result<File, Problem> {
    opened(path, options().write(true).create(true).truncate(false))
}

fn opened(path: &Path, options: &OpenOptions) -> Result<File, Problem> {
    // Checked before opening, because opening a device can have effects.
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => return Err(Problem::Link(path.to_owned())),
        Ok(found) if !found.is_file() => return Err(Problem::Irregular(path.to_owned())),
        _ => {}
    }
    let file = options.open(path)?;
    // Checked again, because a different file may have replaced it in between.
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(Problem::Irregular(path.to_owned()))
    }
}

/// Options under which the system itself follows no link and never waits, where it supports them.
fn options() -> OpenOptions {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW | libc::O_NONBLOCK);
    options
}
