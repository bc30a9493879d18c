//! `invisible-character`: characters that nobody sees and that break searches, anchors and addresses.

use std::collections::BTreeMap;

use crate::{
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::rare_bytes,
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
        let text = source.text();
        let mut lines: BTreeMap<usize, Vec<(Span, &'static str)>> = BTreeMap::new();
        for (span, name) in invisible(text) {
            lines
                .entry(source.line_index(span.start))
                .or_default()
                .push((span, name));
        }
        for found in lines.into_values() {
            let (first, name) = found[0];
            let others = match found.len() {
                1 => String::new(),
                all => format!(" and {} more on this line", all - 1),
            };
            let edits = found.into_iter().map(|(span, _)| Edit::delete(span)).collect();
            cx.report(first, format!("{name} stands here, which nobody sees{others}"))
                .fix(Fix::safe("remove what nobody sees", edits));
        }
    }
}

/// The invisible characters that do nothing where they stand.
fn invisible(text: &str) -> impl Iterator<Item = (Span, &'static str)> {
    let starts = rare_bytes(text, |byte| matches!(byte, 0xc2 | 0xe2 | 0xef));
    starts.filter_map(move |at| {
        let c = text[at..].chars().next()?;
        let name = name(c)?;
        let span = Span::new(at, at + c.len_utf8());
        let before = text[..at].chars().next_back();
        let after = text[span.end..].chars().next();
        (!is_needed(c, before, after)).then_some((span, name))
    })
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

/// Whether the neighbours of a character need it: joiners within emoji and within scripts that join letters, marks
/// of direction next to scripts that run from right to left, break marks within scripts without blanks.
fn is_needed(c: char, before: Option<char>, after: Option<char>) -> bool {
    let is_plain = |c: Option<char>| {
        c.is_none_or(|c| c.is_ascii() || matches!(c, '\u{a0}'..='\u{2ff}' | '\u{2000}'..='\u{206f}'))
    };
    match c {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' => {
            !is_plain(before) && !is_han(before) || !is_plain(after) && !is_han(after)
        }
        _ => false,
    }
}

/// Whether a character belongs to Chinese, Japanese or Korean text, which needs no marks of this kind.
fn is_han(c: Option<char>) -> bool {
    c.is_some_and(
        |c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{ff00}'..='\u{ffef}'),
    )
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
      ^ a zero-width space stands here, which nobody sees and 1 more on this line
- [x](https://x.org/\u{feff})
                    ^ a byte order mark stands here, which nobody sees
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
