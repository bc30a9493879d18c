//! Reads the paper that a page is about from its metadata for search engines. Pure: must not send or compare.
//!
//! The tags are tried in the order of Zotero's translator for embedded metadata. Google Scholar requires the same tags.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::answer::Answer;
use super::people::{authors, month};
use crate::document::{html_attribute, html_text, open_tags};
use crate::facts::PaperRecord;
use crate::source::Span;

/// The name of this source in messages.
const SOURCE: &str = "the page";

/// Names of tags with the title of the paper, the best first.
const TITLES: [&str; 5] = [
    "citation_title",
    "dc.title",
    "dcterms.title",
    "eprints.title",
    "bepress_citation_title",
];

/// Names of tags with the title of the page, which may differ from the paper's.
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

/// The name of the tag of each author.
const AUTHOR: &str = "citation_author";

const DOIS: [&str; 2] = ["citation_doi", "prism.doi"];

/// The types of papers in JSON-LD.
const ARTICLES: [&str; 4] = ["ScholarlyArticle", "Article", "Report", "MedicalScholarlyArticle"];

/// The paper that a page says it is about.
pub(super) fn paper(answer: &Answer) -> Option<PaperRecord> {
    let kind = answer.header("content-type")?;
    if !kind.to_ascii_lowercase().starts_with("text/html") {
        return None;
    }
    let html = String::from_utf8_lossy(&answer.body);
    let tags = Tags::read(&html);
    // Citation tags are written for this purpose; blogs have linked data too, and every page has a title.
    tags.cited()
        .or_else(|| tags.linked_data())
        .or_else(|| tags.page())
        .map(|record| PaperRecord {
            source: SOURCE.to_owned(),
            ..record
        })
}

/// The metadata of a page.
#[derive(Default)]
struct Tags<'h> {
    html: &'h str,
    /// The first value of every name; names are in lower case.
    meta: BTreeMap<String, String>,
    /// The authors in citation tags, which repeat one tag.
    authors: Vec<String>,
    /// The years of all dates.
    years: BTreeSet<u16>,
    /// Linked data.
    scripts: Vec<Value>,
    title: Option<String>,
    /// The names of tags without a closing tag in the rest of the page.
    unclosed: BTreeSet<&'static str>,
}

impl<'h> Tags<'h> {
    fn read(html: &'h str) -> Self {
        let mut tags = Self {
            html,
            ..Self::default()
        };
        for tag in open_tags(html) {
            match &*tag.name.to_ascii_lowercase() {
                "meta" => tags.take_meta(tag.attributes),
                "script" => tags.take_script(tag.attributes, tag.span.end),
                // SVG drawings have titles as well, but come later.
                "title" if tags.title.is_none() => {
                    let title = tags.content("title", tag.span.end);
                    tags.title = title.map(|span| html_text(html, span).trim().to_owned());
                }
                _ => {}
            }
        }
        tags
    }

    fn take_meta(&mut self, attributes: Span) {
        // RDFa and thus Open Graph use `property` for the name, and sites write either for all their tags.
        let name = html_attribute(self.html, attributes, "name")
            .or_else(|| html_attribute(self.html, attributes, "property"));
        let content = html_attribute(self.html, attributes, "content");
        let (Some(name), Some(content)) = (name, content) else {
            return;
        };
        let name = self.html[name.range()].to_ascii_lowercase();
        let content = html_text(self.html, content).trim().to_owned();
        if content.is_empty() {
            return;
        }
        // A paper may have appeared online in one year and in print in the next: a row that gives either is right.
        if DATES.contains(&&*name) {
            self.years.extend(year(&content));
        }
        if name == AUTHOR {
            self.authors.push(content);
            return;
        }
        self.meta.entry(name).or_insert(content);
    }

    fn take_script(&mut self, attributes: Span, end: usize) {
        let is_data = html_attribute(self.html, attributes, "type")
            .is_some_and(|kind| &self.html[kind.range()] == "application/ld+json");
        if is_data && let Some(content) = self.content("script", end) {
            self.scripts
                .extend(serde_json::from_str::<Value>(&self.html[content.range()]));
        }
    }

    /// The span up to the next closing tag of this name.
    fn content(&mut self, name: &'static str, start: usize) -> Option<Span> {
        if self.unclosed.contains(name) {
            return None;
        }
        let end = self.html[start..].find(&format!("</{name}"));
        // No later tag is closed then either. Remembering this keeps a page of opening tags from being searched again
        // for each of them.
        if end.is_none() {
            self.unclosed.insert(name);
        }
        Some(Span::new(start, start + end?))
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.meta.get(*name)).cloned()
    }

    /// The paper in the citation tags.
    fn cited(&self) -> Option<PaperRecord> {
        Some(PaperRecord {
            title: self.first(&TITLES)?,
            authors: authors(self.authors.iter().map(String::as_str)),
            month: self.first(&DATES).as_deref().and_then(month),
            pages: self.pages(),
            year: self.first(&DATES).as_deref().and_then(year),
            years: self.years.clone(),
            journal: self.first(&VENUES),
            doi: self.first(&DOIS),
            ..PaperRecord::default()
        })
    }

    /// The pages in the citation tags: the first, and the last if there is one.
    fn pages(&self) -> Option<String> {
        let first = self.meta.get("citation_firstpage")?;
        Some(match self.meta.get("citation_lastpage") {
            Some(last) if last != first => format!("{first}-{last}"),
            _ => first.clone(),
        })
    }

    /// The paper in linked data.
    fn linked_data(&self) -> Option<PaperRecord> {
        let article = self
            .scripts
            .iter()
            .flat_map(things)
            .find(|thing| is_article(&thing["@type"]))?;
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

    /// The title of the page, which may be the paper's.
    fn page(&self) -> Option<PaperRecord> {
        Some(PaperRecord {
            // Before `<title>`, where many sites append their name after a vertical bar.
            title: self.first(&PAGE_TITLES).or_else(|| self.title.clone())?,
            vague: true,
            ..PaperRecord::default()
        })
    }
}

/// The objects in linked data: one, several, or a graph of them.
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

/// True if a type, or one of several, is the type of a paper.
fn is_article(kind: &Value) -> bool {
    match kind {
        Value::Array(kinds) => kinds.iter().any(is_article),
        kind => kind.as_str().is_some_and(|kind| ARTICLES.contains(&kind)),
    }
}

/// The journal of an article: the outermost container with a name.
fn container(mut part: &Value) -> Option<String> {
    // Article, issue, volume and periodical; deeper nesting only costs time.
    const DEEPEST: usize = 4;
    let mut name = None;
    for _ in 0..DEEPEST {
        name = part["name"].as_str().map(str::to_owned).or(name);
        part = &part["isPartOf"];
    }
    name
}

/// The year in a date: `2023/06/18`, `2023-06` and `June 2023` are all in use.
fn year(date: &str) -> Option<u16> {
    date.split(|c: char| !c.is_ascii_digit())
        .find(|digits| digits.len() == 4)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper_of(kind: &str, html: &str) -> Option<PaperRecord> {
        paper(&Answer::of(200).with("content-type", kind.as_bytes()).saying(html))
    }

    #[test]
    fn tags_for_search_engines_name_the_paper() {
        let paper = paper_of(
            "text/html; charset=utf-8",
            r#"<title>Reading Maps | A Site</title><META NAME="Citation_Title" content="Reading Maps &amp; More">
            <meta name="citation_conference_title" content="CVPR"><meta name="citation_publication_date" content="2024/06/18">
            <meta name='citation_doi' content='10.1/x'><meta name="citation_author" content="Lind, Nora">
            <meta name="citation_author" content="Karl Oster"><meta name="citation_firstpage" content="7">"#,
        );
        let paper = paper.expect("a paper");
        assert_eq!((&*paper.title, paper.year), ("Reading Maps & More", Some(2024)));
        assert_eq!(paper.journal.as_deref(), Some("CVPR"));
        assert_eq!((paper.doi.as_deref(), paper.vague), (Some("10.1/x"), false));
        assert_eq!(paper.authors, ["Lind, Nora", "Karl Oster"]);
        assert_eq!((paper.month, paper.pages.as_deref()), (Some(6), Some("7")));
    }

    #[test]
    fn linked_data_names_the_paper_and_its_journal() {
        let html = r#"<script type="application/ld+json">{"@graph":[{"@type":"WebPage","name":"x"},
            {"@type":"ScholarlyArticle","headline":"Counting Trees","datePublished":"2023-05-01",
            "isPartOf":{"@type":"PublicationIssue","isPartOf":{"@type":"Periodical","name":"A Journal"}}}]}</script>"#;
        let paper = paper_of("text/html", html).expect("a paper");
        assert_eq!(
            (&*paper.title, paper.year, paper.vague),
            ("Counting Trees", Some(2023), false)
        );
        assert_eq!(paper.journal.as_deref(), Some("A Journal"));
    }

    #[test]
    fn tags_without_an_end_are_read_in_bounded_time() {
        let html = "<title><script type=\"application/ld+json\">".repeat(40_000);
        assert_eq!(paper_of("text/html", &html), None);
    }

    #[test]
    fn the_title_of_a_page_is_vague_and_other_files_name_no_paper() {
        let vague = paper_of("text/html", r#"<meta property="og:title" content="My project">"#);
        assert!(vague.is_some_and(|paper| paper.vague && paper.title == "My project"));
        assert_eq!(paper_of("application/pdf", "<title>x</title>"), None);
        assert_eq!(paper_of("text/html", "<p>nothing"), None);
    }
}
