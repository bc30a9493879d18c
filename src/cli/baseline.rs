//! `baseline`: records the current findings. Must not judge.

use std::path::Path;

use super::{
    args::BaselineOptions,
    error::Error,
    files::{Files, Use},
    input, net,
    news::Known,
    options::NewsOptions,
    output::Terminal,
    subject::Subject,
    write,
};
use crate::{baseline::Baseline, finding::counted};

pub(super) fn run(options: &BaselineOptions, terminal: &Terminal) -> Result<(), Error> {
    let file = &options.output;
    let files = Files::default()
        .reading(Use::Baseline, [file])
        .writing(Use::Baseline, [file]);
    let subjects = Subject::in_scope(&options.scope, None, net::files(files, &options.knowledge))?;
    let mut known = if input::exists(file) {
        Known::read(file)?
    } else {
        Known::new(file)?
    };
    let reads: Vec<_> = subjects.iter().map(Subject::read).collect();
    let facts = net::gather(&options.knowledge, &reads, &NewsOptions::default(), terminal)?.facts;
    let mut found = Vec::new();
    for read in &reads {
        let path = known.path(&read.subject.input);
        let baseline = Baseline::of(&path, &read.subject.input.source, &read.judge(&facts));
        found.push((path, baseline));
    }
    let before = known.baseline.len();
    let new = update(&mut known.baseline, found, options.prune);
    write::file(file, |out| known.baseline.write(out))?;
    let gone = before + new - known.baseline.len();
    terminal.note(&summary(file, &known.baseline, new, gone));
    Ok(())
}

/// Replaces the recorded findings of the files of this run, or only removes findings that are gone; returns the number
/// of new findings.
fn update(baseline: &mut Baseline, found: Vec<(String, Baseline)>, prunes: bool) -> usize {
    let mut new = 0;
    for (path, now) in found {
        // Files that were not checked keep their findings.
        let mut before = baseline.clone();
        before.remove(|mark| mark.path != path);
        let (mut added, mut kept) = (now.clone(), before.clone());
        added.subtract(before.marks());
        kept.subtract(now.marks());
        // The remaining old findings are gone.
        baseline.subtract(kept.marks());
        if !prunes {
            new += added.len();
            baseline.add(added);
        }
    }
    new
}

fn summary(file: &Path, baseline: &Baseline, new: usize, gone: usize) -> String {
    format!(
        "{}: {} ({new} new, {gone} gone)",
        file.display(),
        counted(baseline.len(), "recorded finding")
    )
}
