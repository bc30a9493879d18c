//! `check` and `links`: read, gather facts on request, judge, report. Must not judge by itself.

use super::{
    destination,
    error::Error,
    files::{Files, Use},
    net,
    news::{Known, news},
    options::CheckOptions,
    outcome::Status,
    output::Terminal,
    subject::{ReadSubject, Subject},
};
use crate::{
    facts::Facts,
    finding::counted,
    report::{CheckedFile, Run},
};

pub(super) fn run(options: &CheckOptions, terminal: &Terminal) -> Result<Status, Error> {
    let report = &options.report;
    let reports = destination::resolve(&report.format, report.output.as_ref())?;
    let files = Files::default()
        .reading(Use::Baseline, &options.news.baseline)
        .writing(Use::Report, destination::files(&reports));
    let subjects = Subject::in_scope(
        &options.scope,
        options.news.since.as_deref(),
        net::files(files, &options.knowledge),
    )?;
    let known = options.news.baseline.as_deref().map(Known::read).transpose()?;
    let reads: Vec<_> = subjects.iter().map(Subject::read).collect();
    let gathered = net::gather(&options.knowledge, &reads, &options.news, terminal)?;
    let mut run = Run {
        shows_entries: report.entries,
        ..Run::default()
    };
    let mut gone = 0;
    for read in &reads {
        gone += add(&mut run, read, known.as_ref(), &gathered.facts)?;
    }
    run.links = gathered.facts.links;
    terminal.report(&run, &reports);
    // A finding that is gone since a revision was repaired; a baseline still hides it until it is pruned.
    if gone > 0 && known.is_some() {
        let (verb, object) = if gone == 1 {
            ("occurs", "it")
        } else {
            ("occur", "them")
        };
        terminal.note(&format!(
            "{} no longer {verb}; `paperlint baseline --prune` removes {object}",
            counted(gone, "baseline finding")
        ));
    }
    Ok(Status::of(&run, report.fail_on, gathered.was_interrupted))
}

/// Adds the new findings of a list to a run; returns the number of old ones that are gone.
fn add<'s>(
    run: &mut Run<'s>,
    read: &ReadSubject<'s>,
    known: Option<&Known>,
    facts: &Facts,
) -> Result<usize, Error> {
    let source = &read.subject.input.source;
    let news = news(read, known, read.judge(facts))?;
    run.known += news.known;
    // Reviewers look at the changed lines, so some formats show findings there first.
    if let Some(before) = &read.subject.before
        && !news.findings.is_empty()
    {
        let changed = before.changed_lines(source);
        run.changed.insert(source.path().to_owned(), changed);
    }
    run.files.push(CheckedFile {
        source,
        findings: news.findings,
        entries: read.subject.engine.confirmed(&read.reading, facts),
    });
    Ok(news.gone.len())
}
