//! Crossref's API: many DOIs in one request. Must not send.
//!
//! Publishers turn programs away, but Crossref does not: a DOI that it has registered works. Any other DOI may be
//! registered elsewhere, so its page is requested.

use std::collections::BTreeSet;

use serde::Deserialize;
use url::Url;

use super::protocol::{Found, Parsed, Registry, get, line, none_of};
use crate::facts::{LinkFact, PaperRecord, Record};
use crate::identity::{Identity, title::key};
use crate::net::answer::Answer;
use crate::net::people::authors;
use crate::net::plan::PlannedLink;
use crate::net::request::Request;

/// The number of DOIs in one request: more would make the URL longer than servers accept.
const MAX: usize = 50;

/// The requested fields. `select` does not know `resource`, so a search omits it and gets all fields.
const FIELDS: &str = "DOI,title,subtitle,author,container-title,page,type,issued,published-online,published-print,event,alternative-id,updated-by";

/// The number of works that a search may return: the right one is the first or close to it.
const MAX_FOUND: &str = "5";

/// Prefixes of DOIs from other agencies that occur in lists: arXiv, Zenodo, figshare, IEEE's data archive.
pub(super) const ELSEWHERE: [&str; 4] = ["10.48550/", "10.5281/", "10.6084/", "10.21227/"];

/// The key for looking works up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum By {
    /// The DOI.
    Doi,
    /// The PII that Elsevier gives its articles.
    Pii,
    /// The title; the right work has the article number of IEEE Xplore.
    ArticleNumber,
}

/// Crossref's API.
#[derive(Debug)]
pub(super) struct Crossref {
    api: Url,
    /// The e-mail address to contact if requests do harm; Crossref serves identified clients from a faster pool.
    contact: Option<String>,
    by: By,
}

#[derive(Deserialize)]
struct Reply {
    message: Message,
}

#[derive(Deserialize)]
struct Message {
    items: Vec<Work>,
}

/// The record of a work. Crossref omits unknown fields.
#[derive(Deserialize)]
struct Work {
    #[serde(rename = "DOI")]
    doi: String,
    #[serde(default)]
    title: Vec<String>,
    #[serde(default)]
    subtitle: Vec<String>,
    #[serde(default)]
    author: Vec<Person>,
    page: Option<String>,
    #[serde(default, rename = "container-title")]
    container: Vec<String>,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    issued: Date,
    #[serde(default, rename = "published-online")]
    online: Date,
    #[serde(default, rename = "published-print")]
    print: Date,
    #[serde(default)]
    event: Event,
    #[serde(default, rename = "alternative-id")]
    other_names: Vec<String>,
    /// Notices about this work.
    #[serde(default, rename = "updated-by")]
    notices: Vec<Notice>,
    #[serde(default)]
    resource: Resource,
    #[serde(default)]
    link: Vec<ResourceUrl>,
}

#[derive(Default, Deserialize)]
struct Date {
    #[serde(default, rename = "date-parts")]
    parts: Vec<Vec<Option<u16>>>,
}

impl Date {
    fn year(&self) -> Option<u16> {
        *self.parts.first()?.first()?
    }

    fn month(&self) -> Option<u8> {
        let month = (*self.parts.first()?.get(1)?)?;
        u8::try_from(month).ok().filter(|month| (1..=12).contains(month))
    }
}

/// A person with a given and a family name, or a group with one name.
#[derive(Deserialize)]
struct Person {
    given: Option<String>,
    family: Option<String>,
    name: Option<String>,
}

impl Person {
    fn full_name(&self) -> Option<String> {
        let Some(family) = &self.family else {
            return self.name.clone();
        };
        Some(match &self.given {
            Some(given) => format!("{given} {family}"),
            None => family.clone(),
        })
    }
}

#[derive(Default, Deserialize)]
struct Event {
    #[serde(default)]
    start: Date,
}

#[derive(Deserialize)]
struct Notice {
    #[serde(default, rename = "type")]
    kind: String,
}

#[derive(Default, Deserialize)]
struct Resource {
    #[serde(default)]
    primary: ResourceUrl,
}

#[derive(Default, Deserialize)]
struct ResourceUrl {
    #[serde(default, rename = "URL")]
    url: String,
}

impl Crossref {
    pub(super) fn new(api: Url, contact: Option<String>, by: By) -> Self {
        Self { api, contact, by }
    }

    fn parameters(&self, names: &[&str]) -> Vec<(&'static str, String)> {
        match self.by {
            By::Doi => of_all("doi", names),
            By::Pii => of_all("alternative-id", names),
            // There is no filter for the number of an article, so its title is searched.
            By::ArticleNumber => vec![
                ("query.bibliographic", title(names)),
                ("filter", format!("prefix:{IEEE}")),
                ("rows", MAX_FOUND.to_owned()),
            ],
        }
    }

    /// The name under which a work was requested.
    fn name_of_work(&self, names: &[&str], work: &Work) -> Option<String> {
        match self.by {
            By::Doi => Some(work.doi.to_lowercase()),
            By::Pii => work
                .other_names
                .iter()
                .find(|name| names.contains(&&***name))
                .cloned(),
            By::ArticleNumber => {
                let name = names.first()?;
                let (number, _) = name.split_once(' ')?;
                work.is_article(number).then(|| (*name).to_owned())
            }
        }
    }
}

impl Work {
    /// True if one of its URLs leads to the article of IEEE Xplore with this number.
    fn is_article(&self, number: &str) -> bool {
        // A record has the page, the PDF, or both.
        let mut places = self.link.iter().chain([&self.resource.primary]);
        places.any(|place| match Identity::parse(&place.url) {
            Some(Identity::Ieee(found)) => found.to_string() == number,
            _ => false,
        })
    }
}

/// The parameters for a filter with all these values.
fn of_all(filter: &str, values: &[&str]) -> Vec<(&'static str, String)> {
    // A repeated filter matches any of its values.
    let filters: Vec<_> = values.iter().map(|value| format!("{filter}:{value}")).collect();
    vec![
        ("filter", filters.join(",")),
        // Without it the API returns twenty works, however many the request has.
        ("rows", values.len().to_string()),
        ("select", FIELDS.to_owned()),
    ]
}

/// The prefix of IEEE's DOIs.
const IEEE: &str = "10.1109";

/// The title after the article number in a name.
fn title(names: &[&str]) -> String {
    let name = names.first().and_then(|name| name.split_once(' '));
    name.map_or(String::new(), |(_, title)| title.to_owned())
}

impl Registry for Crossref {
    fn name(&self) -> &'static str {
        "Crossref"
    }

    /// The DOI, even of a publisher's page.
    fn name_of(&self, link: &PlannedLink) -> Option<String> {
        match (self.by, link.identity.as_ref()?) {
            (By::Doi, Identity::Doi(doi)) => {
                let is_elsewhere = ELSEWHERE.iter().any(|prefix| doi.starts_with(prefix));
                // A comma separates filters, so a DOI with one would be read as two.
                (!is_elsewhere && !doi.contains([',', '&'])).then(|| doi.to_lowercase())
            }
            (By::Pii, Identity::Elsevier(pii)) => Some(pii.clone()),
            (By::ArticleNumber, Identity::Ieee(number)) => {
                link.title.as_ref().map(|title| format!("{number} {title}"))
            }
            _ => None,
        }
    }

    fn max_batch(&self) -> usize {
        if self.by == By::ArticleNumber { 1 } else { MAX }
    }

    fn request(&self, names: &[&str]) -> Request {
        let mut url = self.api.clone();
        url.query_pairs_mut()
            .extend_pairs(self.parameters(names))
            .extend_pairs(self.contact.iter().map(|contact| ("mailto", contact)));
        get(url)
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Parsed {
        // One value that is not a DOI makes the whole request invalid.
        if answer.status == 400 {
            return Parsed::Spoiled;
        }
        let Some(reply) = answer.json::<Reply>() else {
            return Parsed::Strange;
        };
        let mut records = none_of(names);
        for work in reply.message.items {
            let name = self.name_of_work(names, &work).unwrap_or_default();
            if let Some(place) = records.get_mut(&name) {
                *place = Found::Record(Record::Paper(paper(work)));
            }
        }
        Parsed::Found(records)
    }

    fn fact(&self, _: &PlannedLink, record: Record) -> LinkFact {
        LinkFact::confirmed(self.name(), "Crossref has registered it", Some(record))
    }
}

fn paper(work: Work) -> PaperRecord {
    let (title, is_retracted) = unmarked(&whole_title(&work));
    // Proceedings are often issued in the year after the conference, and articles appear online in the year before.
    // Any of these years is right in a row.
    let dates = [&work.issued, &work.online, &work.print, &work.event.start];
    // The container of a preprint is its server.
    let is_preprint = work.kind == "posted-content";
    let names: Vec<_> = work.author.iter().filter_map(Person::full_name).collect();
    PaperRecord {
        source: "Crossref".to_owned(),
        title,
        authors: authors(names.iter().map(String::as_str)),
        month: work.issued.month(),
        pages: work.page.as_deref().and_then(line),
        year: work.issued.year(),
        journal: line(&first(&work.container)).filter(|_| !is_preprint),
        years: dates.into_iter().filter_map(Date::year).collect::<BTreeSet<_>>(),
        retracted: is_retracted || work.notices.iter().any(|notice| notice.kind == "retraction"),
        doi: Some(work.doi),
        ..PaperRecord::default()
    }
}

/// The title with its subtitle, which some publishers such as ACM give separately.
fn whole_title(work: &Work) -> String {
    let (title, rest) = (first(&work.title), first(&work.subtitle));
    // Other publishers repeat the subtitle.
    let is_whole = title.contains([':', '：']) || key(&title).as_str().ends_with(key(&rest).as_str());
    if is_whole {
        title
    } else {
        format!("{title}: {rest}")
    }
}

fn first(texts: &[String]) -> String {
    texts.first().and_then(|text| line(text)).unwrap_or_default()
}

/// A title without the mark that publishers put before the title of a retracted paper; true if it had one.
fn unmarked(title: &str) -> (String, bool) {
    const MARKS: [&str; 4] = ["RETRACTED ARTICLE:", "RETRACTED:", "[RETRACTED]", "WITHDRAWN:"];
    for mark in MARKS {
        if let Some((start, rest)) = title.split_at_checked(mark.len())
            && start.eq_ignore_ascii_case(mark)
        {
            return (rest.trim().to_owned(), true);
        }
    }
    (title.to_owned(), false)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn api(contact: Option<&str>) -> Crossref {
        let api = Url::parse("https://api.crossref.org/works").expect("a URL");
        Crossref::new(api, contact.map(str::to_owned), By::Doi)
    }

    fn name_of(url: &str) -> Option<String> {
        api(None).name_of(&PlannedLink::new(Url::parse(url).ok()?))
    }

    fn answer(status: u16, body: &str) -> Answer {
        Answer::of(status).saying(body)
    }

    #[test]
    fn dois_are_looked_up_from_urls_of_all_publishers() {
        for url in [
            "https://doi.org/10.1109/TGRS.2021.3115569",
            "https://dl.acm.org/doi/10.1145/3394171.3413961",
            "https://link.springer.com/chapter/10.1007/978-3-030-01234-2_1",
        ] {
            assert!(name_of(url).is_some(), "{url}");
        }
        for url in [
            "https://doi.org/10.5281/zenodo.123456",
            "https://doi.org/10.1000/a,b",
        ] {
            assert_eq!(name_of(url), None, "{url}");
        }
    }

    #[test]
    fn a_request_contains_all_dois_and_their_number() {
        let request = api(Some("me@example.org")).request(&["10.1/a", "10.1/b"]);
        assert_eq!(
            request.url.as_str(),
            "https://api.crossref.org/works?filter=doi%3A10.1%2Fa%2Cdoi%3A10.1%2Fb&rows=2\
             &select=DOI%2Ctitle%2Csubtitle%2Cauthor%2Ccontainer-title%2Cpage%2Ctype%2Cissued%2Cpublished-online%2Cpublished-print%2Cevent\
             %2Calternative-id%2Cupdated-by&mailto=me%40example.org"
        );
    }

    #[test]
    fn works_are_matched_by_their_dois() {
        let body = json!({ "status": "ok", "message": { "items": [
            { "DOI": "10.1/B", "title": ["Parsed\n  Maps"], "container-title": ["A Journal"], "page": "12-34",
              "author": [{ "given": "Nora", "family": "Lind" }, { "family": "Oster" }, { "name": "The Group" }],
              "issued": { "date-parts": [[2024, 5]] } },
            { "DOI": "10.1/other" },
        ] } });
        let Parsed::Found(records) = api(None).read(&["10.1/a", "10.1/b"], &answer(200, &body.to_string()))
        else {
            panic!("it is an answer");
        };
        assert_eq!(records["10.1/a"], Found::Absent);
        let Found::Record(Record::Paper(paper)) = &records["10.1/b"] else {
            panic!("a paper")
        };
        assert_eq!((&*paper.title, paper.year), ("Parsed Maps", Some(2024)));
        assert_eq!(paper.journal.as_deref(), Some("A Journal"));
        assert_eq!(paper.authors, ["Nora Lind", "Oster", "The Group"]);
        assert_eq!((paper.month, paper.pages.as_deref()), (Some(5), Some("12-34")));
        assert_eq!(records.len(), 2);
    }

    #[test]
    fn a_subtitle_is_a_part_of_the_title() {
        let title = |title: &str, subtitle: Value| {
            let work = json!({ "DOI": "10.1/a", "title": [title], "subtitle": subtitle });
            paper(serde_json::from_value(work).expect("a work")).title
        };
        assert_eq!(title("MapNet", json!(["Parsed Maps"])), "MapNet: Parsed Maps");
        assert_eq!(title("MapNet", json!([])), "MapNet");
        for whole in ["MapNet: Parsed Maps", "MapNet - Parsed Maps"] {
            assert_eq!(title(whole, json!(["Parsed maps"])), whole);
        }
    }

    #[test]
    fn an_answer_without_works_is_strange() {
        for (status, body) in [
            (200, "<html>"),
            (200, "{\"message\":{}}"),
            (404, "Resource not found."),
        ] {
            assert!(
                matches!(
                    api(None).read(&["10.1/a"], &answer(status, body)),
                    Parsed::Strange
                ),
                "{body}"
            );
        }
        assert!(matches!(
            api(None).read(&["10.1/a"], &answer(400, "{}")),
            Parsed::Spoiled
        ));
    }
}
