//! `malformed-tag`: an HTML tag with a missing or an extra angle bracket.

use crate::{
    document::HtmlTag,
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
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
    fn comparisons_paths_and_other_names_are_left_alone() {
        check(
            &MalformedTag,
            "<table>\n<tr><td>a/b> < 5</td><td>input/output></td></tr>\n</table>\n\n<b>1 < 2</b> <i>x <b>y</b></i>\n",
        );
    }
}
