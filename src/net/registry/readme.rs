//! Reads the papers that a README names, by links, identifiers and titles. Pure: must not compare them.

use std::collections::BTreeSet;

use crate::document::Document;
use crate::facts::Readme;
use crate::identity::Identity;
use crate::source::SourceFile;

/// The most titles that are kept: a README names its paper near the beginning or in its last reference.
const MAX_TITLES: usize = 60;

/// The number of paragraphs that are kept: the purpose of a repository comes before the installation.
const FIRST: usize = 6;

/// The most characters of a title that are kept.
const LONGEST_TITLE: usize = 300;

/// The papers and titles that a README names.
pub(super) fn read(text: &str) -> Readme {
    let source = SourceFile::new("README.md", text);
    let document = Document::parse(&source);
    Readme {
        papers: papers(&document, text),
        titles: titles(&document, text),
    }
}

/// The keys of the papers that a README links to or cites.
fn papers(document: &Document<'_>, text: &str) -> BTreeSet<String> {
    let links = document.links().iter().map(|link| &*link.url);
    links
        .chain(identifiers(text))
        .filter_map(Identity::parse)
        .filter(Identity::is_paper)
        .map(|identity| identity.key())
        .collect()
}

/// Texts that may be titles, the most promising first, because the number is limited.
fn titles(document: &Document<'_>, text: &str) -> Vec<String> {
    let headings = document.headings().iter().map(|heading| heading.text.clone());
    let labels = document
        .links()
        .iter()
        .map(|link| document.visible_text(link.label).into_owned());
    // Most READMEs begin with "Code of our paper …", and references contain the exact title. Headings are mostly steps
    // of the installation, and link labels may be about anything.
    let titles = paragraphs(text)
        .take(FIRST)
        .map(str::to_owned)
        .chain(references(text))
        .chain(headings)
        .chain(labels);
    titles
        .filter(|title| !title.trim().is_empty())
        .take(MAX_TITLES)
        .map(|title| title.chars().take(LONGEST_TITLE).collect())
        .collect()
}

/// The paragraphs of text, without headings, code, HTML, tables, images and badges.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    // Two words are a name or a button.
    const MIN_WORDS: usize = 3;
    text.split("\n\n").map(str::trim).filter(|part| {
        !part.starts_with(['#', '`', '<', '!', '|'])
            && !part.starts_with("[!")
            && part.split_whitespace().nth(MIN_WORDS - 1).is_some()
    })
}

/// Words that may be identifiers, such as `arXiv:2306.11029` in a reference.
fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | ',' | '"' | '(' | ')' | '[' | ']'))
        .filter(|word| word.to_ascii_lowercase().starts_with("arxiv:") || word.starts_with("10."))
}

/// The titles in BibTeX references.
fn references(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(title_field)
}

/// The value of a line `title = {…},`.
fn title_field(line: &str) -> Option<String> {
    let line = line.trim();
    let rest = line
        .strip_prefix("title")
        .or_else(|| line.strip_prefix("Title"))?;
    let value = rest.trim_start().strip_prefix('=')?;
    // Braces protect capitals in BibTeX and are not part of the title.
    let value = value.replace(['{', '}', '"'], "");
    Some(value.trim().trim_end_matches(',').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_readme_names_papers_by_links_and_references() {
        let readme = read(
            "# MapNet\n\nCode of [Parsed Maps](https://arxiv.org/abs/2306.01001v2).\n\n```bibtex\n@article{x,\n  \
             title = {Parsed {Maps} Without Labels},\n  journal={arXiv preprint arXiv:2306.01002},\n}\n```\n",
        );
        let papers: Vec<_> = readme.papers.iter().map(String::as_str).collect();
        assert_eq!(papers, ["arxiv:2306.01001", "arxiv:2306.01002"]);
        assert_eq!(
            readme.titles,
            [
                "Code of [Parsed Maps](https://arxiv.org/abs/2306.01001v2).",
                "Parsed Maps Without Labels",
                "MapNet",
                "Parsed Maps"
            ]
        );
    }

    #[test]
    fn a_long_readme_keeps_its_first_paragraph_and_its_reference() {
        let headings = "## Step\n\n".repeat(200);
        let reference = "```bibtex\n@article{x,\n title = {Parsed Maps},\n}\n```\n";
        let first = "The code of our paper on reading maps.";
        let readme = read(&format!(
            "# Maps\n\n![badge](x) a b\n\n{first}\n\n{headings}{reference}"
        ));
        assert_eq!(readme.titles[..3], [first, "Parsed Maps", "Maps"]);
    }
}
