//! The options of a run that asks the network, as typed. Must not act on them.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{ArgGroup, Args};

/// Whether the network is asked, and how.
#[derive(Args, Debug)]
#[command(group(ArgGroup::new("net").multiple(true).requires("online")))]
pub(in crate::cli) struct OnlineOptions {
    /// Also ask the network whether links are alive
    #[arg(long, conflicts_with = "replay")]
    pub(super) online: bool,

    #[command(flatten)]
    pub(super) how: NetOptions,
}

/// Which links are left out because they are old.
#[derive(Args, Debug, Default)]
pub(in crate::cli) struct LinkNewsOptions {
    /// With --since, also ask for links that the files had before
    #[arg(long, requires = "since")]
    pub(super) all_links: bool,
}

/// How the network is asked.
#[derive(Args, Debug)]
pub(super) struct NetOptions {
    /// Stop asking after this time, such as 90s or 10m, and report what was learnt by then
    #[arg(long, value_name = "TIME", value_parser = humantime::parse_duration, group = "net")]
    pub(super) budget: Option<Duration>,

    /// Call a link dead only when it was so for this many days, and more than once
    #[arg(long, value_name = "DAYS", group = "net", conflicts_with = "no_cache")]
    pub(super) dead_after: Option<u32>,

    /// Also look whether pages have the sections that links name behind `#`
    #[arg(long, group = "net")]
    pub(super) fragments: bool,

    #[command(flatten)]
    pub(super) cache: CacheChoice,

    /// Keep what was learnt in this file, for --replay
    #[arg(long, value_name = "FILE", group = "net")]
    pub(super) record: Option<PathBuf>,

    /// Also ask hosts of private networks; only for lists whose authors you trust
    #[arg(long, group = "net")]
    pub(super) allow_private: bool,

    /// Ask the server at this address of this machine in place of every host: for demonstrations and tests
    #[arg(long, value_name = "ADDRESS", value_parser = loopback, group = "net")]
    pub(super) mirror: Option<SocketAddr>,

    /// Where GitHub's API is, which gets the token in `GITHUB_TOKEN` [default: `GITHUB_API_URL`, or the public one]
    #[arg(long, value_name = "URL", group = "net")]
    pub(super) github_api: Option<String>,
}

/// An address of this machine, such as `127.0.0.1:8000`. Another machine would be told tokens.
fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text
        .parse()
        .map_err(|_| "it is not an address such as 127.0.0.1:8000".to_owned())?;
    let is_here = address.ip().is_loopback();
    is_here
        .then_some(address)
        .ok_or_else(|| "it is not an address of this machine".to_owned())
}

/// Where links are remembered between runs.
#[derive(Args, Debug)]
pub(super) struct CacheChoice {
    /// Remember links in this file [default: paperlint/links.jsonl in your folder for caches]
    #[arg(long, value_name = "FILE", group = "net")]
    pub(super) cache: Option<PathBuf>,

    /// Neither use nor write what earlier runs have learnt about links
    #[arg(long, group = "net", conflicts_with = "cache")]
    pub(super) no_cache: bool,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct CacheOptions {
    /// The file [default: paperlint/links.jsonl in your folder for caches]
    #[arg(long, value_name = "FILE")]
    pub(super) cache: Option<PathBuf>,

    /// Forget links that were last asked more than this many days ago, instead of printing
    #[arg(long, value_name = "DAYS")]
    pub(super) prune: Option<u32>,
}
