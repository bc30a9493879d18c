//! Finds and reads `paperlint.toml`, and turns its mistakes into errors with the place underlined. Must not know rules.

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

/// The limit of a configuration. No list needs a larger one, and an untrusted pull request may contain any.
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

/// A configuration, with its text.
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
    /// If the file cannot be read, is not UTF-8 or is not a valid configuration.
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

    /// Reads the text of a configuration file; errors name it by `path`.
    ///
    /// # Errors
    /// If it is not a valid configuration.
    pub fn parse(path: &str, text: &str) -> Result<Self, Box<ConfigError>> {
        let file = |config| Self {
            config,
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let config = toml::from_str(text).map_err(|error| {
            // The message names all keys, so the intended one can be guessed from it.
            let help = suggestion(error.message());
            file(Config::default()).error(error.span(), error.message(), help)
        })?;
        let file = file(config);
        file.check_links()?;
        Ok(file)
    }

    /// The error about the value of `keys`.
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

    /// Refuses numbers out of their ranges, which types cannot express.
    fn check_links(&self) -> Result<(), Box<ConfigError>> {
        let links = &self.config.links;
        // The schema has the same ranges, but only editors read it.
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
                &format!("`{key}` is {value} and must be from {least} to {most}"),
                None,
            ))
        })
    }
}

/// The help for an unknown key, from a message that names this key and all valid ones.
fn suggestion(message: &str) -> Option<String> {
    // The names are in backticks: first the wrong one, then all valid ones.
    let mut names = message
        .strip_prefix("unknown field ")?
        .split('`')
        .skip(1)
        .step_by(2);
    let key = names.next()?;
    nearest(key, names).map(|meant| format!("did you mean `{meant}`?"))
}

/// The name most similar to a mistyped one, if one is similar enough.
#[must_use]
pub fn nearest<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    // clap uses 0.7 for its suggestions. Many rules share their first word, to which this measure gives most weight.
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

/// The text with every unprintable character replaced byte by byte, so that spans stay valid.
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

/// The place of the last of these nested keys.
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

/// The `paperlint.toml` that applies to the files in `folder`: in the folder itself, or in the nearest folder above
/// within the repository.
#[must_use]
pub fn find(folder: &Path) -> Option<PathBuf> {
    // The search ends at the root of the repository, so that a file in a user's home folder never applies.
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
            ConfigFile::parse("paperlint.toml", text).expect_err("the text is not a valid configuration");
        let span = error.span.expect("the error knows its place");
        assert_eq!(&text[span.offset()..span.offset() + span.len()], underlined);
        assert!(error.message.contains(reason), "{}", error.message);
    }

    #[test]
    fn every_key_is_read() {
        let text = "
            columns = { Remarks = 'note' }
            publications = ['papers.bib']
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
        assert_eq!(config.publications, ["papers.bib"]);
        assert_eq!((config.links.timeout, config.links.retries), (5, 2));
    }

    #[test]
    fn mistakes_are_underlined() {
        check_error("[rules]\nx = 'loud'\n", "'loud'", "unknown variant");
        check_error("rulez = 1\n", "rulez", "unknown field");
        check_error(
            "[links]\ntimeout = 0\n",
            "timeout",
            "`timeout` is 0 and must be from 1 to 120",
        );
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
