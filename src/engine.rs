//! Runs the rules over one file, applies suppressions and puts findings in order. Must not read files or print.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
};

use crate::{
    config::{Config, Role},
    document::{Document, Target},
    facts::{Facts, FileFact, LocalTarget, Question, Wants},
    finding::{Finding, Severity},
    list::{Entry, List, Registry},
    rules::{self, ConfirmedEntry, Context, RULES, Rule},
    source::{SourceFile, Span},
};

/// Which rules run, by name.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these run, also those that are off; empty means all.
    pub only: Vec<String>,
    /// These do not run.
    pub skip: Vec<String>,
    /// Only rules that read facts from the network run.
    pub online_only: bool,
}

/// The rules that run, with everything that they need to know beside the file.
pub struct Engine {
    config: Config,
    registry: Cow<'static, Registry>,
    rules: Vec<(&'static dyn Rule, Option<Severity>)>,
}

impl Engine {
    /// Chooses the rules that a configuration and a selection ask for.
    #[must_use]
    pub fn new(config: Config, selection: &Selection) -> Self {
        let builtin = Registry::builtin();
        let registry = if config.venues.is_empty() {
            Cow::Borrowed(builtin)
        } else {
            Cow::Owned(builtin.extended(&config.venues))
        };
        let rules = RULES.iter().filter(|rule| runs(**rule, &config, selection));
        let rules = rules.map(|&rule| (rule, declared(rule, &config)));
        Self {
            rules: rules.collect(),
            registry,
            config,
        }
    }

    /// The configuration that the rules follow.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The venues that the rules know.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The names of the rules that run.
    pub fn rules(&self) -> impl Iterator<Item = String> {
        self.rules.iter().map(|(rule, _)| rule.meta().id.to_owned())
    }

    /// What the rules find in a file, in the order of the text.
    #[must_use]
    pub fn check(&self, source: &SourceFile, facts: &Facts) -> Vec<Finding> {
        self.judge(&Reading::of(source), facts)
    }

    /// Like [`Engine::check`], for a file of which something was asked before.
    #[must_use]
    pub fn judge(&self, reading: &Reading<'_>, facts: &Facts) -> Vec<Finding> {
        let document = &reading.0;
        let list = List::read(document, &self.config, &self.registry);
        let mut cx = Context::new(document, &list, &self.registry, facts);
        for &(rule, declared) in &self.rules {
            cx.run(rule, declared);
        }
        let mut findings = cx.into_findings();
        let silenced = Silenced::new(document);
        findings.retain(|finding| !silenced.covers(finding));
        findings.sort_by_key(|finding| (finding.span, finding.rule));
        findings
    }
}

impl Engine {
    /// What is to be learnt about the links of a file that are worth a request: of those to the paper of an entry, which
    /// paper it is.
    #[must_use]
    pub fn questions(&self, source: &SourceFile) -> Vec<Question> {
        let document = Document::parse(source);
        let list = List::read(&document, &self.config, &self.registry);
        let titles: HashMap<_, _> = list.entries().iter().flat_map(papers).collect();
        let links = document
            .links()
            .iter()
            .enumerate()
            .filter(|(_, link)| link.is_checked());
        let questions = links.map(|(index, link)| {
            let mut question = Question::from(link.url.to_string());
            if let Some(title) = titles.get(&index) {
                question.wants = Wants::Paper;
                question.title.clone_from(title);
            }
            question
        });
        questions.collect()
    }

    /// What has to be asked in addition before the rules can be sure about a file.
    #[must_use]
    pub fn doubts(&self, source: &SourceFile, facts: &Facts) -> Vec<Question> {
        let document = Document::parse(source);
        let list = List::read(&document, &self.config, &self.registry);
        rules::questions(&Context::new(&document, &list, &self.registry, facts))
    }
}

impl Engine {
    /// What was verified of each entry of a file, and by whom.
    #[must_use]
    pub fn confirmed(&self, source: &SourceFile, facts: &Facts) -> Vec<ConfirmedEntry> {
        if facts.links.is_none() {
            return Vec::new();
        }
        let reading = Reading::of(source);
        let list = List::read(&reading.0, &self.config, &self.registry);
        rules::confirmed(&Context::new(&reading.0, &list, &self.registry, facts))
    }
}

/// The links to the paper of an entry, with its title.
fn papers<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = (usize, Option<String>)> + 'e {
    let title = entry.title.as_ref().map(|title| title.text.clone());
    entry.links_of(Role::Paper).map(move |link| (link, title.clone()))
}

/// A file, parsed once for all that is asked of it.
#[derive(Debug)]
pub struct Reading<'s>(Document<'s>);

impl<'s> Reading<'s> {
    /// Parses a file.
    #[must_use]
    pub fn of(source: &'s SourceFile) -> Self {
        Self(Document::parse(source))
    }

    /// The files that the links and images of the file ask for.
    #[must_use]
    pub fn local_targets(&self) -> BTreeSet<LocalTarget> {
        let links = self.0.links().iter().filter(|link| !link.is_dropped);
        links.filter_map(|link| LocalTarget::of(&link.url)).collect()
    }

    /// What the fragment of a link to this file leads to. A file without headings may be made into a page elsewhere.
    #[must_use]
    pub fn anchor(&self, fragment: &str) -> FileFact {
        let is_known = !self.0.headings().is_empty();
        if is_known && self.0.target(fragment) == Target::Missing {
            FileFact::NoAnchor
        } else {
            FileFact::Found
        }
    }
}

/// Whether a rule runs.
fn runs(rule: &dyn Rule, config: &Config, selection: &Selection) -> bool {
    let meta = rule.meta();
    let named = |names: &[String]| names.iter().any(|name| name == meta.id);
    if named(&selection.skip) || selection.online_only && !meta.online {
        return false;
    }
    let is_off = || {
        config
            .rules
            .get(meta.id)
            .is_some_and(|level| level.severity().is_none())
    };
    if selection.only.is_empty() {
        !is_off()
    } else {
        named(&selection.only)
    }
}

/// How bad a rule's findings are by the configuration, if that says it.
fn declared(rule: &dyn Rule, config: &Config) -> Option<Severity> {
    config.rules.get(rule.meta().id)?.severity()
}

/// The bytes that suppressions silence, by rule: spans in order and without overlap.
struct Silenced<'d>(HashMap<&'d str, Vec<Span>>);

impl<'d> Silenced<'d> {
    fn new(document: &'d Document<'_>) -> Self {
        let suppressions = document.suppressions().iter();
        let mut targets: Vec<_> = suppressions
            .flat_map(|suppression| suppression.rules.iter().map(|rule| (suppression.target, *rule)))
            .collect();
        targets.sort_unstable();
        let mut silenced: HashMap<_, Vec<Span>> = HashMap::new();
        for (target, rule) in targets {
            let spans = silenced.entry(document.slice(rule)).or_default();
            match spans.last_mut() {
                Some(last) if target.start <= last.end => last.end = last.end.max(target.end),
                _ => spans.push(target),
            }
        }
        Self(silenced)
    }

    fn covers(&self, finding: &Finding) -> bool {
        self.0.get(finding.rule).is_some_and(|spans| {
            let next = spans.partition_point(|span| span.start <= finding.span.start);
            next.checked_sub(1)
                .is_some_and(|index| finding.span.start < spans[index].end)
        })
    }
}
