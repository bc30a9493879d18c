//! What a README speaks of: the papers that it links to and the titles that it names. Pure: must not compare them.

use crate::document::Document;
use crate::facts::Readme;
use crate::identity::Identity;
use crate::source::SourceFile;

/// How many titles are kept: the paper of a repository stands near its beginning or in its last reference.
const MOST_TITLES: usize = 60;

/// How many paragraphs are kept: what a repository is for is said before how to install it.
const FIRST: usize = 6;

/// How many letters of a title are kept.
const LONGEST_TITLE: usize = 300;

/// What a README speaks of.
pub(super) fn read(text: &str) -> Readme {
    let source = SourceFile::new("README.md", text);
    let document = Document::parse(&source);
    let links = document.links().iter().map(|link| &*link.url);
    let named = links.chain(words(text)).filter_map(Identity::parse);
    let papers = named.filter(Identity::is_paper).map(|identity| identity.key());
    let headings = document.headings().iter().map(|heading| heading.text.clone());
    let first = paragraphs(text).take(FIRST).map(str::to_owned);
    let links = document.links().iter();
    let labels = links.map(|link| document.visible_text(link.label).into_owned());
    let titles = first.chain(references(text)).chain(headings).chain(labels);
    let titles = titles.filter(|title| !title.trim().is_empty());
    let shorten = |title: String| title.chars().take(LONGEST_TITLE).collect();
    Readme {
        papers: papers.collect(),
        titles: titles.take(MOST_TITLES).map(shorten).collect(),
    }
}

/// What stands between blank lines, other than headings and badges: text with words in it.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    const FEWEST_WORDS: usize = 3;
    let parts = text.split("\n\n").map(str::trim);
    parts.filter(|part| {
        let is_text = !part.starts_with(['#', '`', '<', '!', '|']) && !part.starts_with("[!");
        is_text && part.split_whitespace().nth(FEWEST_WORDS - 1).is_some()
    })
}

/// Words that may be identifiers, such as `arXiv:2306.11029` in a reference.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words =
        text.split(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | ',' | '"' | '(' | ')' | '[' | ']'));
    words.filter(|word| word.to_ascii_lowercase().starts_with("arxiv:") || word.starts_with("10."))
}

/// The titles in references of BibTeX.
fn references(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(|line| {
        let line = line.trim();
        let rest = line
            .strip_prefix("title")
            .or_else(|| line.strip_prefix("Title"))?;
        let value = rest.trim_start().strip_prefix('=')?;
        Some(
            value
                .replace(['{', '}', '"'], "")
                .trim()
                .trim_end_matches(',')
                .to_owned(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_readme_speaks_of_papers_by_links_and_references() {
        let readme = read(
            "# MapNet\n\nCode of [Reading Maps](https://arxiv.org/abs/2306.01001v2).\n\n```bibtex\n@article{x,\n  \
             title = {Reading {Maps} Without Labels},\n  journal={arXiv preprint arXiv:2306.01002},\n}\n```\n",
        );
        let papers: Vec<_> = readme.papers.iter().map(String::as_str).collect();
        assert_eq!(papers, ["arxiv:2306.01001", "arxiv:2306.01002"]);
        assert_eq!(
            readme.titles,
            [
                "Code of [Reading Maps](https://arxiv.org/abs/2306.01001v2).",
                "Reading Maps Without Labels",
                "MapNet",
                "Reading Maps"
            ]
        );
    }

    #[test]
    fn a_long_readme_is_known_by_its_first_words_and_its_reference() {
        let headings = "## Step\n\n".repeat(200);
        let reference = "```bibtex\n@article{x,\n title = {Reading Maps},\n}\n```\n";
        let first = "The code of our paper on reading maps.";
        let readme = read(&format!(
            "# Maps\n\n![badge](x) a b\n\n{first}\n\n{headings}{reference}"
        ));
        assert_eq!(readme.titles[..3], [first, "Reading Maps", "Maps"]);
    }
}
