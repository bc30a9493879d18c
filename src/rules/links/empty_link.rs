//! `empty-link`: a link that leads nowhere, or that nobody can see.

use crate::{
    document::{Document, Link, LinkSyntax},
    finding::{Edit, Fix, count},
    list::is_placeholder,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
};

pub(super) struct EmptyLink;

static META: Meta = meta!("empty-link", Links, Warning, List).with_safe_fix();

impl Rule for EmptyLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let mut blanks = Vec::new();
        for link in document.links().iter().filter(|link| !link.is_dropped) {
            match lack(document, link) {
                Some(Lack::Everything) => blanks.push(link),
                Some(lack) => report(cx, link, &lack),
                None => {}
            }
        }
        report_blanks(cx, &blanks);
    }
}

/// What a link lacks to be one.
enum Lack {
    /// `[label]()`.
    Address(String),
    /// `[label](-)`.
    RealAddress(String),
    /// `![label]()`.
    Source,
    /// `[](address)`.
    Label,
    /// `[]()`.
    Everything,
}

fn lack(document: &Document<'_>, link: &Link) -> Option<Lack> {
    if link.is_image {
        return link.url.is_empty().then_some(Lack::Source);
    }
    let is_empty = link.url.is_empty();
    if link.syntax == LinkSyntax::Html {
        let label = html_label(document, link).filter(|_| is_empty)?;
        return (!is_excused(&label)).then_some(Lack::Address(label));
    }
    if link.syntax == LinkSyntax::Inline && link.label.is_empty() {
        return Some(if is_empty { Lack::Everything } else { Lack::Label });
    }
    let is_nowhere = !is_empty && is_nowhere(&link.url);
    if !is_empty && !is_nowhere {
        return None;
    }
    let label = document.visible_text(link.label);
    if is_excused(&label) || link.url.as_ref() == "#" && leads_up(&label) {
        None
    } else if is_nowhere {
        Some(Lack::RealAddress(label.into_owned()))
    } else {
        Some(Lack::Address(label.into_owned()))
    }
}

/// Badges without a destination serve as labels, and some labels say that the destination is yet to come.
fn is_excused(label: &str) -> bool {
    let lower = label.to_lowercase();
    let is_promise = ["soon", "todo", "coming", "to be", "not yet"]
        .iter()
        .any(|word| lower.contains(word));
    is_promise || is_placeholder(label)
}

/// `#` is the top of the page.
fn leads_up(label: &str) -> bool {
    let lower = label.to_lowercase();
    ["top", "back", "up", "home", "返回", "顶", "↑", "⬆", "🔝", "🔼"]
        .iter()
        .any(|word| lower.contains(word))
}

/// Whether something stands in the place of an address that is none and was not meant as one.
fn is_nowhere(url: &str) -> bool {
    const WORDS: [&str; 8] = ["link", "url", "todo", "tbd", "tba", "null", "none", "nan"];
    /// Longer words are addresses, and shorter runs of X are the names of people.
    const LONGEST: usize = 40;
    const SHORTEST_RUN: usize = 3;
    if url.len() > LONGEST {
        return false;
    }
    let is_filler =
        |text: &str| text.len() >= SHORTEST_RUN && text.bytes().all(|byte| matches!(byte, b'x' | b'X'));
    let word = url.to_ascii_lowercase();
    let last = word.strip_suffix(".pdf").unwrap_or(&word);
    let last = last.rsplit(['/', '=']).next().unwrap_or(last);
    let number = last
        .split_once('.')
        .filter(|(month, _)| {
            month.len() == 4 && month.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x')
        })
        .map_or(last, |(_, number)| number);
    let is_bare = matches!(word.as_str(), "#" | "http://" | "https://" | "n/a");
    is_bare
        || WORDS.contains(&word.as_str())
        || !word.contains(['#', '/']) && is_dashes(&word)
        || is_filler(number)
}

/// `-`, `--`, `?`, `…`.
fn is_dashes(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '-' | '–' | '—' | '?' | '…'))
}

/// What stands between an HTML link's tags, if it is text; anchors are written as links without a label.
fn html_label(document: &Document<'_>, link: &Link) -> Option<String> {
    const LONGEST: usize = 200;
    let rest = &document.source().text()[link.span.end..];
    let end = rest.find('<').filter(|end| *end <= LONGEST)?;
    let label = rest[..end].trim();
    (!label.is_empty()).then(|| label.to_owned())
}

fn report(cx: &mut Context<'_>, link: &Link, lack: &Lack) {
    let (url, address) = (
        quote(&link.url),
        "add the address, or write the text without brackets",
    );
    let (message, help) = match lack {
        Lack::Address(label) => (
            format!("the link {} leads nowhere: it has no destination", quote(label)),
            address,
        ),
        Lack::RealAddress(label) => (
            format!(
                "the link {} leads nowhere: {url} stands for its destination",
                quote(label)
            ),
            address,
        ),
        Lack::Source => (
            "this image shows nothing: it has no address".to_owned(),
            "add the address, or remove the image",
        ),
        Lack::Label | Lack::Everything => (
            format!("nobody sees the link to {url}: it has no label"),
            "write a label between the brackets",
        ),
    };
    cx.report(link.span, message).help(help);
}

/// Links without anything are left over from a template, often in every row: a few are reported each, many once.
fn report_blanks(cx: &mut Context<'_>, blanks: &[&Link]) {
    const FEW: usize = 3;
    let message = "this link has neither label nor destination: nothing is shown";
    let delete = |link: &Link| Edit::delete(link.span);
    if blanks.len() <= FEW {
        for link in blanks {
            cx.report(link.span, message)
                .fix(Fix::safe("remove the link", vec![delete(link)]));
        }
    } else {
        let edits = blanks.iter().map(|link| delete(link)).collect();
        let all = count(blanks.len(), "link");
        cx.report(blanks[0].span, format!("{message} ({all})"))
            .fix(Fix::safe("remove the links", edits));
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
^^^^^^^^^^^^^^^^^ nobody sees the link to “https://x.org”: it has no label
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
