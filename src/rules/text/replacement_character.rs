//! `replacement-character`: characters that a program could not read, and control characters.

use crate::{
    finding::{Edit, Fix, count},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::rare_bytes,
    },
    source::Span,
};

pub(super) struct ReplacementCharacter;

static META: Meta = meta!("replacement-character", Text, Warning, Page).with_safe_fix();

impl Rule for ReplacementCharacter {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let source = cx.document.source();
        let found: Vec<_> = suspects(source.text()).collect();
        for marks in found.chunk_by(|a, b| source.line_index(a.start) == source.line_index(b.start)) {
            let (lost, control): (Vec<_>, Vec<_>) =
                marks.iter().partition(|span| source.slice(**span) == "\u{fffd}");
            if let [first, ..] = lost[..] {
                cx.report(
                    first,
                    format!(
                        "text was lost here: the line holds {}",
                        count(lost.len(), "replacement character")
                    ),
                )
                .help("write what stood here, and save the file as UTF-8");
            }
            if let [first, ..] = control[..] {
                let c = source.slice(first).chars().next().unwrap_or_default();
                let edits = control.into_iter().map(Edit::delete).collect();
                cx.report(
                    first,
                    format!("the control character U+{:04X} stands here", u32::from(c)),
                )
                .fix(Fix::safe("remove it", edits));
            }
        }
    }
}

/// The replacement characters and control characters of a text.
fn suspects(text: &str) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let is_suspect = |byte| matches!(byte, 0..=8 | 11 | 14..=31 | 127 | 0xc2 | 0xef);
    rare_bytes(text, is_suspect).filter_map(move |at| {
        let len = match bytes[at] {
            0..=8 | 11 | 14..=31 | 127 => 1,
            0xc2 if bytes[at + 1] < 0xa0 && bytes[at + 1] != NEXT_LINE => 2,
            0xef if bytes[at..].starts_with("\u{fffd}".as_bytes()) => 3,
            _ => return None,
        };
        Some(Span::new(at, at + len))
    })
}

/// The second byte of U+0085, a line end on some systems.
const NEXT_LINE: u8 = 0x85;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn lost_text_and_control_characters_are_reported_once_a_line() {
        check(
            &ReplacementCharacter,
            "
- A \u{fffd}\u{fffd}-calculus and \u{fffd}
    ^ text was lost here: the line holds 3 replacement characters
- B\u{8}C\u{9d}
   ^ the control character U+0008 stands here
",
        );
    }

    #[test]
    fn tabs_line_ends_and_other_characters_are_left_alone() {
        check(
            &ReplacementCharacter,
            "a\tb\r\n\u{c} é \u{ff0c} \u{85} \u{a0}\r\n",
        );
    }
}
