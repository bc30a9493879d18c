//! `fix`: applies the fixes of findings and writes the files. Must not know rules.

use std::collections::BTreeMap;

use super::{
    args::FixOptions,
    destination,
    error::Error,
    files::{Files, Use},
    input::Input,
    net,
    options::NewsOptions,
    outcome::Outcome,
    output::{self, Terminal},
    settings::Settings,
    subject::{ReadSubject, Subject},
    write,
};
use crate::{
    escape,
    facts::Facts,
    finding::{Applicability, Finding, Fix, count},
    fix::{Fixed, fixed_point, unified_diff},
    report::{CheckedFile, Run},
};

pub(super) fn run(options: &FixOptions, terminal: &Terminal) -> Result<Outcome, Error> {
    let report = &options.report;
    let mut reports = destination::resolve(&report.format, report.output.as_ref())?;
    let files = Files::default().writing(Use::Report, destination::files(&reports));
    let subjects = Subject::all(
        &options.scope.paths,
        Settings::new(&options.scope)?,
        None,
        net::files(files, &options.knowledge),
    )?;
    let reads: Vec<_> = subjects.iter().map(Subject::read).collect();
    let gathered = net::gather(&options.knowledge, &reads, &NewsOptions::default(), terminal)?;
    let mut repairs: Vec<_> = reads
        .iter()
        .map(|read| Repair::of(read, allowed(options), &gathered.facts))
        .collect();
    if options.diff || subjects.iter().any(|subject| subject.input.name.is_none()) {
        // What is fixed stands on standard output, and no report beside it.
        reports.retain(|report| report.file.is_some());
    }
    if options.diff {
        output::print(&repairs.iter().map(Repair::diff).collect::<String>())?;
    } else {
        for repair in &mut repairs {
            repair.write(terminal);
        }
    }
    terminal.tell(&told(options, &repairs));
    let run = Run {
        files: repairs.iter().map(Repair::left).collect(),
        links: gathered.facts.links,
        ..Run::default()
    };
    terminal.report(&run, &reports);
    Ok(Outcome::of(&run, report.fail_on, gathered.was_interrupted))
}

fn allowed(options: &FixOptions) -> Applicability {
    if options.is_unsafe {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    }
}

/// A list with what its fixes make of it.
struct Repair<'s> {
    input: &'s Input,
    /// The findings before any fix.
    found: Vec<Finding>,
    fixed: Fixed,
    /// True if the fixes could not be written.
    has_failed: bool,
}

impl<'s> Repair<'s> {
    fn of(read: &ReadSubject<'s>, allowed: Applicability, facts: &Facts) -> Self {
        let subject = read.subject;
        let found = read.judge(facts);
        let fixed = fixed_point(&subject.input.source, found.clone(), allowed, |source| {
            subject.judge(&subject.engine.read(source), facts)
        });
        Self {
            input: &subject.input,
            found,
            fixed,
            has_failed: false,
        }
    }

    /// The whole texts before and after, with the mark at their start that the file has.
    fn texts(&self) -> [String; 2] {
        let mark = if self.input.source.has_bom() {
            "\u{feff}"
        } else {
            ""
        };
        let CheckedFile { source: after, .. } = self.left();
        [&self.input.source, after].map(|source| format!("{mark}{}", source.text()))
    }

    fn diff(&self) -> String {
        let [before, after] = self.texts();
        unified_diff(self.input.source.path(), &before, &after)
    }

    /// Writes the file if it has changed, and what came from standard input to standard output. Other files are fixed all
    /// the same if this one cannot be written.
    fn write(&mut self, terminal: &Terminal) {
        let [before, after] = self.texts();
        let written = match self.input.file() {
            Some(file) if before != after => write::replace(&file, &before, &after),
            Some(_) => Ok(()),
            None => output::print(&after),
        };
        if let Err(error) = written {
            terminal.fail(&error);
            self.has_failed = true;
        }
    }

    /// The list as it is now: unchanged where its fixes would never come to an end or could not be written.
    fn left(&self) -> CheckedFile<'_> {
        let (source, findings) = if self.is_kept() {
            (&self.fixed.source, &self.fixed.findings)
        } else {
            (&self.input.source, &self.found)
        };
        CheckedFile {
            source,
            findings: findings.clone(),
            entries: Vec::new(),
        }
    }

    /// True if the fixes came to an end and nothing kept them from being written.
    fn is_kept(&self) -> bool {
        self.fixed.is_stable && !self.has_failed
    }
}

/// "12 findings fixed in 1 file: inconsistent-bold 9, missing-anchor 3; 4 more with --unsafe".
fn told(options: &FixOptions, repairs: &[Repair<'_>]) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    let mut files = 0;
    for repair in repairs.iter().filter(|repair| repair.is_kept()) {
        files += usize::from(!repair.fixed.applied.is_empty());
        for (rule, times) in &repair.fixed.applied {
            *rules.entry(rule).or_default() += times;
        }
    }
    let applied = count(rules.values().sum(), "finding");
    let named = rules.iter().map(|(rule, times)| format!("{rule} {times}"));
    let named = named.collect::<Vec<_>>().join(", ");
    let verb = if options.diff { "would be fixed" } else { "fixed" };
    let done = match files {
        0 => "nothing to fix".to_owned(),
        files => format!("{applied} {verb} in {}: {named}", count(files, "file")),
    };
    let is_waiting = |fix: &Fix| fix.applicability > allowed(options);
    let waiting = fixes(repairs, is_waiting).map(|fixes| format!("{fixes} more with --unsafe"));
    let refused = fixes(repairs, |fix| !is_waiting(fix));
    let refused = refused.map(|fixes| format!("{fixes} left out, as they would change the page elsewhere"));
    let parts = [Some(done), waiting, refused, unstable(repairs)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// How many fixes of a kind are left, if any are.
fn fixes(repairs: &[Repair<'_>], is_meant: impl Fn(&Fix) -> bool) -> Option<usize> {
    let kept = repairs.iter().filter(|repair| repair.is_kept());
    let findings = kept.flat_map(|repair| &repair.fixed.findings);
    let left = findings.filter_map(|finding| finding.fix.as_ref());
    Some(left.filter(|fix| is_meant(fix)).count()).filter(|left| *left > 0)
}

fn unstable(repairs: &[Repair<'_>]) -> Option<String> {
    let unstable = repairs.iter().find(|repair| !repair.fixed.is_stable)?;
    let path = escape::printable(unstable.input.source.path());
    Some(format!(
        "{path} is left as it was, because its fixes undo one another"
    ))
}
