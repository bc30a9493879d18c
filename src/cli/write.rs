//! Writes files, each whole or not at all. Must not know what they say.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    error::Error,
    files::{failed, folder, is_stream},
};

/// Writes a whole file or nothing: the text becomes visible under its name only when it is complete. A link that has the
/// name is replaced and not followed: it may have come with the list of a stranger.
pub(super) fn file(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let written = if is_stream(path) {
        to_stream(path, content)
    } else {
        complete(path, content).and_then(|file| Ok(file.persist(path).map(drop)?))
    };
    written.map_err(|source| failed(path, source))
}

/// Writes to a pipe or a device. A reader that has left wants no more.
fn to_stream(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // Where the shell appends to a file that is meant by `/dev/stdout`, what stands there stays.
    let stream = fs::OpenOptions::new().append(true).open(path)?;
    unless_left(to_end(stream, content))
}

/// Writes everything, or says what came between.
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
        fs::create_dir_all(folder(path)).map_err(|source| failed(path, source))?;
        create_one(path, text, replaces)?;
    }
    Ok(())
}

fn create_one(path: &Path, text: &str, replaces: bool) -> Result<(), Error> {
    let written = complete(path, |out| out.write_all(text.as_bytes())).and_then(|file| {
        let placed = if replaces {
            file.persist(path)
        } else {
            file.persist_noclobber(path)
        };
        placed.map_err(|error| error.error)
    });
    match written {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Error::Exists {
            path: path.to_owned(),
        }),
        Err(source) => Err(failed(path, source)),
    }
}

/// Writes a text over one that a file held, whole or not at all. What the file may be used for stays as it was, and a link
/// to it stays one.
pub(super) fn replace(path: &Path, before: &str, text: &str) -> Result<(), Error> {
    let failed = |source| failed(path, source);
    let place = path.canonicalize().map_err(failed)?;
    if fs::read(&place).map_err(failed)? != before.as_bytes() {
        return Err(Error::Changed {
            path: path.to_owned(),
        });
    }
    let permissions = fs::metadata(&place).map_err(failed)?.permissions();
    if permissions.readonly() {
        return Err(failed(io::ErrorKind::PermissionDenied.into()));
    }
    let file = complete(&place, |out| out.write_all(text.as_bytes())).map_err(failed)?;
    file.as_file().set_permissions(permissions).map_err(failed)?;
    file.persist(&place)
        .map(drop)
        .map_err(|error| failed(error.error))
}

/// A complete file beside `path` that is yet to get this name. It is created under a random name that nothing had, so no
/// link that lies there is followed.
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

/// Temporary files are private; a report is read by other steps and people.
fn make_readable(file: &fs::File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}
