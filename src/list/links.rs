//! Decides what the links of an entry lead to: by their labels, their column and their hosts. Must not follow them.

use std::borrow::Cow;

use super::{
    EntryLink,
    host::{self, Held},
};
use crate::{
    config::Role,
    document::{Document, Link, LinkId, LinkSyntax, Row},
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
    let mut found = Vec::new();
    for (id, link) in document.enumerated_links_in(row.span) {
        if link.leads_away() {
            let column = row
                .column_at(link.span.start)
                .and_then(|column| Some((column, *roles.get(column)?)));
            found.push(entry_link(document, id, link, column));
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

/// The role of a link. A label was written for this link alone, so it counts for more than the header of the column,
/// and this for more than the host: some papers are on GitHub, and some code is not.
fn role(document: &Document<'_>, link: &Link, column: Option<Role>) -> Role {
    if let Some(role) = by_label(&label(document, link)) {
        return role;
    }
    match column {
        Some(role @ (Role::Paper | Role::Code | Role::Project | Role::Dataset)) => role,
        // A title leads to the paper, wherever that is.
        Some(Role::Title) => match by_host(&link.url) {
            Role::Note => Role::Paper,
            role => role,
        },
        _ => by_host(&link.url),
    }
}

/// The label of a link: its text, the label of the image in it, or the text before a bare URL.
fn label<'d>(document: &'d Document<'_>, link: &Link) -> Cow<'d, str> {
    let inner = match link.syntax {
        LinkSyntax::Inline | LinkSyntax::Reference => link.label,
        LinkSyntax::Autolink => return text_before(document, link).into(),
        LinkSyntax::Html => return Cow::default(),
    };
    let text = document.visible_text(inner);
    if !text.is_empty() {
        return text;
    }
    // A badge such as `![arXiv](…)` says in its label what its picture shows.
    let image = document.links_in(inner).iter().find(|link| link.is_image);
    image.map_or("", |image| document.slice(image.label)).into()
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

/// Longer labels are titles.
const LONGEST_LABEL: usize = 24;

/// The role that a label names: the first in the order of [`rank`] that one of its words names.
pub(super) fn by_label(label: &str) -> Option<Role> {
    if label.len() > LONGEST_LABEL {
        return None;
    }
    let lower = label.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(by_word)
        .chain(by_chinese(&lower))
        .min_by_key(|role| rank(*role))
}

/// `Code of the paper` is code, and a `paper page` is the paper: of two words, the one of the lower rank names the
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
        "code" | "codes" | "github" | "official" | "pytorch" | "tensorflow" | "torch" | "caffe" | "keras"
        | "jax" | "repo" | "implementation" => Role::Code,
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

fn by_host(url: &str) -> Role {
    match host::held(url) {
        Some(Held::Papers) => Role::Paper,
        // Authors keep papers as files on pages of their own and in repositories.
        _ if is_pdf(url) => Role::Paper,
        Some(Held::Code) => Role::Code,
        None => Role::Note,
    }
}

fn is_pdf(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.len() > 4 && path.as_bytes()[path.len() - 4..].eq_ignore_ascii_case(b".pdf")
}
