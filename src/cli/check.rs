//! `check` and `links`: read, gather facts if asked, judge, report. Must not judge by itself.

use std::rc::Rc;

use super::{
    Outcome,
    args::{CheckOptions, FailOn},
    destination,
    error::Error,
    input::{self, Input},
    output::Terminal,
    settings::Settings,
    tree,
};
#[cfg(feature = "net")]
use super::{gather, output};
#[cfg(feature = "net")]
use crate::escape;
use crate::{
    engine::{Engine, Reading},
    facts::Facts,
    report::{CheckedFile, Run},
};

pub(super) fn run(options: &CheckOptions, terminal: &Terminal) -> Result<Outcome, Error> {
    let common = &options.common;
    let reports = destination::resolve(&common.format, common.output.as_ref())?;
    let inputs = read(options)?;
    let gathered = gather(options, &inputs, terminal)?;
    let run = judge(inputs, gathered.facts, common.entries);
    terminal.report(&run, &reports)?;
    if gathered.was_interrupted {
        return Ok(Outcome::Interrupted);
    }
    Ok(outcome(&run, common.fail_on))
}

/// Prints the addresses that would be asked, each once.
#[cfg(feature = "net")]
pub(super) fn dump(options: &CheckOptions) -> Result<(), Error> {
    let addresses = gather::planned(&read(options)?);
    let lines = addresses.iter().map(|address| escape::printable(address) + "\n");
    let text: String = lines.collect();
    output::write(options.common.output.as_deref(), |out| {
        out.write_all(text.as_bytes())
    })
}

/// The lists, each with the engine that its configuration makes.
fn read(options: &CheckOptions) -> Result<Vec<(Rc<Engine>, Input)>, Error> {
    let mut settings = Settings::new(options)?;
    let inputs = input::read(&options.common.paths)?;
    let inputs = inputs
        .into_iter()
        .map(|input| Ok((settings.of(&input.folder)?, input)));
    inputs.collect()
}

/// What was learnt about links, if they were asked, and older versions of papers.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) facts: Facts,
    /// Whether somebody wanted an end before all were.
    pub(super) was_interrupted: bool,
}

fn gather(
    options: &CheckOptions,
    inputs: &[(Rc<Engine>, Input)],
    terminal: &Terminal,
) -> Result<Gathered, Error> {
    if let Some(file) = &options.common.replay {
        let facts = input::recording(file)?;
        return Ok(Gathered {
            facts,
            was_interrupted: false,
        });
    }
    gather_online(options, inputs, terminal)
}

#[cfg(feature = "net")]
fn gather_online(
    options: &CheckOptions,
    inputs: &[(Rc<Engine>, Input)],
    terminal: &Terminal,
) -> Result<Gathered, Error> {
    if options.online {
        gather::links(inputs, &options.net, terminal)
    } else {
        Ok(Gathered::default())
    }
}

#[cfg(not(feature = "net"))]
#[expect(clippy::unnecessary_wraps, reason = "with the network it may fail")]
fn gather_online(_: &CheckOptions, _: &[(Rc<Engine>, Input)], _: &Terminal) -> Result<Gathered, Error> {
    Ok(Gathered::default())
}

fn judge(inputs: Vec<(Rc<Engine>, Input)>, mut facts: Facts, shows_entries: bool) -> Run {
    let mut files = Vec::new();
    for (engine, input) in inputs {
        let reading = Reading::of(&input.source);
        facts.files = tree::look(&input, &reading.local_targets());
        let findings = engine.judge(&reading, &facts);
        let entries = engine.confirmed(&reading, &facts);
        let source = input.source;
        files.push(CheckedFile {
            source,
            findings,
            entries,
        });
    }
    Run {
        files,
        links: facts.links,
        shows_entries,
    }
}

fn outcome(run: &Run, fail_on: FailOn) -> Outcome {
    let fails = |severity| run.findings().any(|(_, finding)| finding.severity >= severity);
    if fail_on.severity().is_some_and(fails) {
        Outcome::Findings
    } else {
        Outcome::Clean
    }
}
