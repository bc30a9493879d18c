//! Says once which variables of the environment would have given more. Must not read their values.

use url::Url;

use super::environment::{CONTACT_EMAIL, GITHUB_TOKEN, S2_API_KEY};
use crate::facts::{Facts, LinkFacts, Verdict};
use crate::net::Options;

/// With fewer links to GitHub a token saves no time that anybody would notice.
const MANY_REPOSITORIES: usize = 20;

/// With fewer questions to Crossref nobody will want to write to anybody.
const MANY_WORKS: usize = 50;

/// What is missing and would have helped with these links.
pub(super) fn hints(facts: &Facts, options: &Options) -> Vec<String> {
    let mut hints = Vec::new();
    let Some(links) = &facts.links else { return hints };
    let repositories = count(links, |url, _| url.starts_with("https://github.com/"));
    if options.github_token.is_none() && repositories >= MANY_REPOSITORIES {
        hints.push(format!(
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
        hints.push(format!(
            "Semantic Scholar did not answer about {unanswered} papers; it answers those with a key, in {S2_API_KEY}"
        ));
    }
    let works = links
        .iter()
        .filter(|(_, fact)| fact.evidence.by.as_deref() == Some("Crossref"))
        .count();
    if options.contact.is_none() && works >= MANY_WORKS {
        hints.push(format!(
            "Crossref answers faster to those whom it can write to: set {CONTACT_EMAIL}"
        ));
    }
    hints
}

fn count(facts: &LinkFacts, is_it: impl Fn(&str, Verdict) -> bool) -> usize {
    facts
        .iter()
        .filter(|(url, fact)| is_it(url, fact.verdict))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::LinkFact;
    use crate::net::Token;

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
        all.asides = facts(3, "https://api.semanticscholar.org/arXiv:2306.0100", &unanswered);
        let mut options = Options::default();
        let found = hints(&all, &options);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found[0].contains("GITHUB_TOKEN") && found[0].contains("120 links to GitHub take 3 requests")
        );
        assert!(found[1].contains("S2_API_KEY") && found[1].contains("3 papers"));
        options.github_token = Some(Token::new("x"));
        options.scholar_key = Some(Token::new("x"));
        assert!(hints(&all, &options).is_empty());
        all.links = Some(facts(
            50,
            "https://doi.org/10.1/x",
            &LinkFact::told("Crossref", "", None),
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
