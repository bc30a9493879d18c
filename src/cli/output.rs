//! Writes reports and errors: to the terminal, or whole to a file. Must not know what they say.

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
};

use anstream::AutoStream;
use clap::ColorChoice;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};

use super::{destination::Destination, error::Error};
use crate::{
    escape,
    report::{self, Run, Style},
};

/// The width of reports that no terminal shows.
const WIDTH: usize = 100;

/// How a report in a file is drawn.
const PLAIN: Style = Style {
    color: false,
    width: WIDTH,
};

/// What is known about the terminal.
pub(super) struct Terminal {
    color: ColorChoice,
}

/// Writes a line to standard error. If even that fails, the run is none the worse.
fn say(word: &impl std::fmt::Display, message: &str) {
    _ = writeln!(io::stderr(), "{word}: {}", escape::printable(message));
}

impl Terminal {
    pub(super) fn new(color: ColorChoice) -> Self {
        Self { color }
    }

    /// Whether colours go to a stream.
    fn has_color(&self, stream: &impl anstream::stream::RawStream) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => AutoStream::choice(stream) != anstream::ColorChoice::Never,
        }
    }

    fn style(&self) -> Style {
        let is_terminal = io::stdout().is_terminal();
        let width = terminal_size::terminal_size()
            .filter(|_| is_terminal)
            .map(|(width, _)| usize::from(width.0));
        Style {
            color: self.has_color(&io::stdout()),
            width: width.unwrap_or(WIDTH),
        }
    }

    /// Writes the reports: all files, whole or not at all, and then standard output, so that a file that cannot be
    /// written leaves no report behind.
    pub(super) fn report(&self, run: &Run, reports: &[Destination]) -> Result<(), Error> {
        let mut files = Vec::new();
        for Destination { format, file } in reports {
            if let Some(file) = file {
                files.push(Pending::new(file, |out| report::write(*format, run, PLAIN, out))?);
            }
        }
        files.into_iter().try_for_each(Pending::finish)?;
        let on_stdout = reports.iter().filter(|report| report.file.is_none());
        for Destination { format, .. } in on_stdout {
            to_stdout(|out| report::write(*format, run, self.style(), out))?;
        }
        Ok(())
    }

    /// Says on standard error what went wrong without ending the run.
    #[cfg(feature = "net")]
    pub(super) fn warn(&self, message: &str) {
        let theme = self.theme();
        say(&theme.styles.warning.style("warning"), message);
    }

    /// Says on standard error what was done beside the report.
    pub(super) fn tell(&self, message: &str) {
        let theme = self.theme();
        say(&theme.styles.help.style("note"), message);
    }

    /// Says on standard error what would have given more.
    #[cfg(feature = "net")]
    pub(super) fn hint(&self, message: &str) {
        let theme = self.theme();
        say(&theme.styles.help.style("hint"), message);
    }

    fn theme(&self) -> GraphicalTheme {
        if self.has_color(&io::stderr()) {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        }
    }

    /// Says on standard error why paperlint could not run. If even that fails, the exit status has to do.
    pub(super) fn print_error(&self, error: &Error) {
        let theme = self.theme();
        let handler = GraphicalReportHandler::new_themed(theme).with_width(WIDTH);
        let mut text = String::new();
        // A diagnostic that cannot be drawn still has its message.
        let drawn = handler.render_report(&mut text, error as &dyn Diagnostic).is_ok();
        let message = escape::printable(&error.to_string()).into_owned();
        // Only configurations are quoted, and those are made harmless where they are read.
        let text = if drawn && error.source_code().is_some() {
            text
        } else {
            plain(&message, error)
        };
        _ = writeln!(io::stderr(), "{}", text.trim_end());
    }
}

fn plain(message: &str, error: &Error) -> String {
    let help = error
        .help()
        .map(|help| format!("\n  help: {}", escape::printable(&help.to_string())));
    format!("error: {message}{}", help.unwrap_or_default())
}

/// Writes to a file, whole or not at all, or to standard output.
pub(super) fn write(
    file: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Error> {
    match file {
        Some(file) => to_file(file, write),
        None => to_stdout(write),
    }
}

/// Prints a text to standard output.
pub(super) fn print(text: &str) -> Result<(), Error> {
    to_stdout(|out| out.write_all(text.as_bytes()))
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

fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush());
    written.map_err(|source| Error::Write {
        to: "standard output".to_owned(),
        source,
    })
}

/// Writes a whole file or nothing: the text becomes visible under its name only when it is complete.
fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    Pending::new(path, write)?.finish()
}

/// A text that is complete but not yet seen under its name.
enum Pending<'a> {
    /// The file that gets the name.
    File(&'a Path, tempfile::NamedTempFile),
    /// What a pipe or a device is told: in place of one, nobody wants a file.
    Stream(&'a Path, Vec<u8>),
}

impl<'a> Pending<'a> {
    fn new(path: &'a Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Self, Error> {
        let pending = if is_stream(path) {
            let mut text = Vec::new();
            write(&mut text).map(|()| Self::Stream(path, text))
        } else {
            complete(path, write).map(|file| Self::File(path, file))
        };
        pending.map_err(|source| failed(path, source))
    }

    fn finish(self) -> Result<(), Error> {
        let (path, done) = match self {
            Self::File(path, file) => (path, file.persist(path).map(drop).map_err(|error| error.error)),
            Self::Stream(path, text) => (path, to_stream(path, &text)),
        };
        done.map_err(|source| failed(path, source))
    }
}

fn is_stream(path: &Path) -> bool {
    let kind = std::fs::metadata(path).map(|metadata| metadata.file_type());
    kind.is_ok_and(|kind| !kind.is_file() && !kind.is_dir())
}

fn to_stream(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut stream = std::fs::OpenOptions::new().write(true).open(path)?;
    stream.write_all(text)
}

fn failed(path: &Path, source: io::Error) -> Error {
    Error::Write {
        to: path.display().to_string(),
        source,
    }
}

/// One path for all paths that lead to the same file, as far as its folder is there.
pub(super) fn place(path: &Path) -> PathBuf {
    let folder = folder(path);
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    path.file_name().map_or(folder.clone(), |name| folder.join(name))
}

fn folder(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// A complete file beside `path` that is yet to get this name.
fn complete(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix(".paperlint")
        .tempfile_in(folder(path))?;
    let mut out = io::BufWriter::new(file.as_file_mut());
    write(&mut out).and_then(|()| out.flush())?;
    drop(out);
    make_readable(file.as_file())?;
    Ok(file)
}

/// Temporary files are private; a report is read by other steps and people.
fn make_readable(file: &std::fs::File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}
