//! Hints at environment variables that would have improved the results. Must not read their values.

use url::Url;

use super::environment::{CONTACT_EMAIL, GITHUB_TOKEN, S2_API_KEY};
use crate::{
    facts::{Facts, LinkFacts},
    finding::counted,
    net::Options,
};

/// The fewest links to GitHub for which a token saves noticeable time.
const MANY_REPOSITORIES: usize = 20;

/// The number of repositories that paperlint requests at once from GitHub's GraphQL API.
const REPOSITORIES_AT_ONCE: usize = 50;

/// The fewest lookups for which Crossref's faster pool saves noticeable time.
const MANY_WORKS: usize = 50;

/// The hints at missing variables that would have helped with these links.
pub(super) fn hints(facts: &Facts, options: &Options) -> Vec<String> {
    let Some(links) = &facts.links else {
        return Vec::new();
    };
    let mut hints = Vec::new();
    let repositories = repositories(links);
    if options.github_token.is_none() && repositories >= MANY_REPOSITORIES {
        hints.push(format!(
            "set {GITHUB_TOKEN} to check {repositories} links to GitHub in {} and to compare READMEs",
            counted(repositories.div_ceil(REPOSITORIES_AT_ONCE), "request")
        ));
    }
    // Semantic Scholar settles the doubts of other sources, so a lost answer may be a lost finding.
    let unanswered = unanswered_by_scholar(&facts.lookups);
    if options.scholar_key.is_none() && unanswered > 0 {
        hints.push(format!(
            "Semantic Scholar did not answer {}; set {S2_API_KEY} to avoid this",
            counted(unanswered, "lookup")
        ));
    }
    if options.contact.is_none() && works(links) >= MANY_WORKS {
        hints.push(format!(
            "set {CONTACT_EMAIL}: Crossref serves identified clients from a faster pool"
        ));
    }
    hints
}

fn repositories(links: &LinkFacts) -> usize {
    let urls = links.iter().map(|(url, _)| url);
    urls.filter(|url| url.starts_with("https://github.com/")).count()
}

/// The number of papers for which Semantic Scholar gave no answer.
fn unanswered_by_scholar(lookups: &LinkFacts) -> usize {
    let asked = lookups.iter().filter(|(url, _)| is_scholar(url));
    asked.filter(|(_, fact)| !fact.verdict.is_verified()).count()
}

fn is_scholar(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| url.host_str() == Some("api.semanticscholar.org"))
}

/// The number of links that Crossref verified.
fn works(links: &LinkFacts) -> usize {
    let sources = links.iter().filter_map(|(_, fact)| fact.evidence.by.as_deref());
    sources.filter(|source| *source == "Crossref").count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{LinkFact, Verdict},
        net::Token,
    };

    fn facts(links: usize, url: &str, fact: &LinkFact) -> LinkFacts {
        let mut facts = LinkFacts::default();
        for number in 0..links {
            facts.insert(format!("{url}{number}"), fact.clone());
        }
        facts
    }

    #[test]
    fn a_hint_is_given_where_a_variable_would_have_helped() {
        let alive = LinkFact::new(Verdict::Alive, "");
        let mut all = Facts {
            links: Some(facts(120, "https://github.com/o/r", &alive)),
            ..Facts::default()
        };
        let unanswered = LinkFact::new(Verdict::Unchecked, "");
        all.lookups = facts(3, "https://api.semanticscholar.org/arXiv:2306.0100", &unanswered);
        let mut options = Options::default();
        let found = hints(&all, &options);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("GITHUB_TOKEN") && found[0].contains("120 links to GitHub in 3 requests"));
        assert!(found[1].contains("S2_API_KEY") && found[1].contains("3 lookups"));
        options.github_token = Some(Token::new("x"));
        options.scholar_key = Some(Token::new("x"));
        assert!(hints(&all, &options).is_empty());
        all.links = Some(facts(
            50,
            "https://doi.org/10.1/x",
            &LinkFact::confirmed("Crossref", "", None),
        ));
        assert!(hints(&all, &options)[0].contains("CONTACT_EMAIL"));
    }

    #[test]
    fn short_lists_need_nothing() {
        let few = Facts {
            links: Some(facts(
                19,
                "https://github.com/o/r",
                &LinkFact::new(Verdict::Alive, ""),
            )),
            ..Facts::default()
        };
        assert!(hints(&few, &Options::default()).is_empty());
    }
}
