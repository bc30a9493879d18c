//! Finds the fragments that links name in a page. Pure: must not send or judge.

use std::collections::BTreeMap;

use memchr::memmem;
use url::Url;

use super::answer::Answer;
use crate::document::{AnchorMatch, Document, decode_fragment};
use crate::source::SourceFile;

/// The prefix of the anchors that GitHub makes from headings and from `id`s in a README; its scripts remove it again.
const GITHUB_PREFIX: &str = "user-content-";

/// Decides for each fragment whether the page has it. Leaves out fragments that only a browser understands, and
/// fragments that may be in the part of the page that was cut. Only HTML and Markdown are searched.
pub(super) fn anchors(url: &Url, answer: &Answer, fragments: &[String]) -> BTreeMap<String, bool> {
    // Most links name no fragment, and a page may be long.
    if fragments.is_empty() {
        return BTreeMap::new();
    }
    let text = String::from_utf8_lossy(&answer.body);
    match Format::of(url, answer) {
        None => BTreeMap::new(),
        Some(Format::Html) => look_up(fragments, answer.is_cut, |anchor| has_anchor(&text, anchor)),
        Some(Format::Markdown) => {
            let source = SourceFile::new(url.as_str(), text);
            let document = Document::parse(&source);
            look_up(fragments, answer.is_cut, |anchor| {
                document.target(anchor) != AnchorMatch::Missing
            })
        }
    }
}

fn look_up(fragments: &[String], is_cut: bool, has: impl Fn(&str) -> bool) -> BTreeMap<String, bool> {
    let mut found = BTreeMap::new();
    for fragment in fragments.iter().filter(|fragment| names_element(fragment)) {
        let has = has(&decode_fragment(fragment));
        if has || !is_cut {
            found.insert(fragment.clone(), has);
        }
    }
    found
}

/// True if a fragment can be the name of an element.
fn names_element(fragment: &str) -> bool {
    // GitHub's `#L10-L20` marks lines by a script: no element has this name.
    !names_lines(fragment)
        // `#:~:text=…` asks the browser to search, and `#/…` and `#!…` are routes of single-page apps.
        && !fragment.starts_with([':', '/', '!'])
        // PDF readers understand `#page=4`, and the scripts of other sites read settings of this form.
        && !fragment.contains(['=', '&'])
        // The start of every page, by the HTML standard.
        && !fragment.eq_ignore_ascii_case("top")
}

/// True for `L10`, `L10-L20` and `L10C3-L20C5`.
fn names_lines(fragment: &str) -> bool {
    fragment.strip_prefix('L').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '-' | 'L' | 'C'))
    })
}

/// A format whose anchors can be found.
enum Format {
    Html,
    Markdown,
}

impl Format {
    fn of(url: &Url, answer: &Answer) -> Option<Self> {
        let kind = answer.header("content-type")?.to_ascii_lowercase();
        // Raw files of GitHub are all plain text.
        let is_raw = kind.starts_with("text/plain") && url.path().to_ascii_lowercase().ends_with(".md");
        if kind.starts_with("text/html") || kind.starts_with("application/xhtml+xml") {
            Some(Self::Html)
        } else if kind.starts_with("text/markdown") || is_raw {
            Some(Self::Markdown)
        } else {
            None
        }
    }
}

/// True if an HTML page has an element with this `id` or `name`.
fn has_anchor(html: &str, anchor: &str) -> bool {
    // The page is searched as text: GitHub's pages contain the README as a JSON string in a script, where a parser
    // finds no elements.
    memmem::find_iter(html.as_bytes(), anchor.as_bytes())
        .any(|at| is_name(&html[..at], &html[at + anchor.len()..]))
}

/// True if the text between these two pieces of HTML is the value of an `id` or `name`.
fn is_name(before: &str, after: &str) -> bool {
    let before = before.strip_suffix(GITHUB_PREFIX).unwrap_or(before);
    // In a JSON string, a quotation mark follows a backslash.
    let before = before.trim_end_matches(['"', '\'', '\\']).trim_end();
    let Some(before) = before.strip_suffix('=') else {
        return false;
    };
    // The hyphen belongs to the word: `data-id` is a different attribute.
    let attribute = before
        .trim_end()
        .rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .next()
        .unwrap_or_default();
    let ends = after.starts_with(['"', '\'', '\\', '>', '/']) || after.starts_with(char::is_whitespace);
    (ends || after.is_empty())
        && (attribute.eq_ignore_ascii_case("id") || attribute.eq_ignore_ascii_case("name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has_fragment(kind: &str, body: &str, is_cut: bool, fragment: &str) -> Option<bool> {
        let mut answer = Answer::of(200).with("content-type", kind.as_bytes()).saying(body);
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
                has_fragment("text/html; charset=utf-8", page, false, fragment),
                Some(has),
                "{fragment}"
            );
        }
    }

    #[test]
    fn anchors_of_markdown_are_headings() {
        for kind in ["text/markdown", "text/plain; charset=utf-8"] {
            assert_eq!(
                has_fragment(kind, "# Get started\n", false, "get-started"),
                Some(true)
            );
            assert_eq!(
                has_fragment(kind, "# Get started\n", false, "started"),
                Some(false)
            );
        }
    }

    #[test]
    fn fragments_that_cannot_be_decided_are_left_out() {
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
            assert_eq!(has_fragment(html, "<p>", false, fragment), None, "{fragment}");
        }
        assert_eq!(has_fragment("application/pdf", "%PDF", false, "a"), None);
        assert_eq!(
            has_fragment(html, "<p id=a>", true, "b"),
            None,
            "the rest of the page may have it"
        );
        assert_eq!(has_fragment(html, "<p id=a>", true, "a"), Some(true));
        assert_eq!(
            has_fragment(html, "<p id=Lemma>", false, "Lemma"),
            Some(true),
            "not a line number"
        );
    }
}
