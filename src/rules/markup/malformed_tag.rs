//! `malformed-tag`: an HTML tag without a bracket, a quotation mark or its URL, or with a bracket too many.

use super::shared::broken_tags;
use crate::{
    document::{BrokenTag, HtmlTag, TagFault},
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{is_one_typo, quote},
    },
    source::Span,
};

pub(super) struct MalformedTag;

static META: Meta = meta!("malformed-tag", Markup, Warning, Page).with_safe_fix();

impl Rule for MalformedTag {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for broken in broken_tags(cx.document) {
            report(cx, &broken);
        }
        for tag in cx.document.tags() {
            check_url(cx, tag);
        }
        for pair in cx.document.tags().windows(2) {
            // Only behind an opening tag it is clear which closing tag was meant.
            if let [open, next] = pair
                && !open.is_close
                && open.span.end <= next.span.start
            {
                let text = Span::new(open.span.end, next.span.start);
                check_close(cx, open, text);
                check_bracket(cx, open, next, text);
            }
        }
    }
}

fn report(cx: &mut Context<'_>, broken: &BrokenTag) {
    let tag = quote(cx.document.slice(broken.span));
    let (message, title) = match broken.fault {
        TagFault::OpenQuote => (
            format!("the quotation mark in {tag} is never closed"),
            "close the quotation mark",
        ),
        TagFault::NoBracket => (format!("the tag {tag} misses its `>`"), "write the `>`"),
        TagFault::NoEquals => (format!("the attribute in {tag} misses its `=`"), "write the `=`"),
        TagFault::NoAttribute => (
            format!("the URL in {tag} has no attribute"),
            "write the attribute",
        ),
    };
    let edit = Edit::replace(broken.place, broken.repair);
    // The page may look right by chance: where a value ends is a guess.
    let fix = match broken.fault {
        TagFault::OpenQuote => Fix::risky(title, vec![edit]),
        _ => Fix::safe(title, vec![edit]),
    };
    cx.report(broken.span, message).fix(fix);
}

/// Reports a link or an image without its URL.
fn check_url(cx: &mut Context<'_>, tag: &HtmlTag) {
    let text = cx.document.source().text();
    let name = cx.document.slice(tag.name).to_ascii_lowercase();
    let (wanted, others): (_, &[&str]) = match &*name {
        "a" => ("href", &["name", "id"]),
        "img" => ("src", &["srcset", "data-src"]),
        _ => return,
    };
    let has = |attribute: &&str| tag.has_attribute(text, attribute);
    let is_broken = text[tag.attributes.range()].contains(['<', '>']);
    if tag.is_close || is_broken || has(&wanted) || others.iter().any(has) || is_unreadable(text, tag) {
        return;
    }
    let mut names = tag.attribute_names(text);
    let typo = names.find(|name| is_one_typo(&text[name.range()].to_ascii_lowercase(), wanted));
    if let Some(typo) = typo {
        let message = format!(
            "no browser knows the attribute `{}` of `<{name}>`",
            &text[typo.range()]
        );
        let edit = Edit::replace(typo, wanted);
        cx.report(typo, message)
            .fix(Fix::safe(format!("write `{wanted}`"), vec![edit]));
    } else {
        cx.report(tag.span, format!("this `<{name}>` has no `{wanted}`"))
            .help(format!("add `{wanted}=\"…\"`, or remove the tag"));
    }
}

/// True for a tag whose attributes are not finished, which [`report`] describes.
fn is_unreadable(text: &str, tag: &HtmlTag) -> bool {
    tag.attribute_names(text)
        .any(|name| text[name.range()].contains(['"', '\'', ':']))
}

/// Reports a closing tag without its `<` in the text behind an opening tag.
fn check_close(cx: &mut Context<'_>, open: &HtmlTag, text: Span) {
    let name = cx.document.slice(open.name);
    if let Some(at) = unopened_close(cx.document.slice(text), name) {
        let span = Span::new(at, at + name.len() + 2).shifted(text.start);
        let message = format!(
            "{} is not rendered as a tag: the `<` of the closing tag is missing",
            quote(cx.document.slice(span))
        );
        cx.report(span, message)
            .fix(Fix::safe("write the `<`", vec![Edit::insert(span.start, "<")]));
    }
}

/// Reports a `<` too many between an opening tag and its closing tag.
fn check_bracket(cx: &mut Context<'_>, open: &HtmlTag, close: &HtmlTag, text: Span) {
    let (name, close_name) = (cx.document.slice(open.name), cx.document.slice(close.name));
    // Elsewhere it may mean “less than”.
    if close.is_close && close_name.eq_ignore_ascii_case(name) && cx.document.slice(text).ends_with('<') {
        let bracket = Span::new(text.end - 1, text.end);
        cx.report(
            bracket,
            "this `<` is not part of a tag: a closing tag starts right after it",
        )
        .fix(Fix::safe("remove it", vec![Edit::delete(bracket)]));
    }
}

/// The place of `/name>` without its `<` in the first line of `text`.
fn unopened_close(text: &str, name: &str) -> Option<usize> {
    // Tables of numbers write each cell on one line; further down, the name may mean anything.
    let line = text.split('\n').next().unwrap_or_default();
    for (end, _) in line.match_indices('>') {
        if let Some(at) = end.checked_sub(name.len() + 1)
            && let Some(found) = line.get(at..end)
            // In `<br</td>` the bracket is there, and that of the tag before it is missing.
            && !line[..at].ends_with('<')
            && let Some(found) = found.strip_prefix('/')
            && found.eq_ignore_ascii_case(name)
        {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn closing_tags_without_bracket_are_reported() {
        check(
            &MalformedTag,
            "
<table>
<tr><td>HOAD</td><td>85.6/td><td>91.0<</td></tr>
                         ^^^^ “/td>” is not rendered as a tag: the `<` of the closing tag is missing
                                     ^ this `<` is not part of a tag: a closing tag starts right after it
</table>
",
        );
    }

    #[test]
    fn tags_that_are_not_finished_are_reported_with_their_fault() {
        check(
            &MalformedTag,
            "
- <a name=\"Hinge</a> **[Hinge]** Boats that fold
  ^^^^^^^^^^^^^^ the quotation mark in “<a name=\"Hinge” is never closed
- Lamps that hum <a href\"https://x.org/1\">paper</a>
                 ^^^^^^^ the attribute in “<a href” misses its `=`
- Lamps that wake <a https://x.org/2\">paper</a>
                  ^^^ the URL in “<a” has no attribute

<table>
<tr><td align=\"left\"<a href=\"#x\">2023</a></td><td><font size=\"2\"Diving</font></td></tr>
    ^^^^^^^^^^^^^^^^ the tag “<td align=\"left\"” misses its `>`
                                                  ^^^^^^^^^^^^^^ the tag “<font size=\"2\"” misses its `>`
</table>
",
        );
    }

    #[test]
    fn links_and_images_without_a_url_are_reported() {
        check(
            &MalformedTag,
            "
- Lamps that dim <a herf=\"https://x.org/1\">paper</a> <img scr=\"blink.png\">
                    ^^^^ no browser knows the attribute `herf` of `<a>`
                                                          ^^^ no browser knows the attribute `scr` of `<img>`
- <a target=\"_blank\">paper</a> <img alt=\"x\">
  ^^^^^^^^^^^^^^^^^^^ this `<a>` has no `href`
                               ^^^^^^^^^^^^^ this `<img>` has no `src`
- <a name=\"x\"></a> <a id=\"y\"/> <img srcset=\"a.png 2x\">
",
        );
    }

    #[test]
    fn comparisons_paths_and_other_names_are_left_alone() {
        check(
            &MalformedTag,
            "<table>\n<tr><td>a/b> < 5</td><td>input/output></td></tr>\n</table>\n\n<b>1 < 2</b> <i>x <b>y</b></i>\n",
        );
    }

    #[test]
    fn a_tag_without_its_bracket_is_not_a_closing_tag() {
        check(
            &MalformedTag,
            "
<table>
<tr><td>Echo<br</td><td>Walls</td></tr>
            ^^^ the tag “<br” misses its `>`
</table>
",
        );
    }
}
