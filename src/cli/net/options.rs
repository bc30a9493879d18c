//! The options of a run that uses the network, as typed. Must not act on them.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{ArgGroup, Args};

/// The switch that allows requests, and the options for them.
#[derive(Args, Debug)]
#[command(next_help_heading = "Network")]
#[command(group(ArgGroup::new("net").multiple(true).requires("online")))]
pub(in crate::cli) struct OnlineOptions {
    /// Also check whether links are alive
    #[arg(long, conflicts_with = "replay")]
    pub(super) online: bool,

    #[command(flatten)]
    pub(super) how: NetOptions,
}

/// The option that checks old links too.
#[derive(Args, Debug, Default)]
pub(in crate::cli) struct LinkNewsOptions {
    /// With --since, also check links that are not new
    #[arg(long, requires = "since")]
    pub(super) all_links: bool,
}

/// The options for requests.
#[derive(Args, Debug)]
#[command(next_help_heading = "Network")]
pub(super) struct NetOptions {
    /// Stop sending requests after TIME (90s, 10m) and report the results so far
    #[arg(long, value_name = "TIME", value_parser = humantime::parse_duration, group = "net")]
    pub(super) budget: Option<Duration>,

    /// Report a link as dead only after it failed for DAYS days
    ///
    /// It must have failed in at least two runs, so this needs the link cache.
    #[arg(long, value_name = "DAYS", group = "net", conflicts_with = "no_cache")]
    pub(super) dead_after: Option<u32>,

    /// Also check that pages have the sections that links point to
    ///
    /// The section of a URL is its part after #.
    #[arg(long, group = "net")]
    pub(super) fragments: bool,

    /// Save the link results to FILE, for --replay
    #[arg(long, value_name = "FILE", group = "net")]
    pub(super) record: Option<PathBuf>,

    /// Also check links to private networks
    ///
    /// Use it only for lists whose authors you trust: their links make this machine send requests to its own network.
    #[arg(long, group = "net", hide_short_help = true)]
    pub(super) allow_private: bool,

    /// Send all requests to this local server (demos, tests)
    #[arg(long, value_name = "IP:PORT", value_parser = loopback, group = "net", hide_short_help = true)]
    pub(super) mirror: Option<SocketAddr>,

    /// Use GitHub's API at this URL, and send `GITHUB_TOKEN` to it [default: `GITHUB_API_URL`, or the public API]
    #[arg(long, value_name = "URL", group = "net", hide_short_help = true)]
    pub(super) github_api: Option<String>,

    #[command(flatten)]
    pub(super) cache: CacheChoice,
}

/// Reads an address of this machine, such as `127.0.0.1:8000`. Another machine would receive tokens.
pub(super) fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text
        .parse()
        .map_err(|_| "expected an IP address and a port, such as 127.0.0.1:8000".to_owned())?;
    let is_here = address.ip().is_loopback();
    is_here
        .then_some(address)
        .ok_or_else(|| "only an IP address of this machine is allowed, such as 127.0.0.1:8000".to_owned())
}

/// The file that keeps link results between runs.
#[derive(Args, Debug)]
#[command(next_help_heading = "Link cache")]
pub(super) struct CacheChoice {
    /// Use FILE as the link cache [default: paperlint/links.jsonl in your cache folder]
    #[arg(long, value_name = "FILE", group = "net")]
    pub(super) cache: Option<PathBuf>,

    /// Do not read or write the link cache
    #[arg(long, group = "net", conflicts_with = "cache")]
    pub(super) no_cache: bool,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Link cache")]
pub(in crate::cli) struct CacheOptions {
    /// Use FILE as the link cache [default: paperlint/links.jsonl in your cache folder]
    #[arg(long, value_name = "FILE")]
    pub(super) cache: Option<PathBuf>,

    /// Remove links last checked more than DAYS days ago
    ///
    /// Prints how many were removed instead of the links.
    #[arg(long, value_name = "DAYS")]
    pub(super) prune: Option<u32>,
}
