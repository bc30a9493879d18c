//! Gathers what the network knows about links, with a progress bar. Must not judge.

use std::{io::IsTerminal, rc::Rc, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{error::Error, input::Input};
use crate::{
    engine::{self, Engine},
    escape,
    facts::{Facts, Verdict},
    net::{self, Options, Progress, Token},
};

/// Asks every address of the files once, by the settings of the first file.
pub(super) fn links(inputs: &[(Rc<Engine>, Input)], allow_private: bool) -> Result<Facts, Error> {
    let limits = inputs
        .first()
        .map(|(engine, _)| engine.config().links.clone())
        .unwrap_or_default();
    let options = Options {
        limits,
        allow_private,
        github_token: token(),
        ..Options::default()
    };
    let addresses = inputs
        .iter()
        .flat_map(|(_, input)| engine::addresses(&input.source));
    let bar = Bar::new();
    let mut cache = crate::cache::Cache::default();
    let links = net::check_links(addresses, &options, &mut cache, &bar)?;
    bar.0.finish_and_clear();
    Ok(Facts {
        links: Some(links),
        ..Facts::default()
    })
}

fn token() -> Option<Token> {
    let token = std::env::var("GITHUB_TOKEN").ok()?;
    (!token.trim().is_empty()).then(|| Token::new(&token))
}

/// A bar on standard error; nothing where that is no terminal.
struct Bar(ProgressBar);

impl Bar {
    fn new() -> Self {
        let is_seen = std::io::stderr().is_terminal() && std::env::var_os("CI").is_none();
        let target = if is_seen {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        Self(ProgressBar::with_draw_target(Some(0), target))
    }
}

impl Progress for Bar {
    fn planned(&self, links: usize) {
        const TEMPLATE: &str = "{bar:30} {pos}/{len} links, {elapsed}  {wide_msg}";
        // A template that does not parse would be a defect of this line, and the default shows the same numbers.
        let style = ProgressStyle::with_template(TEMPLATE);
        self.0
            .set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.0.set_length(links as u64);
        self.0.enable_steady_tick(Duration::from_millis(200));
    }

    fn done(&self, url: &str, _: Verdict) {
        self.0.set_message(escape::printable(url).into_owned());
        self.0.inc(1);
    }

    fn waiting(&self, _: &mut dyn FnMut() -> Vec<net::Waiting>) {}
}
