//! Facts about individual hosts: their rate limits, and how far their answers can be trusted. A table: no other code
//! may know a host by name, except the code for its API.

use std::time::Duration;

use url::Url;

/// The rate limits of a host.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Terms {
    /// The shortest time between two requests.
    pub(super) interval: Duration,
    /// The number of requests that may be under way at once.
    pub(super) at_once: usize,
}

/// A habit that makes some answers of a host meaningless.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Habit {
    /// It turns programs away from every page, so a second request soon after is pointless.
    TurnsAway,
    /// It answers 404 to programs for pages that people can see.
    Hides,
    /// It serves programs the same page for every URL, even for pages that are gone.
    ShowsNothing,
}

const fn once_in(milliseconds: u64, at_once: usize) -> Terms {
    Terms {
        interval: Duration::from_millis(milliseconds),
        at_once,
    }
}

/// Rate limits that hosts have published or shown, each with its source. A name includes all subdomains.
const PUBLISHED: &[(&str, Terms)] = &[
    // One request every three seconds and one connection: info.arxiv.org/help/api/tou.
    ("arxiv.org", once_in(3000, 1)),
    // One request at a time: docs.github.com, best practices for using the REST API.
    ("api.github.com", once_in(100, 1)),
    // Pages have been limited for visitors without an account since 2025-05-08: github.blog/changelog.
    ("github.com", once_in(500, 2)),
    ("raw.githubusercontent.com", once_in(500, 2)),
    // The API: 500 in five minutes: huggingface.co/docs/hub/rate-limits.
    ("huggingface.co/api", once_in(667, 2)),
    // Pages: 100 in five minutes: huggingface.co/docs/hub/rate-limits.
    ("huggingface.co", once_in(3000, 1)),
    // Guests: 60 a minute: developers.zenodo.org.
    ("zenodo.org", once_in(1000, 1)),
    // 20 a minute are tolerated: documentation of clients for the Wayback Machine.
    ("archive.org", once_in(3000, 1)),
    // One a second: api.semanticscholar.org/product/api.
    ("semanticscholar.org", once_in(1000, 1)),
    // One request for many works a second in the public pool: crossref.org, blog of 2025-11-05.
    ("api.crossref.org", once_in(1000, 1)),
    // Visitors: 500 in five minutes: support.datacite.org, rate limits.
    ("api.datacite.org", once_in(1000, 2)),
    // Nothing is published; this service answers for whole conferences at once.
    ("sparql.dblp.org", once_in(2000, 1)),
    // 400 a minute: docs.gitlab.com, rate limits of GitLab.com.
    ("gitlab.com", once_in(200, 2)),
];

/// Habits of hosts and all their subdomains, as reported in threads about link checkers.
const HABITS: &[(&str, Habit)] = &[
    ("kaggle.com", Habit::Hides),              // Kaggle/kaggle-cli, issue 426
    ("ieeexplore.ieee.org", Habit::TurnsAway), // 202 and 418: QuantEcon/lecture-python.myst, issue 934
    ("dl.acm.org", Habit::TurnsAway),          // 403: lightgbm-org/LightGBM, pull request 6083
    ("sciencedirect.com", Habit::TurnsAway),   // 403: FreeGym/FreeGym-Wiki, pull request 52
    ("linkinghub.elsevier.com", Habit::TurnsAway),
    ("mdpi.com", Habit::TurnsAway), // 403: FreeGym/FreeGym-Wiki, pull request 61
    ("onlinelibrary.wiley.com", Habit::TurnsAway),
    ("tandfonline.com", Habit::TurnsAway),
    ("journals.sagepub.com", Habit::TurnsAway),
    ("academic.oup.com", Habit::TurnsAway),
    ("science.org", Habit::TurnsAway),
    ("pnas.org", Habit::TurnsAway),
    ("researchgate.net", Habit::TurnsAway), // 403 and 429: FreeGym/FreeGym-Wiki, pull request 134
    ("papers.ssrn.com", Habit::TurnsAway),  // 403: the-turing-way, issue 3116
    ("spiedigitallibrary.org", Habit::TurnsAway), // 500: spinalcordtoolbox, pull request 4649
    ("linkedin.com", Habit::TurnsAway),     // 999: lycheeverse/lychee, issue 1477
    ("x.com", Habit::ShowsNothing),
    ("twitter.com", Habit::ShowsNothing),
    ("pan.baidu.com", Habit::ShowsNothing), // 200 even for shares that were withdrawn
];

/// The rate limits of a host: the stricter of the published and the configured ones.
pub(super) fn terms(host: &str, configured: Terms) -> Terms {
    match PUBLISHED.iter().find(|(name, _)| is_within(host, name)) {
        None => configured,
        Some((_, published)) => Terms {
            interval: published.interval.max(configured.interval),
            at_once: published.at_once.min(configured.at_once),
        },
    }
}

/// The name of the queue for a request: hosts that count their requests together share a queue.
pub(super) fn lane(url: &Url) -> &str {
    const TOGETHER: &str = "arxiv.org";
    const APART: &str = "huggingface.co";
    match url.host_str().unwrap_or_default().trim_end_matches('.') {
        // Its limits are per client, across all its hosts.
        host if is_within(host, TOGETHER) => TOGETHER,
        // It counts requests to its API and to its pages separately.
        APART if url.path().starts_with("/api/") => "huggingface.co/api",
        host => host,
    }
}

/// True if a host is known to have a habit.
pub(super) fn has_habit(host: &str, habit: Habit) -> bool {
    HABITS
        .iter()
        .any(|&(name, known)| known == habit && is_within(host, name))
}

/// True if a host is `name` or one of its subdomains.
pub(super) fn is_within(host: &str, name: &str) -> bool {
    host.strip_suffix(name)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULT: Terms = Terms {
        interval: Duration::from_millis(200),
        at_once: 2,
    };

    #[test]
    fn published_limits_are_kept_and_never_loosened() {
        let terms = |host, default| {
            let terms = terms(host, default);
            (terms.interval.as_millis(), terms.at_once)
        };
        assert_eq!(terms("example.org", DEFAULT), (200, 2));
        assert_eq!(terms("arxiv.org", DEFAULT), (3000, 1));
        assert_eq!(terms("export.arxiv.org", DEFAULT), (3000, 1));
        assert_eq!(terms("notarxiv.org", DEFAULT), (200, 2));
        let slow = Terms {
            interval: Duration::from_secs(5),
            at_once: 1,
        };
        assert_eq!(terms("github.com", slow), (5000, 1));
    }

    #[test]
    fn requests_that_are_counted_together_share_a_lane() {
        let lane = |url| lane(&Url::parse(url).expect("a URL")).to_owned();
        assert_eq!(
            lane("https://export.arxiv.org/api/query?id_list=1"),
            lane("https://arxiv.org/abs/1")
        );
        assert_eq!(
            lane("https://huggingface.co/api/models/a/b"),
            "huggingface.co/api"
        );
        assert_eq!(lane("https://huggingface.co/a/b"), "huggingface.co");
        assert_eq!(lane("https://example.org./api/x"), "example.org");
        assert_eq!(terms("huggingface.co/api", DEFAULT).interval.as_millis(), 667);
    }

    #[test]
    fn the_documentation_names_every_host_with_published_limits() {
        let page = include_str!("../../docs/links.md");
        for (name, _) in PUBLISHED {
            let host = name.trim_end_matches("/api");
            assert!(page.contains(&format!("`{host}`")), "{host}");
        }
    }

    #[test]
    fn a_habit_holds_for_all_subdomains() {
        assert!(has_habit("www.kaggle.com", Habit::Hides));
        assert!(!has_habit("notkaggle.com", Habit::Hides));
        assert!(!has_habit("kaggle.com", Habit::TurnsAway));
    }
}
