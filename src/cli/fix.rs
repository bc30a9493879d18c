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
        // Standard output is for the fixed list or the diff, so it has no report.
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

/// A list and the result of its fixes.
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
        let fixed = fixed_point(&subject.input.source, &found, allowed, |source| {
            subject.judge(&subject.engine.read(source), facts)
        });
        Self {
            input: &subject.input,
            found,
            fixed,
            has_failed: false,
        }
    }

    /// The complete text before and after the fixes.
    fn texts(&self) -> [String; 2] {
        // Rules see no byte order mark, but the program that wrote it may need it.
        let has_mark = self.input.source.has_bom();
        let mark = if has_mark { "\u{feff}" } else { "" };
        [&self.input.source, self.left().source].map(|source| format!("{mark}{}", source.text()))
    }

    fn diff(&self) -> String {
        let [before, after] = self.texts();
        unified_diff(self.input.source.path(), &before, &after)
    }

    /// Writes the file if it has changed, or prints the list that came from standard input.
    fn write(&mut self, terminal: &Terminal) {
        let [before, after] = self.texts();
        let written = match self.input.file() {
            Some(file) if before != after => write::replace(&file, &before, &after),
            Some(_) => Ok(()),
            None => output::print(&after),
        };
        // The other files are fixed and reported nevertheless.
        if let Err(error) = written {
            terminal.fail(&error);
            self.has_failed = true;
        }
    }

    /// The list after the run: unchanged if its fixes never settle or could not be written.
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

    /// True if the fixes settled and were written.
    fn is_kept(&self) -> bool {
        self.fixed.is_stable && !self.has_failed
    }
}

/// "12 findings fixed in 1 file: inconsistent-bold 9, missing-anchor 3; 4 more fixable with `--unsafe`".
fn summary(options: &FixOptions, repairs: &[Repair<'_>]) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut files, mut waiting, mut refused) = (0, 0, 0);
    for Repair { fixed, .. } in repairs.iter().filter(|repair| repair.is_kept()) {
        files += usize::from(!fixed.applied.is_empty());
        for (rule, times) in &fixed.applied {
            *rules.entry(rule).or_default() += times;
        }
        for fix in fixed.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
            // A remaining fix that is allowed was tried, and the guard refused it.
            if fix.applicability > allowed(options) {
                waiting += 1;
            } else {
                refused += 1;
            }
        }
    }
    let mut parts = vec![done(options, &rules, files)];
    if waiting > 0 {
        let more = if files == 0 { "available" } else { "more fixable" };
        parts.push(format!("{waiting} {more} with `--unsafe`"));
    }
    if refused > 0 {
        let subject = if refused == 1 { "it" } else { "they" };
        parts.push(format!(
            "{refused} skipped because {subject} would also change other parts of the page"
        ));
    }
    // One such file is reason enough to report the defect.
    if let Some(repair) = repairs.iter().find(|repair| !repair.fixed.is_stable) {
        let path = escape::printable(repair.input.source.path());
        parts.push(format!("{path} is unchanged because its fixes undo each other"));
    }
    parts.join("; ")
}

fn done(options: &FixOptions, rules: &BTreeMap<&str, usize>, files: usize) -> String {
    if files == 0 {
        return if options.is_unsafe {
            "no fixes"
        } else {
            "no safe fixes"
        }
        .to_owned();
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
