//! `publications update`: fetches the index that is released each month. Must not trust the download.

use std::{fmt::Write, net::SocketAddr, path::PathBuf};

use clap::{Args, Subcommand};
use url::Url;

use super::{environment, error::OnlineError, options::loopback};
use crate::{
    cli::{
        error::Error,
        files::{Files, Use},
        output::Terminal,
        write,
    },
    finding::counted,
    net::{Options, download},
    publications::Index,
};

/// The index of the newest release.
const RELEASED: &str =
    "https://github.com/paperlint/paperlint/releases/download/publications/publications.bin";

/// The limit of an index, as for an index in a file.
const MAX_MIB: usize = 256;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum PublicationsCommand {
    /// Fetch the newest released index
    ///
    /// The file replaces an older one only if its checksum is right.
    #[command(after_long_help = "\
Examples:
  paperlint publications update                  # publications.bin in this folder
  paperlint check --publications publications.bin")]
    Update(UpdateOptions),
}

#[derive(Args, Debug)]
pub(in crate::cli) struct UpdateOptions {
    /// Write the index to FILE
    #[arg(long, short, value_name = "FILE", default_value = "publications.bin")]
    output: PathBuf,

    /// Fetch the index at this URL, and its checksum at URL.sha256
    #[arg(long, value_name = "URL", default_value = RELEASED)]
    url: String,

    /// Send all requests to this local server (demos, tests)
    #[arg(long, value_name = "IP:PORT", value_parser = loopback, hide_short_help = true)]
    mirror: Option<SocketAddr>,
}

pub(in crate::cli) fn run_publications(
    command: PublicationsCommand,
    terminal: &Terminal,
) -> Result<(), Error> {
    let PublicationsCommand::Update(options) = command;
    Files::default().writing(Use::Index, [&options.output]).check()?;
    let index = fetch(&options)?;
    write::file(&options.output, |out| out.write_all(index.bytes()))?;
    let sources: Vec<_> = index.sources().iter().map(ToString::to_string).collect();
    terminal.note(&format!(
        "{}: {} and {} ({})",
        options.output.display(),
        counted(index.len(), "paper"),
        counted(index.preprints(), "preprint"),
        sources.join("; ")
    ));
    Ok(())
}

/// The index at the URL, if its checksum is right.
fn fetch(options: &UpdateOptions) -> Result<Index, OnlineError> {
    let url = secure(&options.url)?;
    let how = Options {
        proxies: environment::proxies(),
        mirror: options.mirror,
        ..Options::default()
    };
    let get = |url: &Url, most| {
        download(url, most, &how).map_err(|source| OnlineError::Download {
            url: url.to_string(),
            source,
        })
    };
    // The checksum first: it is small, and without it the rest is useless.
    let wanted = checksum(&get(&beside(&url), 1)?);
    let bytes = get(&url, MAX_MIB)?;
    let found = sha256(&bytes);
    if wanted != found {
        let url = url.to_string();
        return Err(OnlineError::Checksum { url, found, wanted });
    }
    Index::open(bytes).map_err(|source| OnlineError::Index {
        url: url.to_string(),
        source,
    })
}

fn secure(text: &str) -> Result<Url, OnlineError> {
    match Url::parse(text) {
        Ok(url) if url.scheme() == "https" && url.has_host() => Ok(url),
        _ => Err(OnlineError::NotSecure {
            text: text.to_owned(),
        }),
    }
}

/// The URL of the checksum beside a file.
fn beside(url: &Url) -> Url {
    let mut beside = url.clone();
    beside.set_path(&format!("{}.sha256", url.path()));
    beside
}

/// The checksum in a file as `sha256sum` writes it; a text for people if it is none.
fn checksum(file: &[u8]) -> String {
    let text = String::from_utf8_lossy(file);
    let word = text.split_whitespace().next().unwrap_or_default();
    let is_sum = word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_sum {
        word.to_ascii_lowercase()
    } else {
        "no checksum".to_owned()
    }
}

fn sha256(bytes: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    let mut text = String::new();
    for byte in digest.as_ref() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
