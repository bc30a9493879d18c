//! `check` and `links`: read, gather facts if asked, judge, report. Must not judge by itself.

use std::rc::Rc;

use super::{
    Outcome,
    args::{CheckOptions, FailOn},
    error::Error,
    input::{self, Input},
    output::Terminal,
    settings::Settings,
    tree,
};
use crate::{
    engine::{Engine, Reading},
    facts::Facts,
    report::{CheckedFile, Run},
};

pub(super) fn run(options: &CheckOptions, terminal: &Terminal) -> Result<Outcome, Error> {
    let common = &options.common;
    let mut settings = Settings::new(options)?;
    let inputs = input::read(&common.paths)?;
    let inputs: Vec<_> = inputs
        .into_iter()
        .map(|input| Ok((settings.of(&input.folder)?, input)))
        .collect::<Result<_, Error>>()?;
    #[cfg(feature = "net")]
    let facts = gather(options, &inputs)?;
    #[cfg(not(feature = "net"))]
    let facts = Facts::default();
    let run = judge(inputs, facts);
    terminal.report(&run, common.format, common.output.as_deref())?;
    Ok(outcome(&run, common.fail_on))
}

#[cfg(feature = "net")]
fn gather(options: &CheckOptions, inputs: &[(Rc<Engine>, Input)]) -> Result<Facts, Error> {
    if options.online {
        super::gather::links(inputs, options.common.allow_private)
    } else {
        Ok(Facts::default())
    }
}

fn judge(inputs: Vec<(Rc<Engine>, Input)>, mut facts: Facts) -> Run {
    let mut files = Vec::new();
    for (engine, input) in inputs {
        let reading = Reading::of(&input.source);
        facts.files = tree::look(&input, &reading.local_targets());
        let findings = engine.judge(&reading, &facts);
        let source = input.source;
        files.push(CheckedFile { source, findings });
    }
    let coverage = facts.links.as_ref().map(crate::facts::LinkFacts::coverage);
    Run { files, coverage }
}

fn outcome(run: &Run, fail_on: FailOn) -> Outcome {
    let fails = |severity| run.findings().any(|(_, finding)| finding.severity >= severity);
    if fail_on.severity().is_some_and(fails) {
        Outcome::Findings
    } else {
        Outcome::Clean
    }
}
