//! Tells what the links of an entry lead to: by their labels, their column and their hosts. Must not follow them.

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
fn label(document: &Document<'_>, link: &Link) -> String {
    let inner = match link.syntax {
        LinkSyntax::Inline | LinkSyntax::Reference => link.label,
        LinkSyntax::Autolink => return text_before(document, link).to_owned(),
        LinkSyntax::Html => return String::new(),
    };
    let text = document.visible_text(inner);
    if !text.is_empty() {
        return text;
    }
    let image = document.links_in(inner).iter().find(|link| link.is_image);
    image.map_or(String::new(), |image| document.slice(image.label).to_owned())
}

/// The words before a link on its line, as in `- Paper: https://…`.
fn text_before<'d>(document: &Document<'d>, link: &Link) -> &'d str {
    let source = document.source();
    let on_line = source.line_span(source.line_index(link.span.start));
    let start = source
        .text()
        .floor_char_boundary(link.span.start.saturating_sub(2 * LONGEST_LABEL));
    let before = document.slice(Span::new(start.max(on_line.start), link.span.start));
    before.trim_matches(|c: char| !c.is_alphanumeric() && c != ')')
}

/// Longer labels are titles.
const LONGEST_LABEL: usize = 24;

/// What a label says that its link leads to.
pub(super) fn by_label(label: &str) -> Option<Role> {
    const WORDS: [(Role, &[&str]); 4] = [
        (
            Role::Code,
            &[
                "code",
                "codes",
                "github",
                "official",
                "pytorch",
                "tensorflow",
                "torch",
                "caffe",
                "keras",
                "jax",
                "repo",
                "implementation",
                "代码",
            ],
        ),
        (
            Role::Paper,
            &[
                "paper",
                "papers",
                "pdf",
                "arxiv",
                "abs",
                "openreview",
                "论文",
                "pub",
                "preprint",
            ],
        ),
        (
            Role::Project,
            &[
                "project",
                "page",
                "website",
                "homepage",
                "web",
                "demo",
                "blog",
                "video",
                "slides",
                "poster",
                "presentation",
                "主页",
                "项目",
            ],
        ),
        (Role::Dataset, &["dataset", "datasets", "data", "数据集"]),
    ];
    if label.len() > LONGEST_LABEL {
        return None;
    }
    let lower = label.to_lowercase();
    let says = |word: &&str| {
        if word.is_ascii() {
            lower
                .split(|c: char| !c.is_alphanumeric())
                .any(|part| part == *word)
        } else {
            lower.contains(word)
        }
    };
    let found = WORDS.iter().find(|(_, words)| words.iter().any(says));
    found.map(|(role, _)| *role)
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
