//! Where registries say that a paper was published. Shared by the rules on venues; must not report.

use std::collections::BTreeSet;

use crate::{
    config::Role,
    facts::{PaperRecord, Record},
    identity::Identity,
    list::{Entry, Registry, Venue, find_venues},
    rules::base::View,
};

/// What one source says about where a paper was published.
#[derive(Debug)]
pub(super) struct Publication<'a> {
    /// The source, as messages name it.
    pub(super) source: &'a str,
    /// Its words.
    pub(super) words: &'a str,
    /// The venue, if paperlint knows it.
    pub(super) venue: Option<&'a Venue>,
    /// The years that it may mean.
    pub(super) years: BTreeSet<u16>,
    /// The DOI of the published version.
    pub(super) doi: Option<&'a str>,
}

impl Publication<'_> {
    /// Whether another source says the same.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let id = |publication: &Self| publication.venue.map(|venue| venue.id.clone());
        self.source != other.source && self.venue.is_some() && id(self) == id(other)
    }

    /// The years that two sources have in common; those of one where the other says none.
    pub(super) fn common_years(&self, other: &Self) -> BTreeSet<u16> {
        match (self.years.is_empty(), other.years.is_empty()) {
            (true, _) => other.years.clone(),
            (_, true) => self.years.clone(),
            _ => self.years.intersection(&other.years).copied().collect(),
        }
    }
}

/// What the sources of an entry's paper say about its publication, the one that is best known first.
pub(super) fn publications<'a>(cx: &View<'a>, entry: &Entry<'_>) -> Vec<Publication<'a>> {
    let mut publications = Vec::new();
    for url in papers(cx, entry) {
        let record = paper(cx.record(url));
        let published = record
            .and_then(doi)
            .and_then(|doi| paper(cx.aside(&doi_url(doi))));
        let opinion = Identity::parse(url).and_then(|identity| identity.second_opinion());
        let opinion = opinion.and_then(|url| paper(cx.aside(&url)));
        let records = [record, published, opinion].into_iter().flatten();
        publications.extend(records.filter_map(|paper| publication(paper, cx.registry)));
    }
    publications
}

/// More papers than an entry has; of what has more, as of a whole list in one item, the first are compared.
const MOST_PAPERS: usize = 12;

/// The addresses of an entry's papers, each paper once: what their sources say is compared with each other.
pub(super) fn papers<'a>(cx: &View<'a>, entry: &Entry<'_>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    let links = entry.links_of(Role::Paper);
    let distinct = links.filter(|link| seen.insert(cx.list.index().target_of(*link)));
    let urls = distinct.map(|link| &*cx.document.links()[link].url);
    urls.take(MOST_PAPERS).collect()
}

fn paper(record: Option<&Record>) -> Option<&PaperRecord> {
    match record? {
        Record::Paper(paper) => Some(paper),
        _ => None,
    }
}

/// The DOI of the published version that a record of a preprint names.
pub(super) fn doi(paper: &PaperRecord) -> Option<&str> {
    let doi = paper.doi.as_deref()?;
    (!doi.to_lowercase().starts_with("10.48550/")).then_some(doi)
}

/// The address of a DOI.
pub(super) fn doi_url(doi: &str) -> String {
    Identity::Doi(doi.to_lowercase()).url()
}

/// Where a record says that its paper was published.
pub(super) fn publication<'p>(paper: &'p PaperRecord, registry: &'p Registry) -> Option<Publication<'p>> {
    let comment = paper
        .comment
        .as_deref()
        .filter(|comment| !is_no_acceptance(comment));
    let journal = paper.journal.as_deref().and_then(|journal| {
        let (venue, year) = of_journal(journal, registry);
        let is_published = venue.is_some() || !is_server(journal);
        is_published.then_some((journal, venue, year))
    });
    let (words, venue, year) = match journal {
        Some(journal) => journal,
        None => accepted(comment?, registry)?,
    };
    let mut years = paper.years.clone();
    years.extend(year);
    // The year of a preprint's first version is not that of its publication.
    if years.is_empty() && paper.source != "arXiv" {
        years.extend(paper.year);
    }
    Some(Publication {
        source: &paper.source,
        words,
        venue,
        years,
        doi: doi(paper),
    })
}

/// The venue that the name of a journal or of proceedings means, and the year in it.
fn of_journal<'r>(journal: &str, registry: &'r Registry) -> (Option<&'r Venue>, Option<u16>) {
    let year = years_in(journal).next_back();
    // Volume and pages come after a comma.
    let name = journal.split(',').next().unwrap_or(journal);
    let named = registry.get(name).or_else(|| registry.titled(name));
    let in_brackets = || {
        let (_, rest) = journal.rsplit_once('(')?;
        registry.get(rest.split(')').next()?)
    };
    let mentioned = || find_venues(journal, registry).find_map(|(_, venue)| venue.known);
    let venue = named.or_else(in_brackets).or_else(mentioned);
    let is_workshop = journal.to_lowercase().contains("workshop");
    let venue = venue.filter(|venue| is_place(venue) && (!is_workshop || venue.is_workshop()));
    (venue, year)
}

fn years_in(text: &str) -> impl DoubleEndedIterator<Item = u16> {
    let numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4);
    let years = numbers.filter_map(|digits| digits.parse().ok());
    years.filter(|year| (1950..2100).contains(year))
}

/// Whether this is a server of preprints: registries name it as the journal of what was published nowhere else.
fn is_server(journal: &str) -> bool {
    const WHOLE: [&str; 6] = [
        "corr",
        "hal",
        "ssrn",
        "ess open archive",
        "research square",
        "authorea",
    ];
    const PARTS: [&str; 6] = [
        "rxiv",
        "ssrn electronic journal",
        "social science research network",
        "research square",
        "authorea",
        "preprint",
    ];
    let lower = journal.to_lowercase();
    let name = lower.trim_start_matches("the ");
    let is_whole = |server: &&str| {
        let rest = name.strip_prefix(*server);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    WHOLE.iter().any(is_whole) || PARTS.iter().any(|part| lower.contains(part))
}

fn is_place(venue: &Venue) -> bool {
    !venue.is_preprint()
}

/// Whether a remark says that the paper is not there yet, that it is a longer one than what was published, or that it is
/// about something else that took place there.
fn is_no_acceptance(comment: &str) -> bool {
    const WORDS: [&str; 19] = [
        "submitted",
        "submission",
        "under review",
        "in preparation",
        "preprint",
        "rejected",
        "extended version",
        "extension",
        "extends",
        "journal version",
        "full version",
        "long version",
        "longer version",
        "challenge",
        "competition",
        "1st place",
        "2nd place",
        "first place",
        "solution",
    ];
    let lower = comment.to_lowercase();
    WORDS.iter().any(|words| lower.contains(words))
}

/// The venue with its year that a remark names.
fn accepted<'p>(
    comment: &'p str,
    registry: &'p Registry,
) -> Option<(&'p str, Option<&'p Venue>, Option<u16>)> {
    let mut venues = find_venues(comment, registry);
    let (place, venue) = venues.find(|(_, venue)| venue.known.is_some_and(is_place))?;
    let known = venue.known?;
    // What a workshop accepts is not published at its conference.
    let is_elsewhere = comment.to_lowercase().contains("workshop") && !known.is_workshop();
    (!is_elsewhere).then(|| (comment[place].trim(), Some(known), venue.year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(paper: &PaperRecord) -> Option<(String, Option<String>, Vec<u16>)> {
        let publication = publication(paper, Registry::builtin())?;
        let venue = publication.venue.map(|venue| venue.id.clone());
        Some((
            publication.words.to_owned(),
            venue,
            publication.years.into_iter().collect(),
        ))
    }

    fn remark(comment: &str) -> Option<String> {
        let paper = PaperRecord {
            source: "arXiv".into(),
            comment: Some(comment.into()),
            ..PaperRecord::default()
        };
        said(&paper).map(|(words, ..)| words)
    }

    #[test]
    fn a_remark_says_where_a_paper_was_accepted() {
        let said = |comment| remark(comment);
        assert_eq!(
            said("Accepted at CVPR 2024 (oral). Code: https://github.com/a/b").as_deref(),
            Some("CVPR 2024")
        );
        assert_eq!(said("ICLR 2023").as_deref(), Some("ICLR 2023"));
        for comment in [
            "Submitted to CVPR 2024",
            "Under review at ICLR 2025",
            "12 pages, 3 figures",
            "Extended version of our CVPR 2023 paper",
            "Journal extension of our CVPR 2022 paper",
            "Long version of the paper at ECCV 2022",
            "Accepted at the NeurIPS 2023 Workshop on Maps",
            "Submission to the workshops of CVPR 2023",
            "1st place solution of the CVPR 2023 challenge",
        ] {
            assert_eq!(said(comment), None, "{comment}");
        }
    }

    #[test]
    fn what_a_workshop_accepts_is_published_at_the_workshop() {
        assert_eq!(
            remark("Accepted at CVPRW 2023, a workshop").as_deref(),
            Some("CVPRW 2023")
        );
    }

    #[test]
    fn a_server_of_preprints_is_no_journal() {
        let paper = |journal: &str, comment: Option<&str>| PaperRecord {
            source: "Semantic Scholar".into(),
            journal: Some(journal.into()),
            comment: comment.map(str::to_owned),
            ..PaperRecord::default()
        };
        for journal in [
            "bioRxiv",
            "medRxiv : the preprint server for health sciences",
            "SSRN Electronic Journal",
            "Social Science Research Network",
            "Research Square",
            "Authorea (Authorea)",
            "CoRR",
            "CoRR abs/2306.11029",
            "arXiv preprint arXiv:2306.11029",
            "Preprints.org",
        ] {
            assert_eq!(said(&paper(journal, None)), None, "{journal}");
        }
        for journal in ["CVPR 2024, arXiv:2306.11029", "Corrosion Science", "Halogens"] {
            assert!(said(&paper(journal, None)).is_some(), "{journal}");
        }
        let (words, ..) = said(&paper("CoRR", Some("Accepted at CVPR 2024"))).expect("a publication");
        assert_eq!(words, "CVPR 2024");
    }

    #[test]
    fn names_of_proceedings_and_journals_mean_venues() {
        for (journal, venue, years) in [
            (
                "2022 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)",
                Some("CVPR"),
                &[2022][..],
            ),
            (
                "IEEE Transactions on Geoscience and Remote Sensing",
                Some("TGRS"),
                &[],
            ),
            (
                "IEEE Transactions on Geoscience and Remote Sensing, vol. 62, 2024",
                Some("TGRS"),
                &[2024],
            ),
            ("Computer Vision – ECCV 2024", Some("ECCV"), &[2024]),
            (
                "International Conference on Learning Representations",
                Some("ICLR"),
                &[],
            ),
            (
                "2021 IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops",
                Some("CVPRW"),
                &[2021],
            ),
            ("Lecture Notes in Computer Science", None, &[]),
        ] {
            let paper = PaperRecord {
                source: "Crossref".into(),
                journal: Some(journal.into()),
                ..PaperRecord::default()
            };
            let expected = (journal.to_owned(), venue.map(str::to_owned), years.to_vec());
            assert_eq!(said(&paper), Some(expected), "{journal}");
        }
    }
}
