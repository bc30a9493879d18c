//! Links are checked against servers on this machine. Nothing here reaches the internet.

mod arxiv;
mod broken;
mod bypasses;
mod cached;
mod crossref;
mod farmed;
mod github;
mod politeness;
mod redirects;
mod registries;
mod retries;
mod runs;
mod script;
mod site;
mod verdicts;
mod world;

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::time::Duration;

use paperlint::cache::Cache;
use paperlint::config::Links;
use paperlint::facts::{LinkFact, LinkFacts};
use paperlint::net::{Options, Seams, check_links};

/// The host names that lead to this machine in every test.
const OLD: &str = "old.example.org";
const NEW: &str = "www.new.example.org";

/// Options that allow requests to this machine, with imperceptible pauses.
fn options() -> Options {
    let home = vec![Ipv4Addr::LOCALHOST.into()];
    // No registry receives a request by chance.
    let registries = [
        "api.github.com",
        "export.arxiv.org",
        "api.crossref.org",
        "api.datacite.org",
        "doi.org",
        "huggingface.co",
        "sparql.dblp.org",
        "api.semanticscholar.org",
        "zenodo.org",
        "arxiv.org",
    ];
    let names = [OLD, NEW, "new.example.org", "old.kaggle.com", "github.com"];
    let names = names
        .into_iter()
        .chain(registries)
        .map(|name| (name.to_owned(), home.clone()));
    Options {
        limits: Links {
            timeout: 10,
            interval: 0,
            ..Links::default()
        },
        allow_private: true,
        seams: Seams {
            backoff: Duration::from_millis(2),
            longest_backoff: Duration::from_millis(4),
            // The published limits of real hosts are tested without a clock.
            unpaced: true,
            names: names.collect::<BTreeMap<_, _>>(),
            ..Seams::default()
        },
        ..Options::default()
    }
}

/// Options with short time-outs.
fn impatient() -> Options {
    let mut options = options();
    options.seams.timeout = Some(Duration::from_millis(200));
    options
}

fn check_all<I: IntoIterator<Item = String>>(urls: I, options: &Options) -> LinkFacts {
    check_links(urls, options, &mut Cache::default(), &()).expect("the client can be set up")
}

fn check_with(url: &str, options: &Options) -> LinkFact {
    let facts = check_all([url.to_owned()], options);
    facts.get(url).expect("every link gets a fact").clone()
}

fn check(url: &str) -> LinkFact {
    check_with(url, &options())
}
