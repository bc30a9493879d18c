//! arXiv's API: a list of identifiers, a feed of papers. Must not send.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};
use url::Url;

use super::protocol::{Found, Parsed, Registry, get, line, none_of, year};
use crate::facts::{LinkFact, PaperRecord, Record};
use crate::identity::Identity;
use crate::net::answer::Answer;
use crate::net::people::{authors, month};
use crate::net::plan::PlannedLink;
use crate::net::request::Request;

/// The number of identifiers in one request. The API accepts 2,000, but common clients send 50 to 100, which makes a
/// feed of a few hundred kilobytes.
const MAX: usize = 100;

const ATOM: &str = "http://www.w3.org/2005/Atom";
const ARXIV: &str = "http://arxiv.org/schemas/atom";

/// arXiv's API.
#[derive(Debug)]
pub(super) struct Arxiv {
    api: Url,
}

impl Arxiv {
    pub(super) fn new(api: Url) -> Self {
        Self { api }
    }
}

impl Registry for Arxiv {
    fn name(&self) -> &'static str {
        "arXiv"
    }

    /// The identifier with the linked version: versions may have different titles.
    fn name_of(&self, link: &PlannedLink) -> Option<String> {
        let Identity::Arxiv(arxiv) = link.identity.as_ref()? else {
            return None;
        };
        Some(match arxiv.version {
            Some(version) => format!("{}v{version}", arxiv.id),
            None => arxiv.id.clone(),
        })
    }

    fn max_batch(&self) -> usize {
        MAX
    }

    fn request(&self, names: &[&str]) -> Request {
        let mut url = self.api.clone();
        // Without `max_results` the API answers for ten identifiers, however many the request has.
        url.query_pairs_mut()
            .append_pair("id_list", &names.join(","))
            .append_pair("max_results", &names.len().to_string());
        get(url)
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Parsed {
        let text = String::from_utf8_lossy(&answer.body);
        let Ok(feed) = Document::parse(&text) else {
            return Parsed::Strange;
        };
        let root = feed.root_element();
        if !root.has_tag_name((ATOM, "feed")) || answer.is_cut {
            return Parsed::Strange;
        }
        let entries: Vec<_> = root
            .children()
            .filter(|node| node.has_tag_name((ATOM, "entry")))
            .collect();
        // Errors are entries too, and one malformed identifier is an error for all of them, with any status.
        if entries.iter().any(is_error) {
            return Parsed::Spoiled;
        }
        // The API sometimes answers with an empty feed, which does not mean that there are no such papers.
        if answer.status != 200 || entries.is_empty() && names.len() > 1 {
            return Parsed::Strange;
        }
        Parsed::Found(records(names, entries))
    }

    fn fact(&self, _: &PlannedLink, record: Record) -> LinkFact {
        LinkFact::confirmed(self.name(), "arXiv has this paper", Some(record))
    }

    fn asks_twice(&self) -> bool {
        // A feed may omit papers for no reason. Their pages are requested only after a second omission, because arXiv
        // requires three seconds between requests.
        true
    }
}

/// The records of a feed, by the requested names.
fn records(names: &[&str], entries: Vec<Node<'_, '_>>) -> BTreeMap<String, Found> {
    // The feed omits identifiers that arXiv does not have, so entries are matched by identifier, not by position.
    let mut records = none_of(names);
    let mut papers: Vec<_> = entries.into_iter().filter_map(paper).collect();
    // A name without a version means the last version in the feed, in whatever order they come.
    papers.sort_by_key(|(_, record)| record.version);
    for (id, record) in papers {
        let bare = id.rsplit_once('v').map_or(&*id, |(bare, _)| bare);
        for name in [&*id, bare] {
            if let Some(place) = records.get_mut(name) {
                *place = Found::Record(Record::Paper(record.clone()));
            }
        }
    }
    records
}

fn is_error(entry: &Node<'_, '_>) -> bool {
    child(*entry, ATOM, "id").is_some_and(|id| id.contains("/api/errors"))
}

/// The identifier with version and the record of an entry; `None` for an entry that is not about a paper.
fn paper(entry: Node<'_, '_>) -> Option<(String, PaperRecord)> {
    let id = child(entry, ATOM, "id")?;
    let (_, id) = id.split_once("/abs/")?;
    let published = child(entry, ATOM, "published");
    let people = entry
        .children()
        .filter(|node| node.has_tag_name((ATOM, "author")));
    let names: Vec<_> = people.filter_map(|person| child(person, ATOM, "name")).collect();
    let record = PaperRecord {
        source: "arXiv".to_owned(),
        title: child(entry, ATOM, "title")?,
        authors: authors(names.iter().map(String::as_str)),
        version: id.rsplit_once('v').and_then(|(_, version)| version.parse().ok()),
        year: published.as_deref().and_then(year),
        month: published.as_deref().and_then(month),
        doi: child(entry, ARXIV, "doi"),
        journal: child(entry, ARXIV, "journal_ref"),
        comment: child(entry, ARXIV, "comment"),
        ..PaperRecord::default()
    };
    Some((id.to_owned(), record))
}

/// The text of the child with this name, on one line; `None` if there is none.
fn child(node: Node<'_, '_>, space: &str, name: &str) -> Option<String> {
    let child = node.children().find(|child| child.has_tag_name((space, name)))?;
    line(child.text()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(entries: &str) -> Answer {
        Answer::of(200).saying(format!(
            r#"<?xml version="1.0"?><feed xmlns="{ATOM}" xmlns:arxiv="{ARXIV}">{entries}</feed>"#
        ))
    }

    fn entry(id: &str, rest: &str) -> String {
        format!(
            "<entry><id>http://arxiv.org/abs/{id}</id><published>2023-06-19T15:46:41Z</published>{rest}</entry>"
        )
    }

    fn api() -> Arxiv {
        Arxiv::new(Url::parse("https://export.arxiv.org/api/query").expect("a URL"))
    }

    fn read_feed(names: &[&str], entries: &str) -> BTreeMap<String, Found> {
        match api().read(names, &feed(entries)) {
            Parsed::Found(records) => records,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_request_contains_all_identifiers_and_their_number() {
        let request = api().request(&["2306.11029", "hep-th/9901001v2"]);
        assert_eq!(
            request.url.as_str(),
            "https://export.arxiv.org/api/query?id_list=2306.11029%2Chep-th%2F9901001v2&max_results=2"
        );
    }

    #[test]
    fn entries_are_matched_by_their_identifiers() {
        let entries = entry("2401.00002v3", "<title>Second</title>")
            + &entry(
                "2401.00001v1",
                "<title>The\n  first</title><arxiv:doi>10.1/x</arxiv:doi>",
            );
        let records = read_feed(&["2401.00001", "2401.00002v3", "2401.00003"], &entries);
        let title = |name: &str| match &records[name] {
            Found::Record(Record::Paper(paper)) => Some(&*paper.title),
            _ => None,
        };
        assert_eq!(title("2401.00001"), Some("The first"));
        assert_eq!(title("2401.00002v3"), Some("Second"));
        assert_eq!(title("2401.00003"), None);
    }

    #[test]
    fn a_record_has_the_authors_and_the_month() {
        let people = "<author><name>Nora\n Lind</name></author><author><name>Karl Oster</name></author>";
        let records = read_feed(
            &["2306.00001"],
            &entry("2306.00001v1", &format!("<title>T</title>{people}")),
        );
        let Found::Record(Record::Paper(paper)) = &records["2306.00001"] else {
            panic!("a paper")
        };
        assert_eq!(paper.authors, ["Nora Lind", "Karl Oster"]);
        assert_eq!((paper.year, paper.month), (Some(2023), Some(6)));
    }

    #[test]
    fn the_last_version_is_meant_where_none_is_named() {
        let entry = |version| {
            entry(
                &format!("2401.00001v{version}"),
                &format!("<title>T{version}</title>"),
            )
        };
        for versions in [[1, 3, 2], [3, 1, 2]] {
            let entries = versions.map(entry).concat();
            let records = read_feed(&["2401.00001", "2401.00001v1", "2401.00001v2"], &entries);
            let title = |name: &str| match &records[name] {
                Found::Record(Record::Paper(paper)) => paper.title.clone(),
                _ => String::new(),
            };
            let titles = ["2401.00001", "2401.00001v1", "2401.00001v2"].map(title);
            assert_eq!(titles, ["T3", "T1", "T2"]);
        }
    }

    #[test]
    fn an_empty_feed_says_nothing_about_several_papers() {
        let names = ["2401.00001", "2401.00002"];
        assert!(matches!(api().read(&names, &feed("")), Parsed::Strange));
        assert_eq!(read_feed(&names[..1], "")[names[0]], Found::Absent);
    }

    #[test]
    fn an_answer_that_is_not_a_feed_is_strange_and_an_error_spoils_the_batch() {
        let strange = |body: &[u8]| {
            matches!(
                api().read(&["2401.00001"], &Answer::of(200).saying(body)),
                Parsed::Strange
            )
        };
        for body in [
            &b"Rate exceeded."[..],
            b"",
            b"<html></html>",
            b"<feed",
            b"\xff\xfe",
        ] {
            assert!(strange(body), "{}", String::from_utf8_lossy(body));
        }
        let error = "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_x</id><title>Error</title></entry>";
        assert!(matches!(
            api().read(&["2401.00001"], &feed(error)),
            Parsed::Spoiled
        ));
    }
}
