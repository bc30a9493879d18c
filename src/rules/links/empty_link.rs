//! `empty-link`: a link without a destination, or without text and therefore invisible.

use crate::{
    document::{Document, Link, LinkSyntax},
    finding::{Edit, Fix, counted},
    list::is_placeholder,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{contains_any, quote},
    },
};

pub(super) struct EmptyLink;

static META: Meta = meta!("empty-link", Links, Warning, List).with_safe_fix();

impl Rule for EmptyLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut empty = Vec::new();
        let document = cx.document;
        for link in document.links().iter().filter(|link| !link.is_dropped) {
            match missing(document, link).filter(|_| !is_in_template(document, link)) {
                Some(Missing::Everything) => empty.push(link),
                Some(missing) => {
                    cx.report(link.span, missing.message(&[link]))
                        .help(missing.help());
                }
                None => {}
            }
        }
        report_empty(cx, &empty);
    }
}

/// True in a quotation, and in a section about the form of entries: such a link shows where a URL belongs.
fn is_in_template(document: &Document<'_>, link: &Link) -> bool {
    const SECTIONS: [&str; 4] = ["contribut", "format", "template", "guideline"];
    let section = document.section_at(link.span.start);
    section.is_some_and(|id| contains_any(&document.heading(id).text.to_lowercase(), &SECTIONS))
        || document.is_quoted(link.span.start)
}

/// The missing part of a link.
enum Missing {
    /// The URL of `[label]()`.
    Url(String),
    /// A URL in place of the placeholder of `[label](-)`.
    RealUrl(String),
    /// The URL of the image `![label]()`.
    Source,
    /// The label of `[](url)`.
    Label,
    /// Label and URL of `[]()`.
    Everything,
}

impl Missing {
    fn message(&self, links: &[&Link]) -> String {
        let url = quote(&links[0].url);
        match self {
            Self::Url(label) => format!("the link {} leads nowhere: it has no destination", quote(label)),
            Self::RealUrl(label) => {
                let label = quote(label);
                format!("the link {label} leads nowhere: its destination is the placeholder {url}")
            }
            Self::Source => "this image shows nothing: it has no URL".to_owned(),
            Self::Label => format!("the link to {url} has no text, so it is invisible"),
            Self::Everything => {
                let message = "this link has no text and no destination, so it is invisible";
                match links.len() {
                    1 => message.to_owned(),
                    all => format!("{message} ({})", counted(all, "link")),
                }
            }
        }
    }

    fn help(&self) -> &'static str {
        match self {
            Self::Url(_) | Self::RealUrl(_) => "add the URL, or keep only the text",
            Self::Source => "add the URL, or remove the image",
            Self::Label => "write a label between the brackets",
            Self::Everything => "remove it",
        }
    }
}

fn missing(document: &Document<'_>, link: &Link) -> Option<Missing> {
    let has_url = !link.url.is_empty();
    match link.syntax {
        _ if link.is_image => (!has_url).then_some(Missing::Source),
        // `<a name="x">` is an anchor, and a link in HTML may contain other elements instead of text.
        LinkSyntax::Html if has_url => None,
        LinkSyntax::Html => html_label(document, link)
            .filter(|label| !is_excused(label))
            .map(Missing::Url),
        LinkSyntax::Inline if link.label.is_empty() => Some(if has_url {
            Missing::Label
        } else {
            Missing::Everything
        }),
        _ => missing_url(document, link),
    }
}

fn missing_url(document: &Document<'_>, link: &Link) -> Option<Missing> {
    if !link.url.is_empty() && !is_nowhere(&link.url) {
        return None;
    }
    let label = document.visible_text(link.label);
    // `#` is the top of the page.
    if is_excused(&label) || &*link.url == "#" && leads_up(&label) {
        return None;
    }
    Some(if link.url.is_empty() {
        Missing::Url(label.into_owned())
    } else {
        Missing::RealUrl(label.into_owned())
    })
}

/// Words of a label that promise a destination for later.
const PROMISES: [&str; 5] = ["soon", "todo", "coming", "to be", "not yet"];

/// True if readers expect no destination of a link with this label.
fn is_excused(label: &str) -> bool {
    // Of 616 empty destinations in 181 lists, 331 are badges that serve as labels and have no text, and 23 are
    // promises. Only 174 belong to labels whose URL is missing.
    is_placeholder(label) || contains_any(&label.to_lowercase(), &PROMISES)
}

/// True for the label of a link to the top of the page.
fn leads_up(label: &str) -> bool {
    const WORDS: [&str; 10] = ["top", "back", "up", "home", "返回", "顶", "↑", "⬆", "🔝", "🔼"];
    contains_any(&label.to_lowercase(), &WORDS)
}

/// True for a placeholder in place of a URL.
fn is_nowhere(url: &str) -> bool {
    const BARE: [&str; 4] = ["#", "http://", "https://", "n/a"];
    const WORDS: [&str; 8] = ["link", "url", "todo", "tbd", "tba", "null", "none", "nan"];
    /// Longer texts are URLs and paths.
    const LONGEST: usize = 40;
    // Maintainers of 15 in 151 lists replaced `-`, `null`, `#`, `xxx` or `link` with a URL.
    if url.len() > LONGEST {
        return false;
    }
    let word = url.to_ascii_lowercase();
    BARE.contains(&&*word) || WORDS.contains(&&*word) || is_dashes(&word) || is_unfilled(&word)
}

/// `-`, `--`, `?`, `…`.
fn is_dashes(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '-' | '–' | '—' | '?' | '…'))
}

/// `xxx`, `https://x.org/xxxx.pdf` and `https://arxiv.org/abs/2401.xxxxx`: an unfilled template.
fn is_unfilled(url: &str) -> bool {
    /// Shorter runs of X may be user names.
    const SHORTEST_RUN: usize = 3;
    let path = url.strip_suffix(".pdf").unwrap_or(url);
    let name = path.rsplit(['/', '=']).next().unwrap_or(path);
    // The month of an arXiv identifier may be known before its number.
    let number = match name.split_once('.') {
        Some((month, number)) if is_month(month) => number,
        _ => name,
    };
    number.len() >= SHORTEST_RUN && number.bytes().all(|byte| byte == b'x')
}

/// True for the year and month of an arXiv identifier, where `x` may replace digits.
fn is_month(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x')
}

/// The text between the tags of an HTML link, if it contains only text.
fn html_label(document: &Document<'_>, link: &Link) -> Option<String> {
    /// A longer text is probably a paragraph after an unclosed tag.
    const LONGEST: usize = 200;
    let (label, _) = document.source().text()[link.span.end..].split_once('<')?;
    (label.len() <= LONGEST && !label.trim().is_empty()).then(|| label.trim().to_owned())
}

/// Reports the links without text and URL.
fn report_empty(cx: &mut Context<'_>, links: &[&Link]) {
    /// More are left over from a template, often one in every row: they are one finding.
    const FEW: usize = 3;
    let size = if links.len() > FEW { links.len() } else { 1 };
    for group in links.chunks(size) {
        let edits = group.iter().map(|link| Edit::delete(link.span)).collect();
        let missing = Missing::Everything;
        cx.report(group[0].span, missing.message(group))
            .fix(Fix::safe(missing.help(), edits));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn templates_show_where_a_url_belongs() {
        check(
            &EmptyLink,
            "
> How to write an entry:
> * (Where When) **Name of the Paper**, Names. [[Paper](URL)] [[Page](URL)]

## Contributing

* **Name of the Paper**, Names. [[Paper](URL)]
",
        );
    }

    #[test]
    fn a_label_promises_a_destination() {
        check(
            &EmptyLink,
            "
- [Paper]() [[**Code**]()] [x](http://x)
  ^^^^^^^^^ the link “Paper” leads nowhere: it has no destination
             ^^^^^^^^^^^^ the link “Code” leads nowhere: it has no destination
- <a href=\"\">data</a> <a name=\"x\" href=\"\"></a>
  ^^^^^^^^^^^ the link “data” leads nowhere: it has no destination
",
        );
    }

    #[test]
    fn a_placeholder_is_not_a_destination() {
        check(
            &EmptyLink,
            "
[a](-) [b](Null)
^^^^^^ the link “a” leads nowhere: its destination is the placeholder “-”
       ^^^^^^^^^ the link “b” leads nowhere: its destination is the placeholder “Null”
[c](XXXXXXXX)
^^^^^^^^^^^^^ the link “c” leads nowhere: its destination is the placeholder “XXXXXXXX”
[d](https://arxiv.org/pdf/2401.XXXXX.pdf)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the link “d” leads nowhere: its destination is the placeholder “https://arxiv.org/pdf/2401.XXXXX.pdf”
[Section](#) [Back to top](#) [e](https://x.org/xxy) [f](code) [g](#x)
^^^^^^^^^^^^ the link “Section” leads nowhere: its destination is the placeholder “#”
",
        );
    }

    #[test]
    fn invisible_links_are_found() {
        check(
            &EmptyLink,
            "
[](https://x.org) ![]()
^^^^^^^^^^^^^^^^^ the link to “https://x.org” has no text, so it is invisible
                  ^^^^^ this image shows nothing: it has no URL
a []()
  ^^^^ this link has no text and no destination, so it is invisible
",
        );
    }

    #[test]
    fn leftovers_of_a_template_are_one_finding() {
        check(
            &EmptyLink,
            "
[]() []() []() []()
^^^^ this link has no text and no destination, so it is invisible (4 links)
",
        );
    }

    #[test]
    fn badges_and_placeholders_are_left_alone() {
        check(
            &EmptyLink,
            "[![badge](http://i)]() [![badge](http://i)](#) [Coming soon]() [-]() [N/A]() <!-- [Paper]() -->\n",
        );
    }
}
