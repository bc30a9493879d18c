//! Runs the rules on one file, applies suppressions and sorts findings. Must not read files or print.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    rc::Rc,
};

use crate::{
    config::{Config, Level, Role},
    document::Document,
    facts::{Facts, FileFacts, Question, Wants},
    finding::{Confidence, Finding, Severity},
    list::{Reading, VenueRegistry},
    publications::Publications,
    rules::{self, ConfirmedEntry, Context, Meta, Needs, Others, Rule, View},
    source::{SourceFile, Span},
};

/// The rules that run, by name.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The only rules to run, even if they are off; empty means all.
    pub only: Vec<String>,
    /// The rules not to run.
    pub skip: Vec<String>,
    /// True if only rules that use the network run.
    pub online_only: bool,
    /// The least confidence of a finding.
    pub min_confidence: Confidence,
}

/// The rules that run, with everything that they need apart from the file.
pub struct Engine {
    config: Config,
    registry: Cow<'static, VenueRegistry>,
    publications: Rc<Publications>,
    rules: Vec<(&'static dyn Rule, Option<Severity>)>,
    min_confidence: Confidence,
    /// The number of files read so far: a test checks that each is read once.
    #[cfg(test)]
    pub(crate) readings: std::cell::Cell<usize>,
}

impl Engine {
    /// Chooses the rules by a configuration and a selection.
    #[must_use]
    pub fn new(config: Config, selection: &Selection) -> Self {
        let builtin = VenueRegistry::builtin();
        let registry = if config.venues.is_empty() {
            Cow::Borrowed(builtin)
        } else {
            Cow::Owned(builtin.extended(&config.venues))
        };
        let rules = rules::all()
            .filter(|rule| runs(*rule, &config, selection))
            .map(|rule| (rule, configured(rule, &config)));
        Self {
            rules: rules.collect(),
            min_confidence: selection.min_confidence,
            registry,
            publications: Rc::default(),
            config,
            #[cfg(test)]
            readings: std::cell::Cell::default(),
        }
    }

    /// This engine with other publications instead of the built-in ones.
    #[must_use]
    pub fn with_publications(mut self, publications: Rc<Publications>) -> Self {
        self.publications = publications;
        self
    }

    /// The configuration that the rules follow.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    fn metas(&self) -> impl Iterator<Item = &'static Meta> {
        self.rules.iter().map(|(rule, _)| rule.meta())
    }

    /// True if a rule that runs looks at other files of the repository.
    #[must_use]
    pub fn needs_files(&self) -> bool {
        self.metas().any(|meta| meta.needs == Needs::Files)
    }

    /// An engine for an older text of a list, with only the rules of these findings and the rules that they depend on.
    /// Most changes cause few findings, and all rules take much longer on a long list than two or three.
    #[must_use]
    pub fn narrowed(&self, findings: &[Finding]) -> Self {
        let found: HashSet<_> = findings.iter().map(|finding| finding.rule).collect();
        let mut needed = found.clone();
        for meta in self.metas().filter(|meta| found.contains(meta.id)) {
            // A weaker rule yields to a stronger one in the older text as well.
            needed.extend(meta.yields_to);
            if meta.needs == Needs::Findings {
                needed.extend(self.metas().map(|meta| meta.id));
            }
        }
        let rules = self
            .rules
            .iter()
            .filter(|(rule, _)| needed.contains(rule.meta().id));
        Self {
            config: self.config.clone(),
            registry: self.registry.clone(),
            publications: Rc::clone(&self.publications),
            rules: rules.copied().collect(),
            // A finding is not new even if the same finding in the older text has low confidence.
            min_confidence: Confidence::Low,
            #[cfg(test)]
            readings: std::cell::Cell::default(),
        }
    }

    /// Reads a file once, for all uses.
    #[must_use]
    pub fn read<'r>(&'r self, source: &'r SourceFile) -> Reading<'r> {
        #[cfg(test)]
        self.readings.update(|readings| readings + 1);
        Reading::of(source, &self.config, &self.registry)
    }

    /// The findings in a file, in the order of the text.
    #[must_use]
    pub fn check(&self, source: &SourceFile, facts: &Facts) -> Vec<Finding> {
        self.judge(&self.read(source), facts, None)
    }

    /// The findings in a file that was already read, with facts about the other files of its repository.
    #[must_use]
    pub fn judge(&self, reading: &Reading<'_>, facts: &Facts, files: Option<&FileFacts>) -> Vec<Finding> {
        let mut findings = self.findings(self.view(reading, facts, files));
        let silenced = Places::silenced(&reading.document);
        findings.retain(|finding| {
            // A suppression of the first row also silences a finding that spans several rows.
            let start = Span::new(finding.span.start, finding.span.start + 1);
            finding.confidence >= self.min_confidence && !silenced.touches(finding.rule, start)
        });
        // Rules run by subject, but readers follow the text.
        findings.sort_by_key(|finding| (finding.span, finding.rule));
        findings
    }

    fn view<'a>(
        &'a self,
        reading: &'a Reading<'a>,
        facts: &'a Facts,
        files: Option<&'a FileFacts>,
    ) -> View<'a> {
        View::new(reading, &self.registry, &self.publications, facts, files)
    }

    /// The findings of all rules, without the findings that a stronger rule covers.
    fn findings(&self, view: View<'_>) -> Vec<Finding> {
        // A rule that needs facts about links finds nothing without them.
        let able = self
            .rules
            .iter()
            .filter(|(rule, _)| !rule.meta().is_online() || view.facts.links.is_some());
        let (last, first): (Vec<_>, Vec<_>) =
            able.partition(|(rule, _)| rule.meta().needs == Needs::Findings);
        let mut findings = run(&first, view);
        drop_covered(&mut findings);
        let ran: Vec<_> = first.iter().map(|(rule, _)| rule.meta().id).collect();
        let names: Vec<_> = rules::metas().map(|meta| meta.id).collect();
        // A suppression of a covered finding is useless, so the last rules see only the remaining findings.
        let others = Others {
            names: &names,
            ran: &ran,
            findings: &findings,
        };
        let of_findings = run(&last, View { others, ..view });
        findings.extend(of_findings);
        findings
    }

    /// The requests for the links of a file. For a link to the paper of an entry, the target's title is requested too.
    #[must_use]
    pub fn questions(&self, reading: &Reading<'_>) -> Vec<Question> {
        let mut titles = HashMap::new();
        for entry in reading.list.entries() {
            let title = entry.title.as_ref().map(|title| &title.text);
            titles.extend(entry.links_of(Role::Paper).map(|link| (link, title)));
        }
        let mut questions = Vec::new();
        for (id, link) in reading.document.links().enumerated() {
            if !link.is_checked() {
                continue;
            }
            let mut question = Question::from(link.url.to_string());
            // The title of a page is only read if a rule compares it with an entry.
            if let Some(title) = titles.get(&id) {
                question.wants = Wants::Paper;
                question.title = title.cloned();
            }
            questions.push(question);
        }
        questions
    }

    /// The lookups that the rules need in addition to be sure about a file.
    #[must_use]
    pub fn doubts(&self, reading: &Reading<'_>, facts: &Facts) -> Vec<Question> {
        let view = self.view(reading, facts, None);
        self.rules
            .iter()
            .flat_map(|(rule, _)| rule.questions(&view))
            .collect()
    }

    /// The verified links of each entry of a file, with their sources; nothing if links were not checked.
    #[must_use]
    pub fn confirmed(&self, reading: &Reading<'_>, facts: &Facts) -> Vec<ConfirmedEntry> {
        if facts.links.is_none() {
            return Vec::new();
        }
        rules::confirmed(&self.view(reading, facts, None))
    }
}

/// The findings of some rules, with the levels that the configuration sets for them.
fn run(rules: &[&(&dyn Rule, Option<Severity>)], view: View<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rule, level) in rules {
        let mut cx = Context::new(view, rule.meta(), *level);
        rule.check(&mut cx);
        findings.extend(cx.into_findings());
    }
    findings
}

/// True if a rule runs.
fn runs(rule: &dyn Rule, config: &Config, selection: &Selection) -> bool {
    let meta = rule.meta();
    if is_named(meta, &selection.skip) || selection.online_only && !meta.uses_links() {
        return false;
    }
    // A rule in `only` runs even if it is off, so that it can be tried before it is turned on.
    if selection.only.is_empty() {
        config.rules.get(meta.id) != Some(&Level::Off)
    } else {
        is_named(meta, &selection.only)
    }
}

fn is_named(meta: &Meta, names: &[String]) -> bool {
    names.iter().any(|name| name == meta.id)
}

/// The level that the configuration sets for a rule.
fn configured(rule: &dyn Rule, config: &Config) -> Option<Severity> {
    config.rules.get(rule.meta().id)?.severity()
}

/// Drops each finding at a place where a rule that it yields to has a finding.
fn drop_covered(findings: &mut Vec<Finding>) {
    // All at once, because a finding covers others even if it is covered itself.
    let stronger: HashMap<_, _> = rules::metas()
        .filter(|meta| !meta.yields_to.is_empty())
        .map(|meta| (meta.id, meta.yields_to))
        .collect();
    let places = Places::new(findings.iter().map(|finding| (finding.rule, finding.span)));
    findings.retain(|finding| {
        let rules = stronger.get(finding.rule).copied().unwrap_or_default();
        !rules.iter().any(|rule| places.touches(rule, finding.span))
    });
}

/// Parts of the text by rule, as sorted spans without overlap.
struct Places<'n>(HashMap<&'n str, Vec<Span>>);

impl<'n> Places<'n> {
    fn new(places: impl Iterator<Item = (&'n str, Span)>) -> Self {
        let mut all: Vec<_> = places.map(|(rule, span)| (span, rule)).collect();
        all.sort_unstable();
        let mut by_rule: HashMap<_, Vec<Span>> = HashMap::new();
        for (span, rule) in all {
            let spans = by_rule.entry(rule).or_default();
            match spans.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => spans.push(span),
            }
        }
        Self(by_rule)
    }

    /// The suppressed parts.
    fn silenced(document: &'n Document<'_>) -> Self {
        Self::new(document.suppressions().iter().flat_map(|suppression| {
            let rules = suppression.rules.iter();
            rules.map(|rule| (document.slice(*rule), suppression.target))
        }))
    }

    /// True if a part of this rule shares a byte with the span.
    fn touches(&self, rule: &str, span: Span) -> bool {
        self.0.get(rule).is_some_and(|spans| {
            let next = spans.partition_point(|part| part.start < span.end);
            next > 0 && span.start < spans[next - 1].end
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules_at_work(text: &str, selection: &Selection) -> Vec<&'static str> {
        let engine = Engine::new(Config::default(), selection);
        let findings = engine.check(&SourceFile::new("x.md", text), &Facts::default());
        findings.iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn a_finding_is_dropped_where_a_stronger_rule_has_one() {
        for (text, stronger, weaker) in [
            ("[a]([b c](https://x.org))\n", "nested-link", "unrendered-link"),
            (
                "[[a](https://x.org)](https://y.org)\n",
                "nested-link",
                "unrendered-link",
            ),
            ("[a](https://https//x.org)\n", "doubled-address", "malformed-link"),
        ] {
            assert_eq!(rules_at_work(text, &Selection::default()), [stronger], "{text}");
            let skip = vec![stronger.to_owned()];
            let without = Selection {
                skip,
                ..Selection::default()
            };
            assert_eq!(
                rules_at_work(text, &without),
                [weaker],
                "{text} without {stronger}"
            );
        }
    }

    #[test]
    fn a_stronger_rule_covers_the_older_text_too() {
        let engine = Engine::new(Config::default(), &Selection::default());
        let now = SourceFile::new("x.md", "[a](https//https//x.org)\n");
        let findings = engine.check(&now, &Facts::default());
        let rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["malformed-link"]);
        let older = SourceFile::new("x.md", "[a](https://https//x.org)\n");
        let findings = engine.narrowed(&findings).check(&older, &Facts::default());
        let rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["doubled-address"]);
    }

    #[test]
    fn findings_of_low_confidence_are_left_out_on_request() {
        let text = "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n| 1 | 2 |\n";
        assert_eq!(rules_at_work(text, &Selection::default()), ["short-row"]);
        let sure = Selection {
            min_confidence: Confidence::High,
            ..Selection::default()
        };
        assert_eq!(rules_at_work(text, &sure), [""; 0]);
    }
}
