//! `malformed-tag`: an HTML tag that lacks its angle bracket or has one too many.

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
        let document = cx.document;
        for pair in document.tags().windows(2) {
            let [first, second] = pair else { continue };
            let end = second.span.start;
            if first.is_close || end < first.span.end {
                continue;
            }
            let gap = Span::new(first.span.end, end);
            check_text(cx, first, second, gap);
        }
    }
}

/// Looks at the text between an opening tag and the next tag.
fn check_text(cx: &mut Context<'_>, open: &HtmlTag, next: &HtmlTag, gap: Span) {
    let document = cx.document;
    let (name, text) = (document.slice(open.name), document.slice(gap));
    if let Some(at) = unopened_close(text, name) {
        let span = Span::new(gap.start + at, gap.start + at + name.len() + 2);
        let message = format!(
            "{} is shown as text: the closing tag lacks its `<`",
            quote(document.slice(span))
        );
        cx.report(span, message)
            .fix(Fix::safe("write the `<`", vec![Edit::insert(span.start, "<")]));
    }
    let is_pair = next.is_close && document.slice(next.name).eq_ignore_ascii_case(name);
    if is_pair && text.ends_with('<') {
        let bracket = Span::new(gap.end - 1, gap.end);
        cx.report(
            bracket,
            "this `<` is shown as text: a closing tag starts right behind it",
        )
        .fix(Fix::safe("remove it", vec![Edit::delete(bracket)]));
    }
}

/// Where `/name>` stands in the first line of `text` without its `<`.
fn unopened_close(text: &str, name: &str) -> Option<usize> {
    let line = text.split('\n').next().unwrap_or_default();
    let mut closings = line.match_indices('>').filter_map(|(end, _)| {
        let at = end.checked_sub(name.len() + 1)?;
        let found = line.get(at..end)?;
        let found = found.strip_prefix('/')?.eq_ignore_ascii_case(name);
        found.then_some(at)
    });
    closings.next()
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
                         ^^^^ “/td>” is shown as text: the closing tag lacks its `<`
                                     ^ this `<` is shown as text: a closing tag starts right behind it
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
