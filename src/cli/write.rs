//! Writes files, each whole or not at all. Must not know what they say.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    error::Error,
    files::{folder, is_stream},
};

/// Writes a whole file or nothing: the text becomes visible under its name only when it is complete. A link that has
/// the name is replaced and not followed: it may have come with the list of a stranger.
pub(super) fn file(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let written = if is_stream(path) {
        to_stream(path, content)
    } else {
        complete(path, content).and_then(|file| Ok(file.persist(path).map(drop)?))
    };
    written.map_err(Error::writing(path))
}

/// Writes to a pipe or a device. A reader that has left wants no more.
fn to_stream(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // After `>> FILE`, `/dev/stdout` is that file, and its content has to stay.
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

/// The same result, but without an error where a reader such as `head` has left.
pub(super) fn unless_left(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes texts to files, which are replaced only where that is asked for. Nothing is written where one is in the way.
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
        // Another program may have made the file since it was looked for.
        file.persist_noclobber(path)?;
    }
    Ok(())
}

/// Writes a text over one that a file held, whole or not at all.
pub(super) fn replace(path: &Path, before: &str, text: &str) -> Result<(), Error> {
    if replaced(path, before, text).map_err(Error::writing(path))? {
        Ok(())
    } else {
        Err(Error::Changed {
            path: path.to_owned(),
        })
    }
}

/// Replaces a text; false if the file holds another one.
fn replaced(path: &Path, before: &str, text: &str) -> io::Result<bool> {
    // The user named this file, so a link to it is followed and stays one.
    let place = path.canonicalize()?;
    // Asking for links takes long enough for the user to go on writing.
    if fs::read(&place)? != before.as_bytes() {
        return Ok(false);
    }
    let permissions = fs::metadata(&place)?.permissions();
    // Renaming asks the folder for permission, not the file that it replaces.
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let file = complete(&place, |out| out.write_all(text.as_bytes()))?;
    file.as_file().set_permissions(permissions)?;
    file.persist(&place)?;
    Ok(true)
}

/// A complete file beside `path` that is yet to get this name. It is created under a random name that nothing had, so
/// no link that lies there is followed.
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

/// Lets others read a file, as far as the system knows of others.
fn make_readable(file: &fs::File) -> io::Result<()> {
    // Temporary files are private; a report is read by other steps and people.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}
