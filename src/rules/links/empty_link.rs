//! `empty-link`: a link that leads nowhere, or that is invisible.

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
        for link in cx.document.links().iter().filter(|link| !link.is_dropped) {
            match lack(cx.document, link) {
                Some(Lack::Everything) => empty.push(link),
                Some(lack) => {
                    cx.report(link.span, lack.message(&link.url)).help(lack.help());
                }
                None => {}
            }
        }
        report_empty(cx, &empty);
    }
}

/// The part that a link lacks.
enum Lack {
    /// `[label]()`.
    Address(String),
    /// `[label](-)`.
    RealAddress(String),
    /// `![label]()`.
    Source,
    /// `[](url)`.
    Label,
    /// `[]()`.
    Everything,
}

impl Lack {
    fn message(&self, url: &str) -> String {
        let url = quote(url);
        match self {
            Self::Address(label) => {
                format!("the link {} leads nowhere: it has no destination", quote(label))
            }
            Self::RealAddress(label) => {
                format!(
                    "the link {} leads nowhere: {url} stands for its destination",
                    quote(label)
                )
            }
            Self::Source => "this image shows nothing: it has no address".to_owned(),
            Self::Label | Self::Everything => format!("the link to {url} has no text, so it is invisible"),
        }
    }

    fn help(&self) -> &'static str {
        match self {
            Self::Address(_) | Self::RealAddress(_) => "add the address, or write the text without brackets",
            Self::Source => "add the address, or remove the image",
            Self::Label | Self::Everything => "write a label between the brackets",
        }
    }
}

fn lack(document: &Document<'_>, link: &Link) -> Option<Lack> {
    let has_url = !link.url.is_empty();
    match link.syntax {
        _ if link.is_image => (!has_url).then_some(Lack::Source),
        // `<a name="x">` is an anchor, and a link in HTML may hold anything else than text.
        LinkSyntax::Html if has_url => None,
        LinkSyntax::Html => html_label(document, link)
            .filter(|label| !is_excused(label))
            .map(Lack::Address),
        LinkSyntax::Inline if link.label.is_empty() => {
            Some(if has_url { Lack::Label } else { Lack::Everything })
        }
        _ => lack_of_url(document, link),
    }
}

fn lack_of_url(document: &Document<'_>, link: &Link) -> Option<Lack> {
    if !link.url.is_empty() && !is_nowhere(&link.url) {
        return None;
    }
    let label = document.visible_text(link.label);
    // `#` is the top of the page.
    if is_excused(&label) || &*link.url == "#" && leads_up(&label) {
        return None;
    }
    Some(if link.url.is_empty() {
        Lack::Address(label.into_owned())
    } else {
        Lack::RealAddress(label.into_owned())
    })
}

/// True if readers expect no destination of a link with this label.
fn is_excused(label: &str) -> bool {
    // Of 616 empty destinations in 181 lists, 331 are badges that serve as labels and have no text, and 23 are
    // promises. Only 174 are labels that lack their URL.
    is_placeholder(label)
        || contains_any(
            &label.to_lowercase(),
            &["soon", "todo", "coming", "to be", "not yet"],
        )
}

/// True for the label of a link to the top of the page.
fn leads_up(label: &str) -> bool {
    const WORDS: [&str; 10] = ["top", "back", "up", "home", "返回", "顶", "↑", "⬆", "🔝", "🔼"];
    contains_any(&label.to_lowercase(), &WORDS)
}

/// True for a text in the place of a URL that was never meant as one.
fn is_nowhere(url: &str) -> bool {
    const BARE: [&str; 4] = ["#", "http://", "https://", "n/a"];
    const WORDS: [&str; 8] = ["link", "url", "todo", "tbd", "tba", "null", "none", "nan"];
    /// Longer texts are URLs and paths.
    const LONGEST: usize = 40;
    // Maintainers of 15 in 151 lists replaced `-`, `null`, `#`, `xxx` or `link` by a URL.
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

/// `xxx`, `https://x.org/xxxx.pdf` and `https://arxiv.org/abs/2401.xxxxx`: a template that was not filled in.
fn is_unfilled(url: &str) -> bool {
    /// Shorter runs of X may be the names of users.
    const SHORTEST_RUN: usize = 3;
    let path = url.strip_suffix(".pdf").unwrap_or(url);
    let name = path.rsplit(['/', '=']).next().unwrap_or(path);
    // Of an arXiv identifier the month may be known before the number is.
    let number = match name.split_once('.') {
        Some((month, number)) if is_month(month) => number,
        _ => name,
    };
    number.len() >= SHORTEST_RUN && number.bytes().all(|byte| byte == b'x')
}

/// True for year and month of an arXiv identifier, in which digits may be missing.
fn is_month(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x')
}

/// The text between the tags of a link in HTML, if there is nothing else.
fn html_label(document: &Document<'_>, link: &Link) -> Option<String> {
    /// A longer text is most likely a paragraph after a tag that was not closed.
    const LONGEST: usize = 200;
    let (label, _) = document.source().text()[link.span.end..].split_once('<')?;
    (label.len() <= LONGEST && !label.trim().is_empty()).then(|| label.trim().to_owned())
}

/// Reports the links without anything.
fn report_empty(cx: &mut Context<'_>, links: &[&Link]) {
    /// More are left over from a template, often one in every row: they are one finding.
    const FEW: usize = 3;
    let message = "this link has neither label nor destination: nothing is shown";
    if links.len() > FEW {
        let edits = links.iter().map(|link| Edit::delete(link.span)).collect();
        cx.report(
            links[0].span,
            format!("{message} ({})", counted(links.len(), "link")),
        )
        .fix(Fix::safe("remove the links", edits));
        return;
    }
    for link in links {
        cx.report(link.span, message)
            .fix(Fix::safe("remove the link", vec![Edit::delete(link.span)]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

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
    fn a_stand_in_is_no_destination() {
        check(
            &EmptyLink,
            "
[a](-) [b](Null)
^^^^^^ the link “a” leads nowhere: “-” stands for its destination
       ^^^^^^^^^ the link “b” leads nowhere: “Null” stands for its destination
[c](XXXXXXXX)
^^^^^^^^^^^^^ the link “c” leads nowhere: “XXXXXXXX” stands for its destination
[d](https://arxiv.org/pdf/2401.XXXXX.pdf)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the link “d” leads nowhere: “https://arxiv.org/pdf/2401.XXXXX.pdf” stands for its destination
[Section](#) [Back to top](#) [e](https://x.org/xxy) [f](code) [g](#x)
^^^^^^^^^^^^ the link “Section” leads nowhere: “#” stands for its destination
",
        );
    }

    #[test]
    fn what_shows_nothing_is_found() {
        check(
            &EmptyLink,
            "
[](https://x.org) ![]()
^^^^^^^^^^^^^^^^^ the link to “https://x.org” has no text, so it is invisible
                  ^^^^^ this image shows nothing: it has no address
a []()
  ^^^^ this link has neither label nor destination: nothing is shown
",
        );
    }

    #[test]
    fn leftovers_of_a_template_are_one_finding() {
        check(
            &EmptyLink,
            "
[]() []() []() []()
^^^^ this link has neither label nor destination: nothing is shown (4 links)
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
