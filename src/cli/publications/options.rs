//! The arguments of `publications`, as typed. Must not act on them.

use std::{ops::RangeInclusive, path::PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::net;

#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, next_help_heading = "Output")]
pub(in crate::cli) struct PublicationsOptions {
    #[command(subcommand)]
    pub(super) command: Option<PublicationsCommand>,

    /// Also show the published papers in FILE, an index or BibTeX (repeatable)
    #[arg(long, value_name = "FILE", help_heading = None)]
    pub(super) publications: Vec<PathBuf>,

    /// Write the counts in this format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

#[derive(Debug, Subcommand)]
pub(super) enum PublicationsCommand {
    /// Make an index of published papers
    ///
    /// A source is DBLP's dblp.xml.gz, BibTeX, a table with the columns key, title, authors, stream and year, or - for
    /// standard input. The same sources make the same index, byte for byte.
    #[command(after_long_help = "\
Examples:
  paperlint publications build dblp.xml.gz -o publications.bin --years 2015-
  paperlint publications build a.bib b.bib -o physics.bin
  curl https://dblp.org/xml/dblp.xml.gz | paperlint publications build - -o ml.bin --venue ICLR,ICML")]
    Build(BuildOptions),

    #[command(flatten)]
    Net(net::PublicationsCommand),
}

#[derive(Args, Debug)]
pub(super) struct BuildOptions {
    /// The sources
    #[arg(value_name = "SOURCE", required = true)]
    pub(super) sources: Vec<PathBuf>,

    /// Write the index to FILE
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: PathBuf,

    /// Only papers of these years: 2015-2024, 2015- or 2024
    #[arg(long, value_name = "FROM-TO", value_parser = years)]
    pub(super) years: Option<RangeInclusive<u16>>,

    /// Only papers of these venues (comma-separated or repeated)
    ///
    /// arXiv stands for the titles of its preprints.
    #[arg(long, value_name = "VENUE", value_delimiter = ',')]
    pub(super) venue: Vec<String>,
}

/// A form of the counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Format {
    /// A table for people
    Human,
    /// JSON, with the papers of each year
    Json,
}

fn years(text: &str) -> Result<RangeInclusive<u16>, String> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let year = |text: &str, open| match text.trim() {
        "" => Some(open),
        text => text.parse().ok(),
    };
    let wrong = || "expected years such as 2015-2024, 2015- or 2024".to_owned();
    let years = year(from, 0).zip(year(to, u16::MAX)).ok_or_else(wrong)?;
    let is_range = text.bytes().any(|byte| byte.is_ascii_digit()) && years.0 <= years.1;
    is_range.then_some(years.0..=years.1).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_a_range_that_may_be_open() {
        assert_eq!(years("2015-2024"), Ok(2015..=2024));
        assert_eq!(years("2015-"), Ok(2015..=u16::MAX));
        assert_eq!(years("-2015"), Ok(0..=2015));
        assert_eq!(years("2024"), Ok(2024..=2024));
        for text in ["", "-", "2024-2015", "x", "2015-x", "2015-2016-2017"] {
            assert!(years(text).is_err(), "{text}");
        }
    }
}
