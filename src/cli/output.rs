//! Prints reports, notes and errors. Must not depend on their contents.

use std::{
    cell::Cell,
    io::{self, IsTerminal, Write},
    path::Path,
};

use anstream::AutoStream;
use clap::ColorChoice;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};

use super::{
    destination::Destination,
    error::Error,
    write::{self, to_end, unless_left},
};
use crate::{
    encoding::encode,
    escape,
    report::{self, Run, Style},
};

/// The width of reports outside a terminal.
const WIDTH: usize = 100;

/// The style of a report in a file.
const PLAIN: Style = Style {
    color: false,
    width: WIDTH,
};

/// The terminal, and the failures that were printed on it.
pub(super) struct Terminal {
    color: ColorChoice,
    has_failed: Cell<bool>,
}

/// Writes a line to standard error, and ignores a failure to do so.
pub(super) fn say(word: &impl std::fmt::Display, message: &str) {
    _ = writeln!(io::stderr(), "{word}: {}", escape::printable(message));
}

impl Terminal {
    pub(super) fn new(color: ColorChoice) -> Self {
        Self {
            color,
            has_failed: Cell::new(false),
        }
    }

    /// True if something could not be written and the run went on.
    pub(super) fn has_failed(&self) -> bool {
        self.has_failed.get()
    }

    /// Prints an error on standard error; the run goes on, because its findings must not be lost.
    pub(super) fn fail(&self, error: &Error) {
        self.has_failed.set(true);
        self.print_error(error);
    }

    /// True if colours go to a stream.
    fn has_color(&self, stream: &impl anstream::stream::RawStream) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            // It also knows the environment variables about colours.
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

    /// Writes the reports, files before standard output.
    ///
    /// The run may have taken hours, so a report that cannot be written does not stop the others, and is printed on
    /// standard error if no report is on standard output.
    pub(super) fn report(&self, run: &Run, reports: &[Destination]) {
        let (files, shown): (Vec<_>, Vec<_>) = reports.iter().partition(|report| report.file.is_some());
        let (mut lost, mut is_shown) = (None, false);
        for Destination { format, file } in files.into_iter().chain(shown) {
            let style = if file.is_some() { PLAIN } else { self.style() };
            match write(file.as_deref(), |out| report::write(*format, run, style, out)) {
                Ok(()) => is_shown |= file.is_none(),
                Err(error) => {
                    self.fail(&error);
                    lost.get_or_insert(*format);
                }
            }
        }
        if let Some(format) = lost.filter(|_| !is_shown) {
            // If even that fails, only the exit status is left.
            _ = to_end(io::stderr().lock(), |out| report::write(format, run, PLAIN, out));
        }
    }

    /// Prints a note on standard error.
    pub(super) fn note(&self, message: &str) {
        let theme = self.theme();
        say(&theme.styles.help.style("note"), message);
    }

    pub(super) fn theme(&self) -> GraphicalTheme {
        if self.has_color(&io::stderr()) {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        }
    }

    /// Prints an error on standard error. If even that fails, only the exit status is left.
    pub(super) fn print_error(&self, error: &Error) {
        let theme = self.theme();
        let handler = GraphicalReportHandler::new_themed(theme).with_width(WIDTH);
        let mut text = String::new();
        // A diagnostic that cannot be drawn still has its message.
        let drawn = handler.render_report(&mut text, error as &dyn Diagnostic).is_ok();
        let message = escape::printable(&error.to_string()).into_owned();
        // Only configurations are quoted, which `config` makes harmless.
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

/// Writes to a file, atomically, or to standard output.
pub(super) fn write(
    file: Option<&Path>,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Error> {
    match file {
        Some(file) => write::file(file, content),
        None => to_stdout(content),
    }
}

/// Prints a text to standard output.
pub(super) fn print(text: &str) -> Result<(), Error> {
    to_stdout(|out| out.write_all(&encode(text)))
}

/// Writes to standard output. It is not an error if a reader such as `head` has left.
fn to_stdout(content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    unless_left(to_end(io::stdout().lock(), content)).map_err(|source| Error::Write {
        to: "standard output".to_owned(),
        source,
    })
}
