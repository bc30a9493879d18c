//! Links with the records of registries, and where those say that papers were published. Must not report.

use std::{borrow::Cow, collections::BTreeSet};

use crate::{
    config::Role,
    document::Link,
    facts::{LinkFacts, PaperRecord, Record},
    identity::Identity,
    list::{Entry, EntryId, Venue, VenueRegistry, container_venue, find_venues},
    publications::Edition,
    rules::{
        base::View,
        support::{Indexed, contains_any, indexed, shares_author},
    },
};

/// The links with a record, each URL once, and each repository once wherever in it they lead.
pub(super) fn recorded<'a>(cx: &View<'a>) -> Vec<(&'a Link, &'a Record)> {
    let mut seen = BTreeSet::new();
    let mut recorded = Vec::new();
    for link in cx.document.links() {
        // Lists link a repository again and again, by its folders and in several sections.
        if link.is_checked()
            && let Some(record) = cx.record(&link.url)
            && seen.insert(subject(link, record))
        {
            recorded.push((link, record));
        }
    }
    recorded
}

/// The key of a link's subject; hosts take the names of repositories in any case.
fn subject(link: &Link, record: &Record) -> Option<String> {
    match record {
        Record::Repository(repository) => Some(repository.name.to_lowercase()),
        _ => LinkFacts::key(&link.url),
    }
}

/// The publication of a paper as one source has it.
#[derive(Debug)]
pub(super) struct Publication<'a> {
    /// The source, as messages name it.
    pub(super) source: Cow<'a, str>,
    /// Its words.
    pub(super) words: Cow<'a, str>,
    /// The venue, if it is a known one.
    pub(super) venue: Option<&'a Venue>,
    /// The years that it may mean.
    pub(super) years: BTreeSet<u16>,
    /// The DOI of the published version.
    pub(super) doi: Option<&'a str>,
}

impl Publication<'_> {
    /// True if another source names the same venue.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        match (self.venue, other.venue) {
            (Some(venue), Some(same)) => venue.id == same.id && self.source != other.source,
            _ => false,
        }
    }

    /// The years that two sources have in common, or the years of one if the other has none.
    pub(super) fn common_years(&self, other: &Self) -> BTreeSet<u16> {
        if self.years.is_empty() {
            other.years.clone()
        } else if other.years.is_empty() {
            self.years.clone()
        } else {
            &self.years & &other.years
        }
    }
}

/// The publications of an entry's papers: that of the index first, which is a record of the proceedings, and then for
/// each paper the source of its link, which knows it best.
pub(super) fn publications<'a>(cx: &View<'a>, id: EntryId) -> Vec<Publication<'a>> {
    let entry = cx.list.entry(id);
    let mut publications = Vec::new();
    publications.extend(indexed(cx, id).map(of_index));
    if cx.facts.links.is_none() {
        return publications;
    }
    for url in papers(cx, entry) {
        let lookups = [published_url(cx, url), second_opinion(url)];
        let lookups = lookups.iter().flatten().map(|lookup| cx.lookup(lookup));
        for record in std::iter::once(cx.record(url)).chain(lookups) {
            // Registries mix up papers of one title: a record of other authors is about another paper.
            if let Some(Record::Paper(paper)) = record
                && shares_author(entry, paper) != Some(false)
            {
                publications.extend(publication(paper, cx.registry));
            }
        }
    }
    publications
}

/// The sources of a publication, as messages name them in brackets.
pub(super) fn sources(first: &Publication<'_>, second: Option<&Publication<'_>>) -> String {
    match second {
        Some(second) => format!("{}; {}", first.source, second.source),
        None => first.source.to_string(),
    }
}

fn of_index(indexed: Indexed<'_>) -> Publication<'_> {
    let Edition { year, source, .. } = indexed.edition;
    Publication {
        source: Cow::Owned(source.to_string()),
        words: Cow::Owned(format!("{} {year}", indexed.venue.id)),
        venue: Some(indexed.venue),
        years: BTreeSet::from([year]),
        doi: None,
    }
}

/// More papers than an entry has. An item that holds a whole list has more; the first of them are compared.
const MAX_PAPERS: usize = 12;

/// The URLs of an entry's papers, each paper once: their sources are compared with each other.
pub(super) fn papers<'a>(cx: &View<'a>, entry: &Entry<'_>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    let mut urls = Vec::new();
    for link in entry.links_of(Role::Paper) {
        if urls.len() < MAX_PAPERS && seen.insert(cx.list.index().target_of(link)) {
            urls.push(&*cx.link(link).url);
        }
    }
    urls
}

/// The URL under which Semantic Scholar has its record of the paper behind another URL.
pub(super) fn second_opinion(url: &str) -> Option<String> {
    Identity::parse(url)?.second_opinion()
}

/// The URL of the published version that the authors of a preprint name in its record.
pub(super) fn published_url(cx: &View<'_>, url: &str) -> Option<String> {
    let Some(Record::Paper(paper)) = cx.record(url) else {
        return None;
    };
    Some(Identity::Doi(doi(paper)?.to_lowercase()).url())
}

/// The DOI of the published version that a record of a preprint names.
fn doi(paper: &PaperRecord) -> Option<&str> {
    let doi = paper.doi.as_deref()?;
    // A DOI with this prefix is that of the preprint itself: arXiv gives one to each.
    (!doi.to_lowercase().starts_with("10.48550/")).then_some(doi)
}

/// The words of a record that name a venue.
struct Said<'p> {
    words: &'p str,
    venue: Option<&'p Venue>,
    year: Option<u16>,
}

/// The publication that a record names.
fn publication<'p>(paper: &'p PaperRecord, registry: &'p VenueRegistry) -> Option<Publication<'p>> {
    let said = said(paper, registry)?;
    let mut years = paper.years.clone();
    years.extend(said.year);
    // The year of a preprint's first version may differ from the year of its publication.
    if years.is_empty() && paper.source != "arXiv" {
        years.extend(paper.year);
    }
    Some(Publication {
        source: Cow::Borrowed(&paper.source),
        words: Cow::Borrowed(said.words),
        venue: said.venue,
        years,
        doi: doi(paper),
    })
}

/// The journal of a record, or else the venue in the remark of the authors.
fn said<'p>(paper: &'p PaperRecord, registry: &'p VenueRegistry) -> Option<Said<'p>> {
    if let Some(journal) = &paper.journal {
        let said = in_journal(journal, registry);
        if said.venue.is_some() || !is_server(journal) {
            return Some(said);
        }
    }
    in_remark(paper.comment.as_deref()?, registry)
}

/// The venue that the name of a journal or of proceedings means, and the year in it.
fn in_journal<'p>(journal: &'p str, registry: &'p VenueRegistry) -> Said<'p> {
    Said {
        words: journal,
        venue: container_venue(journal, registry),
        year: last_year(journal),
    }
}

fn last_year(text: &str) -> Option<u16> {
    for number in text.rsplit(|c: char| !c.is_ascii_digit()) {
        // Numbers of articles and pages have four digits as well.
        if number.len() == 4
            && let Ok(year) = number.parse()
            && (1950..2100).contains(&year)
        {
            return Some(year);
        }
    }
    None
}

/// True for a server of preprints, which registries name as the journal of papers that were published nowhere.
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
    for server in WHOLE {
        // `CoRR abs/2306.11029` is a preprint, `Corrosion Science` a journal.
        if let Some(rest) = name.strip_prefix(server)
            && !rest.starts_with(char::is_alphanumeric)
        {
            return true;
        }
    }
    contains_any(&lower, &PARTS)
}

fn is_place(venue: &Venue) -> bool {
    !venue.is_preprint()
}

/// Words of remarks on papers that are not accepted yet, that are longer than the published ones, or that describe
/// something else which took place at the venue.
const NOT_ACCEPTED: [&str; 19] = [
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

/// The venue with its year that a remark names.
fn in_remark<'p>(remark: &'p str, registry: &'p VenueRegistry) -> Option<Said<'p>> {
    let lower = remark.to_lowercase();
    if contains_any(&lower, &NOT_ACCEPTED) {
        return None;
    }
    let mut venues = find_venues(remark, registry);
    let (place, venue) = venues.find(|(_, venue)| venue.known.is_some_and(is_place))?;
    // A paper that a workshop accepts is not published at its conference.
    let is_elsewhere = lower.contains("workshop") && !venue.known?.is_workshop();
    (!is_elsewhere).then(|| Said {
        words: remark[place].trim(),
        venue: venue.known,
        year: venue.year,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(paper: &PaperRecord) -> Option<(String, Option<String>, Vec<u16>)> {
        let publication = publication(paper, VenueRegistry::builtin())?;
        let venue = publication.venue.map(|venue| venue.id.clone());
        Some((
            publication.words.into_owned(),
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
