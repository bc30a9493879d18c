//! Finds the file of each report from `--format` and `--output`. Must not write.

use std::{ffi::OsStr, path::PathBuf};

use clap::{
    Arg, Command,
    builder::{EnumValueParser, PossibleValue, TypedValueParser},
    error::ErrorKind,
};

use super::error::Error;
use crate::report::Format;

/// A requested report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Destination {
    pub(super) format: Format,
    /// The file, or `None` for standard output.
    pub(super) file: Option<PathBuf>,
}

/// The reports of a run, at most one of them on standard output.
///
/// `output` is the file for the format without a file of its own.
pub(super) fn resolve(formats: &[Destination], output: Option<&PathBuf>) -> Result<Vec<Destination>, Error> {
    let mut destinations = formats.to_vec();
    let mut homeless = destinations
        .iter_mut()
        .filter(|destination| destination.file.is_none());
    // Two reports on standard output could not be separated again.
    let first = homeless.next();
    if let Some(second) = homeless.next() {
        return Err(crowded(second.format, output));
    }
    match (first, output) {
        (Some(first), Some(file)) => first.file = Some(file.clone()),
        (None, Some(file)) => return Err(Error::NothingToWrite { path: file.clone() }),
        (_, None) => {}
    }
    Ok(destinations)
}

/// The files of reports.
pub(super) fn files(reports: &[Destination]) -> impl Iterator<Item = &PathBuf> {
    reports.iter().filter_map(|report| report.file.as_ref())
}

fn crowded(second: Format, output: Option<&PathBuf>) -> Error {
    let place = output.map_or_else(|| "standard output".to_owned(), |file| file.display().to_string());
    Error::Shared {
        what: "two reports".to_owned(),
        place,
        help: format!("write one of them to a file: `--format {}=FILE`", name(second)),
    }
}

/// The name of a format as it is typed.
fn name(format: Format) -> String {
    let value = clap::ValueEnum::to_possible_value(&format);
    value.map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// Reads `FORMAT` and `FORMAT=FILE`.
#[derive(Clone, Copy, Debug)]
pub(super) struct DestinationParser;

impl TypedValueParser for DestinationParser {
    type Value = Destination;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Destination, clap::Error> {
        let Some(text) = value.to_str() else {
            return Err(clap::Error::new(ErrorKind::InvalidUtf8).with_cmd(command));
        };
        // Formats have no `=` in their names, and files may.
        let (format, file) = match text.split_once('=') {
            Some((format, file)) => (format, Some(file)),
            None => (text, None),
        };
        let format = formats().parse_ref(command, argument, OsStr::new(format))?;
        if file == Some("") {
            return Err(no_file(command, text));
        }
        Ok(Destination {
            format,
            file: file.map(PathBuf::from),
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        // The names are static, but the parser that lists them is not.
        let values: Vec<_> = formats().possible_values()?.collect();
        Some(Box::new(values.into_iter()))
    }
}

fn formats() -> EnumValueParser<Format> {
    EnumValueParser::new()
}

fn no_file(command: &Command, value: &str) -> clap::Error {
    let message = format!("`--format {value}` needs a file after the `=`\n");
    clap::Error::raw(ErrorKind::ValueValidation, message).with_cmd(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(texts: &[&str]) -> Vec<Destination> {
        let command = Command::new("test");
        let parse = |text: &&str| DestinationParser.parse_ref(&command, None, OsStr::new(text));
        texts
            .iter()
            .map(|text| parse(text).expect("it is a destination"))
            .collect()
    }

    fn resolved(texts: &[&str], output: Option<&str>) -> Result<Vec<Option<String>>, String> {
        let destinations = resolve(&parsed(texts), output.map(PathBuf::from).as_ref());
        let file = |destination: Destination| destination.file.map(|file| file.display().to_string());
        match destinations {
            Ok(destinations) => Ok(destinations.into_iter().map(file).collect()),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn the_file_follows_the_first_equals_sign() {
        let file = |text| parsed(&[text])[0].file.clone();
        assert_eq!(file("json"), None);
        assert_eq!(file("json=a.json"), Some("a.json".into()));
        assert_eq!(file("json=a=b/c d"), Some("a=b/c d".into()));
        assert_eq!(parsed(&["sarif=x"])[0].format, Format::Sarif);
    }

    #[test]
    fn unknown_formats_and_missing_files_are_refused() {
        let command = Command::new("test");
        for text in ["", "=", "=a", "jsn", "jsn=a", "json=", "JSON"] {
            let parsed = DestinationParser.parse_ref(&command, None, OsStr::new(text));
            assert!(parsed.is_err(), "{text:?}");
        }
    }

    #[test]
    fn every_report_has_a_place_of_its_own() {
        let file = |name: &str| Some(name.to_owned());
        assert_eq!(resolved(&["human"], None), Ok(vec![None]));
        assert_eq!(resolved(&["human"], Some("a")), Ok(vec![file("a")]));
        assert_eq!(
            resolved(&["sarif=b", "json", "sarif=c"], Some("a")),
            Ok(vec![file("b"), file("a"), file("c")])
        );
        for (texts, output, message) in [
            (
                &["human", "json"][..],
                None,
                "two reports cannot both go to standard output",
            ),
            (&["human", "json"], Some("a"), "two reports cannot both go to a"),
            (
                &["json=a"],
                Some("b"),
                "nothing to write to b: every `--format` names its own file",
            ),
        ] {
            assert_eq!(resolved(texts, output), Err(message.to_owned()));
        }
    }
}
