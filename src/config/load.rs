//! Finds and reads `paperlint.toml`; the one place that turns its mistakes into errors with the place underlined.

use std::{
    io::Read,
    ops::Range,
    path::{Path, PathBuf},
};

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;
use toml::de::{DeTable, DeValue};

use super::Config;
use crate::escape;

/// The name of the configuration file.
pub const FILE_NAME: &str = "paperlint.toml";

/// No list needs a larger configuration, and a stranger's pull request may bring any.
const MAX_BYTES: u64 = 1 << 20;

/// The reason that a configuration cannot be used.
#[derive(Debug, Error, Diagnostic)]
#[error("{message}")]
pub struct ConfigError {
    message: String,
    #[source_code]
    text: Option<NamedSource<String>>,
    #[label("here")]
    span: Option<SourceSpan>,
    #[help]
    help: Option<String>,
}

/// A configuration with the text that it was read from.
#[derive(Clone, Debug, Default)]
pub struct ConfigFile {
    /// The settings.
    pub config: Config,
    path: String,
    text: String,
}

impl ConfigFile {
    /// Reads a configuration file.
    ///
    /// # Errors
    /// When the file cannot be read, is not UTF-8 or is not a valid configuration.
    pub fn read(path: &Path) -> Result<Self, Box<ConfigError>> {
        let shown = path.display().to_string();
        let text = read_text(path).map_err(|error| {
            let message = escape::printable(&format!("cannot read {shown}: {error}")).into_owned();
            Box::new(ConfigError {
                message,
                text: None,
                span: None,
                help: None,
            })
        })?;
        Self::parse(&shown, &text)
    }

    /// Reads the text of a configuration file that people know as `path`.
    ///
    /// # Errors
    /// When it is not a valid configuration.
    pub fn parse(path: &str, text: &str) -> Result<Self, Box<ConfigError>> {
        let file = |config| Self {
            config,
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let config = toml::from_str(text).map_err(|error| {
            // The message names all keys, so which one was meant can be read from it.
            let help = suggestion(error.message());
            file(Config::default()).error(error.span(), error.message(), help)
        })?;
        let file = file(config);
        file.check_links()?;
        Ok(file)
    }

    /// The error that says what is wrong with the value under `keys`.
    #[must_use]
    pub fn invalid(&self, keys: &[&str], message: &str, help: Option<String>) -> Box<ConfigError> {
        self.error(locate(&self.text, keys), message, help)
    }

    fn error(&self, span: Option<Range<usize>>, message: &str, help: Option<String>) -> Box<ConfigError> {
        let path = escape::printable(&self.path).into_owned();
        let reason = message.lines().collect::<Vec<_>>().join(" ");
        Box::new(ConfigError {
            message: format!(
                "{path} is not a valid configuration: {}",
                escape::printable(&reason)
            ),
            text: Some(NamedSource::new(path, harmless(&self.text))),
            span: span.map(SourceSpan::from),
            help,
        })
    }

    /// Refuses numbers out of their ranges, which types cannot name.
    fn check_links(&self) -> Result<(), Box<ConfigError>> {
        let links = &self.config.links;
        // The schema says the same, but only editors read it.
        let ranges = [
            ("concurrency", links.concurrency, 1..=128),
            ("per-host", links.per_host, 1..=16),
            ("interval", links.interval, 0..=60_000),
            ("timeout", links.timeout, 1..=120),
            ("retries", u16::from(links.retries), 0..=5),
        ];
        let wrong = ranges
            .into_iter()
            .find(|(_, value, range)| !range.contains(value));
        wrong.map_or(Ok(()), |(key, value, range)| {
            let (least, most) = (range.start(), range.end());
            Err(self.invalid(
                &["links", key],
                &format!("{value} is not from {least} to {most}"),
                None,
            ))
        })
    }
}

/// Advice about an unknown key, from a message that names it and then all that there are, between backticks.
fn suggestion(message: &str) -> Option<String> {
    // The names stand between backticks: the wrong one first, then all that there are.
    let mut names = message
        .strip_prefix("unknown field ")?
        .split('`')
        .skip(1)
        .step_by(2);
    let key = names.next()?;
    nearest(key, names).map(|meant| format!("did you mean `{meant}`?"))
}

/// The name that somebody meant who has typed another, if one is near enough.
#[must_use]
pub fn nearest<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    // clap takes 0.7 for its own proposals. Names of rules share their first words, which this measure weighs most.
    const NEAR: f64 = 0.8;
    let likeness = names.map(|name| (strsim::jaro_winkler(name, typed), name));
    let nearest = likeness.max_by(|a, b| a.0.total_cmp(&b.0));
    nearest
        .filter(|(likeness, _)| *likeness >= NEAR)
        .map(|(_, name)| name)
}

fn read_text(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(path)?
        .take(MAX_BYTES + 1)
        .read_to_string(&mut text)?;
    if text.len() as u64 > MAX_BYTES {
        return Err(std::io::Error::other("the file is larger than 1 MiB"));
    }
    Ok(text)
}

/// The text with every character that a terminal would act on replaced, byte for byte, so that spans stay right.
fn harmless(text: &str) -> String {
    let is_hostile = |c: char| escape::is_unprintable(c) && c != '\n' && c != '\t';
    let mut harmless = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hostile(c) {
            harmless.extend(std::iter::repeat_n('?', c.len_utf8()));
        } else {
            harmless.push(c);
        }
    }
    harmless
}

/// The place of the last of these nested keys, or its value where it is no key of a table.
fn locate(text: &str, keys: &[&str]) -> Option<Range<usize>> {
    let table = DeTable::parse(text).ok()?;
    let (last, parents) = keys.split_last()?;
    let mut table = table.into_inner();
    for key in parents {
        let value = table.remove(*key)?.into_inner();
        let DeValue::Table(inner) = value else { return None };
        table = inner;
    }
    let (key, _) = table.get_key_value(*last)?;
    Some(key.span())
}

/// The `paperlint.toml` that applies to the files in `folder`: the nearest one there or in a folder above, within the
/// repository.
#[must_use]
pub fn find(folder: &Path) -> Option<PathBuf> {
    // Up to the root of the repository, so that a file in the home folder of a stranger never applies.
    for folder in folder.ancestors() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Level, Role, VenueKind};

    #[track_caller]
    fn check_error(text: &str, underlined: &str, reason: &str) {
        let error =
            ConfigFile::parse("paperlint.toml", text).expect_err("the text is no valid configuration");
        let span = error.span.expect("the error knows its place");
        assert_eq!(&text[span.offset()..span.offset() + span.len()], underlined);
        assert!(error.message.contains(reason), "{}", error.message);
    }

    #[test]
    fn every_key_is_read() {
        let text = "
            columns = { Remarks = 'note' }
            venues = [{ id = 'XConf', aliases = ['X'], kind = 'proceedings-journal' }]
            [rules]
            short-row = 'off'
            [conventions]
            bold = { title = true }
            venue = 'CVPR 2024'
            [links]
            exclude = ['https://x.org/']
            timeout = 5
        ";
        let config = ConfigFile::parse("paperlint.toml", text)
            .expect("the text is valid")
            .config;
        assert_eq!(config.rules["short-row"], Level::Off);
        assert_eq!(config.columns["Remarks"], Role::Note);
        assert!(config.conventions.bold[&Role::Title]);
        assert_eq!(config.venues[0].id, "XConf");
        assert_eq!(config.venues[0].kind, Some(VenueKind::ProceedingsJournal));
        assert_eq!((config.links.timeout, config.links.retries), (5, 2));
    }

    #[test]
    fn mistakes_are_underlined() {
        check_error("[rules]\nx = 'loud'\n", "'loud'", "unknown variant");
        check_error("rulez = 1\n", "rulez", "unknown field");
        check_error("[links]\ntimeout = 0\n", "timeout", "0 is not from 1 to 120");
        check_error("[links\n", "", "");
    }

    #[test]
    fn hostile_text_is_shown_harmless() {
        let error = ConfigFile::parse("paperlint.toml", "\"\\u001b[31m\" = 1 # \u{202e}x\n")
            .expect_err("no such key");
        assert!(!error.message.contains('\u{1b}'), "{}", error.message);
        assert_eq!(harmless("a\u{1b}\u{202e}b\n"), "a????b\n");
    }
}
