//! Serves a web of many hosts on this machine, writes a list of links to it, and reports the requests it received:
//! `cargo run --release --example farm -- limited --links 1000 --list list.md`.
//!
//! Use it to compare link checkers: each of them reads the list, and the farm counts its requests to each host. The
//! farm ends by itself after some seconds without a request.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example prints the requests that it counted"
)]

#[path = "../tests/farm/mod.rs"]
mod farm;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use clap::Parser;
use farm::scenario::{ALL, Link, address, scenario};
use farm::{Farm, Plan, World};

/// Serves a web of many hosts on this machine.
#[derive(Parser)]
#[command(after_help = scenarios())]
struct Arguments {
    /// The scenario
    scenario: String,
    /// The number of links
    #[arg(long, default_value_t = 1000)]
    links: usize,
    /// The time that an answer takes, in milliseconds
    #[arg(long, default_value_t = 100)]
    latency: u64,
    /// The port of all hosts; 0 for any free port
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The file for the list
    #[arg(long, default_value = "list.md")]
    list: PathBuf,
    /// The seconds from the last request to the end of the farm
    #[arg(long, default_value_t = 10)]
    idle: u64,
}

fn scenarios() -> String {
    let lines = ALL.iter().map(|(name, what)| format!("  {name:10} {what}\n"));
    let world = "  world      no list: the registries and pages that the lists in fixtures/world lead to\n";
    format!("Scenarios:\n{}{world}", lines.collect::<String>())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let latency = Duration::from_millis(arguments.latency);
    if arguments.scenario == "world" {
        return world(&arguments);
    }
    let scenario = scenario(&arguments.scenario, arguments.links, latency, &address)
        .ok_or_else(|| format!("there is no scenario `{}`", arguments.scenario))?;
    let farm = serve(arguments.port, scenario.plan)?;
    std::fs::write(&arguments.list, list(&farm, &scenario.links))?;
    eprintln!("{} links in {}", scenario.links.len(), arguments.list.display());
    wait(&farm, arguments.idle);
    println!("{}", serde_json::to_string_pretty(&farm.log())?);
    Ok(())
}

/// Serves the invented world of `fixtures/world`, for lists in that folder.
fn world(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let plan = Plan {
        latency: Duration::from_millis(arguments.latency),
        world: Some(World::read()),
        ..Plan::default()
    };
    let farm = Farm::at(SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port)), plan)?;
    eprintln!("the world is at 127.0.0.1:{}", farm.port());
    wait(&farm, arguments.idle);
    println!("{}", serde_json::to_string_pretty(&farm.log())?);
    Ok(())
}

fn serve(port: u16, plan: Plan) -> std::io::Result<Farm> {
    Farm::at(SocketAddr::from((Ipv4Addr::UNSPECIFIED, port)), plan)
}

fn list(farm: &Farm, links: &[Link]) -> String {
    let rows = links.iter().enumerate().map(|(number, link)| {
        let url = farm.url(&link.host, &link.path);
        format!("| Paper {number} | [paper]({url}) |\n")
    });
    format!("| Title | Paper |\n|---|---|\n{}", rows.collect::<String>())
}

/// Waits until no request has come for this many seconds; the first request has six times as long.
fn wait(farm: &Farm, idle: u64) {
    let (mut before, mut quiet) = (0, 0);
    loop {
        sleep(Duration::from_secs(1));
        let requests = farm.log().requests;
        quiet = if requests == before { quiet + 1 } else { 0 };
        before = requests;
        let patience = if requests == 0 { 6 * idle } else { idle };
        if quiet >= patience {
            return;
        }
    }
}
