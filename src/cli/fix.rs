//! `fix`: applies the fixes of findings and writes the files. Must not know rules.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{
    Outcome,
    args::FixOptions,
    check, destination,
    error::Error,
    files::{Files, Use},
    input::Input,
    output::{self, Terminal},
    write,
};
use crate::{
    engine::Engine,
    escape,
    facts::Facts,
    finding::{Applicability, Fix, count},
    fix::{Fixed, fixed_point, unified_diff},
    report::{CheckedFile, Run},
};

pub(super) fn run(options: &FixOptions, terminal: &Terminal) -> Result<Outcome, Error> {
    let report = &options.report;
    let mut reports = destination::resolve(&report.format, report.output.as_ref())?;
    let files = Files::default().writing(
        Use::Report,
        reports.iter().filter_map(|report| report.file.as_ref()),
    );
    let inputs = check::read(&options.scope, check::with_knowledge(files, &options.knowledge))?;
    let gathered = check::gather(&options.knowledge, &inputs, &|_: &str| true, terminal)?;
    let mut facts = gathered.facts;
    let mut fixed: Vec<_> = inputs
        .iter()
        .map(|(engine, input)| fixed(options, engine, input, &mut facts))
        .collect();
    if options.diff || inputs.iter().any(|(_, input)| input.name.is_none()) {
        // What is fixed stands on standard output, and no report beside it.
        reports.retain(|report| report.file.is_some());
    }
    let mut unwritten = BTreeSet::new();
    if options.diff {
        output::print(&diff(&inputs, &fixed))?;
    } else {
        for (index, (engine, input)) in inputs.iter().enumerate() {
            if let Err(error) = write(input, &fixed[index]) {
                terminal.fail(&error);
                unwritten.insert(index);
                fixed[index] = as_it_was(engine, input, &mut facts);
            }
        }
    }
    let written = fixed.iter().enumerate();
    let written = written.filter(|(index, _)| !unwritten.contains(index));
    let written: Vec<_> = written.map(|(_, fixed)| fixed).collect();
    terminal.tell(&told(options, &written));
    let run = left(fixed, facts);
    terminal.report(&run, &reports);
    if gathered.was_interrupted {
        return Ok(Outcome::Interrupted);
    }
    Ok(check::outcome(&run, report.fail_on))
}

fn allowed(options: &FixOptions) -> Applicability {
    if options.is_unsafe {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    }
}

/// A file after its fixes; as it was where they would never come to an end.
fn fixed(options: &FixOptions, engine: &Rc<Engine>, input: &Input, facts: &mut Facts) -> Fixed {
    let fixed = fixed_point(&input.source, allowed(options), |source| {
        check::judge(engine, input, source, facts)
    });
    if fixed.is_stable {
        return fixed;
    }
    as_it_was(engine, input, facts)
}

fn as_it_was(engine: &Engine, input: &Input, facts: &mut Facts) -> Fixed {
    Fixed {
        findings: check::judge(engine, input, &input.source, facts),
        source: input.source.clone(),
        applied: BTreeMap::new(),
        is_stable: false,
    }
}

/// The whole text of a file, with the mark at its start that it had before.
fn whole(input: &Input, text: &str) -> String {
    let mark = if input.source.has_bom() { "\u{feff}" } else { "" };
    format!("{mark}{text}")
}

fn diff(inputs: &[(Rc<Engine>, Input)], fixed: &[Fixed]) -> String {
    let diffs = inputs.iter().zip(fixed).map(|((_, input), fixed)| {
        let [before, after] = [&input.source, &fixed.source].map(|source| whole(input, source.text()));
        unified_diff(input.source.path(), &before, &after)
    });
    diffs.collect()
}

/// Writes a file if it has changed, and what came from standard input to standard output.
fn write(input: &Input, fixed: &Fixed) -> Result<(), Error> {
    let text = whole(input, fixed.source.text());
    match input.file() {
        Some(file) if input.source.text() != fixed.source.text() => {
            write::replace(&file, &whole(input, input.source.text()), &text)
        }
        Some(_) => Ok(()),
        None => output::print(&text),
    }
}

/// What is left in the files.
fn left(fixed: Vec<Fixed>, facts: Facts) -> Run {
    let files = fixed.into_iter().map(|fixed| CheckedFile {
        source: fixed.source,
        findings: fixed.findings,
        entries: Vec::new(),
    });
    Run {
        files: files.collect(),
        links: facts.links,
        ..Run::default()
    }
}

/// "12 findings fixed in 1 file: inconsistent-bold 9, missing-anchor 3; 4 more with --unsafe".
fn told(options: &FixOptions, fixed: &[&Fixed]) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for (rule, times) in fixed.iter().flat_map(|fixed| &fixed.applied) {
        *rules.entry(rule).or_default() += times;
    }
    let files = fixed.iter().filter(|fixed| !fixed.applied.is_empty()).count();
    let applied = count(rules.values().sum(), "finding");
    let named = rules.iter().map(|(rule, times)| format!("{rule} {times}"));
    let named = named.collect::<Vec<_>>().join(", ");
    let verb = if options.diff { "would be fixed" } else { "fixed" };
    let done = match files {
        0 => "nothing to fix".to_owned(),
        files => format!("{applied} {verb} in {}: {named}", count(files, "file")),
    };
    let is_waiting = |fix: &Fix| fix.applicability > allowed(options);
    let waiting = fixes(fixed, is_waiting).map(|fixes| format!("{fixes} more with --unsafe"));
    let refused = fixes(fixed, |fix| !is_waiting(fix));
    let refused = refused.map(|fixes| format!("{fixes} left out, as they would change the page elsewhere"));
    let parts = [Some(done), waiting, refused, unstable(fixed)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// How many fixes of a kind are left, if any are.
fn fixes(fixed: &[&Fixed], is_meant: impl Fn(&Fix) -> bool) -> Option<usize> {
    let stable = fixed.iter().filter(|fixed| fixed.is_stable);
    let findings = stable.flat_map(|fixed| &fixed.findings);
    let left = findings.filter_map(|finding| finding.fix.as_ref());
    Some(left.filter(|fix| is_meant(fix)).count()).filter(|left| *left > 0)
}

fn unstable(fixed: &[&Fixed]) -> Option<String> {
    let mut unstable = fixed.iter().filter(|fixed| !fixed.is_stable);
    let path = escape::printable(unstable.next()?.source.path()).into_owned();
    Some(format!(
        "{path} is left as it was, because its fixes undo one another"
    ))
}
