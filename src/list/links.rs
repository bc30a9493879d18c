//! Tells what the links of an entry lead to: by their labels, their column and their hosts. Must not follow them.

use std::borrow::Cow;

use super::{EntryLink, host};
use crate::{
    config::Role,
    document::{Document, Link, LinkSyntax},
    source::Span,
};

/// The links in `span` that lead away from the page, given the column and its role at each byte.
pub(super) fn in_span(
    document: &Document<'_>,
    span: Span,
    column_at: impl Fn(usize) -> Option<(usize, Role)>,
) -> Vec<EntryLink> {
    let first = document
        .links()
        .partition_point(|link| link.span.start < span.start);
    let links = document.links_in(span).iter().enumerate();
    let leads_away = links.filter(|(_, link)| !link.is_image && !link.url.starts_with('#'));
    leads_away
        .map(|(index, link)| {
            let column = column_at(link.span.start);
            EntryLink {
                role: role(document, link, column.map(|(_, role)| role)),
                column: column.map(|(column, _)| column),
                link: first + index,
            }
        })
        .collect()
}

fn role(document: &Document<'_>, link: &Link, column: Option<Role>) -> Role {
    by_label(&label(document, link)).unwrap_or_else(|| match (column, by_host(&link.url)) {
        // What a title leads to is the paper, wherever that is.
        (Some(Role::Title), Role::Note) => Role::Paper,
        (Some(role @ (Role::Paper | Role::Code | Role::Project | Role::Dataset)), _) | (_, role) => role,
    })
}

/// What people read on a link: its text, the label of the image in it, or what stands before a bare address.
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
    let image = document.links_in(inner).iter().find(|link| link.is_image);
    image.map_or("", |image| document.slice(image.label)).into()
}

/// The words before a link on its line, as in `- Paper: https://…`.
fn text_before<'d>(document: &Document<'d>, link: &Link) -> &'d str {
    let source = document.source();
    let on_line = source.line_at(link.span.start).span;
    let start = source
        .text()
        .floor_char_boundary(link.span.start.saturating_sub(2 * LONGEST_LABEL));
    let before = document.slice(Span::new(start.max(on_line.start), link.span.start));
    before.trim_matches(|c: char| !c.is_alphanumeric() && c != ')')
}

/// Longer labels are titles.
const LONGEST_LABEL: usize = 24;

/// What a label says that its link leads to: the first of these roles that one of its words names.
pub(super) fn by_label(label: &str) -> Option<Role> {
    const ORDER: [Role; 4] = [Role::Code, Role::Paper, Role::Project, Role::Dataset];
    if label.len() > LONGEST_LABEL {
        return None;
    }
    let lower = label.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words = words.filter_map(by_word);
    let rank = |role: &Role| ORDER.iter().position(|known| known == role);
    words.chain(by_chinese(&lower)).min_by_key(rank)
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

/// Chinese has no blanks between words.
fn by_chinese(text: &str) -> Option<Role> {
    const WORDS: [(&str, Role); 5] = [
        ("代码", Role::Code),
        ("论文", Role::Paper),
        ("主页", Role::Project),
        ("项目", Role::Project),
        ("数据集", Role::Dataset),
    ];
    let mut words = WORDS.iter().filter(|_| !text.is_ascii());
    words.find(|(word, _)| text.contains(word)).map(|(_, role)| *role)
}

fn by_host(url: &str) -> Role {
    if host::holds_papers(url) || is_pdf(url) {
        Role::Paper
    } else if host::holds_code(url) {
        Role::Code
    } else {
        Role::Note
    }
}

fn is_pdf(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.len() > 4 && path.as_bytes()[path.len() - 4..].eq_ignore_ascii_case(b".pdf")
}
