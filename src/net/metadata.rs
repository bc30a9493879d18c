//! Which paper a page is about, as it says itself to search engines. Pure: must not send or compare.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::header::CONTENT_TYPE;
use serde_json::Value;

use super::answer::Answer;
use crate::document::{HtmlPiece, html_attribute, html_pieces, html_text};
use crate::facts::PaperRecord;
use crate::source::Span;

/// What messages call a page.
const SOURCE: &str = "the page";

/// Names of tags that hold the title of the paper, the best first.
const TITLES: [&str; 5] = [
    "citation_title",
    "dc.title",
    "dcterms.title",
    "eprints.title",
    "bepress_citation_title",
];

/// Names of tags that hold the title of the page, which may be another.
const PAGE_TITLES: [&str; 2] = ["og:title", "twitter:title"];

const VENUES: [&str; 4] = [
    "citation_conference_title",
    "citation_journal_title",
    "citation_inbook_title",
    "prism.publicationname",
];

const DATES: [&str; 7] = [
    "citation_publication_date",
    "citation_cover_date",
    "citation_date",
    "citation_online_date",
    "citation_year",
    "dc.date",
    "prism.publicationdate",
];

const DOIS: [&str; 2] = ["citation_doi", "prism.doi"];

/// The kinds of things that are papers, in JSON-LD.
const ARTICLES: [&str; 4] = ["ScholarlyArticle", "Article", "Report", "MedicalScholarlyArticle"];

/// The paper that a page says it is about.
pub(super) fn paper(answer: &Answer) -> Option<PaperRecord> {
    let kind = answer.headers.get(CONTENT_TYPE)?.to_str().ok()?;
    if !kind.to_ascii_lowercase().starts_with("text/html") {
        return None;
    }
    let html = String::from_utf8_lossy(&answer.body);
    let tags = Tags::read(&html);
    let record = tags
        .cited()
        .or_else(|| tags.linked_data())
        .or_else(|| tags.page());
    record.map(|mut record| {
        SOURCE.clone_into(&mut record.source);
        record
    })
}

/// What a page says in tags that nobody sees.
struct Tags {
    /// The first value of every name, in lower case.
    meta: BTreeMap<String, String>,
    /// All dates.
    years: BTreeSet<u16>,
    scripts: Vec<Value>,
    title: Option<String>,
    /// The names of tags that are not closed any more.
    unclosed: BTreeSet<String>,
}

impl Tags {
    fn read(html: &str) -> Self {
        let mut tags = Self {
            meta: BTreeMap::new(),
            years: BTreeSet::new(),
            scripts: Vec::new(),
            title: None,
            unclosed: BTreeSet::new(),
        };
        for piece in html_pieces(html, Span::new(0, html.len())) {
            if let HtmlPiece::Open {
                name,
                attributes,
                span,
            } = piece
            {
                tags.take(html, &name.to_ascii_lowercase(), attributes, span);
            }
        }
        tags
    }

    fn take(&mut self, html: &str, name: &str, attributes: Span, span: Span) {
        let attribute = |wanted| html_attribute(html, attributes, wanted);
        match name {
            "meta" => {
                let key = attribute("name").or_else(|| attribute("property"));
                if let (Some(key), Some(value)) = (key, attribute("content")) {
                    let value = html_text(html, value);
                    self.note(html[key.range()].to_ascii_lowercase(), value.trim().to_owned());
                }
            }
            "script"
                if attribute("type").is_some_and(|kind| &html[kind.range()] == "application/ld+json") =>
            {
                let text = self.content(html, name, span.end).map(|span| &html[span.range()]);
                self.scripts
                    .extend(text.and_then(|text| serde_json::from_str(text).ok()));
            }
            "title" if self.title.is_none() => {
                let title = self.content(html, name, span.end);
                self.title = title.map(|span| html_text(html, span).trim().to_owned());
            }
            _ => {}
        }
    }

    /// What stands before the next closing tag of this name. Where there is none, there is none for a later tag either, so
    /// a page of nothing but opening tags is not searched again for each.
    fn content(&mut self, html: &str, name: &str, start: usize) -> Option<Span> {
        if self.unclosed.contains(name) {
            return None;
        }
        let end = html[start..].find(&format!("</{name}"));
        if end.is_none() {
            self.unclosed.insert(name.to_owned());
        }
        Some(Span::new(start, start + end?))
    }

    fn note(&mut self, name: String, value: String) {
        if value.is_empty() {
            return;
        }
        if DATES.contains(&&*name) {
            self.years.extend(year(&value));
        }
        self.meta.entry(name).or_insert(value);
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.meta.get(*name)).cloned()
    }

    /// The paper in the tags for search engines.
    fn cited(&self) -> Option<PaperRecord> {
        Some(PaperRecord {
            title: self.first(&TITLES)?,
            year: self.first(&DATES).as_deref().and_then(year),
            years: self.years.clone(),
            journal: self.first(&VENUES),
            doi: self.first(&DOIS),
            ..PaperRecord::default()
        })
    }

    /// The paper in linked data.
    fn linked_data(&self) -> Option<PaperRecord> {
        let mut things = self.scripts.iter().flat_map(things);
        let article = things.find(|thing| {
            let kind = &thing["@type"];
            let kinds = kind
                .as_array()
                .map_or_else(|| std::slice::from_ref(kind), Vec::as_slice);
            kinds
                .iter()
                .any(|kind| kind.as_str().is_some_and(|kind| ARTICLES.contains(&kind)))
        })?;
        let title = article["headline"]
            .as_str()
            .or_else(|| article["name"].as_str())?;
        Some(PaperRecord {
            title: title.trim().to_owned(),
            year: article["datePublished"].as_str().and_then(year),
            journal: container(&article["isPartOf"]),
            // A blog calls its posts articles as well.
            vague: article["@type"] != "ScholarlyArticle",
            ..PaperRecord::default()
        })
    }

    /// The title of the page, which may be that of the paper.
    fn page(&self) -> Option<PaperRecord> {
        let title = self.first(&PAGE_TITLES).or_else(|| self.title.clone())?;
        Some(PaperRecord {
            title,
            vague: true,
            ..PaperRecord::default()
        })
    }
}

/// The things in a piece of linked data: one, several, or a graph of them.
fn things(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(all) => all.iter().collect(),
        Value::Object(one) => match one.get("@graph") {
            Some(Value::Array(all)) => all.iter().collect(),
            _ => vec![value],
        },
        _ => Vec::new(),
    }
}

/// The journal that holds an issue that holds an article.
fn container(mut part: &Value) -> Option<String> {
    const DEEPEST: usize = 4;
    let mut name = None;
    for _ in 0..DEEPEST {
        name = part["name"].as_str().map(str::to_owned).or(name);
        part = &part["isPartOf"];
    }
    name
}

/// The year of a date, wherever it stands in it.
fn year(date: &str) -> Option<u16> {
    let mut numbers = date
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4);
    numbers.next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use reqwest::header::HeaderValue;

    use super::*;

    fn told(kind: &'static str, html: &str) -> Option<PaperRecord> {
        let mut answer = Answer::of(StatusCode::OK);
        answer
            .headers
            .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        answer.body = html.as_bytes().to_vec();
        paper(&answer)
    }

    #[test]
    fn tags_for_search_engines_name_the_paper() {
        let paper = told(
            "text/html; charset=utf-8",
            r#"<title>Reading Maps | A Site</title><META NAME="Citation_Title" content="Reading Maps &amp; More">
            <meta name="citation_conference_title" content="CVPR"><meta name="citation_publication_date" content="2024/06/18">
            <meta name='citation_doi' content='10.1/x'>"#,
        );
        let paper = paper.expect("a paper");
        assert_eq!((&*paper.title, paper.year), ("Reading Maps & More", Some(2024)));
        assert_eq!(paper.journal.as_deref(), Some("CVPR"));
        assert_eq!((paper.doi.as_deref(), paper.vague), (Some("10.1/x"), false));
    }

    #[test]
    fn linked_data_names_the_paper_and_its_journal() {
        let html = r#"<script type="application/ld+json">{"@graph":[{"@type":"WebPage","name":"x"},
            {"@type":"ScholarlyArticle","headline":"Counting Trees","datePublished":"2023-05-01",
            "isPartOf":{"@type":"PublicationIssue","isPartOf":{"@type":"Periodical","name":"A Journal"}}}]}</script>"#;
        let paper = told("text/html", html).expect("a paper");
        assert_eq!(
            (&*paper.title, paper.year, paper.vague),
            ("Counting Trees", Some(2023), false)
        );
        assert_eq!(paper.journal.as_deref(), Some("A Journal"));
    }

    #[test]
    fn tags_without_an_end_are_read_in_bounded_time() {
        let html = "<title><script type=\"application/ld+json\">".repeat(40_000);
        assert_eq!(told("text/html", &html), None);
    }

    #[test]
    fn the_title_of_a_page_is_vague_and_other_files_name_nothing() {
        let vague = told("text/html", r#"<meta property="og:title" content="My project">"#);
        assert!(vague.is_some_and(|paper| paper.vague && paper.title == "My project"));
        assert_eq!(told("application/pdf", "<title>x</title>"), None);
        assert_eq!(told("text/html", "<p>nothing"), None);
    }
}
