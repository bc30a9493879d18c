//! Decides the roles of the links of an entry: by their labels, their column and their hosts. Must not follow them.

use std::borrow::Cow;

use super::EntryLink;
use crate::{
    config::Role,
    document::{Document, Link, LinkId, LinkSyntax, Row},
    identity::{Family, family_of_host},
    source::Span,
};

/// The links in `span`, outside tables, that lead away from the page.
pub(super) fn in_span(document: &Document<'_>, span: Span) -> Vec<EntryLink> {
    let mut found = Vec::new();
    for (id, link) in document.enumerated_links_in(span) {
        if link.leads_away() {
            found.push(entry_link(document, id, link, None));
        }
    }
    found
}

/// The links in a row that lead away from the page, given the roles of the columns.
pub(super) fn in_row(document: &Document<'_>, row: &Row, roles: &[Role]) -> Vec<EntryLink> {
    let mut found: Vec<EntryLink> = Vec::new();
    for (id, link) in document.enumerated_links_in(row.span) {
        if link.leads_away() {
            let column = row
                .column_at(link.span.start)
                .and_then(|column| Some((column, *roles.get(column)?)));
            let mut link = entry_link(document, id, link, column);
            // Of several links in a column of papers, those behind the paper are about it: `[Paper](…), [Tweet](…)`.
            let is_second = found
                .iter()
                .any(|other| other.column == link.column && other.role == Role::Paper);
            if is_second && by_label(&label(document, document.link(id))).is_none() {
                let url = &document.link(id).url;
                link.role = by_host(family_of_host(url), url);
            }
            found.push(link);
        }
    }
    found
}

fn entry_link(document: &Document<'_>, id: LinkId, link: &Link, column: Option<(usize, Role)>) -> EntryLink {
    EntryLink {
        role: role(document, link, column.map(|(_, role)| role)),
        column: column.map(|(column, _)| column),
        link: id,
    }
}

/// The role of a link. A host of papers holds nothing else, so it counts for more than a label such as `Website`. A
/// label was written for this link alone, so it counts for more than the header of the column, and this for more than
/// any other host: some papers are on GitHub, and some code is not.
fn role(document: &Document<'_>, link: &Link, column: Option<Role>) -> Role {
    let label = label(document, link);
    let named = by_label(&label);
    let family = family_of_host(&link.url);
    if family == Some(Family::Paper) && named != Some(Role::Dataset) && !names_medium(&label) {
        return Role::Paper;
    }
    if let Some(role) = named {
        return role;
    }
    match column {
        Some(role @ (Role::Paper | Role::Code | Role::Project | Role::Dataset)) => role,
        // A title leads to the paper, wherever that is.
        Some(Role::Title) => match by_host(family, &link.url) {
            Role::Note => Role::Paper,
            role => role,
        },
        _ => by_host(family, &link.url),
    }
}

/// The label of a link: its text, the label of the image in it, the words of a badge, or the text before a bare URL.
fn label<'d>(document: &'d Document<'_>, link: &Link) -> Cow<'d, str> {
    if link.syntax == LinkSyntax::Autolink {
        return text_before(document, link).into();
    }
    let text = document.visible_text(link.label);
    if !text.is_empty() {
        return text;
    }
    let image = document.links_in(link.label).iter().find(|link| link.is_image);
    image.map_or(Cow::default(), |image| picture(document, image))
}

/// The text that a picture shows: its label, else the words in the URL of its badge.
fn picture<'d>(document: &'d Document<'_>, image: &'d Link) -> Cow<'d, str> {
    /// `https://img.shields.io/badge/project-Homepage-teal` shows `project` and `Homepage`.
    const BADGE: &str = "img.shields.io/badge/";
    let label = document.slice(image.label);
    // `![img](…)` says nothing.
    if by_label(label).is_some() {
        return label.into();
    }
    match image.url.split_once(BADGE) {
        Some((_, words)) => {
            let (words, _color) = words.rsplit_once('-').unwrap_or((words, ""));
            words.replace("%20", " ").into()
        }
        None => label.into(),
    }
}

/// The words before a link on its line, as in `- Paper: https://…`.
fn text_before<'d>(document: &Document<'d>, link: &Link) -> &'d str {
    let source = document.source();
    let line_start = source.line_at(link.span.start).span.start;
    let far = link.span.start.saturating_sub(2 * LONGEST_LABEL);
    let start = source.text().floor_char_boundary(far).max(line_start);
    document
        .slice(Span::new(start, link.span.start))
        // A bracket ends another link, which has taken the words before it.
        .trim_matches(|c: char| !c.is_alphanumeric() && c != ')')
}

/// Longer labels are titles, unless every word of them names a target.
const LONGEST_LABEL: usize = 24;

/// Nothing longer is a label.
const LONGEST: usize = 60;

/// The role that a label names: the first in the order of [`rank`] that one of its words names.
///
/// At least half of the words have to name one: `Video Diffusion Models` is the title of a paper.
pub(super) fn by_label(label: &str) -> Option<Role> {
    // A title has words of its own, and is not read to its end.
    if label.len() > LONGEST {
        return None;
    }
    let lower = label.to_lowercase();
    let words = || {
        lower
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
    };
    let others = words()
        .filter(|word| !is_filler(word) && by_word(word).is_none())
        .count();
    if label.len() > LONGEST_LABEL && others > 0 {
        return None;
    }
    let named = words().filter_map(by_word);
    // `Paper/Code` leads to a page of both.
    if label.contains('/') && named.clone().any(|role| role == Role::Paper) {
        return Some(Role::Paper);
    }
    if named.clone().count() >= others {
        return named.chain(by_chinese(&lower)).min_by_key(|role| rank(*role));
    }
    by_chinese(&lower)
}

/// True if every word of a label names a target.
pub(super) fn is_label(label: &str) -> bool {
    let lower = label.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    by_label(label).is_some()
        && (words.all(|word| is_filler(word) || by_word(word).is_some()) || by_chinese(&lower).is_some())
}

/// True for a label of a talk, which hosts of papers keep as well: `Video`, `Slides`.
fn names_medium(label: &str) -> bool {
    const MEDIA: [&str; 5] = ["video", "slides", "poster", "presentation", "talk"];
    MEDIA.iter().any(|medium| label.eq_ignore_ascii_case(medium))
}

/// True for words that say nothing about the target.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "of"
            | "for"
            | "and"
            | "in"
            | "on"
            | "at"
            | "a"
            | "to"
            | "link"
            | "links"
            | "here"
            | "site"
            | "version"
            | "full"
            | "soon"
            | "coming"
            | "new"
            | "our"
            | "this"
            | "v"
            | "unofficial"
            | "construction"
            | "supp"
            | "models"
            | "model"
            | "pre"
            | "trained"
            | "pretrained"
            | "re"
    )
}

/// `Code of the paper` is code, and a `paper page` is the paper: of two words, the word of the lower rank names the
/// target.
fn rank(role: Role) -> usize {
    match role {
        Role::Code => 0,
        Role::Paper => 1,
        Role::Project => 2,
        _ => 3,
    }
}

fn by_word(word: &str) -> Option<Role> {
    Some(match word {
        "code" | "codes" | "reimplementation" | "weights" | "github" | "official" | "pytorch"
        | "tensorflow" | "torch" | "caffe" | "keras" | "jax" | "repo" | "implementation" => Role::Code,
        "paper" | "papers" | "pdf" | "arxiv" | "abs" | "openreview" | "pub" | "preprint" => Role::Paper,
        "project" | "page" | "website" | "homepage" | "web" | "demo" | "blog" | "video" | "slides"
        | "poster" | "presentation" => Role::Project,
        "dataset" | "datasets" | "data" => Role::Dataset,
        _ => return None,
    })
}

/// The role that a Chinese label names: Chinese has no spaces between words.
fn by_chinese(text: &str) -> Option<Role> {
    const WORDS: [(&str, Role); 5] = [
        ("代码", Role::Code),
        ("论文", Role::Paper),
        ("主页", Role::Project),
        ("项目", Role::Project),
        ("数据集", Role::Dataset),
    ];
    if text.is_ascii() {
        return None;
    }
    for (word, role) in WORDS {
        if text.contains(word) {
            return Some(role);
        }
    }
    None
}

fn by_host(family: Option<Family>, url: &str) -> Role {
    match family {
        Some(Family::Paper) => Role::Paper,
        // Authors keep papers as files on pages of their own and in repositories.
        _ if is_pdf(url) => Role::Paper,
        Some(Family::Code | Family::Data) => Role::Code,
        Some(Family::Page) => Role::Project,
        None => Role::Note,
    }
}

fn is_pdf(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.len() > 4 && path.as_bytes()[path.len() - 4..].eq_ignore_ascii_case(b".pdf")
}
