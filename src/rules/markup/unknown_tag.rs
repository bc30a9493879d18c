//! `unknown-tag`: text in angle brackets that no browser knows, so that readers never see it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    document::{Document, HtmlTag, element},
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{is_one_slip, quote},
    },
};

pub(super) struct UnknownTag;

static META: Meta = meta!("unknown-tag", Markup, Warning, Page).with_unsafe_fix();

impl Rule for UnknownTag {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let unknown: Vec<_> = document
            .tags()
            .iter()
            .filter(|tag| is_unknown(document, tag))
            .collect();
        if unknown.is_empty() {
            return;
        }
        let uses = Uses::of(document);
        let closed: BTreeSet<_> = unknown
            .iter()
            .filter(|tag| tag.is_close)
            .map(|tag| document.slice(tag.name))
            .collect();
        let mut opened = BTreeSet::new();
        for tag in unknown {
            let name = document.slice(tag.name);
            // The closing tag of an element that has been reported is no defect of its own.
            if tag.is_close && opened.contains(name) {
                continue;
            }
            opened.insert(name);
            // A pair of tags of a component: they vanish, but what stands between them is shown.
            if !(name.contains('-') && closed.contains(name)) {
                report(cx, tag, &uses);
            }
        }
    }
}

fn is_unknown(document: &Document<'_>, tag: &HtmlTag) -> bool {
    element(document.slice(tag.name)).is_none() && document.slice(tag.span).ends_with('>')
}

fn report(cx: &mut Context<'_>, tag: &HtmlTag, uses: &Uses) {
    let shown = cx.document.slice(tag.span);
    let meant = uses.near(cx.document.slice(tag.name), tag.is_close);
    let quoted = quote(shown);
    let message = match meant {
        Some(meant) => format!(
            "no HTML tag is called {quoted}; did you mean `<{}{meant}>`?",
            if tag.is_close { "/" } else { "" }
        ),
        None => format!("{quoted} is read as an HTML tag that nobody knows: the page does not show it"),
    };
    let finding = cx.report(tag.span, message);
    match meant {
        Some(meant) => finding.fix(Fix::unsafe_(
            format!("write `{meant}`"),
            vec![Edit::replace(tag.name, meant)],
        )),
        None => finding.help("to show it, write `&lt;` for its `<`, or put it between backticks"),
    };
}

/// How often a file uses each element.
struct Uses(BTreeMap<(&'static str, bool), usize>);

impl Uses {
    fn of(document: &Document<'_>) -> Self {
        let mut uses = BTreeMap::new();
        for tag in document.tags() {
            if let Some((name, _)) = element(document.slice(tag.name)) {
                *uses.entry((name, tag.is_close)).or_default() += 1;
            }
        }
        Self(uses)
    }

    /// The element that was meant: one slip away, and used by the file more often than any other such element.
    fn near(&self, name: &str, is_close: bool) -> Option<&'static str> {
        if name.len() > LONGEST {
            return None;
        }
        let name = name.to_ascii_lowercase();
        let near = |known: &str| is_one_slip(known, &name);
        let mut candidates: Vec<_> = self
            .0
            .iter()
            .filter(|((known, close), _)| *close == is_close && near(known))
            .collect();
        candidates.sort_by_key(|(_, uses)| std::cmp::Reverse(**uses));
        match candidates[..] {
            [((known, _), _)] => Some(known),
            [((known, _), uses), (_, next), ..] if uses > next => Some(known),
            _ => None,
        }
    }
}

/// Longer names are no slip of a tag's name: the longest that lists use is `blockquote`.
const LONGEST: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn slips_of_tags_that_the_file_uses_are_named() {
        check(
            &UnknownTag,
            "
<div align=\"center\"> A </deiv>
                       ^^^^^^^ no HTML tag is called “</deiv>”; did you mean `</div>`?
B <br> C <be> D <b>E</b> <br>
         ^^^^ no HTML tag is called “<be>”; did you mean `<br>`?
<div></div>
",
        );
    }

    #[test]
    fn names_in_angle_brackets_vanish_from_the_page() {
        check(
            &UnknownTag,
            "
| Write the <image> token and </image> its end |
            ^^^^^^^ “<image>” is read as an HTML tag that nobody knows: the page does not show it
|---|
",
        );
    }

    #[test]
    fn addresses_code_components_and_entities_are_left_alone() {
        check(
            &UnknownTag,
            "<me@example.org> <https://x.org> `<image>` &lt;image&gt; <g-emoji>x</g-emoji> 1 <2> <DIV></DIV>\n\n    <image>\n",
        );
    }
}
