//! Finds and reads `paperlint.toml`; the one place that turns its mistakes into errors with the place underlined.

use std::path::{Path, PathBuf};

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

use super::Config;

/// The name of the configuration file.
pub const FILE_NAME: &str = "paperlint.toml";

/// Why a configuration could not be used.
#[derive(Debug, Error, Diagnostic)]
pub enum ConfigError {
    /// The file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no valid configuration.
    #[error("{path} is not a valid configuration: {message}")]
    Invalid {
        /// The file, as it is shown.
        path: String,
        /// What is wrong, in one line.
        message: String,
        /// The text of the file.
        #[source_code]
        text: NamedSource<String>,
        /// Where it is wrong.
        #[label("here")]
        span: SourceSpan,
        /// What to do.
        #[help]
        help: Option<String>,
    },
}

impl ConfigError {
    fn invalid(path: &str, text: &str, span: std::ops::Range<usize>, message: String) -> Self {
        Self::Invalid {
            path: path.to_owned(),
            message,
            text: NamedSource::new(path, text.to_owned()),
            span: span.into(),
            help: None,
        }
    }
}

/// The `paperlint.toml` that applies to `start`: the nearest one in its folder or a folder above.
///
/// The search ends at the root of the repository, so a file of a stranger's home directory never applies.
#[must_use]
pub fn find(start: &Path) -> Option<PathBuf> {
    for folder in start.ancestors() {
        let candidate = folder.join(FILE_NAME);
        if candidate.is_file() {
            return Some(candidate);
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    None
}

/// Reads a configuration file.
///
/// # Errors
/// When the file cannot be read, is not UTF-8 or is not a valid configuration.
pub fn load(path: &Path) -> Result<Config, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read {
        path: path.to_owned(),
        source,
    })?;
    parse(&path.display().to_string(), &text)
}

/// Reads the text of a configuration file that people know as `path`.
///
/// # Errors
/// When it is not a valid configuration.
pub fn parse(path: &str, text: &str) -> Result<Config, ConfigError> {
    toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        ConfigError::invalid(path, text, span, error.message().to_owned())
    })
}
