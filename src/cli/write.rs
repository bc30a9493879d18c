//! Writes files atomically. Must not depend on their contents.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    error::Error,
    files::{folder, is_stream},
};
use crate::encoding::encode;

/// Writes a file atomically: it gets its name only when it is complete. An existing symbolic link is replaced and not
/// followed, because it may come from an untrusted repository.
pub(super) fn file(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let written = if is_stream(path) {
        to_stream(path, content)
    } else {
        complete(path, content).and_then(|file| Ok(file.persist(path).map(drop)?))
    };
    written.map_err(Error::writing(path))
}

/// Writes to a pipe or a device, until its reader leaves.
fn to_stream(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // After `>> FILE`, `/dev/stdout` is that file, whose content must stay.
    let stream = fs::OpenOptions::new().append(true).open(path)?;
    unless_left(to_end(stream, content))
}

/// Writes everything, or returns the error that prevented it.
pub(super) fn to_end(
    out: impl Write,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    content(&mut out).and_then(|()| out.flush())
}

/// The same result, without the error of a reader such as `head` that has left.
pub(super) fn unless_left(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes texts to files. Without `replaces`, an existing file is an error, and nothing is written.
pub(super) fn create(files: &[(PathBuf, String)], replaces: bool) -> Result<(), Error> {
    if let Some((path, _)) = files.iter().find(|(path, _)| !replaces && path.exists()) {
        return Err(Error::Exists { path: path.clone() });
    }
    for (path, text) in files {
        fs::create_dir_all(folder(path)).map_err(Error::writing(path))?;
        match create_one(path, text, replaces) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(Error::Exists { path: path.clone() });
            }
            created => created.map_err(Error::writing(path))?,
        }
    }
    Ok(())
}

fn create_one(path: &Path, text: &str, replaces: bool) -> io::Result<()> {
    let file = complete(path, |out| out.write_all(text.as_bytes()))?;
    if replaces {
        file.persist(path)?;
    } else {
        // Another program may have created the file since the check.
        file.persist_noclobber(path)?;
    }
    Ok(())
}

/// Replaces the text `before` of a file, atomically.
pub(super) fn replace(path: &Path, before: &str, text: &str) -> Result<(), Error> {
    if replaced(path, before, text).map_err(Error::writing(path))? {
        Ok(())
    } else {
        Err(Error::Changed {
            path: path.to_owned(),
        })
    }
}

/// Replaces the text `before`; returns false if the file contains another text.
fn replaced(path: &Path, before: &str, text: &str) -> io::Result<bool> {
    // The user named this file, so a link to it is followed and kept.
    let place = path.canonicalize()?;
    // A link check is long enough for the user to edit the file in the meantime.
    if fs::read(&place)? != *encode(before) {
        return Ok(false);
    }
    let permissions = fs::metadata(&place)?.permissions();
    // Renaming checks the permissions of the folder, but not of the replaced file.
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let file = complete(&place, |out| out.write_all(&encode(text)))?;
    file.as_file().set_permissions(permissions)?;
    file.persist(&place)?;
    Ok(true)
}

/// A complete file that is still to be renamed to `path`. It is created under a new, random name in the same folder, so
/// that no existing link is followed.
fn complete(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix(".paperlint")
        .tempfile_in(folder(path))?;
    to_end(file.as_file_mut(), content)?;
    make_readable(file.as_file())?;
    Ok(file)
}

/// Makes a file readable for other users, on systems that have them.
fn make_readable(file: &fs::File) -> io::Result<()> {
    // Temporary files are private, but other steps and people read a report.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}
