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
    outcome::Status,
    output::{self, Terminal},
    subject::{ReadSubject, Subject},
    write,
};
use crate::{
    escape,
    facts::Facts,
    finding::{Applicability, Finding, counted},
    fix::{Fixed, fixed_point, unified_diff},
    report::{CheckedFile, Run},
};

pub(super) fn run(options: &FixOptions, terminal: &Terminal) -> Result<Status, Error> {
    let report = &options.report;
    let mut reports = destination::resolve(&report.format, report.output.as_ref())?;
    let files = Files::default().writing(Use::Report, destination::files(&reports));
    let subjects = Subject::in_scope(&options.scope, None, net::files(files, &options.knowledge))?;
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
    terminal.note(&summary(options, &repairs));
    let run = Run {
        files: repairs.iter().map(Repair::left).collect(),
        links: gathered.facts.links,
        ..Run::default()
    };
    terminal.report(&run, &reports);
    Ok(Status::of(&run, report.fail_on, gathered.was_interrupted))
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

    /// The whole texts before and after.
    fn texts(&self) -> [String; 2] {
        // Rules see no byte order mark; programs that wrote it may want it back.
        let has_mark = self.input.source.has_bom();
        let mark = if has_mark { "\u{feff}" } else { "" };
        [&self.input.source, self.left().source].map(|source| format!("{mark}{}", source.text()))
    }

    fn diff(&self) -> String {
        let [before, after] = self.texts();
        unified_diff(self.input.source.path(), &before, &after)
    }

    /// Writes the file if it has changed, and what came from standard input to standard output.
    fn write(&mut self, terminal: &Terminal) {
        let [before, after] = self.texts();
        let written = match self.input.file() {
            Some(file) if before != after => write::replace(&file, &before, &after),
            Some(_) => Ok(()),
            None => output::print(&after),
        };
        // Other files are fixed and reported all the same.
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

/// "12 findings fixed in 1 file: inconsistent-bold 9, missing-anchor 3; 4 more with `--unsafe`".
fn summary(options: &FixOptions, repairs: &[Repair<'_>]) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut files, mut waiting, mut refused) = (0, 0, 0);
    for Repair { fixed, .. } in repairs.iter().filter(|repair| repair.is_kept()) {
        files += usize::from(!fixed.applied.is_empty());
        for (rule, times) in &fixed.applied {
            *rules.entry(rule).or_default() += times;
        }
        for fix in fixed.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
            // An allowed fix that is still there was tried, and the guard refused it.
            if fix.applicability > allowed(options) {
                waiting += 1;
            } else {
                refused += 1;
            }
        }
    }
    let mut parts = vec![done(options, &rules, files)];
    if waiting > 0 {
        parts.push(format!("{waiting} more with `--unsafe`"));
    }
    if refused > 0 {
        parts.push(format!(
            "{refused} left out, as they would change the page elsewhere"
        ));
    }
    // One such file is reason enough to look into it, and to report it.
    if let Some(repair) = repairs.iter().find(|repair| !repair.fixed.is_stable) {
        let path = escape::printable(repair.input.source.path());
        parts.push(format!(
            "{path} is left as it was, because its fixes undo one another"
        ));
    }
    parts.join("; ")
}

fn done(options: &FixOptions, rules: &BTreeMap<&str, usize>, files: usize) -> String {
    if files == 0 {
        return "nothing to fix".to_owned();
    }
    let named: Vec<_> = rules
        .iter()
        .map(|(rule, times)| format!("{rule} {times}"))
        .collect();
    let verb = if options.diff { "would be fixed" } else { "fixed" };
    format!(
        "{} {verb} in {}: {}",
        counted(rules.values().sum(), "finding"),
        counted(files, "file"),
        named.join(", ")
    )
}
