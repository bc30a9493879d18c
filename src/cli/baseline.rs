//! `baseline`: writes down what is found now. Must not judge.

use std::path::Path;

use super::{
    args::BaselineOptions,
    check::{self, Inputs},
    error::Error,
    files::{Files, Use},
    input,
    news::Known,
    output::Terminal,
    write,
};
use crate::{baseline::Baseline, finding::count};

pub(super) fn run(options: &BaselineOptions, terminal: &Terminal) -> Result<(), Error> {
    let file = &options.output;
    let files = Files::default()
        .reading(Use::Baseline, [file])
        .writing(Use::Baseline, [file]);
    let inputs = check::read(&options.scope, check::with_knowledge(files, &options.knowledge))?;
    let mut known = if input::exists(file) {
        Known::read(file)?
    } else {
        Known::new(file)?
    };
    let before = known.baseline.len();
    let found = found(options, &inputs, &known, terminal)?;
    let mut baseline = std::mem::take(&mut known.baseline);
    let new = update(&mut baseline, found, options.prune);
    write::file(file, |out| baseline.write(out))?;
    let gone = before + new - baseline.len();
    terminal.tell(&told(file, &baseline, new, gone));
    Ok(())
}

/// What is found in each file now, under its path in the baseline.
fn found(
    options: &BaselineOptions,
    inputs: &Inputs,
    known: &Known,
    terminal: &Terminal,
) -> Result<Vec<(String, Baseline)>, Error> {
    let mut facts = check::gather(&options.knowledge, inputs, &|_: &str| true, terminal)?.facts;
    let found = inputs.iter().map(|(engine, input)| {
        let path = known.path(input);
        let findings = check::judge(engine, input, &input.source, &mut facts);
        let baseline = Baseline::of(&path, &input.source, &findings);
        (path, baseline)
    });
    Ok(found.collect())
}

/// Puts what is found in place of what was found in the same files, or only takes out what is gone; how many are new.
fn update(baseline: &mut Baseline, found: Vec<(String, Baseline)>, prunes: bool) -> usize {
    let mut new = 0;
    for (path, now) in found {
        let mut before = baseline.clone();
        before.remove(|mark| mark.path != path);
        let (mut added, mut kept) = (now.clone(), before.clone());
        added.subtract(before.marks());
        kept.subtract(now.marks());
        // What is left of the old ones is not found any more.
        baseline.subtract(kept.marks());
        if !prunes {
            new += added.len();
            baseline.add(added);
        }
    }
    new
}

fn told(file: &Path, baseline: &Baseline, new: usize, gone: usize) -> String {
    format!(
        "{}: {} ({new} new, {gone} gone)",
        file.display(),
        count(baseline.len(), "known finding")
    )
}
