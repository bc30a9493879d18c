//! Finds out which fragments a page has, for links that lead to a part of it. Pure: must not send or judge.

use std::collections::BTreeMap;

use memchr::memmem;
use reqwest::header::CONTENT_TYPE;
use url::Url;

use super::answer::Answer;
use crate::document::{Document, Target, decode_fragment};
use crate::source::SourceFile;

/// What GitHub puts before the anchors that it makes from headings and from `id`s in a README.
const GITHUB_PREFIX: &str = "user-content-";

/// Which of these fragments a page has, where that can be told: not for other formats than HTML and Markdown, nor for
/// what only a browser understands, nor where the page was cut before the fragment.
pub(super) fn anchors(url: &Url, answer: &Answer, fragments: &[String]) -> BTreeMap<String, bool> {
    let format = Format::of(url, answer).filter(|_| !fragments.is_empty());
    let text = || String::from_utf8_lossy(&answer.body);
    let tell = |has: &dyn Fn(&str) -> bool| {
        let told = fragments.iter().filter(|fragment| is_anchor(fragment));
        let told = told.map(|fragment| (fragment.clone(), has(&decode_fragment(fragment))));
        told.filter(|(_, has)| *has || !answer.is_cut).collect()
    };
    match format {
        None => BTreeMap::new(),
        Some(Format::Html) => {
            let text = text();
            tell(&|anchor| has_anchor(&text, anchor))
        }
        Some(Format::Markdown) => {
            let source = SourceFile::new(url.as_str(), text());
            let document = Document::parse(&source);
            tell(&|anchor| document.target(anchor) != Target::Missing)
        }
    }
}

/// Whether a fragment names an element, as far as its form tells: not a text to be searched, a route of a script, a
/// page of a PDF, lines of a file.
fn is_anchor(fragment: &str) -> bool {
    let is_lines = fragment.strip_prefix('L').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '-' | 'L' | 'C'))
    });
    let is_for_scripts = fragment.starts_with([':', '/', '!']) || fragment.contains(['=', '&']);
    !is_lines && !is_for_scripts && !fragment.eq_ignore_ascii_case("top")
}

/// A format whose sections are known.
enum Format {
    Html,
    Markdown,
}

impl Format {
    fn of(url: &Url, answer: &Answer) -> Option<Self> {
        let kind = answer.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let kind = kind.to_ascii_lowercase();
        let is_plain = kind.starts_with("text/plain") && url.path().to_ascii_lowercase().ends_with(".md");
        if kind.starts_with("text/html") || kind.starts_with("application/xhtml+xml") {
            Some(Self::Html)
        } else if kind.starts_with("text/markdown") || is_plain {
            Some(Self::Markdown)
        } else {
            None
        }
    }
}

/// Whether an HTML page has an element with this `id` or `name`. Pages of GitHub hold the README as a string of JSON,
/// where quotation marks stand behind a backslash.
fn has_anchor(html: &str, anchor: &str) -> bool {
    let names = memmem::find_iter(html.as_bytes(), anchor.as_bytes());
    names.into_iter().any(|at| {
        let before = html[..at].strip_suffix(GITHUB_PREFIX).unwrap_or(&html[..at]);
        let before = before.trim_end_matches(['"', '\'', '\\']);
        let name = before.trim_end().strip_suffix('=').map(str::trim_end);
        let is_attribute = name.is_some_and(|name| {
            let start = name.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            let word = &name[start.map_or(0, |start| start + 1)..];
            word.eq_ignore_ascii_case("id") || word.eq_ignore_ascii_case("name")
        });
        let after = html[at + anchor.len()..].chars().next();
        is_attribute && after.is_none_or(|c| matches!(c, '"' | '\'' | '\\' | '>' | '/') || c.is_whitespace())
    })
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use reqwest::header::HeaderValue;

    use super::*;

    fn told(kind: &'static str, body: &str, is_cut: bool, fragment: &str) -> Option<bool> {
        let mut answer = Answer::of(StatusCode::OK);
        answer
            .headers
            .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        answer.body = body.as_bytes().to_vec();
        answer.is_cut = is_cut;
        let url = Url::parse("https://a.org/docs/guide.md").expect("a URL");
        anchors(&url, &answer, &[fragment.to_owned()])
            .get(fragment)
            .copied()
    }

    #[test]
    fn anchors_of_html_are_ids_and_names() {
        let page = r#"<h2 id="usage">Usage</h2><a name='bib'></a><p ID = plain>
            <div data-id="no" class="usage2"></div> "text":"<h2 id=\"user-content-install\">"
            <a id="user-content-über"></a>"#;
        for (fragment, has) in [
            ("usage", true),
            ("bib", true),
            ("plain", true),
            ("install", true),
            ("%C3%BCber", true),
            ("no", false),
            ("usage2", false),
            ("usag", false),
            ("Usage", false),
        ] {
            assert_eq!(
                told("text/html; charset=utf-8", page, false, fragment),
                Some(has),
                "{fragment}"
            );
        }
    }

    #[test]
    fn anchors_of_markdown_are_headings() {
        for kind in ["text/markdown", "text/plain; charset=utf-8"] {
            assert_eq!(told(kind, "# Get started\n", false, "get-started"), Some(true));
            assert_eq!(told(kind, "# Get started\n", false, "started"), Some(false));
        }
    }

    #[test]
    fn what_cannot_be_told_is_not_told() {
        let html = "text/html";
        for fragment in [
            "L10",
            "L10-L20",
            "L3C5",
            ":~:text=words",
            "/route",
            "!route",
            "page=3",
            "top",
        ] {
            assert_eq!(told(html, "<p>", false, fragment), None, "{fragment}");
        }
        assert_eq!(told("application/pdf", "%PDF", false, "a"), None);
        assert_eq!(told(html, "<p id=a>", true, "b"), None, "the page may go on");
        assert_eq!(told(html, "<p id=a>", true, "a"), Some(true));
        assert_eq!(told(html, "<p id=Lemma>", false, "Lemma"), Some(true), "no line");
    }
}
