//! `unknown-tag`: text in angle brackets that no browser knows, so that readers never see it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    document::{Document, HtmlTag, element},
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{is_one_typo, quote},
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
        let (mut unknown, mut closed) = (Vec::new(), BTreeSet::new());
        for tag in document.tags() {
            if is_unknown(document, tag) {
                unknown.push(tag);
                if tag.is_close {
                    closed.insert(document.slice(tag.name));
                }
            }
        }
        // Nearly all lists end here, and need no count of the known tags.
        if unknown.is_empty() {
            return;
        }
        let uses = Uses::of(document);
        let mut opened = BTreeSet::new();
        for tag in unknown {
            let name = document.slice(tag.name);
            // A closing tag has the same cause as the opening one, which has been reported.
            if tag.is_close && opened.contains(name) {
                continue;
            }
            opened.insert(name);
            // The tags of a component vanish in pairs, and the text between them is shown.
            if !name.contains('-') || !closed.contains(name) {
                report(cx, tag, &uses);
            }
        }
    }
}

fn is_unknown(document: &Document<'_>, tag: &HtmlTag) -> bool {
    element(document.slice(tag.name)).is_none() && document.slice(tag.span).ends_with('>')
}

fn report(cx: &mut Context<'_>, tag: &HtmlTag, uses: &Uses) {
    let shown = quote(cx.document.slice(tag.span));
    let name = cx.document.slice(tag.name);
    if let Some(meant) = image(cx.document, tag).or_else(|| uses.near(name, tag.is_close)) {
        let message = format!(
            "no HTML tag is called {shown}; did you mean `<{}{meant}>`?",
            if tag.is_close { "/" } else { "" }
        );
        let edits = vec![Edit::replace(tag.name, meant)];
        cx.report(tag.span, message)
            .fix(Fix::risky(format!("write `{meant}`"), edits));
    } else {
        cx.report(
            tag.span,
            format!("{shown} is read as an unknown HTML tag: the page does not show it"),
        )
        .help("to show it, write `&lt;` for its `<`, or put it between backticks");
    }
}

/// The element that is meant by `<image src="…">`: only images have a source and such a name.
fn image(document: &Document<'_>, tag: &HtmlTag) -> Option<&'static str> {
    let is_image = document.slice(tag.name).to_ascii_lowercase().starts_with("im");
    (is_image && tag.has_attribute(document.source().text(), "src")).then_some("img")
}

/// The number of uses of each element in a file, by name and by whether the tag closes it.
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

    /// The element that was meant: one typo away, and used by the file more often than any other such element.
    fn near(&self, name: &str, is_close: bool) -> Option<&'static str> {
        if name.len() > LONGEST {
            return None;
        }
        let name = name.to_ascii_lowercase();
        let (mut meant, mut most) = (None, 0);
        for (&(known, close), &uses) in &self.0 {
            if close == is_close && uses >= most && is_one_typo(known, &name) {
                // Of two that are used alike, either may be meant: `<be>` is close to `<br>` and to `<b>`.
                meant = if uses > most { Some(known) } else { None };
                most = uses;
            }
        }
        meant
    }
}

/// Longer names are not typos of a tag's name: the longest that lists use is `blockquote`.
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
            ^^^^^^^ “<image>” is read as an unknown HTML tag: the page does not show it
|---|
",
        );
    }

    #[test]
    fn a_tag_with_a_source_is_an_image() {
        check(
            &UnknownTag,
            "
A <image src=\"lamps.png\" width=\"90\"> b
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no HTML tag is called “<image src=\"lamps.png\" width=\"90\">”; did you mean `<img>`?
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
