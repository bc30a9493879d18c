//! `invisible-character`: invisible characters, which break searches, anchors and URLs.

use super::shared::{rare_bytes, without};
use crate::{
    finding::Fix,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::is_same_line,
    },
    source::Span,
};

pub(super) struct InvisibleCharacter;

static META: Meta = meta!("invisible-character", Text, Warning, Page).with_safe_fix();

impl Rule for InvisibleCharacter {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let source = cx.document.source();
        // Words that were copied from a PDF may hold one of them at each line end of the PDF.
        for found in invisible(source.text()).chunk_by(|a, b| is_same_line(source, a.span, b.span)) {
            report(cx, found);
        }
    }
}

fn report(cx: &mut Context<'_>, found: &[Invisible]) {
    let Invisible { span, name } = found[0];
    let others = match found.len() {
        1 => String::new(),
        all => format!("; {} more on this line", all - 1),
    };
    let text = cx.document.source().text();
    let edits = found.iter().map(|Invisible { span, .. }| {
        let is_line_end = matches!(&text[span.range()], "\u{2028}" | "\u{2029}");
        without(text, *span, is_line_end)
    });
    cx.report(span, format!("invisible character: {name}{others}"))
        .fix(Fix::safe("remove the invisible characters", edits.collect()));
}

fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero-width space",
        '\u{200c}' => "a zero-width non-joiner",
        '\u{200d}' => "a zero-width joiner",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a mark of writing direction"
        }
        '\u{2060}' => "a word joiner",
        '\u{2028}' | '\u{2029}' => "a Unicode line end",
        '\u{feff}' => "a byte order mark",
        _ => return None,
    })
}

/// An invisible character.
#[derive(Clone, Copy)]
struct Invisible {
    span: Span,
    name: &'static str,
}

/// The invisible characters that have no effect where they are.
fn invisible(text: &str) -> Vec<Invisible> {
    let mut found = Vec::new();
    // The first bytes of all of them in UTF-8.
    for at in rare_bytes(text, |byte| matches!(byte, 0xc2 | 0xe2 | 0xef)) {
        let mut chars = text[at..].chars();
        if let Some(c) = chars.next()
            && let Some(name) = name(c)
            && !is_needed(c, text[..at].chars().next_back(), chars.next())
        {
            let span = Span::new(at, at + c.len_utf8());
            found.push(Invisible { span, name });
        }
    }
    found
}

/// True if the neighbours of a character need it: joiners within emoji and within scripts that join letters, marks of
/// direction next to scripts that run from right to left, break marks within scripts without spaces.
fn is_needed(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' => {
            !is_neutral(before) || !is_neutral(after)
        }
        _ => false,
    }
}

/// True for a neighbour that needs no such character: none at all, or one of a script that neither joins its letters
/// nor runs from right to left.
fn is_neutral(c: Option<char>) -> bool {
    let Some(c) = c else { return true };
    let is_latin = matches!(c, '\0'..='\u{7f}' | '\u{a0}'..='\u{2ff}' | '\u{2000}'..='\u{206f}');
    // Chinese, Japanese and Korean break lines between any two characters.
    is_latin || matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn each_line_is_one_finding() {
        check(
            &InvisibleCharacter,
            "
- A pa\u{200b}per and a hy\u{ad}phen
      ^ invisible character: a zero-width space; 1 more on this line
- [x](https://x.org/\u{feff})
                    ^ invisible character: a byte order mark
",
        );
    }

    #[test]
    fn what_scripts_and_emoji_need_is_left_alone() {
        check(
            &InvisibleCharacter,
            "👨\u{200d}👩\u{200d}👧 ❤\u{fe0f} می\u{200c}خواهم \u{200f}שלום क्\u{200d}ष a\u{a0}b ไทย\u{200b}ไทย\n",
        );
    }
}
