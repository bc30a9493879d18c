//! Gathers what the network and earlier runs know about links. Must not judge.

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::INTERRUPTED;
use super::args::{CacheChoice, NetOptions};
use super::cache;
use super::check::Gathered;
use super::environment;
use super::error::Error;
use super::hints;
use super::input::Input;
use super::output::Terminal;
use super::progress::Bar;
use super::write;
use crate::cache::{Cache, DAY};
use crate::config;
use crate::engine::Engine;
use crate::facts::{Facts, Question};
use crate::net::{self, Hosts, NetError, Options};

/// Asks every address of the files once, by the settings of the first file.
pub(super) fn links(
    inputs: &[(Rc<Engine>, Input)],
    is_asked: &impl Fn(&str) -> bool,
    arguments: &NetOptions,
    terminal: &Terminal,
) -> Result<Gathered, Error> {
    let stop = stop_on_signals()?;
    let options = options(arguments, limits(inputs), &stop)?;
    let asked_with = options.clone();
    let mut cache = cache::open(&arguments.cache, arguments.dead_after.is_some(), terminal)?;
    let facts = ask(inputs, is_asked, options, &mut cache);
    if let Err(error) = cache.save() {
        terminal.warn(&error.to_string());
    }
    let facts = facts?;
    for hint in hints::hints(&facts, &asked_with) {
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

/// The file in which links are remembered, if one is.
pub(super) fn cache_file(choice: &CacheChoice) -> Option<PathBuf> {
    if choice.no_cache {
        return None;
    }
    choice.cache.clone().or_else(environment::cache_file)
}

/// Asks for the links of all files, and then for what the answers leave in doubt.
fn ask(
    inputs: &[(Rc<Engine>, Input)],
    is_asked: &impl Fn(&str) -> bool,
    mut options: Options,
    cache: &mut Cache,
) -> Result<Facts, NetError> {
    let start = Instant::now();
    let bar = Bar::new();
    let mut hosts = Hosts::default();
    let links = hosts.check(questions(inputs, is_asked), &options, cache, &bar)?;
    let mut facts = Facts {
        links: Some(links),
        ..Facts::default()
    };
    let files = inputs.iter();
    let questions = files.flat_map(|(engine, input)| engine.doubts(&input.source, &facts));
    let questions: Vec<_> = questions.collect();
    options.budget = options
        .budget
        .map(|budget| budget.saturating_sub(start.elapsed()));
    facts.asides = hosts.check(questions, &options, cache, &bar)?;
    bar.clear();
    Ok(facts)
}

/// The addresses that would be asked.
pub(super) fn planned(inputs: &[(Rc<Engine>, Input)], is_asked: &impl Fn(&str) -> bool) -> Vec<String> {
    let options = Options {
        limits: limits(inputs),
        ..Options::default()
    };
    net::planned(questions(inputs, is_asked), &options)
}

/// The settings of the first file.
fn limits(inputs: &[(Rc<Engine>, Input)]) -> config::Links {
    let first = inputs.first().map(|(engine, _)| engine.config().links.clone());
    first.unwrap_or_default()
}

/// What is to be learnt about the links of all files.
fn questions(
    inputs: &[(Rc<Engine>, Input)],
    is_asked: &impl Fn(&str) -> bool,
) -> impl Iterator<Item = Question> {
    let files = inputs.iter();
    let questions = files.flat_map(|(engine, input)| engine.questions(&input.source));
    questions.filter(|question| is_asked(&question.url))
}

fn options(arguments: &NetOptions, limits: config::Links, stop: &Arc<AtomicBool>) -> Result<Options, Error> {
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

/// Becomes true when somebody wants an end. Who insists gets it at once.
fn stop_on_signals() -> Result<Arc<AtomicBool>, Error> {
    let stop = Arc::new(AtomicBool::new(false));
    let register = |signal| {
        flag::register_conditional_shutdown(signal, i32::from(INTERRUPTED), Arc::clone(&stop))?;
        flag::register(signal, Arc::clone(&stop))
    };
    let registered = [SIGINT, SIGTERM]
        .into_iter()
        .try_for_each(|signal| register(signal).map(drop));
    registered.map_err(|source| Error::Signals { source })?;
    Ok(stop)
}
