//! Says once which variables of the environment would have given more. Must not read their values.

use url::Url;

use super::environment::{CONTACT_EMAIL, GITHUB_TOKEN, S2_API_KEY};
use super::output::Terminal;
use crate::facts::{Facts, LinkFacts, Verdict};
use crate::net::Options;

/// With fewer links to GitHub a token saves no time that anybody would notice.
const MANY_REPOSITORIES: usize = 20;

/// With fewer questions to Crossref nobody will want to write to anybody.
const MANY_WORKS: usize = 50;

/// Says what is missing and would have helped with these links.
pub(super) fn show(facts: &Facts, options: &Options, terminal: &Terminal) {
    let Some(links) = &facts.links else { return };
    let repositories = count(links, |url, _| url.starts_with("https://github.com/"));
    if options.github_token.is_none() && repositories >= MANY_REPOSITORIES {
        terminal.hint(&format!(
            "with a token in {GITHUB_TOKEN}, the {repositories} links to GitHub take {} requests, and READMEs are compared",
            repositories.div_ceil(50)
        ));
    }
    let is_scholar =
        |url: &str| Url::parse(url).is_ok_and(|url| url.host_str() == Some("api.semanticscholar.org"));
    let unanswered = count(&facts.asides, |url, verdict| {
        is_scholar(url) && !verdict.is_verified()
    });
    if options.scholar_key.is_none() && unanswered > 0 {
        terminal.hint(&format!(
            "Semantic Scholar did not answer about {unanswered} papers; it answers those with a key, in {S2_API_KEY}"
        ));
    }
    let works = links
        .iter()
        .filter(|(_, fact)| fact.evidence.by.as_deref() == Some("Crossref"))
        .count();
    if options.contact.is_none() && works >= MANY_WORKS {
        terminal.hint(&format!(
            "Crossref answers faster to those whom it can write to: set {CONTACT_EMAIL}"
        ));
    }
}

fn count(facts: &LinkFacts, is_it: impl Fn(&str, Verdict) -> bool) -> usize {
    facts
        .iter()
        .filter(|(url, fact)| is_it(url, fact.verdict))
        .count()
}
