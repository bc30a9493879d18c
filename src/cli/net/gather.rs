//! Gathers facts about links from the network and from earlier runs. Must not judge.

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

/// Adds the files that are read and written for link results.
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

/// The file of the link cache, if it is used.
fn cache_file(choice: &CacheChoice) -> Option<PathBuf> {
    if choice.no_cache {
        return None;
    }
    choice.cache.clone().or_else(environment::cache_file)
}

/// Gathers facts about the links of all lists: from a recording, or from the network with `--online`.
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

/// Checks every URL once, with the settings of the first list.
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
    // Even after a failure: the results so far need not be requested again.
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

/// Checks the links of all lists, then looks up the papers that the answers leave in doubt.
fn ask(
    reads: &[ReadSubject<'_>],
    questions: Vec<Question>,
    mut options: Options,
    cache: &mut Cache,
) -> Result<Facts, NetError> {
    let start = Instant::now();
    let bar = Bar::new();
    // Both rounds share the hosts: a pause that a host demands applies to the second round too.
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
    // The second round gets the rest of the budget.
    options.budget = options
        .budget
        .map(|budget| budget.saturating_sub(start.elapsed()));
    facts.lookups = hosts.check(doubts, &options, cache, &bar)?;
    bar.clear();
    Ok(facts)
}

/// The URLs that would be requested, each once.
pub(super) fn planned(reads: &[ReadSubject<'_>], news: &LinkNewsOptions) -> Vec<String> {
    let options = Options {
        limits: limits(reads),
        ..Options::default()
    };
    net::planned(questions(reads, news), &options)
}

/// The settings of the first list: a run has one set of limits.
fn limits(reads: &[ReadSubject<'_>]) -> config::Links {
    let first = reads.first().map(|read| &read.subject.engine.config().links);
    first.cloned().unwrap_or_default()
}

/// The requests for the links of all lists. Links that a list had before are left out, unless `--all-links` is given.
fn questions(reads: &[ReadSubject<'_>], news: &LinkNewsOptions) -> Vec<Question> {
    let mut old = BTreeSet::new();
    for read in reads.iter().filter(|_| !news.all_links) {
        // A link that only moved to another list is not new, so all lists count.
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

/// A flag that the first interrupt sets. The second interrupt ends the process at once.
fn stop_on_signals() -> Result<Arc<AtomicBool>, OnlineError> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // In this order, because the first interrupt must not see the flag that it sets.
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

    /// A list whose links are requested from a port of this machine that does not answer.
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
        assert_eq!(confirmed.len(), 1, "the link was looked up");
        assert_eq!(subject.engine.readings.get(), 1);
    }
}
