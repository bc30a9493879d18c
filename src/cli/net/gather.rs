//! Gathers what the network and earlier runs know about links. Must not judge.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};

use super::{
    cache, environment,
    error::OnlineError,
    hints,
    options::{CacheChoice, LinkNewsOptions, NetOptions},
    progress::Bar,
};
use crate::{
    cache::{Cache, DAY},
    cli::{
        error::Error,
        files::{Files, Use},
        gathered::{Gathered, replayed},
        options::{KnowledgeOptions, NewsOptions},
        outcome::INTERRUPTED,
        output::Terminal,
        subject::ReadSubject,
        write,
    },
    config,
    facts::{Facts, LinkFacts, Question},
    net::{self, Hosts, NetError, Options},
};

/// Adds the files that are read and written to know about links.
pub(in crate::cli) fn files(files: Files, options: &KnowledgeOptions) -> Files {
    let files = files.reading(Use::Recording, &options.replay.replay);
    if !options.net.online {
        return files;
    }
    let how = &options.net.how;
    files
        .writing(Use::Recording, &how.record)
        .writing(Use::Cache, &cache_file(&how.cache))
}

/// The file in which links are remembered, if one is.
fn cache_file(choice: &CacheChoice) -> Option<PathBuf> {
    if choice.no_cache {
        return None;
    }
    choice.cache.clone().or_else(environment::cache_file)
}

/// Facts about the links of all lists: from a recording, or from the network if it is to be asked.
pub(in crate::cli) fn gather(
    options: &KnowledgeOptions,
    reads: &[ReadSubject<'_>],
    news: &NewsOptions,
    terminal: &Terminal,
) -> Result<Gathered, Error> {
    if let Some(gathered) = replayed(&options.replay)? {
        return Ok(gathered);
    }
    if !options.net.online {
        return Ok(Gathered::default());
    }
    links(reads, questions(reads, &news.net), &options.net.how, terminal)
}

/// Asks every address once, by the settings of the first list.
fn links(
    reads: &[ReadSubject<'_>],
    questions: Vec<Question>,
    arguments: &NetOptions,
    terminal: &Terminal,
) -> Result<Gathered, Error> {
    let stop = stop_on_signals()?;
    let options = options(arguments, limits(reads), &stop)?;
    let mut cache = cache::open(&arguments.cache, arguments.dead_after.is_some(), terminal)?;
    let facts = ask(reads, questions, options.clone(), &mut cache);
    // Also where something failed: the answers until then need not be asked for again.
    if let Err(error) = cache.save() {
        terminal.warn(&error.to_string());
    }
    let facts = facts.map_err(OnlineError::from)?;
    for hint in hints::hints(&facts, &options) {
        terminal.hint(&hint);
    }
    if let Some(file) = &arguments.record
        && let Err(error) = write::file(file, |out| facts.record(out))
    {
        terminal.fail(&error);
    }
    Ok(Gathered {
        facts,
        was_interrupted: stop.load(Ordering::Relaxed),
    })
}

/// Asks for the links of all lists, and then for those that the answers leave in doubt.
fn ask(
    reads: &[ReadSubject<'_>],
    questions: Vec<Question>,
    mut options: Options,
    cache: &mut Cache,
) -> Result<Facts, NetError> {
    let start = Instant::now();
    let bar = Bar::new();
    // Both rounds share the hosts: a pause that a host wants holds for the second one too.
    let mut hosts = Hosts::default();
    let links = hosts.check(questions, &options, cache, &bar)?;
    let mut facts = Facts {
        links: Some(links),
        ..Facts::default()
    };
    let mut doubts = Vec::new();
    for read in reads {
        doubts.extend(read.subject.engine.doubts(&read.reading, &facts));
    }
    // The second round has the time that the first one left.
    options.budget = options
        .budget
        .map(|budget| budget.saturating_sub(start.elapsed()));
    facts.lookups = hosts.check(doubts, &options, cache, &bar)?;
    bar.clear();
    Ok(facts)
}

/// The addresses that would be asked, each once.
pub(super) fn planned(reads: &[ReadSubject<'_>], news: &LinkNewsOptions) -> Vec<String> {
    let options = Options {
        limits: limits(reads),
        ..Options::default()
    };
    net::planned(questions(reads, news), &options)
}

/// The settings of the first list: a run has one pace for all.
fn limits(reads: &[ReadSubject<'_>]) -> config::Links {
    let first = reads.first().map(|read| &read.subject.engine.config().links);
    first.cloned().unwrap_or_default()
}

/// Questions about the links of all lists, but for those that a list had before, unless all are wanted.
fn questions(reads: &[ReadSubject<'_>], news: &LinkNewsOptions) -> Vec<Question> {
    let mut old = BTreeSet::new();
    for read in reads.iter().filter(|_| !news.all_links) {
        // A link that was only moved to another list is not new, so all lists count.
        if let Some(before) = read.before() {
            let questions = read.subject.engine.questions(before).into_iter();
            old.extend(questions.filter_map(|question| LinkFacts::key(&question.url)));
        }
    }
    let mut questions = Vec::new();
    for read in reads {
        questions.extend(read.subject.engine.questions(&read.reading));
    }
    questions.retain(|question| LinkFacts::key(&question.url).is_none_or(|key| !old.contains(&key)));
    questions
}

fn options(
    arguments: &NetOptions,
    limits: config::Links,
    stop: &Arc<AtomicBool>,
) -> Result<Options, OnlineError> {
    let mut options = Options {
        limits,
        allow_private: arguments.allow_private,
        fragments: arguments.fragments,
        budget: arguments.budget,
        dead_after: arguments.dead_after.map(|days| DAY * days),
        stop: Arc::clone(stop),
        proxies: environment::proxies(),
        github_token: environment::github_token(),
        scholar_key: environment::scholar_key(),
        mirror: arguments.mirror,
        contact: environment::contact(),
        ..Options::default()
    };
    if let Some(api) = environment::github_api(arguments.github_api.as_deref())? {
        options.github_api = api;
    }
    Ok(options)
}

/// Becomes true at the first signal to end. The second one ends the process at once.
fn stop_on_signals() -> Result<Arc<AtomicBool>, OnlineError> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // In this order: the first signal must not find the flag set by itself.
        flag::register_conditional_shutdown(signal, i32::from(INTERRUPTED), Arc::clone(&stop))
            .and_then(|_| flag::register(signal, Arc::clone(&stop)))
            .map_err(|source| OnlineError::Signals { source })?;
    }
    Ok(stop)
}

#[cfg(test)]
mod tests {
    use std::{net::TcpListener, rc::Rc};

    use super::*;
    use crate::{
        cli::{input::Input, subject::Subject},
        config::Config,
        engine::{Engine, Selection},
        source::SourceFile,
    };

    /// A list whose links are asked of this machine, where nobody answers.
    fn unanswered(text: &str) -> (Subject, Options) {
        let mut config = Config::default();
        config.links.retries = 0;
        let limits = config.links.clone();
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let options = Options {
            limits,
            mirror: Some(port.expect("a port is free")),
            ..Options::default()
        };
        let input = Input {
            folder: PathBuf::new(),
            name: None,
            source: SourceFile::new("README.md", text),
        };
        let subject = Subject {
            engine: Rc::new(Engine::new(config, &Selection::default())),
            input,
            before: None,
        };
        (subject, options)
    }

    #[test]
    fn a_list_is_read_once_for_all_that_is_asked_of_it() {
        let (subject, options) = unanswered("- [Reading Maps](https://example.org/maps)\n");
        let reads = [subject.read()];
        let questions = questions(&reads, &LinkNewsOptions::default());
        let facts = ask(&reads, questions, options, &mut Cache::default());
        let facts = facts.expect("the client can be set up");
        assert_eq!(facts.links.as_ref().map(LinkFacts::total), Some(1));
        reads[0].judge(&facts);
        let confirmed = subject.engine.confirmed(&reads[0].reading, &facts);
        assert_eq!(confirmed.len(), 1, "its link was looked up");
        assert_eq!(subject.engine.readings.get(), 1);
    }
}
