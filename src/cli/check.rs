//! `check` and `links`: read, gather facts if asked, judge, report. Must not judge by itself.

#[cfg(feature = "net")]
use std::collections::BTreeSet;
use std::{path::PathBuf, rc::Rc};

use super::{
    Outcome,
    args::{CheckOptions, FailOn, KnowledgeOptions, ScopeOptions},
    destination,
    error::Error,
    files::{Files, Use},
    input::{self, Input},
    news::Past,
    output::Terminal,
    settings::Settings,
    tree,
};
#[cfg(feature = "net")]
use super::{gather, output};
use crate::{
    engine::{Engine, Reading},
    facts::Facts,
    finding::{Finding, count},
    report::{CheckedFile, Run},
    source::SourceFile,
};
#[cfg(feature = "net")]
use crate::{escape, facts::LinkFacts};

/// A list with the engine that its configuration makes.
pub(super) type Inputs = Vec<(Rc<Engine>, Input)>;

pub(super) fn run(options: &CheckOptions, terminal: &Terminal) -> Result<Outcome, Error> {
    let report = &options.report;
    let reports = destination::resolve(&report.format, report.output.as_ref())?;
    let files = Files::default()
        .reading(Use::Baseline, &options.news.baseline)
        .writing(
            Use::Report,
            reports.iter().filter_map(|report| report.file.as_ref()),
        );
    let inputs = read(&options.scope, with_knowledge(files, &options.knowledge))?;
    let past = Past::of(&options.news, &inputs)?;
    let is_asked = asked(options, &past, &inputs);
    let gathered = gather(&options.knowledge, &inputs, &is_asked, terminal)?;
    let (run, gone) = judge_all(inputs, &past, gathered.facts, report.entries)?;
    terminal.report(&run, &reports);
    tell(&past, gone, terminal);
    if gathered.was_interrupted {
        return Ok(Outcome::Interrupted);
    }
    Ok(outcome(&run, report.fail_on))
}

/// Prints the addresses that would be asked, each once.
#[cfg(feature = "net")]
pub(super) fn dump(options: &CheckOptions) -> Result<(), Error> {
    let files = Files::default()
        .reading(Use::Baseline, &options.news.baseline)
        .writing(Use::Report, &options.report.output);
    let inputs = read(&options.scope, files)?;
    let past = Past::of(&options.news, &inputs)?;
    let addresses = gather::planned(&inputs, &asked(options, &past, &inputs));
    let lines = addresses.iter().map(|address| escape::printable(address) + "\n");
    let text: String = lines.collect();
    output::write(options.report.output.as_deref(), |out| {
        out.write_all(text.as_bytes())
    })
}

/// The lists, each with the engine that its configuration makes. Nothing is read where it or another file that is read
/// would be written over.
pub(super) fn read(scope: &ScopeOptions, files: Files) -> Result<Inputs, Error> {
    read_with(&mut Settings::new(scope)?, &scope.paths, files)
}

pub(super) fn read_with(settings: &mut Settings, paths: &[PathBuf], files: Files) -> Result<Inputs, Error> {
    let paths = input::find(paths)?;
    let mut configs = Vec::new();
    for path in &paths {
        configs.extend(settings.path(&input::folder(path)?));
    }
    let files = files
        .reading(Use::List, &paths)
        .reading(Use::Configuration, &configs);
    files.are_apart()?;
    files.are_writable()?;
    let inputs = paths.iter().map(|path| {
        let input = input::read(path)?;
        Ok((settings.of(&input.folder)?, input))
    });
    inputs.collect()
}

/// The files of a run with those that are read and written to know about links.
pub(super) fn with_knowledge(files: Files, options: &KnowledgeOptions) -> Files {
    let files = files.reading(Use::Recording, &options.replay.replay);
    #[cfg(feature = "net")]
    let files = if options.online {
        files
            .writing(Use::Recording, &options.net.record)
            .writing(Use::Cache, &gather::cache_file(&options.net.cache))
    } else {
        files
    };
    files
}

/// Whether an address is to be asked: not when the files had it before, unless all are wanted.
#[cfg(feature = "net")]
fn asked(options: &CheckOptions, past: &Past, inputs: &Inputs) -> impl Fn(&str) -> bool + use<> {
    let is_wanted = options.knowledge.online && !options.news.all_links;
    let files = (0..inputs.len()).filter(|_| is_wanted);
    let older = files.filter_map(|index| Some((&inputs[index].0, past.source(index)?)));
    let questions = older.flat_map(|(engine, source)| engine.questions(source));
    let known: BTreeSet<_> = questions
        .filter_map(|question| LinkFacts::key(&question.url))
        .collect();
    move |url| LinkFacts::key(url).is_none_or(|key| !known.contains(&key))
}

#[cfg(not(feature = "net"))]
fn asked(_: &CheckOptions, _: &Past, _: &Inputs) -> impl Fn(&str) -> bool + use<> {
    |_| true
}

/// What was learnt about links, if they were asked, and older versions of papers.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) facts: Facts,
    /// Whether somebody wanted an end before all were.
    pub(super) was_interrupted: bool,
}

pub(super) fn gather(
    options: &KnowledgeOptions,
    inputs: &Inputs,
    is_asked: &impl Fn(&str) -> bool,
    terminal: &Terminal,
) -> Result<Gathered, Error> {
    if let Some(file) = &options.replay.replay {
        let facts = input::recording(file)?;
        return Ok(Gathered {
            facts,
            was_interrupted: false,
        });
    }
    gather_online(options, inputs, is_asked, terminal)
}

#[cfg(feature = "net")]
fn gather_online(
    options: &KnowledgeOptions,
    inputs: &Inputs,
    is_asked: &impl Fn(&str) -> bool,
    terminal: &Terminal,
) -> Result<Gathered, Error> {
    if options.online {
        gather::links(inputs, is_asked, &options.net, terminal)
    } else {
        Ok(Gathered::default())
    }
}

#[cfg(not(feature = "net"))]
#[expect(clippy::unnecessary_wraps, reason = "with the network it may fail")]
fn gather_online(
    _: &KnowledgeOptions,
    _: &Inputs,
    _: &impl Fn(&str) -> bool,
    _: &Terminal,
) -> Result<Gathered, Error> {
    Ok(Gathered::default())
}

/// What is found in a text that stands where the file of an input stands.
pub(super) fn judge(engine: &Engine, input: &Input, source: &SourceFile, facts: &mut Facts) -> Vec<Finding> {
    let reading = Reading::of(source);
    facts.files = tree::look(input, &reading.local_targets());
    engine.judge(&reading, facts)
}

fn judge_all(
    inputs: Inputs,
    past: &Past,
    mut facts: Facts,
    shows_entries: bool,
) -> Result<(Run, usize), Error> {
    let (mut run, mut gone) = (Run::default(), 0);
    for (index, (engine, input)) in inputs.into_iter().enumerate() {
        let findings = judge(&engine, &input, &input.source, &mut facts);
        let news = past.news(index, &engine, &input, findings)?;
        run.known += news.known;
        gone += news.gone.len();
        if !news.findings.is_empty() {
            let changed = past.changed_lines(index, &input.source);
            run.changed.insert(input.source.path().to_owned(), changed);
        }
        let entries = engine.confirmed(&input.source, &facts);
        run.files.push(CheckedFile {
            source: input.source,
            findings: news.findings,
            entries,
        });
    }
    run.links = facts.links;
    run.shows_entries = shows_entries;
    Ok((run, gone))
}

/// Says what a baseline need not hold any more.
fn tell(past: &Past, gone: usize, terminal: &Terminal) {
    if gone > 0 && matches!(past, Past::Findings(_)) {
        let gone = count(gone, "finding");
        terminal.tell(&format!(
            "{gone} of the baseline not there any more: `paperlint baseline --prune` takes them out"
        ));
    }
}

pub(super) fn outcome(run: &Run, fail_on: FailOn) -> Outcome {
    let fails = |level| run.findings().any(|(_, finding)| finding.fails_at(level));
    if fail_on.severity().is_some_and(fails) {
        Outcome::Findings
    } else {
        Outcome::Clean
    }
}
